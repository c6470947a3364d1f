"""The one mark that a text of ours may carry: bold, between two pairs of asterisks."""

from dataclasses import dataclass

from bot.language.catalogue import BOLD

# Bale documents no way to escape its marks, so a character that could make one is shown as its look-alike.
LOOK_ALIKES = str.maketrans({"*": "∗", "_": "＿", "[": "［", "]": "］", "`": "ˋ"})


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A run of text, bold or not."""

    text: str
    bold: bool


def spans(text: str) -> tuple[MarkedSpan, ...]:
    """Cut a text at its marks, for a messenger to render; a mark without its pair is shown as it is."""
    parts = text.split(BOLD)
    if len(parts) % 2 == 0:
        parts[-2:] = [BOLD.join(parts[-2:])]
    return tuple(MarkedSpan(part, bold=index % 2 == 1) for index, part in enumerate(parts) if part)


def unmarked(text: str) -> str:
    """Return a text without its marks, for places that know no bold (a button, a table cell)."""
    return "".join(span.text for span in spans(text))


def on_bale(text: str) -> str:
    """Return a text as it looks on Bale, its bold mark kept."""
    return "".join(
        f"{BOLD}{span.text.translate(LOOK_ALIKES)}{BOLD}" if span.bold else span.text.translate(LOOK_ALIKES)
        for span in spans(text)
    )

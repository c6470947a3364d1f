"""What is said to what is no answer: that it was not read, what is wrong with it, why it is of no use. Pure."""

from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.said import Choice, Edited, File, Said, Stale, Text

LONGEST_QUOTE = 120
"""Characters of what was said that are said again where it was not read."""


def unread(text: str, then: str = "") -> str:
    """Return that what was typed was not read, with its beginning, and what can be done."""
    return t("common.unread", said=quoted(text), then=then).rstrip()


def quoted(text: str) -> str:
    """Return the beginning of what was typed, in one line and in quotation marks."""
    line = " ".join(text.split())
    return t("common.said", said=line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()}…")


def mistaken(said: Said, mistake: UserError) -> str:
    """Return what is wrong, under the words that were typed; where it says them itself, alone."""
    if isinstance(said, File):
        return with_caption(said, mistake.text)
    if not isinstance(said, Text) or not said.text or squeeze(said.text) in squeeze(mistake.text):
        return mistake.text
    return f"{quoted(said.text)}\n{mistake.text}"


def no_answer(said: Said, *, in_words: bool = True) -> str:
    """Return what is said to something that is no answer where it was said; a button of before needs no word.

    ``in_words``: an answer may be typed where it was said.
    """
    match said:
        case Choice() | Stale():
            return ""
        case Text(forwarded=True, text=text):
            return unread(text, t("common.forwarded")) if text else t("common.forwarded")
        case Edited():
            return t("common.edited")
        case Text(text=text) if text:
            return unread(text, t("common.use_buttons"))
        case _:
            return with_caption(said, t("common.other_kind" if in_words else "common.use_buttons"))


def with_caption(said: Said, then: str) -> str:
    """Return what is said to something of no use, with the caption of a file, which was not read either."""
    return unread(said.caption, then) if isinstance(said, File) and said.caption else then

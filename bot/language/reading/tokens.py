"""A typed text cut into tokens: figures, known words (also glued ones), other words and signs."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language import letters
from bot.language.folding import fold
from bot.language.lexicon import Word, lexicon, longest_phrase
from bot.language.reading.figures import DigitReading, read_figure, read_spaced

# A tatweel that no letter carries is meant for a dash.
DRAWN_DASH = re.compile(rf"(?<![^\W\d_]){letters.TATWEEL}+|{letters.TATWEEL}+(?![^\W\d_])")
HALF_SPACES = letters.ZWNJ + letters.ZWJ
PARTED = str.maketrans({letters.ZWNJ: " ", letters.ZWJ: " ", "\n": " ; "})
BETWEEN = re.escape(letters.POINTS + letters.COMMAS + "/_'\\")
TOKEN = re.compile(
    rf"(?P<figure>(?:(?<![\w{BETWEEN}])[{letters.POINTS}])?[0-9]+(?:[{BETWEEN}]+[0-9]+)*)"
    r"|(?P<word>[a-z]+[0-9]*(?:/[a-z]+)?|[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff]+)"
    r"|(?P<sign>\S)"
)
SIGNS = {
    "%": "percent",
    letters.PERCENT: "percent",
    "-": "dash",
    "−": "dash",
    **dict.fromkeys("+±<>≤≥", "about"),
    "~": "tilde",
    "≈": "tilde",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "=": "same",
    "$": "currency",
    "€": "currency",
    "£": "currency",
    "?": "doubt",
    letters.QUESTION: "doubt",
}
# Kinds that may stand glued to one another («دوازده‌ونیم» and «میلیاردتومان» without their half-space).
GLUED = frozenset({"number", "scale", "fraction", "and", "unit", "noun", "person", "percent", "range"})
LONGEST_GLUED = 32
# What may stand in the name of a unit beside letters: «م۲»، «م.ت»، «ل/ث»، «m²».
IN_UNITS = frozenset("23²³./")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `joined` says that no space stands before it, `start` and `end` where it stands."""

    kind: str
    text: str
    joined: bool = False
    word: Word | None = None
    figure: DigitReading | None = None
    start: int = 0
    end: int = 0


END = Token("end", "")


def holds_number(text: str) -> bool:
    """Return whether a figure or a number in words stands in a text."""
    return any(token.kind in {"figure", "number"} for token in tokens(text))


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, known phrases as one token each; the cost grows linearly with the text."""
    found = [token for match in TOKEN.finditer(normal(text)) for token in cut(match)]
    return list(phrased(found))


def located(text: str) -> list[Token]:
    """Return the tokens of a clean text, no phrases made of them, each with its place in the text as it is written."""
    drawn = {place for match in DRAWN_DASH.finditer(text) for place in range(*match.span())}
    pieces = ["-" if place in drawn else folded_character(character) for place, character in enumerate(text)]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    found = (token for match in TOKEN.finditer("".join(pieces)) for token in cut(match))
    return [replace(token, start=places[token.start], end=places[token.end - 1] + 1) for token in found]


@lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    """Return one character folded for reading; every blank is a space."""
    return normal(character) or (" " if character.isspace() or character in HALF_SPACES else "")


def normal(text: str) -> str:
    """Return text folded for reading: half-spaces part words, lines are parted, digits are Latin."""
    text = DRAWN_DASH.sub("-", text).translate(PARTED)
    return fold(text)


def cut(match: re.Match[str]) -> Iterator[Token]:
    """Yield the token of a match, or several where known words are glued."""
    text, (start, end) = match[0], match.span()
    joined = start > 0 and not match.string[start - 1].isspace()
    if match.lastgroup == "figure":
        figure = read_figure(text if text[0].isdigit() else f"0{text}")
        yield Token("figure", text, joined, figure=figure, start=start, end=end)
    elif match.lastgroup == "sign":
        yield Token(sign(text), text, joined, start=start, end=end)
    elif word := lexicon().get(text):
        yield Token(word.kind, text, joined, word, start=start, end=end)
    else:
        for piece in unglued(text) or (text,):
            known = lexicon().get(piece)
            end = start + len(piece)
            yield Token(known.kind if known else "unknown", piece, joined, known, start=start, end=end)
            joined, start = True, end


def sign(text: str) -> str:
    """Return the kind of a sign; digits of other scripts and of other shapes are odd."""
    category = unicodedata.category(text)
    if category in {"Nd", "Nl", "No", "Me"}:
        return "odd"
    return "dash" if category == "Pd" else SIGNS.get(unicodedata.normalize("NFKC", text), "sign")


@lru_cache(maxsize=1024)
def unglued(text: str) -> tuple[str, ...]:
    """Return the fewest known words that a word is made of, or nothing when it is not made of such words."""
    if len(text) > LONGEST_GLUED:
        return ()
    known = lexicon()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(end):
            before, piece = best[start], text[start:end]
            word = known.get(piece)
            if before is None or word is None or word.kind not in GLUED:
                continue
            if fits(before, word) and (best[end] is None or len(before) < len(best[end] or ()) - 1):
                best[end] = (*before, piece)
    return best[-1] or ()


def fits(before: tuple[str, ...], word: Word) -> bool:
    """Return whether a word may be glued to those before it: two numbers only with «و» between."""
    if not before:
        return word.kind in {"number", "scale", "fraction", "and"}
    last = lexicon()[before[-1]].kind
    if last == "and" or word.kind == "and":
        return last != word.kind and word.kind in {"number", "scale", "fraction", "and"}
    return word.kind not in {"number", "fraction"} and last not in {
        "unit",
        "noun",
        "person",
        "percent",
        "range",
    }


def phrased(found: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens with known phrases («لیتر بر ثانیه») made one, the longest first."""
    place = 0
    while place < len(found):
        length, word = phrase_at(found, place)
        if (groups := spaced_groups(found, place)) > 1:
            yield as_one(found[place : place + groups])
            length = groups
        elif word is None:
            yield found[place]
        else:
            text = " ".join(token.text for token in found[place : place + length])
            first, last = found[place], found[place + length - 1]
            yield Token(word.kind, text, first.joined, word, start=first.start, end=last.end)
        place += length


def phrase_at(found: Sequence[Token], place: int) -> tuple[int, Word | None]:
    """Return how many tokens from a place make a known phrase of at least two, and its meaning."""
    texts: list[str] = []
    for token in found[place : place + longest_phrase() + 2]:
        if token.kind not in {"figure", "sign", "odd"} or token.text in IN_UNITS:
            texts.append(token.text)
        else:
            break
    for length in range(len(texts), 1, -1):
        word = lexicon().get("".join(texts[:length]))
        if word is not None and word.kind != "part":  # «۱۲۰ هزار م» is no «هزارم»
            return length, word
    return 1, None


def spaced_groups(found: Sequence[Token], place: int) -> int:
    """Return how many figures from a place are the groups of one number, with spaces between: «۲ ۵۰۰»."""
    if not is_digits(found, place, {1, 2, 3}) or found[place].text.startswith("0") or is_figure(found, place - 1):
        return 1
    end = place + 1
    while is_digits(found, end, {3}) and not found[end].joined:
        end += 1
    return 1 if is_figure(found, end) else end - place


def is_figure(found: Sequence[Token], place: int) -> bool:
    """Return whether a figure stands at a place."""
    return 0 <= place < len(found) and found[place].figure is not None


def is_digits(found: Sequence[Token], place: int, lengths: set[int]) -> bool:
    """Return whether plain digits of some length stand at a place."""
    return is_figure(found, place) and found[place].text.isdigit() and len(found[place].text) in lengths


def as_one(groups: Sequence[Token]) -> Token:
    """Return the groups of one number as one figure, which is asked."""
    text = " ".join(token.text for token in groups)
    return replace(groups[0], text=text, figure=read_spaced(text), end=groups[-1].end)

"""A text about days and hours cut into pieces: each a letter for its kind, and a value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bot.language.folding import squeeze
from bot.language.lexicon import lexicon, sense_words, table
from bot.language.reading.tokens import Token, located

LETTERS = {
    "next": "x",
    "this": "t",
    "last": "l",
    "end": "e",
    "begin": "b",
    "middle": "h",
    "first": "o",
    "after": "s",
    "hour": "k",
    "minute": "q",
    "from": "f",
    "to": "-",
    "not": "!",
    "filler": "",
}
KINDS = {"month": "m", "weekday": "w", "relative_day": "r"}
PARTS = {"am": 0, "noon": 12, "pm": 12, "night": 12}
UNREAD, NUMBER, ORDINAL, WRITTEN, LENGTH, PART, FRACTION, AND, COLON = "?", "n", "o", "d", "u", "p", "v", "&", ":"
MOST_WORDS = 3
TEN = 10


@dataclass(frozen=True, slots=True)
class TimePiece:
    """A piece: its letter (`LETTERS`, `KINDS` or one of the constants), its value, and its figures or words."""

    kind: str
    value: int = 0
    text: str = ""


def pieces(text: str) -> tuple[TimePiece, ...]:
    """Return the pieces of a clean text, in order; courtesy and signs are left out, unknown words are not."""
    found: list[TimePiece] = []
    for piece in _pieces(located(text)):
        if not _is_empty(piece, found):
            found.append(piece)
    return tuple(found)


def _is_empty(piece: TimePiece, before: Sequence[TimePiece]) -> bool:
    """Return whether a piece says nothing: courtesy, «روز شنبه», «آذر ماه»."""
    last = before[-1].kind if before else ""
    return (
        not piece.kind
        or (piece.kind, piece.value, last == NUMBER) == (LENGTH, 1, False)
        or ((piece.kind, piece.value, last) == (LENGTH, 30, "m"))
    )


def _pieces(found: Sequence[Token]) -> Iterator[TimePiece]:
    place = 0
    while place < len(found):
        piece, place = (
            _phrase(found, place, least=2)
            or _number(found, place)
            or _phrase(found, place)
            or (_other(found[place]), place + 1)
        )
        yield piece


def _phrase(found: Sequence[Token], place: int, least: int = 1) -> tuple[TimePiece, int] | None:
    """Return the longest phrase of the calendar at a place, of so many words at least, and where it ends."""
    for end in range(min(len(found), place + MOST_WORDS), place + least - 1, -1):
        spelt = "".join(token.text for token in found[place:end])
        known = vocabulary().get(spelt)
        if known is not None:
            return known, end
    return None


def _number(found: Sequence[Token], place: int) -> tuple[TimePiece, int] | None:
    """Return the number at a place, in figures or words, and where it ends; «بیست و پنجم» and «۲۰ام» are ordinals."""
    token = found[place]
    if token.figure is not None:
        plain = token.text.isdigit()
        kind = NUMBER if plain else WRITTEN
        end = place + 1
        if plain and end < len(found) and found[end].text in _endings():
            kind, end = ORDINAL, end + 1
        return TimePiece(kind, int(token.text) if plain else 0, token.text), end
    one = None if _denies(found, place) else _spoken(token)
    if one is None:
        return None
    value, ordinal = one
    end = place + 1
    if not ordinal and value >= 2 * TEN and end + 1 < len(found) and found[end].kind == "and":
        tail = _spoken(found[end + 1])
        if tail is not None and 0 < tail[0] < TEN:
            value, ordinal, end = value + tail[0], tail[1], end + 2
    if not ordinal and end < len(found) and found[end].text in _endings():
        ordinal, end = True, end + 1
    return TimePiece(ORDINAL if ordinal else NUMBER, value, str(value)), end


def _spoken(token: Token) -> tuple[int, bool] | None:
    """Return the number that a word is, and whether it is an ordinal; None for other words."""
    word = token.word
    if word is not None and word.kind in {"number", "part"}:
        return int(word.value), word.kind == "part"
    for ending in _endings():
        stem = lexicon().get(token.text.removesuffix(ending)) if token.text.endswith(ending) else None
        if stem is not None and stem.kind == "number":
            return int(stem.value), True
    return None


def _other(token: Token) -> TimePiece:
    """Return the piece of a token that is neither a number nor a word of the calendar."""
    if token.kind == "fraction" and token.word is not None:
        return TimePiece(FRACTION, int(token.word.value * 60), token.text)
    if token.kind in {"and", "or"}:
        return TimePiece(AND)
    if token.kind in {"dash", "range"}:
        return TimePiece("-")
    if token.text == ":" and token.joined:
        return TimePiece(COLON)
    if token.kind in {"sign", "open", "close", "doubt"} or token.text in sense_words("filler"):
        return TimePiece("")
    return TimePiece(UNREAD, 0, token.text)


def _denies(found: Sequence[Token], place: int) -> bool:
    """Return whether «نه» at a place is no number: it counts neither hours nor days of a month."""
    after = _phrase(found, place + 1)
    counts = after is not None and after[0].kind in {"m", LENGTH, PART}
    hour = place > 0 and vocabulary().get(found[place - 1].text, TimePiece("")).kind == "k"
    return found[place].text in _denials() and not counts and not hour


@cache
def vocabulary() -> Mapping[str, TimePiece]:
    """Return the folded words and phrases of the calendar."""
    found: dict[str, TimePiece] = {}
    calendar = table()["calendar"]
    for kind, letter in KINDS.items():
        for value, spelt in table()[kind].items():
            found |= {squeeze(word): TimePiece(letter, int(value), word) for word in spelt}
    for place, spelt in enumerate(table()["occasion"].values()):
        found |= {squeeze(word): TimePiece("a", place, word) for word in spelt}
    for days, spelt in calendar["length"].items():
        found |= {squeeze(word): TimePiece(LENGTH, int(days), squeeze(word)) for word in spelt}
    for name, spelt in calendar["part"].items():
        found |= {squeeze(word): TimePiece(PART, PARTS[name], name) for word in spelt}
    for name, letter in LETTERS.items():
        value = 1 if name == "first" else 0
        found |= {squeeze(word): TimePiece(letter, value, squeeze(word)) for word in calendar[name]}
    return MappingProxyType(found)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(map(squeeze, table()["calendar"]["ordinal"]), key=len, reverse=True))


@cache
def _denials() -> frozenset[str]:
    return frozenset(map(squeeze, table()["also"]["none"]))

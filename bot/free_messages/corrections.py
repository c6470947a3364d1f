"""What is said of rows that were shown, «حذف ۲», «اصلاح ۱: ۱۱٫۵», and of a figure, «۱۲ نبود ۱۱٫۵ بود». Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.language import letters
from bot.language.folding import squeeze
from bot.language.lexicon import sense_words, table
from bot.language.reading.quantities import quantities
from bot.language.reading.tokens import Token, located

LONGEST = 120
"""Characters of a message that is only about rows or one figure."""
MOST_WORDS = 3
SEPARATORS = frozenset({":", "=", ")"})
FIGURES = frozenset({"figure", "number"})


@dataclass(frozen=True)
class RowOrder:
    """What is to be done with rows, by their numbers: «keep», «leave» or «mend», the last perhaps with its value."""

    what: str
    numbers: tuple[int, ...]
    value: str = ""


@dataclass(frozen=True)
class Mended:
    """A figure that takes the place of another one ('' for that of the one row that is open), and what stands before.

    ``denied``: it is said to be wrong; ``either``: it is not said which of the two is.
    """

    about: str
    old: str
    new: str
    denied: bool = True
    either: bool = False


def read_row_order(text: str) -> RowOrder | None:
    """Return what a whole message says to do with rows, None where it says anything else."""
    if len(text) > LONGEST or "\n" in text:
        return None
    found = located(text)
    what, place = _phrase(found, 0)
    while _phrase(found, place)[0] == "row":
        place = _phrase(found, place)[1]
    numbers, place = _numbers(found, place)
    if not numbers:
        return None
    what = what if what in {"keep", "leave", "mend"} else ""
    after, end = _phrase(found, place)
    if not what and after in {"keep", "leave", "mend"}:
        what, place = after, end
    while _phrase(found, place)[0] == "filler":
        place = _phrase(found, place)[1]
    if place == len(found):
        return RowOrder(what, numbers) if what else None
    return _with_value(text, found[place:], RowOrder(what, numbers))


def _with_value(text: str, rest: Sequence[Token], order: RowOrder) -> RowOrder | None:
    """Return «mend» with the value that follows a row's number; without the verb only after a sign, a bare figure."""
    parted = rest[0].text in SEPARATORS or (order.what == "mend" and rest[0].text in sense_words("to"))
    value = rest[1:] if parted else rest
    if len(order.numbers) > 1 or not value or order.what not in {"mend", ""}:
        return None
    figure = value[0].kind in FIGURES
    bare = figure and parted and not any(token.kind == "unknown" for token in value)
    if not (bare if not order.what else parted or figure or value[0].text in sense_words("of")):
        return None
    return RowOrder("mend", order.numbers, text[value[0].start :])


def read_mended(text: str) -> Mended | None:
    """Return the two figures of «۱۲ نبود ۱۱٫۵ بود», «از ۱۱٫۵ به ۱۲», «نه، ۱۱٫۵», None for anything else."""
    if len(text) > LONGEST or "\n" in text:
        return None
    found = located(text)
    denials = (_not_but(text, found, place) for place in range(len(found)))
    said = _from_to(text, found) or next(filter(None, denials), None)
    return None if said is None or quantities(located(said.about), 1) else said


def _not_but(text: str, found: Sequence[Token], place: int) -> Mended | None:
    """Return «۱۲ نبود ۱۱٫۵ بود», whose word of denial stands at a place."""
    kind, end = _phrase(found, place)
    if kind not in {"was_not", "no"} or (found[place].kind == "number" and _counts_on(found, end)):
        return None
    new = _figure(text, found[end:])
    before = list(found[:place])
    while before and _phrase(before, len(before) - 1)[0] == "was":
        before.pop()
    if not new or (not before and kind == "was_not"):
        return None
    if not before:
        return Mended("", "", new)
    old = next((each for each in quantities(before, 9) if each.end == len(before)), None)
    if old is None:
        return None
    start = before[old.start].start
    about = text[:start].strip()
    return Mended(about, text[start : before[-1].end], new, either=kind == "no")


def _counts_on(found: Sequence[Token], place: int) -> bool:
    """Return whether «نه» before a place may be nine: no figure and no sign stands there."""
    return place == len(found) or found[place].kind not in {"figure", "sign"}


def _from_to(text: str, found: Sequence[Token]) -> Mended | None:
    """Return «از ۱۱٫۵ به ۱۲», with what stands before it."""
    for place, token in enumerate(found):
        first = next(iter(quantities(found[place + 1 :], 1)), None) if token.text in sense_words("of") else None
        if first is None or first.start:
            continue
        end = place + 1 + first.end
        new = _figure(text, found[end + 1 :])
        if end < len(found) and found[end].text in sense_words("to") and new:
            return Mended(
                text[: token.start].strip(), text[found[place + 1].start : found[end - 1].end], new, denied=False
            )
    return None


def _figure(text: str, found: Sequence[Token]) -> str:
    """Return the one figure that tokens are, without the small words around it, '' where they are anything else."""
    left, right = 0, len(found)
    while left < right and (found[left].text in _signs() or _phrase(found, left)[0] == "but"):
        left = left + 1
    while left < right and (_phrase(found[:right], right - 1)[0] in {"was", "filler"} or found[right - 1].text == "."):
        right = right - 1
    said = list(quantities(found[left:right], 2))
    whole = len(said) == 1 and said[0].start == 0 and said[0].end == right - left
    return text[found[left].start : found[right - 1].end] if whole else ""


def _phrase(found: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the kind of the words at a place, the longest that are known, and where they end; '' for others."""
    for length in range(min(MOST_WORDS, len(found) - place), 0, -1):
        kind = _words().get("".join(token.text for token in found[place : place + length]))
        if kind:
            return kind, place + length
    return "", place


def _numbers(found: Sequence[Token], place: int) -> tuple[tuple[int, ...], int]:
    """Return the numbers of rows that are listed from a place, and where they end: «۱ و ۳», «۱،۳», «۱ تا ۳»."""
    numbers: list[int] = []
    between = ""
    while place < len(found) and (here := _row_numbers(found[place])):
        numbers += range(numbers[-1] + 1, here[0]) if between == "range" else ()
        numbers += here
        place += 1
        between = found[place].kind if place < len(found) else ""
        listed = between in {"and", "range"} or (between == "sign" and found[place].text in letters.COMMAS)
        if not listed or place + 1 == len(found) or not _row_numbers(found[place + 1]):
            break
        place += 1
    return tuple(numbers), place


def _row_numbers(token: Token) -> list[int]:
    """Return the numbers of rows that one token is: «۱», «یک», «۱،۳»."""
    if token.kind == "number" and token.word is not None:
        return [int(token.word.value)] if token.word.value < 100 else []
    parts = [token.text]
    for comma in letters.COMMAS:
        parts = [piece for part in parts for piece in part.split(comma)]
    plain = token.figure is not None and all(part.isdecimal() and len(part) <= 2 for part in parts)
    return list(map(int, parts)) if plain else []


@cache
def _words() -> dict[str, str]:
    return {squeeze(word): kind for kind, spelt in table()["correcting"].items() for word in spelt}


@cache
def _signs() -> frozenset[str]:
    return frozenset({*letters.COMMAS, ":", ";", "-", "."})

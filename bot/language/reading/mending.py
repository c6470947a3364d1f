"""Mistyped words beside a number: each may be a known word that is one slip away, which is then asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType

from bot.language import letters
from bot.language.folding import squeeze
from bot.language.lexicon import Word, lexicon, table
from bot.language.naming import one_slip
from bot.language.reading.small_numbers import at
from bot.language.reading.tokens import Token

SPOKEN = frozenset({"number", "scale", "fraction"})
NUMERIC = SPOKEN | {"figure"}
SHORTEST = 3
MOST_NEAR = 3
MOST_VARIANTS = 8

Variant = list[Token]


def touching(found: Sequence[Token]) -> list[int]:
    """Return the places of unknown words that touch a number: joined by «و», before a scale, after the number."""
    return [place for place, token in enumerate(found) if token.kind == "unknown" and touches(found, place)]


def touches(found: Sequence[Token], place: int) -> bool:
    """Return whether a word at a place would be part of a number, if it were one."""
    before, after = kind_before(found, place), at(found, place + 1).kind
    linked = (before == "and" and kind_before(found, place - 1) in NUMERIC) or (
        after == "and" and at(found, place + 2).kind in NUMERIC
    )
    return linked or after == "scale" or before in NUMERIC or (after in SPOKEN and not found[place].text.isascii())


def breaks(found: Sequence[Token], place: int) -> bool:
    """Return whether a word that stays unknown at a place leaves a number in words, or its scale, without meaning."""
    spoken_before = kind_before(found, place) == "and" and kind_before(found, place - 1) in SPOKEN
    spoken_after = at(found, place + 1).kind == "and" and at(found, place + 2).kind in SPOKEN
    between = at(found, place + 1).kind == "scale" and kind_before(found, place) in {*NUMERIC, "and"}
    return spoken_before or spoken_after or between


def variants(found: Sequence[Token], places: Sequence[int], family: str) -> Iterator[Variant]:
    """Yield the tokens with every unknown word at some places made what it may be; few at most."""
    choices = [candidates(found, place, family) for place in places]
    for chosen in list(product(*choices))[:MOST_VARIANTS]:
        made: Variant = []
        for place, token in enumerate(found):
            made += chosen[places.index(place)] if place in places else [token]
        yield made


def candidates(found: Sequence[Token], place: int, family: str) -> list[Variant]:
    """Return what an unknown word may be: known words a slip away, itself; a unit only where a unit would stand."""
    token = found[place]
    ends = kind_before(found, place) in NUMERIC and at(found, place + 1).kind not in NUMERIC
    made = [as_known(token, word) for word in clipped(token.text) or near(token.text)]
    units = [[known(token, word)] for word in near_units(token.text, family)] if ends else []
    return [*made, *units, *([[token]] if not made or ends else [])]


def as_known(token: Token, words: tuple[str, ...]) -> Variant:
    """Return a token made known words."""
    return [known(token, word) for word in words]


def known(token: Token, text: str) -> Token:
    """Return a token made a known word."""
    word = lexicon()[text]
    return replace(token, kind=word.kind, text=text, word=word)


@lru_cache(maxsize=1024)
def clipped(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what a number is that lost its last letter before a glued «و»: «سیزدو» is «سیزده و»."""
    whole = text.removesuffix(letters.AND) + letters.FINAL_HEH
    word = lexicon().get(whole)
    return ((whole, letters.AND),) if text.endswith(letters.AND) and word is not None and word.kind == "number" else ()


@lru_cache(maxsize=1024)
def near(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of numbers that a word is one slip away from, also with a glued «و» behind it."""
    if len(text) < SHORTEST:
        return ()
    found: dict[tuple[str, ...], None] = {}
    glued = text.removesuffix(letters.AND)
    for typed, tail in ((text, ()), *([(glued, (letters.AND,))] if glued != text and len(glued) >= SHORTEST else [])):
        for word in spoken():
            if len(word) >= SHORTEST and one_slip(typed, word):
                found.setdefault((standard(word), *tail))
    return tuple(found)[:MOST_NEAR]


@lru_cache(maxsize=1024)
def near_units(text: str, family: str) -> tuple[str, ...]:
    """Return a unit of each size of a family that a word begins, or is one slip away from."""
    found: dict[Word, str] = {}
    for word, meaning in units(family).items():
        slip = len(text) >= SHORTEST and one_slip(text, word)
        if slip or (word.startswith(text) and word != text):
            found.setdefault(meaning, word)
    return tuple(found.values())[:MOST_NEAR]


@cache
def spoken() -> Mapping[str, Word]:
    """Return the folded words of numbers, scales and fractions."""
    return MappingProxyType({word: meaning for word, meaning in lexicon().items() if meaning.kind in SPOKEN})


@lru_cache(maxsize=1024)
def standard(word: str) -> str:
    """Return the first spelling in the lexicon of what a word means, so that spoken forms are not offered twice."""
    meaning = spoken()[word]
    return next(each for each, other in spoken().items() if other == meaning)


@lru_cache(maxsize=32)
def units(family: str) -> Mapping[str, Word]:
    """Return the folded words of the units of a family that are one word."""
    single = (word for unit in table()["unit"] for word in unit["words"] if " " not in word)
    found = {word: meaning for word in map(squeeze, single) if (meaning := lexicon().get(word)) is not None}
    return MappingProxyType(
        {word: meaning for word, meaning in found.items() if (meaning.kind, meaning.family) == ("unit", family)}
    )


def kind_before(found: Sequence[Token], place: int) -> str:
    """Return the kind of the token before a place, '' at the first."""
    return found[place - 1].kind if place > 0 else ""

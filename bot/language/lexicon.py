"""The words that Mehvar reads (`locales/fa/lexicon.toml`), folded, without spaces, with their meaning."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from bot.language.folding import squeeze

# Tables of the file whose keys are values, and the kind of word each holds.
VALUED = ("number", "scale", "fraction", "part", "month", "weekday", "relative_day")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word means: its kind, for numbers a value, for units a family and what one is in its base."""

    kind: str
    value: Decimal = Decimal(0)
    family: str = ""
    code: str = ""
    part: bool = False
    choices: tuple[Decimal, ...] = ()


@cache
def lexicon() -> Mapping[str, Word]:
    """Return folded word → meaning; where a word stands twice, the first place in the file wins."""
    found: dict[str, Word] = {}
    for words, meaning in entries(table()):
        for word in words:
            found.setdefault(squeeze(word), meaning)
    return MappingProxyType(found)


@cache
def table() -> Mapping[str, Any]:
    """Return the file as it is written."""
    file = resources.files("locales") / "fa" / "lexicon.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def entries(tables: Mapping[str, Any]) -> Iterator[tuple[Iterable[str], Word]]:
    """Yield the words of every entry with their meaning."""
    for kind in VALUED:
        for value, words in tables[kind].items():
            yield words, Word(kind, Decimal(value))
    for unit in tables["unit"]:
        code, part = unit.get("code", ""), unit.get("part", False)
        yield unit["words"], Word("unit", Decimal(unit["factor"]), unit["family"], code, part)
    for letter in tables["letter"]:
        yield letter["words"], Word("letter", choices=tuple(map(Decimal, letter["rial"])))
    for kind, words in tables["kind"].items():
        yield words, Word(kind)


@cache
def also_none() -> frozenset[str]:
    """Return the number words that alone may also say «no»."""
    return frozenset(map(squeeze, table()["also"]["none"]))


@cache
def half_of() -> frozenset[str]:
    """Return the words for half of something that stands elsewhere."""
    return frozenset(map(squeeze, table()["also"]["half_of"]))


@cache
def plain_words() -> frozenset[str]:
    """Return the folded single words of days and of senses: none of them is another word mistyped."""
    said = (word for spelt in table()["sense"].values() for word in spelt if " " not in word)
    return calendar_words() | frozenset(map(squeeze, said))


@cache
def sense_words(kind: str) -> frozenset[str]:
    """Return the folded words of one of the tables of `sense`."""
    return frozenset(map(squeeze, table()["sense"][kind]))


@cache
def calendar_words() -> frozenset[str]:
    """Return the folded single words that stand beside days and hours."""
    tables = (spelt for spelt in table()["calendar"].values() if isinstance(spelt, list))
    return frozenset(squeeze(word) for spelt in tables for word in spelt if " " not in word)


@cache
def before_names(of: str) -> tuple[str, ...]:
    """Return what may stand before a name (of `province`, `axis`) and is no part of it, the longest first."""
    return tuple(sorted(map(squeeze, table()["before_name"][of]), key=len, reverse=True))


@cache
def factor_of(code: str) -> Decimal:
    """Return what one of Mehvar's own units is in its family's base, 1 where the family has no other unit."""
    found = (word.value for word in lexicon().values() if word.kind == "unit" and word.code == code)
    return next(found, Decimal(1))


@cache
def longest_phrase() -> int:
    """Return how many spoken words the longest entry has."""
    return max(len(word.split()) for words, _ in entries(table()) for word in words)

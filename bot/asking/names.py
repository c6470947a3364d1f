"""What a question may name: axes and indicators of a plan, provinces, agencies; and the words that it is made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from bot.language.lexicon import before_names, table
from bot.language.reading.mentions import Names, names_of
from bot.programme.called import AxisTitle, IndicatorTitle, called
from bot.programme.in_memory import HeldProgramme
from bot.programme.provinces import PROVINCES

PROVINCE, AGENCY = "province:", "agency:"
"""What the keys of provinces and agencies begin with."""


@dataclass(frozen=True)
class Known:
    """Everything that a question may name; the codes of axes among the keys, and the axis of each indicator."""

    names: Names
    axes: frozenset[str]
    owner: Mapping[str, str]


@lru_cache(maxsize=16)
def known_in(axes: tuple[AxisTitle, ...], agencies: tuple[str, ...]) -> Known:
    """Return what a plan and its agencies are called; a name of several things keeps all their keys."""
    found = [(spelling, key) for spelling, keys in called(axes).names.keys.items() for key in sorted(keys)]
    owner = {indicator.code: axis.code for axis in axes for indicator in axis.indicators}
    names = names_of([*found, *spelt_provinces(), *spelt_agencies(agencies)])
    return Known(names, frozenset(axis.code for axis in axes), MappingProxyType(owner))


def titles_of(plan: HeldProgramme) -> tuple[AxisTitle, ...]:
    """Return what the active axes of a plan are called."""
    return tuple(
        AxisTitle(
            axis.code,
            axis.title,
            axis.short,
            tuple(IndicatorTitle(each.code, each.title) for each in plan.indicators if each.axis == axis.code),
        )
        for axis in plan.axes
        if axis.active
    )


def spelt_provinces() -> Iterator[tuple[str, str]]:
    """Yield what provinces are called; the first word of several («خراسان») is all of them."""
    for province in PROVINCES:
        key = f"{PROVINCE}{province.code}"
        for spelling in province.spellings:
            yield spelling, key
            for before in before_names("province"):
                yield f"{before}{spelling}", key
    for first, codes in several():
        for code in codes:
            yield first, f"{PROVINCE}{code}"


def several() -> Iterable[tuple[str, list[str]]]:
    """Return the first words that begin the names of several provinces, with their codes."""
    found: dict[str, list[str]] = {}
    for province in PROVINCES:
        first, *rest = province.name.split()
        if rest:
            found.setdefault(first, []).append(province.code)
    return [(first, codes) for first, codes in found.items() if len(codes) > 1]


def spelt_agencies(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what agencies are called."""
    aliases = table()["called"]["agency"]
    for title in titles:
        for spelling in (title, *aliases.get(title, ())):
            for before in ("", *before_names("agency")):
                yield f"{before}{spelling}", f"{AGENCY}{title}"


@cache
def word_names() -> Names:
    """Return the words of headquarters' questions: the lexicon's tables `ask`, `ask_hq` and `period`."""
    return _words_of("ask", "ask_hq", "period")


@cache
def own_word_names() -> Names:
    """Return the words of a question about one's own province: also those of the table `ask_own`."""
    return _words_of("ask", "period", "ask_own")


def _words_of(*tables: str) -> Names:
    found = (each for name in tables for each in table()[name].items())
    return names_of((word, kind) for kind, words in found for word in words)

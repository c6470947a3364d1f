"""What axes and indicators are called: their titles, the words of these, and the names of the lexicon."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from bot.language import writing
from bot.language.folding import squeeze
from bot.language.lexicon import before_names, table
from bot.language.reading.mentions import Names, mentions, names_of, stem
from bot.language.reading.tokens import located
from bot.programme.naming import axis_spellings
from bot.programme.provinces import PROVINCES

OPTION = "="
"""Stands between an indicator's code and one of its options in the key of a name."""
PROVINCE = "province:"
"""Stands before a province's code in the key of its name."""
NEITHER = "neither"
"""The key of names that are neither of an axis nor of an indicator: the own province, agencies."""


@dataclass(frozen=True)
class IndicatorTitle:
    """An indicator as it is called; its options are the stages that may be named."""

    code: str
    title: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class AxisTitle:
    """An axis as it is called, with its indicators."""

    code: str
    title: str
    short: str
    indicators: tuple[IndicatorTitle, ...] = ()


@dataclass(frozen=True)
class Called:
    """Names of axes (key: their code), indicators (theirs) and options (`code=option`).

    `words` are the words of each indicator's title and names, `axis` is the axis of each indicator.
    """

    names: Names
    words: Mapping[str, frozenset[str]]
    axis: Mapping[str, str]
    axes: frozenset[str]


@cache
def province_names() -> Names:
    """Return the names of all provinces; only whole ones are found, for «درمان» is no «کرمان»."""
    before = ("", *before_names("province"))
    spelt = ((each.code, text) for each in PROVINCES for text in (each.name, each.company, each.short))
    return names_of((f"{first}{text}", f"{PROVINCE}{code}") for code, text in spelt for first in before)


@lru_cache(maxsize=256)
def called(axes: tuple[AxisTitle, ...], here: tuple[str, ...] = ()) -> Called:
    """Return what some axes and their indicators are called, and what the own province is."""
    pairs = [(text, NEITHER) for text in (*here, *table()["called"]["other"]["words"])]
    pairs += [pair for axis in axes for pair in spellings_of_axis(axis)]
    inner = [(axis, indicator) for axis in axes for indicator in axis.indicators]
    aliased = frozenset(squeeze(alias) for _, each in inner for alias in aliases("indicator", each.code))
    pairs += [pair for axis, indicator in inner for pair in spellings_of_indicator(axis, indicator, aliased)]
    words = {each.code: title_words(each.title, *aliases("indicator", each.code)) for _, each in inner}
    owners = {each.code: axis.code for axis, each in inner}
    return Called(
        names_of(pairs), MappingProxyType(words), MappingProxyType(owners), frozenset(axis.code for axis in axes)
    )


def spellings_of_axis(axis: AxisTitle) -> Iterator[tuple[str, str]]:
    """Yield what an axis is called; its number only after «محور», for alone it is a value."""
    whole = [text for text in axis_spellings(axis.code, axis.title, axis.short) if not squeeze(text).isdigit()]
    numbers = {squeeze(text) for text in axis_spellings(axis.code, "", "") if squeeze(text).isdigit()}
    spoken = {writing.in_words(Decimal(number)) for number in numbers if number.isascii()}
    numbered = [f"{before}{number}" for before in before_names("axis") for number in (*numbers, *spoken)]
    for text in (*whole, *numbered, *aliases("axis", axis.code)):
        yield text, axis.code


def spellings_of_indicator(
    axis: AxisTitle, indicator: IndicatorTitle, aliased: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield what an indicator is called: its title, its names, each word of the title that is no name already."""
    own = title_words(indicator.title) - title_words(axis.short, *aliases("axis", axis.code)) - aliased
    for text in (indicator.title, *sorted(own), *done_forms(aliases("indicator", indicator.code))):
        yield text, indicator.code
    for option in indicator.options:
        for text in (option, *option.split("/"), *aliases("option", option)):
            yield text, f"{indicator.code}{OPTION}{option}"


def done_forms(names: Iterable[str]) -> Iterator[str]:
    """Yield names, and those that end in a verb of completion («شد») with every other one: «تعیین تکلیف گردید»."""
    verbs = table()["called"]["done"]["verbs"]
    for name in names:
        head, _, verb = name.rpartition(" ")
        yield from (f"{head} {each}" for each in verbs) if head and verb in verbs else (name,)


def aliases(of: str, code: str) -> tuple[str, ...]:
    """Return the names that the lexicon has for an axis or an indicator."""
    return tuple(table()["called"][of].get(code, ()))


def names_another(text: str, axis: AxisTitle) -> bool:
    """Return whether a clean text names another axis of the lexicon, due or not, by no word of this one's titles."""
    own = title_words(axis.title, axis.short, *(each.title for each in axis.indicators))
    found = mentions(located(text), alias_names(), exact=True)
    return any(axis.code not in each.keys and squeeze(text[each.start : each.end]) not in own for each in found)


@cache
def alias_names() -> Names:
    """Return what axes are called in the lexicon, by their codes."""
    return names_of((word, code) for code, spelt in table()["called"]["axis"].items() for word in spelt)


def title_words(*titles: str) -> frozenset[str]:
    """Return the folded words of titles that tell something, with and without their endings."""
    return frozenset(word for title in titles for word in spoken_words(title) if word not in empty_words())


@lru_cache(maxsize=4096)
def spoken_words(title: str) -> tuple[str, ...]:
    """Return the folded words of a title, each also without its ending."""
    words = [token.text for token in located(title) if token.text.isalpha()]
    return tuple(each for word in words for each in (word, stem(word)))


@cache
def empty_words() -> frozenset[str]:
    """Return the folded words that tell nothing."""
    return frozenset(map(squeeze, table()["called"]["empty"]["words"]))

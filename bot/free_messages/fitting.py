"""Which indicator a clause speaks of: by its names, by the unit of its value, by what is counted. Pure."""

from collections.abc import Iterable, Sequence
from functools import cache

from bot.free_messages.clauses import Clause
from bot.language.folding import squeeze
from bot.language.lexicon import Word, sense_words
from bot.language.reading.mentions import Mention, stem
from bot.language.units import Unit
from bot.programme.called import OPTION, Called
from bot.programme.kinds import IndicatorKind, rules_of
from bot.reporting.cards import AxisCard, IndicatorView

MILLION = 1_000_000
NAME, COUNTED, UNIT = 2, 3, 1
"""What each word of a name, the counted noun, and the very unit weigh."""

Of = tuple[AxisCard, IndicatorView]
"""An indicator with its axis."""


def of_number(clause: Clause, pool: Sequence[AxisCard], called: Called) -> list[Of]:
    """Return the indicators that a clause with a value may speak of, of some axes: one is sure."""
    fitting = [
        (card, indicator)
        for card in pool
        for indicator in card.indicators
        if rules_of(indicator).amount and fits(clause, indicator.unit)
    ]
    return heaviest(clause, fitting, called)


def heaviest(clause: Clause, found: Iterable[Of], called: Called) -> list[Of]:
    """Return those indicators of which a clause speaks most."""
    weighed = [(weight(clause, indicator, called), card, indicator) for card, indicator in found]
    most = max((found for found, _, _ in weighed), default=0)
    return [(card, indicator) for found, card, indicator in weighed if found == most]


def weight(clause: Clause, indicator: IndicatorView, called: Called) -> int:
    """Return how much a clause speaks of an indicator, 0 for not at all."""
    named = NAME * named_words(clause, indicator)
    word = unit_of(clause)
    if word is not None and word.kind == "unit":
        return named + UNIT * (word.code == indicator.unit.code)
    counted = counted_words(clause)
    own = COUNTED * bool(counted & called.words[indicator.code])
    return named + own + UNIT * (noun_of(indicator.unit) in counted)


def counts(clause: Clause, card: AxisCard, indicator: IndicatorView, called: Called) -> bool:
    """Return whether what a clause counts is what an indicator counts: by its unit, its name, or any counter."""
    own = {card.code, indicator.code}
    spoken = any(own & codes_of(name.keys) for name in clause.names if name not in clause.names_beside)
    plain = {*sense_words("counter"), noun_of(indicator.unit)}
    keys = (called.names.keys.get(noun, frozenset()) for noun in nouns(clause) - plain)
    return spoken or all(own & codes_of(each) for each in keys)


def may_count(clause: Clause, card: AxisCard, indicator: IndicatorView, called: Called) -> bool:
    """Return whether what a clause counts may be what an indicator counts: a word of its name is enough."""
    known = {*sense_words("counter"), noun_of(indicator.unit), *called.words[indicator.code]}
    strange = [noun for noun in nouns(clause) if not known & {noun, stem(noun)}]
    return not strange or counts(clause, card, indicator, called)


def is_word_of(clause: Clause, name: Mention, indicator: IndicatorView, called: Called) -> bool:
    """Return whether a name is but a word of an indicator's title: «تخصیص» of «درخواست‌های تخصیص آب»."""
    return {token.text for token in clause.tokens if name.covers(token)} <= called.words[indicator.code]


def codes_of(keys: frozenset[str]) -> frozenset[str]:
    """Return the codes in the keys of a name, without options."""
    return frozenset(key.partition(OPTION)[0] for key in keys)


def nouns(clause: Clause) -> frozenset[str]:
    """Return the nouns that a clause's value counts, folded."""
    said = clause.values[0] if clause.values else ()
    return frozenset(squeeze(each.unit.text) for each in said if each.unit is not None and each.kind == "noun")


def named_words(clause: Clause, indicator: IndicatorView) -> int:
    """Return of how many words the names of an indicator in a clause are."""
    return sum(name.words for name in clause.names if speaks_of(name.keys, indicator.code))


@cache
def noun_of(unit: Unit) -> str:
    """Return the folded name of a unit."""
    return squeeze(unit.title)


def speaks_of(keys: frozenset[str], code: str) -> bool:
    """Return whether one of the keys of a name is an indicator or one of its options."""
    return any(key.partition(OPTION)[0] == code for key in keys)


def fits(clause: Clause, unit: Unit) -> bool:
    """Return whether the unit that a clause says, if it says one, may be an indicator's."""
    word = unit_of(clause)
    if word is None:
        return unit.family == "money" or max(each.amount.scale for each in clause.values[0]) < MILLION
    match word.kind:
        case "unit":
            return word.family == unit.family
        case "letter":
            return unit.family == "money"
        case "percent":
            return unit.family == "percent"
        case "person":
            return unit.family == "people"
        case _:
            return unit.family == "count"


def unit_of(clause: Clause) -> Word | None:
    """Return the unit of a clause's value: the one beside its number, else one that stands elsewhere."""
    if not clause.values:
        return None
    beside = (each.word or (PERCENT if each.kind == IndicatorKind.PERCENT else None) for each in clause.values[0])
    elsewhere = (token.word for token in clause.tokens if token.kind == "unit")
    return next((word for word in (*beside, *elsewhere) if word is not None), None)


PERCENT = Word("percent")


def counted_words(clause: Clause) -> frozenset[str]:
    """Return the words of what a clause's value counts («پاویون» of «۳ پاویون»), with and without their endings."""
    said = (each.unit.text for each in clause.values[0] if each.unit is not None) if clause.values else ()
    return frozenset(form for text in said for word in text.split() for form in (squeeze(text), word, stem(word)))

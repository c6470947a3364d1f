"""What one quantity means in the asked unit: its own unit converted, a missing one never guessed silently."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import prod

from bot.language.lexicon import Word
from bot.language.reading.offers import AskedUnit, offered, or_nothing, problem, settled
from bot.language.reading.outcome import Outcome, refused
from bot.language.reading.quantities import Quantity
from bot.language.reading.small_numbers import Amount
from bot.language.units import Unit

MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
TOMAN, RIAL = Decimal(10), Decimal(1)
THOUSAND, HUNDRED = Decimal(1000), Decimal(100)
# «دوازده هزار» of milliards is rare; «دوازده هزار میلیون» is meant as often.
MANY_THOUSANDS = Decimal(10_000)
CURRENCY = Word("unit", TOMAN, "money")


def read(said: Quantity, asked: AskedUnit) -> Outcome:
    """Say how one quantity is understood in the asked unit."""
    amount = said.amount
    if amount.problem:
        return problem(amount.problem, asked)
    if amount.asked == "comma":
        said = replace(said, amount=(amount := grouped(amount, asked.unit)))
    if asked.unit.whole and amount.asked == "separator" and all(value % 1 for value in amount.values):
        return refused("separator")
    if asked.unit.family == "money":
        return money(said, asked)
    return measure(replace(said, amount=amount.literal()), asked)


def grouped(amount: Amount, unit: Unit) -> Amount:
    """Return a number with a comma before three digits: thousands beside «میلیون», or of whole units."""
    if unit.decimals == 0 or THOUSAND <= amount.scale <= MILLION:
        return replace(amount, values=amount.values[:1], asked="")
    return replace(amount, asked="separator")


def with_unit_elsewhere(said: Quantity, spoken: Sequence[Word], asked: AskedUnit) -> Outcome:
    """Say how a bare number is understood when a unit stands elsewhere: asked, unless it is the asked one."""
    unit = next((word for word in spoken if word.kind == "unit"), CURRENCY)
    if unit.family != asked.unit.family:
        return refused("foreign_unit", unit=asked.unit.title)
    factor = unit.value * prod(word.value for word in spoken if word.kind == "scale")
    if factor == asked.base or said.amount.problem:
        return read(said, asked)
    values = said.amount.values
    converted_values = [value * factor / asked.base for value in values]
    if unit.family == "money" and said.amount.scale >= MILLION:
        return settled(converted_values, asked, said.amount.asked, toman=unit.value == TOMAN)
    return offered(converted_values, asked, "unit_before", spare=values)


def measure(said: Quantity, asked: AskedUnit) -> Outcome:
    """Say how a quantity is understood that is no money."""
    word, unit = said.word, asked.unit
    if said.kind == "unit" and word is not None and word.family == unit.family:
        if word.code == unit.code:
            return settled(said.amount.values, asked, said.amount.asked)
        return converted(said, word.value, asked)
    if unit.family == "percent" and said.kind == "" and said.amount.share:
        return offered((value * HUNDRED for value in said.amount.values), asked, "share", spare=said.amount.values)
    if said.kind in {"", unit.family} or fits_count(said.kind, unit):
        return settled(said.amount.values, asked, said.amount.asked)
    if unit.whole and said.kind in {"noun", "person"}:
        return offered(said.amount.values, asked, "people", unit=unit.title)
    return refused("foreign_unit", unit=unit.title)


def fits_count(kind: str, unit: Unit) -> bool:
    """Return whether a noun counts what the unit counts; nouns of the programme stand for each other."""
    return (kind, unit.family) in {("noun", "count"), ("person", "people")}


def converted(said: Quantity, factor: Decimal, asked: AskedUnit) -> Outcome:
    """Ask about another unit of the same family: the converted value, and the number as it stands."""
    values = said.amount.values
    if not any(asked.unit.stored(value * factor / asked.base) for value in values):
        return refused("foreign_unit", unit=asked.unit.title)
    return offered(
        (value * factor / asked.base for value in values), asked, "converted", spare=values, unit=asked.unit.title
    )


def money(said: Quantity, asked: AskedUnit) -> Outcome:
    """Say how an amount of money is understood; a unit that is not said is that of the question."""
    amount, word = said.amount, said.word
    if said.kind == "letter" and word is not None:
        choices = [value * rial / asked.base for value in amount.values for rial in word.choices]
        return offered(choices, asked, "letter")
    if said.kind == "new_money":
        return refused("new_money")
    if said.kind not in {"", "unit"} or (word is not None and word.family != "money"):
        return refused("foreign_unit", unit=asked.unit.title)
    if word is None:
        return money_without_currency(said, asked)
    rial = [value * word.value for value in amount.values]
    if amount.scale == 1 and word.value <= TOMAN and 0 < max(rial) < asked.unit.step:
        return money_too_small(said, word.value, asked)
    return settled([value / asked.base for value in rial], asked, amount.asked, toman=word.value == TOMAN)


def money_without_currency(said: Quantity, asked: AskedUnit) -> Outcome:
    """Say how «۱۲» (the asked unit) and «۱۲ میلیارد» (toman; asked, if the unit is rial) are understood."""
    amount = said.amount
    if amount.scale == THOUSAND and max(amount.values) >= MANY_THOUSANDS and asked.unit.code == "bn_toman":
        return offered((*amount.values, *(value / THOUSAND for value in amount.values)), asked, "money")
    if amount.scale < MILLION:
        return settled(amount.values, asked, amount.asked, bare=True, toman=True)
    in_toman = [value * TOMAN / asked.base for value in amount.values]
    if asked.unit.code == "bn_toman":
        return settled(in_toman, asked, amount.asked, toman=True)
    return offered([*(value * RIAL / asked.base for value in amount.values), *in_toman], asked, "money")


def money_too_small(said: Quantity, factor: Decimal, asked: AskedUnit) -> Outcome:
    """Ask about «۵۰۰ تومان» and «۵۰۰ ریال», where the thousands or millions were surely left out."""
    scales = (BILLION, MILLION)
    choices = [value * scale * factor / asked.base for value in said.amount.values for scale in scales]
    return offered(choices, asked, "money")


def nine_or_nothing(said: Quantity, asked: AskedUnit) -> Outcome:
    """Ask whether «نه» is nine or no."""
    return or_nothing(read(said, asked), asked, "nine")

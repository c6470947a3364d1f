"""What one quantity means in the asked unit: converted, rounded, held against its bounds, or asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod
from types import MappingProxyType

from bot.language import writing
from bot.language.catalogue import Value, t
from bot.language.lexicon import Word, factor_of
from bot.language.reading.outcome import Ambiguous, Outcome, Reading, Reason, Refused, Understood, refused
from bot.language.reading.quantities import Quantity
from bot.language.units import Unit

MOST_STORED = 2**63 - 1
SLIPS = (10, 1000, 10000)  # rial for toman, million toman, million rial
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
TOMAN, RIAL = Decimal(10), Decimal(1)
# A rounding that changes more of a value than this is asked.
MOST_ROUNDED = Decimal("0.1")
# Questions that ask which: with one button they ask whether.
WHICH = frozenset({"separator", "tail", "half", "parts", "letter", "money", "unit_before"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The unit that was asked and its bounds, as stored; a bound may be missing."""

    unit: Unit
    low: int = 0
    high: int | None = None

    @property
    def example(self) -> str:
        """Return a number that would be understood."""
        return writing.number(12 if self.unit.whole else Decimal("12.5"))

    @property
    def base(self) -> Decimal:
        """Return what one asked unit is in its family's base (rial, kilowatt, m³ a day, m²)."""
        return Decimal(self.unit.scale) if self.unit.family == "money" else factor_of(self.unit.code)

    def holds(self, stored: int) -> bool:
        """Return whether a value is within the bounds."""
        return self.low <= stored <= (MOST_STORED if self.high is None else self.high)

    def bound(self) -> str:
        """Return the upper bound with its unit."""
        return writing.quantity(MOST_STORED if self.high is None else self.high, self.unit)


def read(said: Quantity, asked: Asked) -> Outcome:
    """Say how one quantity is understood in the asked unit."""
    amount = said.amount
    if amount.problem:
        return problem(amount.problem, asked)
    if asked.unit.whole and amount.asked == "separator":
        return refused("separator")
    if asked.unit.family == "money":
        return money(said, asked)
    return measure(replace(said, amount=amount.literal()), asked)


def with_unit_elsewhere(said: Quantity, spoken: Sequence[Word], asked: Asked) -> Outcome:
    """Say how a bare number is understood when a unit stands elsewhere: asked, unless it is the asked one."""
    unit = next(word for word in spoken if word.kind == "unit")
    if unit.family != asked.unit.family:
        return refused("foreign_unit", unit=asked.unit.title)
    factor = unit.value * prod(word.value for word in spoken if word.kind == "scale")
    if factor == asked.base or said.amount.problem:
        return read(said, asked)
    values = said.amount.values
    converted_values = [value * factor / asked.base for value in values]
    if unit.family == "money" and said.amount.scale >= MILLION:
        return settled(converted_values, asked, said.amount.asked, toman=unit.value == TOMAN)
    return offered((*converted_values, *values), asked, "unit_before")


def measure(said: Quantity, asked: Asked) -> Outcome:
    """Say how a quantity is understood that is no money."""
    word, unit = said.word, asked.unit
    if said.kind == "unit" and word is not None and word.family == unit.family:
        if word.code == unit.code:
            return settled(said.amount.values, asked, said.amount.asked)
        return converted(said, word.value, asked)
    if said.kind in {"", unit.family} or fits_count(said.kind, unit):
        return settled(said.amount.values, asked, said.amount.asked)
    if unit.whole and said.kind in {"noun", "person"}:
        return offered(said.amount.values, asked, "people", unit=unit.title)
    return refused("foreign_unit", unit=unit.title)


def fits_count(kind: str, unit: Unit) -> bool:
    """Return whether a noun counts what the unit counts; nouns of the programme stand for each other."""
    return (kind, unit.family) in {("noun", "count"), ("person", "people")}


def converted(said: Quantity, factor: Decimal, asked: Asked) -> Outcome:
    """Ask about another unit of the same family: the converted value, and the number as it stands."""
    values = said.amount.values
    both = (*(value * factor / asked.base for value in values), *values)
    return offered(both, asked, "converted", unit=asked.unit.title)


def money(said: Quantity, asked: Asked) -> Outcome:
    """Say how an amount of money is understood; a unit that is not said is that of the question."""
    amount, word = said.amount, said.word
    if said.kind == "letter" and word is not None:
        choices = [value * rial / asked.base for value in amount.values for rial in word.choices]
        return offered(choices, asked, "letter")
    if said.kind not in {"", "unit"} or (word is not None and word.family != "money"):
        return refused("foreign_unit", unit=asked.unit.title)
    if word is None:
        return money_without_currency(said, asked)
    rial = [value * word.value for value in amount.values]
    if amount.scale == 1 and word.value <= TOMAN and 0 < max(rial) < asked.unit.step:
        return money_too_small(said, word.value, asked)
    return settled([value / asked.base for value in rial], asked, amount.asked, toman=word.value == TOMAN)


def money_without_currency(said: Quantity, asked: Asked) -> Outcome:
    """Say how «۱۲» (the asked unit) and «۱۲ میلیارد» (toman; asked, if the unit is rial) are understood."""
    amount = said.amount
    if amount.scale < MILLION:
        return settled(amount.values, asked, amount.asked, bare=True, toman=True)
    in_toman = [value * TOMAN / asked.base for value in amount.values]
    if asked.unit.code == "bn_toman":
        return settled(in_toman, asked, amount.asked, toman=True)
    return offered([*(value * RIAL / asked.base for value in amount.values), *in_toman], asked, "money")


def money_too_small(said: Quantity, factor: Decimal, asked: Asked) -> Outcome:
    """Ask about «۵۰۰ تومان» and «۵۰۰ ریال», where the thousands or millions were surely left out."""
    scales = (BILLION, MILLION)
    choices = [value * scale * factor / asked.base for value in said.amount.values for scale in scales]
    return offered(choices, asked, "money")


def settled(values: Iterable[Decimal], asked: Asked, doubt: str, *, bare: bool = False, toman: bool = False) -> Outcome:
    """Return the outcome of values in the asked unit: one is understood, several are asked."""
    values = tuple(dict.fromkeys(values))
    if asked.unit.whole and all(value % 1 for value in values):
        return refused("whole")
    if doubt or len(values) > 1:
        return offered(values, asked, doubt or "separator")
    value = values[0]
    stored = asked.unit.stored(value)
    if not asked.holds(stored):
        return out_of_bounds(stored, asked, bare=bare, toman=toman)
    if value and abs(asked.unit.shown(stored) - value) > value * MOST_ROUNDED:
        return offered([value], asked, "rounded")
    return Understood(stored, asked.unit.shown(stored), rounded=asked.unit.shown(stored) != value)


def out_of_bounds(stored: int, asked: Asked, *, bare: bool, toman: bool) -> Outcome:
    """Return the outcome of a value out of bounds: a slip of the unit of money is asked, else refused."""
    if stored > MOST_STORED:
        return too_much(asked)
    if stored < asked.low:
        return refused("under", bound=writing.quantity(asked.low, asked.unit))
    slips = SLIPS if bare else SLIPS[:1] if toman else ()
    buttons = [
        reading(slipped, asked)
        for slip in slips
        if asked.holds(slipped := asked.unit.stored(asked.unit.shown(stored) / slip)) and slipped
    ]
    if not buttons:
        return too_much(asked)
    return Ambiguous(tuple(buttons), reason("slip", bound=asked.bound()))


def offered(values: Iterable[Decimal], asked: Asked, name: str, **said: Value) -> Outcome:
    """Return a question with a button for every value that the unit and its bounds allow."""
    allowed: list[int] = []
    largest = Decimal(0)
    for value in values:
        largest = max(largest, value)
        if value * asked.unit.scale > MOST_STORED or (asked.unit.whole and value % 1):
            continue
        stored = asked.unit.stored(value)
        if asked.holds(stored) and stored not in allowed and (stored or not value or name == "rounded"):
            allowed.append(stored)
    if not allowed:
        return too_much(asked)
    if len(allowed) == 1 and name in WHICH:
        name = "one"
    return Ambiguous(tuple(reading(stored, asked) for stored in allowed), reason(name, **said))


def too_much(asked: Asked) -> Refused:
    """Return the refusal of a value over the bound, or over all that can be stored."""
    return refused("too_long") if asked.high is None else refused("over", bound=asked.bound())


def reading(stored: int, asked: Asked) -> Reading:
    """Return a stored value as something to be chosen."""
    label = writing.choice(stored, asked.unit) if stored else t("number.zero", unit=asked.unit.title)
    return Reading(stored, asked.unit.shown(stored), label)


def nothing() -> Reading:
    """Return «there is no report this week» as something to be chosen."""
    return Reading(None, None, t("number.no_report"))


def nothing_or_zero(asked: Asked) -> Outcome:
    """Ask whether «ندارد» is zero or no report."""
    return Ambiguous((reading(0, asked), nothing()), reason("none"))


def nine_or_nothing(said: Quantity, asked: Asked) -> Outcome:
    """Ask whether «نه» is nine or no."""
    return or_nothing(read(said, asked), asked, "nine")


def or_nothing(outcome: Outcome, asked: Asked, name: str = "none") -> Outcome:
    """Ask whether a number beside «ندارد» is meant, or no report."""
    match outcome:
        case Understood(value=value):
            return Ambiguous((reading(value, asked), nothing()), reason(name))
        case Ambiguous(readings=readings):
            return Ambiguous((*readings, nothing()), reason(name))
        case _:
            return outcome


def confirmed(outcome: Understood, asked: Asked, name: str) -> Ambiguous:
    """Ask for a yes before a number that is understood is taken."""
    values: dict[str, Value] = {"unit": asked.unit.title} if name == "unknown_word" else {}
    return Ambiguous((reading(outcome.value, asked),), reason(name, **values))


def problem(name: str, asked: Asked | None = None) -> Refused:
    """Return the refusal of a number that could not be read, by the name of its problem."""
    if name == "malformed":
        return refused(name, example=asked.example if asked else writing.number(12))
    return refused(name)


def reason(name: str, /, **values: Value) -> Reason:
    """Return the sentence of a question."""
    return Reason(f"number.asked.{name}", MappingProxyType(values))

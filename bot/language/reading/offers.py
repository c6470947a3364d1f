"""A value in the asked unit: rounded, held against its bounds, taken, or offered as buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from bot.language import writing
from bot.language.catalogue import Value, t
from bot.language.lexicon import factor_of
from bot.language.reading.outcome import Ambiguous, NumberReading, Outcome, Reason, Refused, Understood, refused
from bot.language.units import Unit

MOST_STORED = 2**63 - 1
# A true figure may pass a ceiling, but not tenfold.
MOST_OVER = 10
SLIPS = (10, 1000, 10000)  # rial for toman, million toman, million rial
# A rounding that changes more of a value than this is asked.
MOST_ROUNDED = Decimal("0.1")
OVER = "number.asked.over"
# Questions that ask which: with one button they ask whether.
WHICH = frozenset({"separator", "tail", "half", "parts", "letter", "money", "unit_before", "share", "spelling"})


@dataclass(frozen=True, slots=True)
class AskedUnit:
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

    def may_exceed(self, stored: int) -> bool:
        """Return whether a value over the ceiling may be true all the same: no share of a hundred is."""
        high = MOST_STORED if self.high is None else self.high
        return not self.unit.ends_at_ceiling and high < stored <= min(MOST_STORED, high * MOST_OVER)

    def bound(self) -> str:
        """Return the upper bound with its unit."""
        return writing.quantity(MOST_STORED if self.high is None else self.high, self.unit)


def settled(
    values: Iterable[Decimal], asked: AskedUnit, doubt: str, *, bare: bool = False, toman: bool = False
) -> Outcome:
    """Return the outcome of values in the asked unit: one is understood, several are asked."""
    values = tuple(dict.fromkeys(values))
    if asked.unit.whole and all(value % 1 for value in values):
        return refused("whole", example=asked.example)
    if doubt or len(values) > 1:
        return offered(values, asked, doubt or "separator")
    value = values[0]
    stored = asked.unit.stored(value)
    if not asked.holds(stored):
        return out_of_bounds(stored, asked, bare=bare, toman=toman)
    if value and abs(asked.unit.shown(stored) - value) > value * MOST_ROUNDED:
        return offered([value], asked, "rounded")
    return Understood(stored, asked.unit.shown(stored), rounded=asked.unit.shown(stored) != value)


def out_of_bounds(stored: int, asked: AskedUnit, *, bare: bool, toman: bool) -> Outcome:
    """Return the outcome of a value out of bounds: asked beside a slip of the unit of money, else refused."""
    if stored > MOST_STORED:
        return too_much(asked)
    if stored < asked.low:
        return refused("under", bound=writing.quantity(asked.low, asked.unit))
    return over([], stored, asked, SLIPS if bare else SLIPS[:1] if toman else ())


def offered(
    values: Iterable[Decimal], asked: AskedUnit, name: str, spare: Iterable[Decimal] = (), **said: Value
) -> Outcome:
    """Return a question with a button for every value that the unit and its bounds allow.

    A value over the ceiling is named in it, and offered where it may be true; `spare` values are guesses, and those
    over the ceiling are left out.
    """
    allowed: list[int] = []
    beyond = 0
    for place, value in enumerate((*(values := tuple(values)), *spare)):
        if value * asked.unit.scale > MOST_STORED or (asked.unit.whole and value % 1):
            continue
        stored = asked.unit.stored(value)
        if asked.holds(stored) and stored not in allowed and (stored or not value or name == "rounded"):
            allowed.append(stored)
        elif stored > asked.low and not asked.holds(stored) and place < len(values):
            beyond = beyond or stored
    if beyond:
        return over(allowed, beyond, asked)
    if not allowed:
        return too_much(asked)
    if len(allowed) == 1 and name in WHICH:
        name = "one"
    return Ambiguous(tuple(reading(stored, asked) for stored in allowed), reason(name, **said))


def over(allowed: Iterable[int], stored: int, asked: AskedUnit, slips: Iterable[int] = SLIPS[:1]) -> Outcome:
    """Return the question about a value over the ceiling, which it names, beside what else may be meant."""
    shown = asked.unit.shown(stored)
    money = slips if asked.unit.code == "bn_toman" else ()
    slipped = (asked.unit.stored(shown / slip) for slip in money)
    found = list(dict.fromkeys([*allowed, *(value for value in slipped if value and asked.holds(value))]))
    kept = [stored] if asked.may_exceed(stored) else []
    if not found and not kept:
        return too_much(asked)
    name = ("over" if len(found) > 1 else "over_slip") if not kept else "over" if found else "over_one"
    values: dict[str, Value] = {"over": writing.quantity(stored, asked.unit), "bound": asked.bound()}
    return Ambiguous(tuple(reading(value, asked) for value in (*found, *kept)), reason(name, **values))


def too_much(asked: AskedUnit) -> Refused:
    """Return the refusal of a value over the bound, or over all that can be stored."""
    return refused("too_long") if asked.high is None else refused("over", bound=asked.bound())


def reading(stored: int, asked: AskedUnit) -> NumberReading:
    """Return a stored value as something to be chosen."""
    label = writing.choice(stored, asked.unit) if stored else t("number.zero", unit=asked.unit.title)
    return NumberReading(stored, asked.unit.shown(stored), label)


def nothing() -> NumberReading:
    """Return «there is no report this week» as something to be chosen."""
    return NumberReading(None, None, t("number.no_report"))


def nothing_or_zero(asked: AskedUnit) -> Outcome:
    """Ask whether «ندارد» is zero or no report."""
    return Ambiguous((reading(0, asked), nothing()), reason("none"))


def or_nothing(outcome: Outcome, asked: AskedUnit, name: str = "none") -> Outcome:
    """Ask whether a number beside «ندارد» is meant, or no report."""
    match outcome:
        case Understood(value=value):
            return Ambiguous((reading(value, asked), nothing()), reason(name))
        case Ambiguous(readings=readings):
            return Ambiguous((*readings, nothing()), reason(name))
        case _:
            return outcome


def confirmed(outcome: Understood, asked: AskedUnit, name: str, word: str = "") -> Ambiguous:
    """Ask for a yes before a number that is understood is taken; `word` is what was not read beside it."""
    said: dict[str, dict[str, Value]] = {"unit": {"unit": asked.unit.title}, "unread": {"word": word}}
    values = said.get(name, {})
    return Ambiguous((reading(outcome.value, asked),), reason(name, **values))


def united(outcomes: Iterable[Outcome], asked: AskedUnit, word: str) -> Outcome:
    """Return the question which of several readings of a mistyped word is meant; what it names over a ceiling stays."""
    found: dict[int | None, NumberReading] = {}
    named: Reason | None = None
    for outcome in outcomes:
        match outcome:
            case Understood(value=value):
                found.setdefault(value, reading(value, asked))
            case Ambiguous(readings=readings, reason=said):
                found |= {each.value: each for each in readings if each.value not in found}
                named = named or (said if said.key.startswith(OVER) else None)
    if not found:
        return refused("word", word=word)
    name = "spelling" if len(found) > 1 else "spelling_one"
    return Ambiguous(tuple(found.values()), named or reason(name, word=word))


def problem(name: str, asked: AskedUnit | None = None) -> Refused:
    """Return the refusal of a number that could not be read, by the name of its problem."""
    if name == "malformed":
        return refused(name, example=asked.example if asked else writing.number(12))
    return refused(name)


def reason(name: str, /, **values: Value) -> Reason:
    """Return the sentence of a question."""
    return Reason(f"number.asked.{name}", MappingProxyType(values))

"""The soft rules on a value: does it fit last week and the target, or did the unit of money slip?"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.language import writing
from bot.language.catalogue import Value, t
from bot.language.reading.outcome import NumberReading, Reason
from bot.language.units import Unit

# How many times too large a value is, and which unit of money it was then written in.
SLIPS = ((10, "rial"), (1000, "mn_toman"), (10_000, "mn_rial"))
JUMP = 3
# A value is over its target from 120 percent on.
OVER_TARGET = (12, 10)
# A value that slipped lies between nine tenths and twice of last week's.
AS_LAST_WEEK = (9, 20)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of an indicator: its kind, last week's value and the year's target, as stored, if any."""

    kind: str = ""
    last: int | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a value that was understood; `readings` are buttons, the corrected value first.

    The name is `slip`, `jump`, `over_target` or `fall`; the buttons of a fall are its reasons (an earlier
    figure is corrected; it really fell) and keep the value.
    """

    name: str
    reason: Reason
    readings: tuple[NumberReading, ...]


def doubt(value: int, unit: Unit, expected: Expected) -> Doubt | None:
    """Return the one question that a value raises, the weightiest first, or None when it fits."""
    if not (jumps(value, expected) or over_target(value, expected)):
        falls = expected.kind == "cumulative" and expected.last is not None and value < expected.last
        return asked("fall", value, unit, last=expected.last or 0) if falls else None
    slipped = slip(value, unit, expected)
    if slipped is not None:
        return slipped
    if over_target(value, expected):
        return asked("over_target", value, unit, target=expected.target or 0)
    return asked("jump", value, unit, last=expected.last or 0)


def jumps(value: int, expected: Expected) -> bool:
    """Return whether a value is more than three times last week's."""
    return bool(expected.last and value > JUMP * expected.last)


def over_target(value: int, expected: Expected) -> bool:
    """Return whether a value is over 120 percent of its target."""
    over, of = OVER_TARGET
    return bool(expected.target and value * of > expected.target * over)


def slip(value: int, unit: Unit, expected: Expected) -> Doubt | None:
    """Return the question whether an amount was written in a smaller unit of money."""
    if unit.family != "money":
        return None
    for factor, name in SLIPS:
        meant = unit.stored(unit.shown(value) / factor)
        if meant and plausible(meant, expected):
            number, quantity = writing.amount(value, unit), writing.quantity(meant, unit)
            values: dict[str, Value] = {"value": number, "said": number, "meant": quantity}
            button = NumberReading(meant, unit.shown(meant), t("number.button.yes", quantity=quantity))
            return Doubt("slip", sentence(f"slip_{name}", values), (button, keep(value, unit)))
    return None


def plausible(value: int, expected: Expected) -> bool:
    """Return whether a value would fit last week or, where nothing is known of it, the target."""
    if over_target(value, expected):
        return False
    least, most = AS_LAST_WEEK
    return not expected.last or expected.last * least <= value * 10 <= expected.last * most


def asked(name: str, value: int, unit: Unit, **against: int) -> Doubt:
    """Return a question that shows the value and what it is held against."""
    shown = {key: writing.quantity(stored, unit) for key, stored in {"value": value, **against}.items()}
    return Doubt(name, sentence(name, shown), reasons_of_fall(value, unit) if name == "fall" else (keep(value, unit),))


def reasons_of_fall(value: int, unit: Unit) -> tuple[NumberReading, ...]:
    """Return the two reasons of a fall as buttons, which both keep the value."""
    labels = (t("number.button.correction"), t("number.button.real_fall"))
    return tuple(NumberReading(value, unit.shown(value), label) for label in labels)


def keep(value: int, unit: Unit) -> NumberReading:
    """Return «the same is right» as a button."""
    label = t("number.button.keep", number=writing.amount(value, unit))
    return NumberReading(value, unit.shown(value), label)


def sentence(name: str, values: Mapping[str, Value]) -> Reason:
    """Return the sentence of a soft rule."""
    return Reason(f"number.doubt.{name}", MappingProxyType(dict(values)))

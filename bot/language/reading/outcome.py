"""How a typed number is understood: three outcomes, each a frozen record with what is to be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from bot.language.catalogue import Value, t


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence by its key and values."""

    key: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """Return the sentence."""
        return t(self.key, **self.values)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One thing that a text may mean: stored value, the same in the asked unit, and its button.

    Both values are None for «there is no report this week».
    """

    value: int | None
    decimal: Decimal | None
    label: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The text means one value; `rounded` says that it had more decimals than the unit."""

    value: int
    decimal: Decimal
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The text may mean any of the readings (at least one): ask with a button for each.

    `sense` says that the figure is a part of the total: «added», «removed», or that of a «period».
    """

    readings: tuple[NumberReading, ...]
    reason: Reason
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The text is not an answer; the reason is said."""

    reason: Reason


Outcome = Understood | Ambiguous | Refused


def refused(name: str, /, **values: Value) -> Refused:
    """Return a refusal with the sentence `number.refused.<name>`."""
    return Refused(Reason(f"number.refused.{name}", MappingProxyType(values)))

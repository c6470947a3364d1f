"""The scale of a chart: round numbers around the values, and where a value stands between them. Pure."""

from dataclasses import dataclass
from decimal import Decimal

STEPS = (1, 2, 5, 10)
ZERO, NARROW = Decimal("0.4"), Decimal("0.7")
"""A chart begins at zero where the least value is under the first share of the greatest; where it is over the second
it begins there, so that no small change looks like a great one."""


@dataclass(frozen=True)
class Scale:
    """Round numbers from the bottom of a chart to its top."""

    ticks: tuple[Decimal, ...]

    def place(self, value: Decimal) -> float:
        """Return how far up a value stands: 0 at the bottom, 1 at the top."""
        low, high = self.ticks[0], self.ticks[-1]
        return float((value - low) / (high - low))


def scale_of(values: list[Decimal], *, whole: bool, gaps: int = 4) -> Scale:
    """Return a scale of about ``gaps`` gaps around values; ``whole`` things have no halves."""
    least, most = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if least >= 0:
        least = Decimal(0) if least < most * ZERO else min(least, most * NARROW)
    step = _step((most - least) / gaps, whole=whole)
    first = least // step if least >= 0 else -(-least // step) - 1
    ticks = [first * step]
    while ticks[-1] < most or len(ticks) == 1:
        ticks.append(ticks[-1] + step)
    return Scale(tuple(ticks))


def _step(gap: Decimal, *, whole: bool) -> Decimal:
    """Return 1, 2 or 5 times a power of ten that is no less than a gap."""
    if gap <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(gap.adjusted())
    step = next(power * each for each in STEPS if power * each >= gap)
    return max(step, Decimal(1)) if whole else step

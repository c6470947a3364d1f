"""What wants a look, beside who is behind: each a line with its province, axis and reason, the worst first. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, takewhile

from bot.figures.ranking import reached_on_axis
from bot.figures.records import AxisCell, Figures
from bot.figures.trend import Point
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.obstacles.lines import ObstacleLine
from bot.programme.kinds import rules_of
from bot.programme.pace import BEHIND, ON_PACE, percent
from bot.programme.provinces import PROVINCES, by_code
from bot.programme.standing import Key
from storage.programme import Indicator

KINDS = ("stopped", "fell_behind", "contradicts", "attention", "jump", "frozen")
"""Worst first."""
FROZEN, EARLIER = 4, 3
"""Reports in a row with the same figures that are a standstill; gains that must be known before one is a jump."""
JUMP, MUCH = 5, Fraction(1, 4)
"""A gain is a jump where it is so many times the usual one, and more than this part of what stood before."""
LONGEST = 60
"""Letters of a reason."""


@dataclass(frozen=True)
class Signal:
    """One thing to look at: what kind it is, where, and what is told of it."""

    kind: str
    province: str
    axis: str
    told: str


@dataclass(frozen=True)
class Signs:
    """What signals are found in: a week and the one before it, the amounts of the last weeks, open obstacles."""

    now: Figures
    before: Figures
    walks: Mapping[Key, Sequence[Point]]
    obstacles: tuple[ObstacleLine, ...]


def find_signals(signs: Signs) -> tuple[Signal, ...]:
    """Return the signals of a week, the worst kind first, within it who has reached least of the pace."""
    found = [
        signal
        for province in PROVINCES
        for axis in signs.now.axes
        for signal in _of_axis(signs, signs.now.cell(province.code, axis.code))
    ]
    return tuple(
        sorted(found, key=lambda each: (KINDS.index(each.kind), reached_or_all(signs.now, each.province, each.axis)))
    )


def signal_line(figures: Figures, each: Signal) -> str:
    """Return a signal in a line."""
    province = by_code(each.province).name
    return t(f"signal.{each.kind}", province=province, axis=figures.short(each.axis), told=each.told)


def find_stopped(figures: Figures) -> list[AxisCell]:
    """Return what is called stopped, who has reached least of the pace first."""
    found = [cell for cell in figures.cells.values() if cell.handed_in and cell.status == "stopped"]
    return sorted(found, key=lambda cell: reached_or_all(figures, cell.province, cell.axis))


def reason_of(cell: AxisCell, obstacles: Iterable[ObstacleLine], most: int = LONGEST) -> str:
    """Return why an axis stands where it is: what the province says it does, else what its oldest obstacle asks for.

    '' where neither is known.
    """
    open_here = (line.row for line in obstacles if (line.row.province, line.row.axis) == (cell.province, cell.axis))
    requests = (t("signal.request", agency=row.agency, request=row.request) for row in open_here)
    return cut(cell.action or next(requests, ""), most)


def cut(text: str, most: int) -> str:
    """Return text that is no longer than so many letters, whole words of it where it is shortened."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}…"


def reached_or_all(figures: Figures, province: str, axis: str) -> Fraction:
    """Return how much a province has reached of the pace of an axis; all of it where there is nothing to reach."""
    reached = reached_on_axis(figures, province, axis)
    return ON_PACE if reached is None else reached


def _of_axis(signs: Signs, cell: AxisCell) -> Iterator[Signal]:
    """Yield what is to be seen in the report of an axis, if there is one."""
    if not cell.handed_in:
        return
    province, axis = cell.province, cell.axis
    reached, earlier = (reached_on_axis(each, province, axis) for each in (signs.now, signs.before))
    if cell.status in {"stopped", "attention"}:
        yield Signal(cell.status, province, axis, reason_of(cell, signs.obstacles) or t("signal.no_reason"))
    if cell.status == "on_plan" and reached is not None and reached < BEHIND:
        yield Signal("contradicts", province, axis, t("signal.of_pace", percent=percent(reached) or 0))
    if earlier == ON_PACE and reached is not None and reached < BEHIND:
        yield Signal("fell_behind", province, axis, t("signal.of_pace", percent=percent(reached) or 0))
    counted = [each for each in signs.now.indicators if each.axis == axis and rules_of(each).rises]
    walks = [(each, signs.walks[province, each.code]) for each in counted if (province, each.code) in signs.walks]
    weeks = min((_still(walk) for _indicator, walk in walks), default=0)
    if weeks >= FROZEN and cell.status != "stopped" and reached != ON_PACE:
        yield Signal("frozen", province, axis, t("signal.weeks", count=weeks))
    yield from (Signal("jump", province, axis, told) for each, walk in walks if (told := _jump(each, walk)))


def _still(walk: Sequence[Point]) -> int:
    """Return how many of the last reports in a row said the same, called «unchanged» or copied."""
    told = [point.value for point in walk if point.state != "missing"]
    return len(list(takewhile(lambda value: value == told[-1], reversed(told))))


def _jump(indicator: Indicator, walk: Sequence[Point]) -> str:
    """Return from what to what an indicator jumped in the last week, '' where it did not."""
    values = [point.value for point in walk if point.value is not None]
    gains = [new - old for old, new in pairwise(values)]
    if len(gains) <= EARLIER or walk[-1].state == "missing":
        return ""
    *usual, last = gains
    if sum(usual) <= 0 or last * len(usual) < JUMP * sum(usual) or last < MUCH * values[-2]:
        return ""
    unit = UNITS[indicator.unit]
    return t(
        "signal.from_to",
        title=indicator.title,
        old=writing.amount(values[-2], unit),
        new=writing.quantity(values[-1], unit),
    )

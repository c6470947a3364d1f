"""Invented figures of the demo: what a province of its size may report on an indicator, week after week."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from random import Random

from bot.language.catalogue import t
from bot.language.jalali import days_in_year, elapsed_days
from bot.language.units import UNITS
from bot.language.week import Week
from bot.programme.kinds import IndicatorKind, rules_of
from storage.programme import Indicator
from storage.reports import Answer

LARGE = frozenset({"IR-03", "IR-06", "IR-07", "IR-09", "IR-10", "IR-23"})
SMALL = frozenset({"IR-14", "IR-16", "IR-17", "IR-18", "IR-28", "IR-29"})
MIDDLING = {
    "elec_allocated": 16,
    "elec_absorbed": 13,
    "elec_capacity": 12,
    "water_flow": 24,
    "water_units": 40,
    "water_pending": 14,
    "infra_active": 70,
    "infra_registered": 55,
    "infra_stage": 12,
    "infra_unpaid": 35,
    "bourse_intro": 6,
    "bourse_stage": 2,
    "bourse_raised": 60,
    "reuse_plants": 4,
    "reuse_flow": 6_000,
    "reuse_contracts": 4,
    "land_cases": 180,
    "land_settled": 90,
    "land_freed": 32,
    "lead_identified": 9,
    "lead_deals": 25,
    "chain_identified": 5,
    "chain_units": 60,
    "pav_held": 5,
    "pav_units": 60,
    "sup_units": 90,
    "sup_amount": 120,
    "sup_pending": 30,
    "b2b_units": 110,
    "green_area": 5,
    "furn_estates": 4,
    "beaut_estates": 3,
    "wk_building": 40,
    "wk_done": 46,
    "wk_assigned": 30,
}
"""What a middling province reaches in a year (cumulative), or stands at (snapshot), in shown units. Of the order of
what was published of the country: 740 l/s of water, 1,430 workshops and 990 ha a year, 2,200 projects."""
ELSE = 10


def middling(indicator: str) -> Decimal:
    """Return what a middling province reaches on an indicator in a year, in shown units."""
    return Decimal(MIDDLING.get(indicator, ELSE))


PERCENT = (10, 65)
"""Where work stands on the first day of a year, and how far it comes by the last."""
OPENING, PACE, DRIFT = (0.8, 1.1), (0.75, 1.15), (0.94, 1.06)


@dataclass
class Ledger:
    """What the provinces have said so far, and by how much each is ahead or behind; of one source of chance."""

    chance: Random
    _pace: dict[tuple[str, str], float] = field(default_factory=dict)
    _said: dict[tuple[int, str, str], int | str] = field(default_factory=dict)

    def answers(self, week: Week, province: str, indicators: list[Indicator], *, same: bool) -> list[Answer]:
        """Return a province's answers on an axis; «unchanged» where nothing moved, or for all that has a past."""
        return [self._answer(week, province, indicator, same=same) for indicator in indicators]

    def _answer(self, week: Week, province: str, indicator: Indicator, *, same: bool) -> Answer:
        key = (_place(week)[0], province, indicator.code)
        last = self._said.get(key)
        said = last if same and last is not None else self._next(week, province, indicator, last)
        self._said[key] = said
        if said == last:
            return Answer(indicator.code, None, "", unchanged=True)
        if isinstance(said, str):
            return Answer(indicator.code, None, said, unchanged=False)
        return Answer(indicator.code, said, "", unchanged=False)

    def _next(self, week: Week, province: str, indicator: Indicator, last: int | str | None) -> int | str:
        year, elapsed = _place(week)
        if rules_of(indicator).amount:
            whole = self._said.get((year, province, indicator.not_over))
            known = last if isinstance(last, int) else None
            return _bounded(indicator, self._figure(province, indicator, known, elapsed), whole)
        options: list[str] = json.loads(indicator.options)
        if indicator.kind == IndicatorKind.STAGE:
            return options[min(int(elapsed * self._pace_of(province, indicator) * len(options)), len(options) - 1)]
        if indicator.kind == IndicatorKind.STAGE_COUNTS:
            most = 2 * MIDDLING.get(indicator.code, ELSE)
            return json.dumps({option: self.chance.randint(0, most) for option in options}, ensure_ascii=False)
        return t("demo.past.words")

    def _figure(self, province: str, indicator: Indicator, last: int | None, elapsed: float) -> int:
        """Return a value in stored units, of at most three digits and zeros."""
        pace, unit = self._pace_of(province, indicator), UNITS[indicator.unit]
        usual = MIDDLING.get(indicator.code, ELSE) * unit.scale * pace
        if indicator.kind == IndicatorKind.CUMULATIVE:
            return max(last or 0, _rounded(usual * elapsed, unit.step))
        if indicator.kind == IndicatorKind.PERCENT:
            begin, way = PERCENT
            return max(last or 0, _rounded((begin + way * min(pace, 1.3) * elapsed) * unit.scale, unit.scale))
        before = usual * self.chance.uniform(*OPENING) if last is None else last
        return _rounded(before * self.chance.uniform(*DRIFT), unit.step)

    def _pace_of(self, province: str, indicator: Indicator) -> float:
        size = 1.6 if province in LARGE else 0.5 if province in SMALL else 1.0
        key = (province, indicator.code)
        if key not in self._pace:
            self._pace[key] = size * self.chance.uniform(*PACE)
        return self._pace[key]


@cache
def _place(week: Week) -> tuple[int, float]:
    """Return the year of a week, and the share of it that is over at its Wednesday."""
    return week.year, elapsed_days(week.year, week.wednesday) / days_in_year(week.year)


def _rounded(value: float, step: int) -> int:
    grain = max(step, int(10 ** (len(str(int(value))) - 3)))
    return round(value / grain) * grain


def _bounded(indicator: Indicator, value: int, whole: int | str | None) -> int:
    for limit in (indicator.maximum, whole):
        if isinstance(limit, int):
            value = min(value, limit)
    return value

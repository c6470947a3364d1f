"""Where provinces stand on their indicators: asked here by whoever shows, sums or confirms a value."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.language.week import Week
from bot.programme.in_memory import HeldProgramme, find_programme_before
from bot.programme.kinds import IndicatorKind
from storage import standings
from storage.standings import KNOWN, StandingsAsked
from storage.transaction import Reading

Key = tuple[str, str]
"""A province (ISO code, or headquarters as a unit) and an indicator."""


@dataclass(frozen=True)
class Value:
    """What a province stands at on an indicator: a stored value or words, said in ``week`` (its Saturday).

    ``told`` says what came this week: «said», «unchanged», or nothing («»).
    """

    province: str
    indicator: str
    value: int | None
    words: str
    week: date
    told: str = ""

    def as_told(self, told: str) -> "Value":
        """Return the same value, told so in another week; a third of the time that `dataclasses.replace` takes."""
        return Value(self.province, self.indicator, self.value, self.words, self.week, told)


@dataclass(frozen=True)
class Standings:
    """What counts, and beside it what was handed back and is not answered: «رقم برگشت‌داده‌شده»."""

    values: dict[Key, Value] = field(default_factory=dict)
    handed_back: dict[Key, Value] = field(default_factory=dict)

    def of(self, province: str) -> dict[str, Value]:
        """Return what counts of a province, by indicator."""
        return {code: value for (unit, code), value in self.values.items() if unit == province}


async def stand_at(
    tx: Reading, plan: HeldProgramme, provinces: Iterable[str], week: Week, moment: datetime = KNOWN, axis: str = ""
) -> Standings:
    """Return where provinces stood by a week, as of an instant (by all that is known: now), of one axis if named.

    A snapshot that the programme year only called «unchanged» keeps the value of the year before.
    """
    asked = StandingsAsked(plan.programme.id, tuple(provinces), week.saturday, moment, axis)
    found = await _read(tx, asked)
    lacking = {(unit, code) for unit in asked.provinces for code in _snapshots(plan, axis)} - found.values.keys()
    if lacking:
        lacking &= {(each.province, each.indicator) for each in await standings.list_confirmed(tx, asked)}
    return Standings(found.values | (await _before(tx, plan, asked, lacking)).values, found.handed_back)


async def stood_before(tx: Reading, plan: HeldProgramme, province: str, week: Week, axis: str = "") -> Standings:
    """Return what a province is asked beside in a week, by all that is known now: what «unchanged» confirms.

    That is where it stood by the week before; a snapshot that nothing was said of this year is asked beside its value
    of the year before. What was handed back may be of the week itself.
    """
    asked = StandingsAsked(plan.programme.id, (province,), week.previous.saturday, axis=axis)
    values = await _latest(tx, asked)
    lacking = {(province, code) for code in _snapshots(plan, axis)} - values.keys()
    older = await _before(tx, plan, asked, lacking)
    values |= older.values
    return Standings(values, older.handed_back | await _handed_back(tx, replace(asked, week=week.saturday), values))


def _snapshots(plan: HeldProgramme, axis: str) -> set[str]:
    return {each.code for each in plan.indicators if each.kind == IndicatorKind.SNAPSHOT and axis in {"", each.axis}}


async def _read(tx: Reading, asked: StandingsAsked) -> Standings:
    values = await _latest(tx, asked)
    return Standings(values, await _handed_back(tx, asked, values))


async def _latest(tx: Reading, asked: StandingsAsked) -> dict[Key, Value]:
    return {
        (each.province, each.indicator): Value(each.province, each.indicator, each.value, each.words, each.week)
        for each in await standings.list_standings(tx, asked)
    }


async def _handed_back(tx: Reading, asked: StandingsAsked, values: dict[Key, Value]) -> dict[Key, Value]:
    """Return the last that was handed back of each field, unless something that counts was said later."""
    return {
        (each.province, each.indicator): Value(each.province, each.indicator, each.value, each.words, each.week)
        for each in await standings.list_handed_back(tx, asked)
        if (held := values.get((each.province, each.indicator))) is None or held.week <= each.week
    }


async def _before(tx: Reading, plan: HeldProgramme, asked: StandingsAsked, wanted: set[Key]) -> Standings:
    """Return what stood in the year before, of the indicators that were counted in the same unit."""
    before = await find_programme_before(tx, plan) if wanted else None
    if before is None:
        return Standings()
    old, new = ({each.code: each.unit for each in year.indicators} for year in (before, plan))
    wanted = {key for key in wanted if old.get(key[1]) == new[key[1]]}
    units = tuple(dict.fromkeys(unit for unit, _code in sorted(wanted)))
    found = (
        await _read(tx, StandingsAsked(before.programme.id, units, date.max, asked.moment, asked.axis))
        if units
        else Standings()
    )
    both = found.values, found.handed_back
    return Standings(*({key: held for key, held in each.items() if key in wanted} for each in both))

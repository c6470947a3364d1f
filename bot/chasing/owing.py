"""Who owes which reports: the one function that reminders, the ladder and snoozes ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chasing.calls import Call
from bot.language.week import Week
from bot.people.rights import OWNERS, REPORTERS
from bot.people.scope import has_axis
from bot.programme.due import axes_due, indicators_due, week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT, place_of
from bot.programme.timetable import Timetable
from storage import owing
from storage.owing import OwingDuty
from storage.programme import Axis
from storage.transaction import Reading

OWN = Call("own", at="", does="push", roles=REPORTERS)
"""Who reports, about the axes of the own duty, whenever that is."""


@dataclass(frozen=True)
class Debt:
    """What is asked of a person in a province (or of headquarters as a unit) and week, and what of it is missing.

    ``roles`` are those that anybody holds in the province or at headquarters; ``reported``: something was reported in
    an earlier week, so that something may stay as it was.
    """

    person: int
    province: str
    week: Week
    times: Timetable
    due: tuple[Axis, ...]
    missing: tuple[Axis, ...]
    roles: frozenset[str] = frozenset()
    reported: bool = False

    @property
    def done(self) -> int:
        """Return how many axes are handed in."""
        return len(self.due) - len(self.missing)


class Debts:
    """Who owes what, reckoned once for a call, week and province: good as long as nobody hands in or comes in."""

    def __init__(self, tx: Reading) -> None:
        self._tx = tx
        self._found: dict[tuple[str, str, str], dict[int, Debt]] = {}
        self._holders: dict[str, list[OwingDuty]] = {}
        self._duties: dict[int, list[OwingDuty]] = {}

    async def duties_of(self, person: int) -> list[OwingDuty]:
        """Return the duties of an active person."""
        if person not in self._duties:
            self._duties[person] = await owing.list_duties(self._tx, person)
        return self._duties[person]

    async def of(self, week: Week, times: Timetable, province: str, call: Call) -> dict[int, Debt]:
        """Return by person what is asked of the people of a call, also of those who owe nothing (any more)."""
        key = (call.kind, week.key, province)
        if key not in self._found:
            self._found[key] = {each.person: each for each in await self._reckon(week, times, province, call)}
        return self._found[key]

    async def _reckon(self, week: Week, times: Timetable, province: str, call: Call) -> list[Debt]:
        due = await _list_asked(self._tx, week, province)
        handed_in = await owing.list_handed_in(self._tx, week.saturday, province)
        reported = await owing.has_reported(self._tx, week.saturday, province)
        holders = [
            holder for place in dict.fromkeys((place_of(province), "")) for holder in await self._list_holders(place)
        ]
        roles = frozenset(holder.role for holder in holders)
        concerned = [holder for holder in holders if holder.role in _roles(call, province)]
        asked_of: dict[frozenset[str], tuple[tuple[Axis, ...], tuple[Axis, ...]]] = {}
        debts = []
        for person, own in own_axes(concerned, [axis.code for axis in due]).items():
            if own not in asked_of:
                asked = tuple(axis for axis in due if (axis.code in own) == (call.axes == "own"))
                asked_of[own] = asked, tuple(axis for axis in asked if axis.code not in handed_in)
            asked, missing = asked_of[own]
            if asked:
                debts.append(Debt(person, province, week, times, asked, missing, roles, reported))
        return debts

    async def _list_holders(self, place: str) -> list[OwingDuty]:
        if place not in self._holders:
            self._holders[place] = await owing.list_holders(self._tx, place)
        return self._holders[place]


async def who_owes(tx: Reading, week: Week, times: Timetable, province: str, call: Call) -> list[Debt]:
    """Return what the people of a call are asked in a province and week, also those who owe nothing (any more)."""
    return list((await Debts(tx).of(week, times, province, call)).values())


async def _list_asked(tx: Reading, week: Week, province: str) -> list[Axis]:
    """Return the axes of a week: of headquarters as a unit those on which it is asked something itself."""
    plan = await hold_programme(tx, week.year)
    due = axes_due(plan.axes, week)
    if province != HEADQUARTERS_UNIT:
        return due
    return [axis for axis in due if indicators_due(plan.indicators, axis, week, "hq")]


def _roles(call: Call, province: str) -> frozenset[str]:
    """Return who is called; in headquarters as a unit the owners of the axes report, and there is no ladder."""
    if province != HEADQUARTERS_UNIT:
        return call.roles
    return OWNERS if call.roles >= REPORTERS else frozenset()


async def debts_of(tx: Reading, person: int, now: datetime, debts: Debts | None = None) -> list[Debt]:
    """Return what a person still owes now, of the open week of every province that the person reports for."""
    debts = debts or Debts(tx)
    duties, found = await debts.duties_of(person), []
    units = [duty.province for duty in duties if duty.role in REPORTERS]
    units += [HEADQUARTERS_UNIT for duty in duties if duty.role in OWNERS]
    for province in dict.fromkeys(units):
        week, times = week_at_hand(now, await hold_calendar(tx), place_of(province))
        if times.opens <= now:
            found.append((await debts.of(week, times, province, OWN)).get(person))
    return [debt for debt in found if debt and debt.missing]


def own_axes(holders: Sequence[OwingDuty], due: Sequence[str]) -> dict[int, frozenset[str]]:
    """Return the axes (codes) of everybody's own duties, by person; ``due`` are those that there are."""
    found: dict[int, frozenset[str]] = {}
    for holder in holders:
        own = frozenset(axis for axis in due if has_axis(holder, axis))
        found[holder.person_id] = found.get(holder.person_id, frozenset()) | own
    return found

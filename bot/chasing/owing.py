"""Who owes which reports: the one function that reminders, the ladder and snoozes ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chasing.calls import Call
from bot.language.week import Week
from bot.people.caller import REPORTERS
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.timetable import Timetable
from bot.reporting.due import axes_due, week_at_hand
from storage import owing
from storage.owing import Holder
from storage.programme import Axis
from storage.transaction import Reading

ALL_AXES = frozenset({"ceo", "head"})
"""Roles whose duty is every axis, where none is named."""
OWN = Call("own", at="", does="push", roles=REPORTERS)
"""Who reports, about the axes of the own duty, whenever that is."""


@dataclass(frozen=True)
class Debt:
    """What is asked of a person in a province and week, and what of it is still missing.

    ``roles`` are those that anybody holds in the province or at headquarters.
    """

    person: int
    province: str
    week: Week
    times: Timetable
    due: tuple[Axis, ...]
    missing: tuple[Axis, ...]
    roles: frozenset[str] = frozenset()

    @property
    def done(self) -> int:
        """Return how many axes are handed in."""
        return len(self.due) - len(self.missing)


def who_owes(tx: Reading, week: Week, times: Timetable, province: str, call: Call) -> list[Debt]:
    """Return what the people of a call are asked in a province and week, also those who owe nothing (any more)."""
    due = axes_due(hold_programme(tx, week.year).axes, week)
    handed_in = owing.list_handed_in(tx, week.saturday, province)
    holders = [holder for place in dict.fromkeys((province, "")) for holder in owing.list_holders(tx, place)]
    roles, debts = frozenset(holder.role for holder in holders), []
    concerned = [holder for holder in holders if holder.role in call.roles]
    for person, own in own_axes(concerned, [axis.code for axis in due]).items():
        asked = tuple(axis for axis in due if (axis.code in own) == (call.axes == "own"))
        missing = tuple(axis for axis in asked if axis.code not in handed_in)
        debts.append(Debt(person, province, week, times, asked, missing, roles))
    return debts


def debts_of(tx: Reading, person: int, now: datetime) -> list[Debt]:
    """Return what a person still owes now, of the open week of every province that the person reports for."""
    duties = owing.list_duties(tx, person)
    found = []
    for province in dict.fromkeys(duty.province for duty in duties if duty.role in REPORTERS):
        week, times = week_at_hand(now, hold_calendar(tx), province)
        if times.opens <= now:
            found += [debt for debt in who_owes(tx, week, times, province, OWN) if debt.person == person]
    return [debt for debt in found if debt.missing]


def own_axes(holders: Sequence[Holder], due: Sequence[str]) -> dict[int, frozenset[str]]:
    """Return the axes (codes) of everybody's own duties, by person; ``due`` are those that there are."""
    found: dict[int, frozenset[str]] = {}
    for holder in holders:
        found[holder.person_id] = found.get(holder.person_id, frozenset()) | _own(holder, due)
    return found


def _own(holder: Holder, due: Sequence[str]) -> frozenset[str]:
    if holder.axes:
        return frozenset(holder.axes.split(";"))
    return frozenset(due) if holder.role in ALL_AXES else frozenset()

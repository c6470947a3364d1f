"""Loads what the conversation about the schedule shows, and keeps what it says."""

from datetime import datetime

from bot.administering import changing
from bot.administering.editable_weeks import first_week, week_of_key
from bot.administering.edits import Edit, Part
from bot.administering.names import names_for
from bot.chasing.week_lines import lines_of_week
from bot.conversing.flow import Flow
from bot.language.catalogue import t
from bot.language.week import Week, week_from_key
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.schedule import lines_of, rules_of_lines
from bot.said import Said
from handlers.administering.schedule.form import ROOM
from handlers.administering.schedule.view import ScheduleState, ScheduleView
from handlers.administering.weeks import weeks_from
from storage.transaction import Transaction

LOOKED_AT = 6
"""How many weeks ahead one with a report is looked for: Nowruz has three without."""


async def _load(tx: Transaction, caller: Caller, state: ScheduleState, _said: Said, now: datetime) -> ScheduleView:
    held, draft = await hold_calendar(tx), await changing.draft_of(tx, caller, "schedule")
    week = _week(state, draft, first_week(now))
    stored = lines_of(held.rules_of(week))
    moved = {name: (edit.after or {})[name] for edit in draft for name in edit.fields}
    lines = {**stored, **moved}
    problem = await changing.problem_of(tx, caller, draft, now)
    return ScheduleView(
        state,
        first_week(now),
        week,
        {each.key: lines_of(held.rules_of(each)) for each in weeks_from(first_week(now))},
        stored,
        lines,
        tuple(first for first, _rules in held.changes if first > week and _begins_anew(held, first)),
        draft=draft,
        names=await names_for(tx, draft),
        problem=problem,
        preview=_preview(held, week, lines) if state.at == "preview" and not problem else (),
    )


def _week(state: ScheduleState, draft: tuple[Edit, ...], first: Week) -> Week:
    """Return the week of the edit that waits, else the chosen one, where that has not begun meanwhile."""
    if draft:
        return week_of_key(draft[0].key)
    return max(week_from_key(state.week), first) if state.week else first


def _begins_anew(held: HeldCalendar, week: Week) -> bool:
    return held.rules_of(week) != held.rules_of(week.previous)


def _preview(held: HeldCalendar, week: Week, lines: Part) -> tuple[str, ...]:
    """Return what the clock would do in the first week with a report, days off reckoned with."""
    changes = tuple(sorted({**dict(held.changes), week: rules_of_lines(lines)}.items(), key=lambda change: change[0]))
    new = HeldCalendar(held.rules, held.calendar, changes=changes)
    for _ in range(LOOKED_AT):
        if times := new.times(week, ""):
            return tuple(lines_of_week(new, week, times))
        week = week.next
    return (t("admin_schedule.no_report"),)


SCHEDULE = Flow("admin_schedule", ScheduleState, _load, ROOM.step, changing.save, ADMIN)

"""The schedule and the worked Thursdays as things that admins change, each from a week on that has not begun."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise

from bot.administering.edits import Edit, Part
from bot.errors import UserError
from bot.language import dates
from bot.language.week import Week, week_from_key, week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.schedule import check_lines, check_neighbours, lines_of
from storage import calendar, schedules
from storage.calendar import Thursdays
from storage.schedules import StoredSchedule
from storage.transaction import Reading, Transaction

KINDS = ("schedule", "thursdays")


def schedule_key(week: Week) -> str:
    """Return the key of the schedule that holds from a week on."""
    return f"schedule:{week.key}"


def thursdays_key(province: str, week: Week) -> str:
    """Return the key of a province's Thursdays from a week on."""
    return f"thursdays:{week.key}:{province}"


def week_of_key(key: str) -> Week:
    """Return the first week that a schedule, or a province's Thursdays, are about."""
    return week_from_key(key.split(":")[1])


def first_week(now: datetime) -> Week:
    """Return the first week that has not begun: the first that may still be changed."""
    return week_of(day_of(now)).next


async def read(tx: Reading, key: str) -> Part:
    """Return the lines of the schedule, or whether a province works on Thursdays, as they stand from a week on."""
    held, week = await hold_calendar(tx), week_of_key(key)
    if key.startswith("schedule:"):
        return lines_of(held.rules_of(week))
    return {"worked": held.calendar.works_thursdays(week.saturday, key.split(":")[2])}


async def check(tx: Reading, edits: tuple[Edit, ...], now: datetime) -> None:
    """Refuse what a week that has begun would be reckoned by, and weeks that would run into each other."""
    for edit in edits:
        if edit.kind in KINDS and week_of_key(edit.key) < first_week(now):
            raise UserError("admin.begun", week=dates.week_label(week_of_key(edit.key)))
        if edit.kind == "schedule" and edit.after is not None:
            check_schedule(await hold_calendar(tx), week_of_key(edit.key), edit.after)


def check_schedule(held: HeldCalendar, week: Week, lines: Mapping[str, str]) -> None:
    """Refuse lines that are no week, or that the weeks around it do not allow; raises UserError."""
    check_lines(lines)
    later = (lines_of(rules) for first, rules in held.changes if first > week)
    weeks = [lines_of(held.rules_of(week.previous)), lines, lines, *list(later)[:1]]
    for before, after in pairwise(weeks):
        check_neighbours(before, after)


async def write(tx: Transaction, edit: Edit) -> None:
    """Let the schedule or a province's Thursdays be other ones from a week on."""
    week, part = week_of_key(edit.key), edit.after or {}
    if edit.kind == "thursdays":
        await calendar.save_thursdays(tx, Thursdays(edit.key.split(":")[2], week.saturday, part["worked"]))
    else:
        await schedules.save(tx, StoredSchedule(week.saturday, json.dumps(part)))


def list_turns(held: HeldCalendar, province: str, after: date) -> list[date]:
    """Return the Saturdays after a day from which a province's Thursdays will be other ones."""
    return [day for day in held.calendar.thursdays.get(province, ()) if day > after]

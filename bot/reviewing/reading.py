"""Reads what a report says on its fields, and what its province stood at before."""

from datetime import date, datetime

from bot.language.week import Week
from bot.obstacles.ages import ages
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.standing import Standings, Value, stood_before
from storage import reports
from storage.programme import Indicator
from storage.reports import Answer
from storage.reviews import Return
from storage.transaction import Reading


async def read_answers(tx: Reading, report_id: int, revision: int) -> dict[str, Answer]:
    """Return what a revision says, by indicator."""
    return {each.indicator: each for each in await reports.list_answers(tx, report_id, revision)}


async def read_standing(tx: Reading, week: Week, province: str, axis: str) -> Standings:
    """Return where a province stood on an axis before a week: what «unchanged» in it confirms."""
    return await stood_before(tx, await hold_programme(tx, week.year), province, week, axis)


def before_week(stand: Standings, week: Week) -> dict[str, Value]:
    """Return what was handed back in the weeks before one, by indicator."""
    return {code: value for (_unit, code), value in stand.handed_back.items() if value.week < week.saturday}


async def days_held(tx: Reading, row: Return, now: datetime) -> int:
    """Return for how many working days a province has held what was handed back: its clock stops with the answer."""
    begin, end = day_of(row.returned_at), day_of(row.answered_at or now)
    return ages((await hold_calendar(tx)).calendar, {begin}, end, row.province)[begin]


async def indicator_of(tx: Reading, row: Return) -> Indicator | None:
    """Return the indicator of a return, None where the programme has it no more."""
    plan = await hold_programme(tx, Week(row.week).year)
    return next((each for each in plan.indicators if each.code == row.indicator), None)


async def axis_name(tx: Reading, week: date, axis: str) -> str:
    """Return the short title of an axis in the year of a week."""
    found = (await hold_programme(tx, Week(week).year)).axis(axis)
    return found.short if found else axis

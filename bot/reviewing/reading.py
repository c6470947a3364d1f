"""Reads what a report says on its fields, and what its province stood at before."""

from datetime import date, datetime

from bot.language.week import Week
from bot.obstacles.ages import ages
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.standing import Standings, Value, stood_before
from bot.reviewing.comparing import compare
from bot.reviewing.fields import Field
from storage import exceptions, reports
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


async def read_fields(
    tx: Reading, week: Week, of: tuple[str, str], revisions: tuple[int, int, int], back: frozenset[str] = frozenset()
) -> list[Field]:
    """Return what a report says beside what was approved of it, or else beside what its province stood at before.

    ``of`` are province and axis, ``revisions`` the report's id, the revision and the approved one (0: none); ``back``
    are the indicators that are handed back.
    """
    (province, axis), (report_id, revision, approved_one) = of, revisions
    answers = await read_answers(tx, report_id, revision)
    approved = await read_answers(tx, report_id, approved_one) if approved_one else {}
    stand = await read_standing(tx, week, province, axis)
    standing, earlier = stand.of(province), before_week(stand, week)
    return [
        compare(
            each,
            answers.get(each.code),
            standing.get(each.code),
            approved.get(each.code),
            handed_back=each.code in back,
            earlier=earlier.get(each.code),
        )
        for each in (await hold_programme(tx, week.year)).indicators
        if each.axis == axis and each.code in answers
    ]


async def open_until(tx: Reading, week: Week, province: str, axis: str, now: datetime) -> datetime | None:
    """Return until when a province may report on an axis of a week: its lock, or the end of an exception.

    None where that is over.
    """
    times = (await hold_calendar(tx)).times(week, province)
    if times and now < times.lock:
        return times.lock
    open_still = await exceptions.list_valid(tx, province, now)
    return next((each.expires_at for each in open_still if (each.week, each.axis) == (week.saturday, axis)), None)


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

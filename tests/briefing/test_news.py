"""What a digest tells as new: of the provinces, and since the last one, however many days were free in between."""

from datetime import date, timedelta

import pytest

from bot.briefing.digest import write_digest
from bot.briefing.news import load_news
from bot.briefing.readers import Reader
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT
from storage import calendar, people, reports
from storage.calendar import CalendarDay
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from tests.briefing.sample import NOW, WEEK, open_sample
from tests.chasing.world import tehran

EVERYTHING = Reader(None)


async def report(tx: Transaction, unit: str, value: int, before: timedelta) -> None:
    """Hand in the bourse axis of a unit, so long before now."""
    plan = await hold_programme(tx, WEEK.year)
    axis = next(each.axis for each in plan.indicators if each.code == "bourse_intro")
    answers = (Answer("bourse_intro", value, "", unchanged=False),)
    new = Submission(plan.programme.id, WEEK.saturday, unit, axis, "", "", late=False, answers=answers, reason="typing")
    await reports.submit(tx, (await people.list_ids(tx, "head"))[0], new, NOW - before)


async def test_headquarters_own_report_and_its_correction_are_no_news_of_the_provinces() -> None:
    async with open_sample() as tx:
        before, text = await load_news(tx, NOW, EVERYTHING), await write_digest(tx, NOW, EVERYTHING, in_full=True)
        *lines, _code_of_the_trail = text.splitlines()
        await report(tx, HEADQUARTERS_UNIT, 3, timedelta(minutes=20))
        await report(tx, HEADQUARTERS_UNIT, 5, timedelta(minutes=10))
        after = await load_news(tx, NOW, EVERYTHING)
        assert (after.fresh, after.corrections) == (before.fresh, before.corrections)
        assert (await write_digest(tx, NOW, EVERYTHING, in_full=True)).splitlines()[:-1] == lines


@pytest.mark.parametrize(
    ("moment", "since"),
    [
        ("1405/09/04 08:00", "1405/09/03 08:00"),
        ("1405/09/07 08:00", "1405/09/04 08:00"),  # Saturday: since Wednesday
        ("1405/09/11 08:00", "1405/09/08 08:00"),  # the two days before were holidays
    ],
)
async def test_digest_tells_since_the_hour_of_the_working_day_before(moment: str, since: str) -> None:
    async with open_sample() as tx:
        for day in (date(2026, 11, 30), date(2026, 12, 1)):
            await calendar.save_day(tx, CalendarDay(day, "تعطیل", worked=False))
        assert await EVERYTHING.since(tx, tehran(moment)) == tehran(since)
        assert await Reader(None, hour=10).since(tx, tehran(moment)) == tehran(since) + timedelta(hours=2)

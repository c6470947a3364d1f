"""The reports of months and quarters: which is over, when it is sent, and what it says to whom."""

import json
from datetime import date, datetime, timedelta

import pytest

from bot.briefing.ordering import order_periods
from bot.briefing.period_report import write_period
from bot.briefing.periods import MONTH, QUARTER, Period, first_day_after, period_before, read_period, span
from bot.language.jalali import JalaliDate
from tests.briefing.sample import NOW, open_sample
from tests.briefing.test_digest import foreign

ABAN = Period(1405, 8, MONTH)
FIRST_OF_AZAR = datetime.fromisoformat("2026-11-22T08:30:00+03:30")  # a Sunday


@pytest.mark.parametrize(
    ("day", "months", "meant"),
    [
        (JalaliDate(1405, 9, 1), MONTH, ABAN),
        (JalaliDate(1405, 9, 30), MONTH, ABAN),
        (JalaliDate(1405, 1, 1), MONTH, Period(1404, 12, MONTH)),
        (JalaliDate(1405, 9, 30), QUARTER, Period(1405, 4, QUARTER)),
        (JalaliDate(1405, 10, 1), QUARTER, Period(1405, 7, QUARTER)),
        (JalaliDate(1405, 2, 1), QUARTER, Period(1404, 10, QUARTER)),
    ],
)
def test_last_period_that_is_over(day: JalaliDate, months: int, meant: Period) -> None:
    found = period_before(day.gregorian, months)
    assert found == meant == read_period(found.key, months)
    assert span(found)[1] + timedelta(days=1) == first_day_after(found) <= day.gregorian


def test_period_is_called_by_its_name_and_has_the_weeks_of_its_wednesdays() -> None:
    assert (ABAN.heading, ABAN.title) == ("گزارش ماهانه، آبان ۱۴۰۵", "آبان ۱۴۰۵")
    assert Period(1405, 7, QUARTER).heading == "گزارش فصلی، سه‌ماههٔ سوم ۱۴۰۵"
    assert [week.wednesday for week in ABAN.weeks] == [date(2026, 10, 28) + timedelta(weeks=each) for each in range(4)]


async def test_month_is_ordered_for_each_reader_once_on_the_first_working_day() -> None:
    async with open_sample() as tx:
        await tx.run("DELETE FROM errands")
        for now in (FIRST_OF_AZAR - timedelta(minutes=1), FIRST_OF_AZAR, FIRST_OF_AZAR + timedelta(minutes=1)):
            await order_periods(tx, now)
        payloads = [
            json.loads(str(each)) for each in await tx.column("SELECT payload FROM errands WHERE kind = 'period'")
        ]
        assert [(each["period"], each["months"], "planned" in each) for each in payloads] == [("1405-08", 1, False)] * 2


@pytest.mark.parametrize(("days", "ordered"), [(2, 2), (8, 0)])
async def test_late_one_says_so_and_a_too_late_one_is_skipped(days: int, ordered: int) -> None:
    async with open_sample() as tx:
        await tx.run("DELETE FROM errands")
        await order_periods(tx, FIRST_OF_AZAR + timedelta(days=days))
        found = await tx.column("SELECT payload LIKE '%planned%' FROM errands WHERE kind = 'period'")
        assert found == [1] * ordered


async def test_month_without_any_report_is_not_told_of() -> None:
    async with open_sample() as tx:
        await tx.run("DELETE FROM errands")
        await tx.run("UPDATE reports SET week = '2020-01-04', province = id")
        await order_periods(tx, FIRST_OF_AZAR)
        assert await tx.count("SELECT count(*) FROM errands WHERE kind = 'period'") == 0
        assert await tx.value("SELECT reason FROM ledger WHERE kind = 'month'") == "empty"


async def test_report_tells_of_the_own_axes_alone() -> None:
    async with open_sample() as tx:
        axes = frozenset({"AX01", "AX02"})
        text = await write_period(tx, NOW, ABAN, axes)
        assert text.startswith("**گزارش ماهانه، آبان ۱۴۰۵**\nتعداد هفته‌های گزارش: ۴\nدریافت: ")
        assert "تأمین برق: اعتبار تخصیص‌یافته ۳۱۰٫۸ میلیارد تومان؛ ۳۴٫۲۹ افزایش در این دوره" in text
        assert not [line for line in text.splitlines() for name in foreign(axes) if line.startswith(name)]


async def test_period_of_nowruz_without_a_week_is_said_in_a_line() -> None:
    async with open_sample() as tx:
        assert "گزارشی از استان‌ها خواسته نشده است" in await write_period(tx, NOW, Period(1404, 12, MONTH))

"""Every day of 1390 to 1450, and the weeks of twenty years, against persiantools."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from persiantools import jdatetime as persiantools

from bot.language import dates, jalali
from bot.language.jalali import JalaliDate
from bot.language.week import Week, week_from_key, week_of, weeks_of_year

Oracle: Any = persiantools.JalaliDate  # persiantools has no types
FIRST, LAST = 1390, 1450
WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
MONTHS = [
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
]
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DAY = dt.timedelta(days=1)


def oracle_days(first: int, last: int) -> Iterator[tuple[dt.date, Any]]:
    day = Oracle(first, 1, 1).to_gregorian()
    end = Oracle(last + 1, 1, 1).to_gregorian()
    while day < end:
        yield day, Oracle(day)
        day += DAY


def test_every_day_is_what_persiantools_says() -> None:
    for day, oracle in oracle_days(FIRST, LAST):
        found = jalali.jalali(day)
        assert (found.year, found.month, found.day) == (oracle.year, oracle.month, oracle.day)
        assert found.gregorian == day


def test_leap_years_and_the_end_of_esfand() -> None:
    leap = {year for year in range(FIRST, LAST + 1) if Oracle.is_leap(year)}
    assert {1391, 1395, 1399, 1403, 1408} <= leap
    for year in range(FIRST, LAST + 1):
        assert jalali.is_leap(year) == (year in leap)
        assert jalali.days_in_month(year, 12) == (30 if year in leap else 29)
        assert jalali.days_in_year(year) == (366 if year in leap else 365)
        assert jalali.last_day(year) + DAY == jalali.first_day(year + 1)
        assert jalali.last_day(year) == Oracle(year, 12, 30 if year in leap else 29).to_gregorian()


@pytest.mark.parametrize(("month", "day"), [(12, 30), (7, 31), (13, 1), (0, 1), (1, 0), (1, 32)])
def test_a_day_that_does_not_exist_is_a_value_error(month: int, day: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - jdatetime words it in several ways
        _ = JalaliDate(1404, month, day).gregorian


def test_end_of_the_first_programme_year() -> None:
    assert jalali.last_day(1402) == dt.date(2024, 3, 19)
    assert dates.date(jalali.last_day(1402)) == "سه‌شنبه ۲۹ اسفند ۱۴۰۲"


def test_months_quarters_and_elapsed_days() -> None:
    for day, oracle in oracle_days(1403, 1406):
        assert jalali.day_of_year(day) == (day - Oracle(oracle.year, 1, 1).to_gregorian()).days + 1
        assert jalali.quarter(day) == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3}.get(oracle.month, 4)
        assert jalali.elapsed_days(oracle.year, day) == jalali.day_of_year(day)
    assert jalali.elapsed_days(1405, dt.date(2026, 3, 20)) == 0
    assert jalali.elapsed_days(1403, dt.date(2026, 3, 20)) == 366
    assert {jalali.days_in_month(1404, month) for month in range(1, 7)} == {31}
    assert {jalali.days_in_month(1404, month) for month in range(7, 12)} == {30}


def oracle_weeks() -> Iterator[tuple[dt.date, Any]]:
    """Saturday and Wednesday of every week whose Wednesday lies in 1395 to 1414."""
    for day, oracle in oracle_days(1395, 1414):
        if oracle.weekday() == 4:  # persiantools counts from Saturday
            yield day - 4 * DAY, oracle


def test_labels_years_and_numbers_of_twenty_years_of_weeks() -> None:
    weeks = list(oracle_weeks())
    assert len(weeks) == 1044
    for saturday, wednesday in weeks:
        week = Week(saturday)
        label = f"هفتهٔ منتهی به چهارشنبه {wednesday.day} {MONTHS[wednesday.month - 1]} {wednesday.year}"
        assert dates.week_label(week) == label.translate(PERSIAN)
        assert (week.year, week.month) == (wednesday.year, wednesday.month)
        assert week.number == (wednesday.to_gregorian() - Oracle(wednesday.year, 1, 1).to_gregorian()).days // 7 + 1
        assert week.last_of_month == (Oracle(wednesday.to_gregorian() + 7 * DAY).month != wednesday.month)
        for day in week.days:
            assert week_of(day) == week


def test_weeks_of_a_year_are_those_of_its_wednesdays() -> None:
    for year in range(1395, 1415):
        saturdays = [saturday for saturday, wednesday in oracle_weeks() if wednesday.year == year]
        assert [week.saturday for week in weeks_of_year(year)] == saturdays
        assert [week.number for week in weeks_of_year(year)] == list(range(1, len(saturdays) + 1))


def test_weeks_that_the_design_names() -> None:
    assert week_of(dt.date(2026, 11, 22)).key == "2026-11-21"
    assert week_of(dt.date(2026, 11, 22)).number == 36
    assert week_of(Oracle(1402, 2, 19).to_gregorian()).number == 8
    assert week_from_key("2026-11-21").next.previous == Week(dt.date(2026, 11, 21))
    with pytest.raises(ValueError, match="not a Saturday"):
        Week(dt.date(2026, 11, 22))


def test_every_day_of_two_years_is_written_with_its_weekday() -> None:
    for day, oracle in oracle_days(1404, 1405):
        text = f"{WEEKDAYS[oracle.weekday()]} {oracle.day} {MONTHS[oracle.month - 1]} {oracle.year}"
        assert dates.date(day) == text.translate(PERSIAN)
        assert dates.numeric(day) == oracle.strftime("%Y/%m/%d").translate(PERSIAN)


def test_moments_are_written_in_the_time_of_tehran() -> None:
    moment = dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC)
    assert dates.moment(moment) == "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۳"
    assert dates.clock(moment + dt.timedelta(minutes=24)) == "۱۳:۲۴"
    assert dates.date_without_year(moment.date()) == "چهارشنبه ۴ آذر"
    assert dates.quarter_label(moment.date()) == "سه‌ماههٔ سوم ۱۴۰۵"
    assert dates.month_and_year(moment.date()) == "آذر ۱۴۰۵"
    assert dates.day_and_month(moment.date()) == "۴ آذر"
    week = week_of(moment.date())
    assert dates.week_short(week) == "هفتهٔ منتهی به ۱۴۰۵/۰۹/۰۴"
    assert dates.last_week_of_month(week) == "آخرین هفتهٔ گزارش آذر"

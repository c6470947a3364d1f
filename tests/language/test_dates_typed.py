"""Typed dates in every order, and the date picker."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import dates, letters
from bot.language.date_picker import pick_day, pick_day_of_month
from bot.language.jalali import jalali
from bot.language.reading.dates import Dated, read_date
from bot.language.reading.outcome import Reason

TODAY = dt.date(2026, 11, 22)  # یکشنبه ۱ آذر ۱۴۰۵
MONDAY = dt.date(2026, 11, 30)  # ۹ آذر ۱۴۰۵


def spoken() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("days.tsv").read_text("utf-8").splitlines()
    return [(text, right) for text, right in (line.split("\t")[:2] for line in lines if not line.startswith("#"))]


@pytest.mark.parametrize(
    ("text", "days", "sure"),
    [
        ("1402/02/19", ["۱۴۰۲/۰۲/۱۹"], True),
        ("۱۴۰۲/۲/۱۹", ["۱۴۰۲/۰۲/۱۹"], True),
        ("31/2/1387", ["۱۳۸۷/۰۲/۳۱"], True),
        ("۹۳/۹/۲۶", ["۱۳۹۳/۰۹/۲۶"], True),
        ("1/6/85", ["۱۳۸۵/۰۶/۰۱"], True),
        ("05/09/04", ["۱۴۰۵/۰۹/۰۴", "۱۴۰۴/۰۹/۰۵"], False),
        ("1405-09-04", ["۱۴۰۵/۰۹/۰۴"], True),
        ("۱۴۰۵.۹.۴", ["۱۴۰۵/۰۹/۰۴"], True),
        ("۴ آذر ۱۴۰۵", ["۱۴۰۵/۰۹/۰۴"], True),
        ("۴ آذرماه ۱۴۰۵", ["۱۴۰۵/۰۹/۰۴"], True),
        ("چهارشنبه ۴ آذر ۱۴۰۵", ["۱۴۰۵/۰۹/۰۴"], True),
        ("چهار شنبه 4 آذر 1405", ["۱۴۰۵/۰۹/۰۴"], True),
        ("شنبه ۴ آذر ۱۴۰۵", ["۱۴۰۵/۰۹/۰۴", "۱۴۰۵/۰۹/۰۷"], False),
        ("۴ آذر", ["۱۴۰۵/۰۹/۰۴"], True),
        ("۲۵ فروردین", ["۱۴۰۶/۰۱/۲۵"], True),
        ("1405 آذر 4", ["۱۴۰۵/۰۹/۰۴"], True),
        ("2026-11-25", ["۱۴۰۵/۰۹/۰۴"], True),
        ("امروز", ["۱۴۰۵/۰۹/۰۱"], True),
        ("فردا", ["۱۴۰۵/۰۹/۰۲"], True),
        ("پس‌فردا", ["۱۴۰۵/۰۹/۰۳"], True),
        ("30/12/1403", ["۱۴۰۳/۱۲/۳۰"], True),
    ],
)
def test_date_is_read(text: str, days: list[str], sure: bool) -> None:
    found = read_date(text, TODAY)
    assert isinstance(found, Dated)
    assert [dates.numeric(day) for day in found.days] == days
    assert found.sure == sure


@pytest.mark.parametrize("text", ["30/12/1404", "۳۱/۷/۱۴۰۵", "۱۴۰۵/۱۳/۰۱", "۳۲ آذر ۱۴۰۵"])
def test_day_that_does_not_exist_is_refused(text: str) -> None:
    found = read_date(text, TODAY)
    assert isinstance(found, Reason)
    assert found.key == "date.refused.no_day"
    assert found.text


@pytest.mark.parametrize("text", ["", "سلام", "۱۲", "1405/09", "1/2/3/4", "آذر", "123456/1/1"])
def test_text_that_is_no_date_is_refused(text: str) -> None:
    found = read_date(text, TODAY)
    assert isinstance(found, Reason)
    assert found.text


@pytest.mark.parametrize(("text", "right"), spoken())
def test_a_day_is_read_as_the_table_of_what_people_say_has_it(text: str, right: str) -> None:
    match read_date(text, MONDAY):
        case Dated(days=days, sure=True):
            found = jalali(days[0])
            assert right == f"{found.year}/{found.month}/{found.day}"
        case Dated(days=days):
            assert right == "ask"
            assert days
        case reason:
            assert right == "refuse"
            assert reason.text


def test_a_weekday_that_does_not_fit_its_day_is_said() -> None:
    found = read_date("چهارشنبه ۱۲ آذر", MONDAY)
    assert isinstance(found, Dated)
    assert [dates.numeric(day) for day in found.days] == ["۱۴۰۵/۰۹/۱۲", "۱۴۰۵/۰۹/۱۱"]
    assert found.reason is not None
    assert "پنجشنبه ۱۲ آذر ۱۴۰۵ با «چهارشنبه» نمی‌خواند" in found.reason.text


@pytest.mark.parametrize("text", ["از ۱۰ آذر تا ۲۰ آذر", "از ۱۰ تا ۲۰ آذر", "۱۰ الی ۲۰ آذر"])
def test_a_span_has_its_first_and_its_last_day_and_is_never_sure(text: str) -> None:
    found = read_date(text, MONDAY)
    assert isinstance(found, Dated)
    assert ([dates.numeric(day) for day in found.days], found.span) == (["۱۴۰۵/۰۹/۱۰", "۱۴۰۵/۰۹/۲۰"], True)
    assert not found.sure


TIMELY = st.lists(
    st.sampled_from(
        sorted({word for text, _ in spoken() for word in text.split()}) + [str(number) for number in range(60)]
    ),
    max_size=7,
).map(" ".join)


@given(TIMELY, st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)))
def test_no_day_without_a_written_year_lies_further_than_370_days(text: str, today: dt.date) -> None:
    found = read_date(text, today)
    if isinstance(found, Dated) and not re.search(r"\d{4}|[/\-]|\b0\d", letters.latin_digits(text)):
        assert all(abs(day - today) <= dt.timedelta(days=370) for day in found.days), found


@given(
    st.one_of(
        st.text(max_size=100),
        st.lists(st.integers(0, 9999), max_size=4).map(lambda numbers: "/".join(map(str, numbers))),
    )
)
def test_no_text_raises(text: str) -> None:
    read_date(text, TODAY)


def test_picker_shows_this_and_next_week_and_three_months() -> None:
    rows = pick_day(TODAY)
    picks = [pick for row in rows for pick in row]
    assert [pick.label for pick in picks[:2]] == ["یکشنبه ۱", "دوشنبه ۲"]
    assert [pick.choice for pick in picks[:13]] == [(TODAY + dt.timedelta(days=day)).isoformat() for day in range(13)]
    assert [(pick.label, pick.choice) for pick in rows[-1]] == [
        ("آذر", "1405-09"),
        ("دی", "1405-10"),
        ("بهمن", "1405-11"),
    ]


def test_picker_of_a_month_shows_the_days_that_are_not_over() -> None:
    picks = [pick for row in pick_day_of_month("1405-12", TODAY) for pick in row]
    assert (len(picks), picks[0].label, picks[-1].label) == (29, "۱", "۲۹")
    assert picks[0].choice == "2027-02-20"
    assert len([pick for row in pick_day_of_month("1405-09", TODAY + dt.timedelta(days=9)) for pick in row]) == 21


def test_months_of_the_picker_run_over_the_new_year() -> None:
    assert [pick.choice for pick in pick_day(dt.date(2027, 3, 1))[-1]] == ["1405-12", "1406-01", "1406-02"]

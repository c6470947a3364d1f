"""Number and date of a letter or decision: a day that is past, sure or asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.language.date_picker import pick_past_day, pick_past_day_of_month
from bot.language.jalali import jalali
from bot.said import Choice, Location, Text
from handlers.obstacles.paper_steps import hear_day, read_day, read_lines, read_paper_number, read_words
from tests.obstacles.organisation import day

TODAY = day("2026-11-24")  # سه‌شنبه ۳ آذر ۱۴۰۵


@pytest.mark.parametrize(
    ("typed", "days", "sure"),
    [
        ("۱۴۰۵/۰۸/۲۷", ["2026-11-18"], True),
        ("امروز", ["2026-11-24"], True),
        ("دیروز", ["2026-11-23"], True),
        ("۲۷ آبان", ["2026-11-18"], False),
        ("۲۰ آذر", ["2025-12-11"], False),  # this year's is still to come
        ("۲۵ فروردین", ["2026-04-14"], False),
        ("۰۵/۰۷/۰۸", ["2026-09-30"], False),
        ("1/6/05", ["2026-08-23"], False),
    ],
)
def test_a_day_is_the_last_one_of_its_name(typed: str, days: list[str], sure: bool) -> None:
    found = read_day(typed, TODAY)
    assert [each.isoformat() for each in found.days] == days
    assert found.sure == sure


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("۱۴۰۵/۰۹/۰۴", "obstacle.future_day"),
        ("فردا", "obstacle.future_day"),
        ("۱۳۵۰/۰۹/۰۴", "obstacle.old_day"),
        ("۱۴۰۵/۰۷/۳۱", "date.refused.no_day"),
        ("شمارهٔ ۱۲", "date.refused.no_date"),
        ("", "date.refused.no_date"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_reason(typed: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        read_day(typed, TODAY)
    assert caught.value.key == key
    assert caught.value.text


def test_what_is_heard_is_a_day_several_a_month_or_nothing() -> None:
    assert hear_day(Choice("day", ("2026-11-18",)), TODAY) == day("2026-11-18")
    assert hear_day(Choice("month", ("1405-08",)), TODAY) == "1405-08"
    assert hear_day(Text("دیروز"), TODAY) == day("2026-11-23")
    assert hear_day(Text("۲۷ آبان"), TODAY) == (day("2026-11-18"),)
    assert hear_day(Location(1, 2), TODAY) is None
    assert hear_day(Choice("yes"), TODAY) is None
    with pytest.raises(UserError):  # an old screen of a later day
        hear_day(Choice("day", ("2026-11-25",)), TODAY)


@given(st.dates(day("2020-01-01"), day("2040-01-01")))
def test_the_picker_offers_only_days_that_are_past(today: object) -> None:
    assert isinstance(today, type(TODAY))
    *days, months = pick_past_day(today)
    picks = [pick for row in days for pick in row]
    assert picks[0].choice == today.isoformat()
    assert all(day(pick.choice) <= today for pick in picks)
    assert months[0].choice == f"{jalali(today).year:04}-{jalali(today).month:02}"
    for month in months:
        numbers = [pick for row in pick_past_day_of_month(month.choice, today) for pick in row]
        assert numbers
        assert all(day(pick.choice) <= today for pick in numbers)


def test_numbers_and_sentences_have_their_limits() -> None:
    assert read_paper_number(" ۱۲/ ت ") == "۱۲/ ت"
    assert read_words("یک\n دو", 10) == "یک دو"
    assert read_lines("یک\nدو", 10) == "یک\nدو"
    for text, key in (("", "obstacle.want_text"), ("/start", "obstacle.want_text"), ("۱" * 41, "report.too_long")):
        with pytest.raises(UserError) as caught:
            read_paper_number(text)
        assert caught.value.key == key

"""A typed day and time are understood as they are said, and nothing else is."""

import datetime as dt

import pytest

from bot.language import dates
from bot.language.reading.clock import WeekTime, read_clock, read_moment
from bot.language.reading.dates import Dated
from bot.language.reading.outcome import Reason


def test_a_part_of_the_day_moves_the_hour_and_is_told() -> None:
    assert read_clock("۳ بعدازظهر") == WeekTime(None, dt.time(15), part=True)
    assert read_clock("هشت و نیم صبح") == WeekTime(None, dt.time(8, 30), part=True)
    assert read_clock("۹ شب") == WeekTime(None, dt.time(21), part=True)
    assert read_clock("ظهر") == WeekTime(None, dt.time(12), part=True)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("فردا ساعت ۱۱", "۱۴۰۵/۰۹/۱۰", "11:00"),
        ("تا ۱۰ آذر ساعت ۱۲", "۱۴۰۵/۰۹/۱۰", "12:00"),
        ("فردا ۳ بعدازظهر", "۱۴۰۵/۰۹/۱۰", "15:00"),
        ("۱۰ آذر ۱۴۰۵ ساعت ۹:۳۰", "۱۴۰۵/۰۹/۱۰", "09:30"),
        ("فردا صبح", "۱۴۰۵/۰۹/۱۰", None),
    ],
)
def test_a_day_and_an_hour_stand_in_one_phrase(text: str, day: str, time: str | None) -> None:
    found = read_moment(text, dt.date(2026, 11, 30))
    assert isinstance(found.days, Dated)
    assert ([dates.numeric(each) for each in found.days.days], found.days.sure) == ([day], True)
    assert found.time == (dt.time.fromisoformat(time) if time else None)


@pytest.mark.parametrize("text", ["۱۰ آذر ۱۲", "۱۰ آذر ساعت", "ساعت ۱۲"])
def test_a_number_that_is_neither_day_nor_hour_leaves_no_day(text: str) -> None:
    assert isinstance(read_moment(text, dt.date(2026, 11, 30)).days, Reason)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("سه‌شنبه ۱۱", 3, "11:00"),
        ("سه شنبه ساعت 11:30", 3, "11:30"),
        ("۱۳:۳۰", None, "13:30"),
        ("ساعت ۸", None, "08:00"),
        ("چهارشنبه یازده و نیم", 4, "11:30"),
        ("یکشنبه ۱۰ و ربع", 1, "10:15"),
        ("دوشنبه", 2, None),
        ("۱۱ یا ۱۲", None, None),
        ("۲۵", None, None),
        ("۱۲:۷۵", None, None),
        ("۱۳.۳۰", None, "13:30"),
        ("۸/۳۰", None, "08:30"),
        ("۸ و ۳۰ دقیقه", None, "08:30"),
        ("بیست و یک", None, "21:00"),
        ("ساعت نه", None, "09:00"),
        ("۱۲ شب", None, None),
        ("۱۱-۱۲", None, None),
        ("1405/09/02", None, None),
        ("سلام", None, None),
        ("", None, None),
    ],
)
def test_day_and_time_of_a_text(text: str, day: int | None, time: str | None) -> None:
    assert read_clock(text) == WeekTime(day, dt.time.fromisoformat(time) if time else None)

"""A typed day and time are understood as they are said, and nothing else is."""

import datetime as dt

import pytest

from bot.language.reading.clock import WeekTime, read_clock


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
        ("1405/09/02", None, None),
        ("سلام", None, None),
        ("", None, None),
    ],
)
def test_day_and_time_of_a_text(text: str, day: int | None, time: str | None) -> None:
    assert read_clock(text) == WeekTime(day, dt.time.fromisoformat(time) if time else None)

"""What is left until a deadline, as it is said."""

import datetime as dt

import pytest

from bot.language import dates


@pytest.mark.parametrize(
    ("now", "until", "shown"),
    [
        ("09:00:40", "13:00:00", "۴ ساعت"),
        ("12:59:59", "13:00:00", "۱ دقیقه"),
        ("13:00:10", "13:00:00", "کمتر از یک دقیقه"),
        ("13:20:00", "13:00:00", "کمتر از یک دقیقه"),
    ],
)
def test_what_is_left_is_reckoned_by_the_minutes_that_a_clock_shows(now: str, until: str, shown: str) -> None:
    first, last = (dt.datetime.fromisoformat(f"2026-11-25T{each}+03:30") for each in (now, until))
    assert dates.left(first, last) == shown

"""How long is left, as it is said beside the time that people read."""

import datetime as dt

import pytest

from bot.language import dates


@pytest.mark.parametrize(
    ("clock", "left"),
    [
        ("08:30:00", "۴ ساعت و ۳۰ دقیقه"),
        ("08:30:05", "۴ ساعت و ۳۰ دقیقه"),
        ("08:30:59", "۴ ساعت و ۳۰ دقیقه"),
        ("08:31:00", "۴ ساعت و ۲۹ دقیقه"),
        ("12:59:30", "۱ دقیقه"),
        ("13:00:00", "کمتر از یک دقیقه"),
    ],
)
def test_what_is_left_fits_the_minute_that_people_read(clock: str, left: str) -> None:
    now, deadline = (dt.datetime.fromisoformat(f"2026-11-25T{each}+03:30") for each in (clock, "13:00:00"))
    assert dates.span(deadline - now) == left

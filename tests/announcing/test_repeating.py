"""When a weekly or monthly announcement leaves next."""

from datetime import timedelta

import pytest

from bot.announcing.repeating import next_time
from tests.attack.acting import tehran


@pytest.mark.parametrize(
    ("planned", "repeats", "now", "wanted"),
    [
        ("1405/09/07 09:00", "weekly", "1405/09/07 09:00", "1405/09/14 09:00"),
        ("1405/09/07 09:00", "weekly", "1405/09/22 10:00", "1405/09/28 09:00"),
        ("1405/09/07 09:30", "monthly", "1405/09/07 09:30", "1405/10/07 09:30"),
        ("1405/06/31 08:00", "monthly", "1405/06/31 08:00", "1405/07/30 08:00"),
        ("1405/12/29 08:00", "monthly", "1405/12/29 08:00", "1406/01/29 08:00"),
        ("1405/09/07 09:00", "monthly", "1405/11/08 09:00", "1405/12/07 09:00"),
    ],
)
def test_the_next_time_lies_ahead(planned: str, repeats: str, now: str, wanted: str) -> None:
    assert next_time(tehran(planned), repeats, tehran(now)) == tehran(wanted)


def test_a_late_tick_shifts_no_later_time() -> None:
    planned = tehran("1405/09/07 09:00")
    assert next_time(planned, "weekly", planned + timedelta(minutes=20)) == tehran("1405/09/14 09:00")

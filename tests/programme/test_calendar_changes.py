"""Admins change the calendar: a holiday more, one less, a sudden closure; every time of a week follows."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.language.week import Week
from bot.programme.calendar_changes import calendar_lines, change_calendar
from bot.programme.calendar_file import read_calendar
from bot.programme.in_memory import hold_calendar
from storage.database import Database
from tests.fresh import open_fresh
from tests.trail import acts

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # Sunday 1 Azar 1405, 09:30 in Tehran
WEEK = Week(date(2026, 11, 21))
FILE = """
[[holidays]]
day = "۱۴۰۵/۰۹/۰۴"
reason = "نمونه"
[[closures]]
day = "1405/09/03"
provinces = ["یزد", "IR-07"]
reason = "سرما"
"""


async def deadline(database: Database, province: str) -> str:
    async with database.transaction() as tx:
        times = (await hold_calendar(tx)).times(WEEK, province)
    assert times is not None
    return times.deadline.isoformat()


async def test_holiday_and_closure_move_the_deadline_of_whom_they_concern(tmp_path: Path) -> None:
    async with open_fresh(tmp_path / "m.db", b"s" * 32) as database:
        assert await deadline(database, "IR-21") == "2026-11-25T09:30:00+00:00"
        file = read_calendar(FILE, NOW)
        async with database.transaction() as tx:
            said = await change_calendar(tx, file, NOW)
            assert await calendar_lines(tx, file) == []
            assert await acts(tx) == ["calendar.day", "calendar.closure"]
        assert len(said) == 2
        assert await deadline(database, "IR-23") == "2026-11-24T09:30:00+00:00"  # the working day before
        assert await deadline(database, "IR-21") == "2026-11-28T07:30:00+00:00"  # the next working day, 11:00


async def test_holiday_of_the_program_may_be_worked_after_all(tmp_path: Path) -> None:
    text = '[[workdays]]\nday = "1405/10/02"\nreason = "نمونه"'
    async with open_fresh(tmp_path / "m.db", b"s" * 32) as database, database.transaction() as tx:
        assert not (await hold_calendar(tx)).calendar.is_working(date(2026, 12, 23))
        await change_calendar(tx, read_calendar(text, NOW), NOW)
        assert (await hold_calendar(tx)).calendar.is_working(date(2026, 12, 23))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("x = ", "closures.not_toml"),
        ("[[feasts]]\nday = 1", "closures.unknown"),
        ('[[closures]]\nday = "1405/13/01"\nreason = "ب"', "closures.not_a_day"),
        ('[[closures]]\nday = "1405/12/30"\nreason = "ب"', "closures.not_a_day"),
        ('[[closures]]\nday = "1405/09/03"', "closures.no_reason"),
        ('[[closures]]\nday = "1405/09/03"\nreason = "ب"\nprovinces = ["کرما"]', "closures.no_province"),
    ],
)
def test_mistake_in_the_file_is_said(text: str, key: str) -> None:
    with pytest.raises(UserError) as mistake:
        read_calendar(text, NOW)
    assert mistake.value.key == key
    assert mistake.value.text

"""The demo's past is plausible: within the bounds, in its weeks' times, marked, and the same for the same seed."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.language.week import Week
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.reporting.sample import WEEKS, fill_past, list_weeks
from storage import audit, reports
from storage.database import open_database
from storage.memory import Memory
from storage.transaction import Transaction
from tests.fresh import open_memory

TUESDAY = datetime.fromisoformat("2026-11-24T09:05:00+03:30")
AFTER_NOWRUZ = datetime.fromisoformat("2026-04-14T09:05:00+03:30")
WAITING = frozenset({"IR-21"})
ROWS = "SELECT * FROM reports JOIN answers ON report_id = id ORDER BY id, answers.revision, indicator"


@asynccontextmanager
async def filled(path: Path, now: datetime, seed: int = 1) -> AsyncIterator[sqlite3.Connection]:
    """Open a database with the sample organisation and its past."""
    async with open_database(path, b"s" * 32) as database, database.transaction() as tx:
        await apply_roster(
            tx, await compare_roster(tx, sample_roster()), list_weeks(now, await hold_calendar(tx))[0][1].opens
        )
        await fill_past(tx, now, WAITING, seed)
        await check(tx, now)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


async def check(tx: Transaction, now: datetime) -> None:
    """Every report lies in its week's times and programme, and every value in its bounds."""
    held = await hold_calendar(tx)
    for saturday in await tx.column("SELECT DISTINCT week FROM reports"):
        week = Week(datetime.fromisoformat(str(saturday)).date())
        plan = await hold_programme(tx, week.year)
        kinds = {each.code: each for each in plan.indicators}
        for report in await reports.list_of_week(tx, week.saturday):
            times = held.times(week, report.province)
            assert times
            assert times.opens <= report.first_at <= report.submitted_at <= min(times.lock, now)
            assert report.late == (report.first_at > times.deadline)
            assert "نمونه" in (report.action or "نمونه")
            for answer in await reports.list_answers(tx, report.id, report.revision):
                assert kinds[answer.indicator].axis == report.axis
                assert (answer.value or 0) <= (kinds[answer.indicator].maximum or 0) or not answer.value
                assert answer.unchanged == (answer.value is None and not answer.words)
    assert await audit.find_break(tx, b"s" * 32) is None


@pytest.mark.parametrize(("now", "programmes"), [(TUESDAY, [1405]), (AFTER_NOWRUZ, [1404, 1405])])
async def test_the_past_fits_bounds_times_and_programmes(now: datetime, programmes: list[int], tmp_path: Path) -> None:
    async with filled(tmp_path / "a.db", now) as database:
        found = database.execute("SELECT DISTINCT year FROM reports JOIN programmes ON programme_id = programmes.id")
        assert [year for (year,) in found] == programmes
        (targets,) = database.execute("SELECT count(*) FROM targets").fetchone()
        assert targets == 0


async def test_the_same_seed_gives_the_same_past_and_another_another(tmp_path: Path) -> None:
    found = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        async with filled(tmp_path / name, TUESDAY, seed) as database:
            found.append(database.execute(ROWS).fetchall())
    first, second, other = found
    assert first == second != other


async def test_some_are_late_some_correct_some_say_unchanged_and_some_owe(tmp_path: Path) -> None:
    async with filled(tmp_path / "a.db", TUESDAY) as database:
        weeks = [week for (week,) in database.execute("SELECT DISTINCT week FROM reports ORDER BY week")]
        assert len(weeks) == WEEKS + 1
        for sql in (
            "SELECT count(*) FROM reports WHERE late",
            "SELECT count(*) FROM reports WHERE revision = 2",
            "SELECT count(*) FROM answers WHERE unchanged",
            "SELECT count(DISTINCT province) < 31 FROM reports WHERE week = :week",
        ):
            assert database.execute(sql, {"week": weeks[-1]}).fetchone()[0]
        owed = database.execute("SELECT count(*) FROM reports WHERE week = ? AND province = 'IR-21'", [weeks[-1]])
        assert owed.fetchone()[0] == 0
        for (words,) in database.execute(
            "SELECT DISTINCT words FROM answers JOIN indicators ON code = indicator WHERE kind = 'text' AND words <> ''"
        ):
            assert re.match("نمونه", words)


async def test_cumulatives_never_fall_but_for_a_correction(tmp_path: Path) -> None:
    async with filled(tmp_path / "a.db", TUESDAY) as database:
        rows = database.execute(
            """SELECT answers.province, indicator, value FROM answers
               JOIN reports ON reports.id = report_id AND reports.revision = answers.revision
               JOIN indicators ON code = indicator AND indicators.programme_id = answers.programme_id
               WHERE kind = 'cumulative' AND value IS NOT NULL ORDER BY answers.week"""
        )
        last: dict[tuple[str, str], int] = {}
        for province, indicator, value in rows:
            assert value > last.get((province, indicator), -1)
            last[province, indicator] = value


async def test_weeks_without_a_report_are_passed_over() -> None:
    async with open_memory() as empty:
        held = await hold_calendar(Transaction(empty, Memory(), b""))
    weeks = [week for week, _times in list_weeks(AFTER_NOWRUZ, held)]
    assert len(weeks) == WEEKS + 1
    assert weeks[-1].saturday == datetime(2026, 4, 11, tzinfo=UTC).date()
    assert all(held.times(week, "") for week in weeks)

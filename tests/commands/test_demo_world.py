"""The world of the demo: 35 axes, targets, those who help a CEO, and evidence that can be seen; all of it samples."""

import atexit
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest

from bot.commands import demo
from bot.people.sample import demo_roster, sample_estates
from tests.fresh import made_once

NOW = demo.second_morning(datetime(2026, 11, 24, tzinfo=UTC))


@made_once
async def filled() -> Path:
    folder = Path(mkdtemp(prefix="demo-world-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    await demo._fill(folder, NOW)
    return folder


@pytest.fixture
def world() -> Path:
    return filled()


def ask(world: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(world / "mehvar.db")) as connection:
        return connection.execute(question).fetchall()


def test_every_slot_is_filled_with_what_says_of_itself_that_it_is_a_sample(world: Path) -> None:
    axes = ask(world, "SELECT position, title, short, active FROM axes ORDER BY position")
    assert [row[0] for row in axes] == [*range(1, 36)]
    assert all(row[3] for row in axes)
    assert all("نمونه" in row[1] and "نمونه" in row[2] for row in axes[13:])
    assert not any("نمونه" in row[1] for row in axes[:13])
    assert ask(world, "SELECT count(*) FROM reports WHERE axis = 'AX35'")[0][0] > 100
    assert "(نمونه)" in ask(world, "SELECT title FROM programmes")[0][0]


def test_targets_of_the_provinces_add_up_to_that_of_the_country(world: Path) -> None:
    sums = ask(
        world,
        """SELECT indicator, sum(iif(province = '', 0, value)), sum(iif(province = '', value, 0)), count(*)
           FROM targets GROUP BY indicator""",
    )
    assert len(sums) > 20
    assert all(provinces == country and number == 32 for _indicator, provinces, country, number in sums)


def test_colleague_and_estate_managers_help_the_first_ceo(world: Path) -> None:
    duties = ask(world, "SELECT role, province, estate FROM duties WHERE role IN ('liaison', 'estate_manager')")
    assert sorted(duties) == sorted(
        [("liaison", "IR-21", ""), *(("estate_manager", "IR-21", name) for name in sample_estates())]
    )
    assert {row[0] for row in ask(world, "SELECT name FROM estates")} == set(sample_estates())


def test_pictures_of_evidence_are_kept_and_obstacles_are_answered(world: Path) -> None:
    kept = ask(world, "SELECT province, note, sha256 FROM evidence WHERE state = 'kept' AND report_id IS NOT NULL")
    assert {row[0] for row in kept} <= {"IR-21", "IR-07"}
    assert kept
    for _province, note, digest in kept:
        assert note.startswith("نمونه")
        (file,) = (world / "evidence").rglob(digest)
        assert file.read_bytes().startswith(b"\x89PNG")
    assert ask(world, "SELECT count(*) FROM obstacles WHERE answered_at IS NOT NULL")[0][0]


def test_every_other_phone_of_the_page_starts_on_telegram() -> None:
    platforms = [member.platform for member in demo._cast()]
    assert platforms == [("bale", "telegram")[place % 2] for place in range(len(platforms))]
    assert len(platforms) == 2 + len([row for row in demo_roster() if row.role != "ceo"])

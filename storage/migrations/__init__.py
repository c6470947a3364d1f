"""Migrations: an append-only list of scripts, each applied in a transaction of its own; its number is its place."""

from importlib.resources import files
from pathlib import Path

import aiosqlite

SCRIPTS = (
    "0001_backbone.sql",
    "0002_evidence.sql",
    "0003_calendar.sql",
    "0004_sweep.sql",
    "0005_obstacles.sql",
    "0006_clockwork.sql",
    "0007_announcing.sql",
    "0008_consulting.sql",
    "0009_briefing.sql",
    "0010_files.sql",
    "0011_delegation.sql",
    "0012_words.sql",
    "0013_administering.sql",
    "0014_reviewing.sql",
    "0015_schedule.sql",
    "0016_notices.sql",
    "0017_answers.sql",
    "0018_standings.sql",
    "0019_growing.sql",
    "0020_ceilings.sql",
    "0021_estate_entries.sql",
    "0022_dealings.sql",
    "0023_entry_states.sql",
    "0024_only_on.sql",
    "0025_decisions.sql",
    "0026_months.sql",
    "0027_former_plans.sql",
    "0028_held_returns.sql",
    "0029_need_to_know.sql",
)


class NewerDatabaseError(Exception):
    """The file was written by a later version of Mehvar than this one."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(f"The database is of version {found}; this program knows versions up to {len(SCRIPTS)}.")


async def get_version(connection: aiosqlite.Connection) -> int:
    """Return the version of a database; 0 for one in which there is nothing yet."""
    ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
    return int(version)


async def quick_look(database: Path) -> tuple[int, str]:
    """Return the version of a file, and what SQLite finds wrong with it: «ok» where that is nothing."""
    async with aiosqlite.connect(f"file:{database}?mode=ro", uri=True) as connection:
        version = await get_version(connection)
        ((problem, *_more), *_others) = await connection.execute_fetchall("PRAGMA quick_check(1)")
        return version, str(problem)


async def migrate(connection: aiosqlite.Connection, newest: int | None = None) -> None:
    """Bring the database to the newest version; killed at any point it is at an old or a new one, never between.

    ``newest`` stops at an earlier version.
    """
    version = await get_version(connection)
    if version > len(SCRIPTS):
        raise NewerDatabaseError(version)
    for number, name in enumerate(SCRIPTS[version:newest], start=version + 1):
        script = (files(__name__) / name).read_text(encoding="utf-8")
        # executescript would commit by itself; inside BEGIN … COMMIT of the script the version moves with the tables
        await connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")

"""Migrations: an append-only list of scripts, each applied in a transaction of its own; its number is its place."""

import sqlite3
from importlib.resources import files

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
)


class NewerDatabaseError(Exception):
    """The file was written by a later version of Mehvar than this one."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(f"The database is of version {found}; this program knows versions up to {len(SCRIPTS)}.")


def migrate(connection: sqlite3.Connection, newest: int | None = None) -> None:
    """Bring the database to the newest version; killed at any point it is at an old or a new one, never between.

    ``newest`` stops at an earlier version.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(SCRIPTS):
        raise NewerDatabaseError(version)
    for number, name in enumerate(SCRIPTS[version:newest], start=version + 1):
        script = (files(__name__) / name).read_text(encoding="utf-8")
        # executescript would commit by itself; inside BEGIN … COMMIT of the script the version moves with the tables
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")

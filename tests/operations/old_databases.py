"""The databases that older versions wrote, as `upgrading/making.py` made them, brought to life again."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import vault
from tests.operations.upgrading.making import PHOTO

Rows = dict[str, list[tuple[object, ...]]]
FOLDER = Path(__file__).with_name("upgrading")
VERSIONS = {"bd6c67f": 3, "261bde3": 17}
"""The commit that wrote each, and the version of its tables."""


def bring_to_life(commit: str, folder: Path) -> Path:
    """Write a database with its secret and its one file of evidence into a folder; return the database."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "secret").write_text("5e" * 32)
    (folder / "secret").chmod(0o600)
    vault.keep(folder / "evidence", PHOTO)
    database = folder / "mehvar.db"
    database.touch(mode=0o600)
    sql = gzip.decompress((FOLDER / f"{commit}.sql.gz").read_bytes()).decode()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(sql)
    return database


def version_of(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def rows_of(database: Path, columns: dict[str, str] | None = None) -> Rows:
    """Return every row of every table, sorted; with ``columns``, of those tables only what these columns hold."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        wanted = columns or dict.fromkeys(columns_of(database), "*")
        return {
            name: sorted(connection.execute(f"SELECT {listed} FROM {name}").fetchall(), key=repr)
            for name, listed in wanted.items()
        }


def columns_of(database: Path) -> dict[str, str]:
    """Return the columns of each table, as a SELECT lists them."""
    tables = """SELECT m.name, group_concat(c.name) FROM sqlite_schema m, pragma_table_info(m.name) c
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' GROUP BY m.name"""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return {str(name): str(listed) for name, listed in connection.execute(tables)}

"""Whatever is done to the audit trail afterwards is detected."""

import random
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import aiosqlite
import pytest

from storage import audit
from storage.audit import Act
from storage.database import Database
from storage.memory import Memory
from storage.transaction import Reading

SECRET = b"s" * 32
NOW = datetime(2026, 11, 10, 6, tzinfo=UTC)
LINKS = 12
COLUMNS = ("at", "actor", "action", "subject", "detail", "mac")
Tampering = Callable[[aiosqlite.Connection, random.Random], Awaitable[None]]


async def fill(database: Database, links: int = LINKS) -> str:
    async with database.transaction() as tx:
        for number in range(links):
            detail: dict[str, str | int | None] = {"revision": number, "late": 0}
            await audit.append(
                tx, NOW, Act(f"person:{number}", "report.submit", f"2026-11-07/IR-03/AX{number:02}", detail)
            )
        return await audit.get_head(tx)


async def edit(connection: aiosqlite.Connection, chance: random.Random) -> None:
    """Change one character of one field of one link."""
    number, column = chance.randint(1, LINKS), chance.choice(COLUMNS)
    ((text,),) = await connection.execute_fetchall(f"SELECT {column} FROM audit WHERE id = ?", (number,))
    place = chance.randrange(len(text) + 1)
    other = chance.choice([letter for letter in '0123456789abcdef":,} ۱' if letter != text[place : place + 1]])
    cut = place + chance.randint(0, 1)
    await connection.execute(f"UPDATE audit SET {column} = ? WHERE id = ?", (text[:place] + other + text[cut:], number))


async def delete(connection: aiosqlite.Connection, chance: random.Random) -> None:
    """Take out some links, perhaps closing the gap."""
    for number in chance.sample(range(1, LINKS + 1), chance.randint(1, 3)):
        await connection.execute("DELETE FROM audit WHERE id = ?", (number,))
    if chance.random() < 0.5:
        left = [number for (number,) in await connection.execute_fetchall("SELECT id FROM audit ORDER BY id")]
        for place, number in enumerate(left, start=1):
            await connection.execute("UPDATE audit SET id = ? WHERE id = ?", (place, number))


async def cut(connection: aiosqlite.Connection, chance: random.Random) -> None:
    """Cut off the end, perhaps all of it."""
    await connection.execute("DELETE FROM audit WHERE id > ?", (chance.randrange(LINKS),))


async def swap(connection: aiosqlite.Connection, chance: random.Random) -> None:
    """Let two links change places."""
    one, other = chance.sample(range(1, LINKS + 1), 2)
    for was, becomes in ((one, -1), (other, one), (-1, other)):
        await connection.execute("UPDATE audit SET id = ? WHERE id = ?", (becomes, was))


async def double(connection: aiosqlite.Connection, chance: random.Random) -> None:
    """Add a link once more at the end."""
    await connection.execute(
        """INSERT INTO audit (id, at, actor, action, subject, detail, mac)
           SELECT ?, at, actor, action, subject, detail, mac FROM audit WHERE id = ?""",
        (LINKS + 1, chance.randint(1, LINKS)),
    )


async def shift(connection: aiosqlite.Connection, chance: random.Random) -> None:
    """Move the border between two fields of a link: together they still say the same."""
    number = chance.randint(1, LINKS)
    left, right = chance.choice([("actor", "action"), ("action", "subject"), ("subject", "detail")])
    await connection.execute(
        f"UPDATE audit SET {left} = {left} || substr({right}, 1, 1), {right} = substr({right}, 2) WHERE id = ?",
        (number,),
    )


async def test_ten_thousand_edits_deletions_and_cuts_are_all_detected(database: Database) -> None:
    head = await fill(database)
    connection = database._writer
    await connection.execute("DROP TRIGGER audit_stays_unchanged")
    await connection.execute("DROP TRIGGER audit_stays_whole")
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    deeds: list[Tampering] = [edit, edit, edit, edit, delete, delete, cut, swap, double, shift]
    trail = Reading(connection, Memory())
    assert await audit.find_break(trail, SECRET, head) is None
    for number in range(10_000):
        deed = chance.choice(deeds)
        await connection.execute("BEGIN")
        await deed(connection, chance)
        found = await audit.find_break(trail, SECRET, head)
        await connection.rollback()
        assert found is not None, f"{deed.__name__} number {number} was not detected"
    assert await audit.find_break(trail, SECRET, head) is None


async def test_a_cut_end_is_detected_against_the_head_alone_also_when_others_followed(database: Database) -> None:
    head = await fill(database)
    await database._writer.execute("DROP TRIGGER audit_stays_whole")
    await database._writer.execute("DELETE FROM audit WHERE id > 8")
    database.warm.forget()  # nothing else writes past a transaction
    trail = Reading(database._writer, Memory())
    assert await audit.find_break(trail, SECRET) is None
    assert await audit.find_break(trail, SECRET, head) == 9
    await fill(database, 6)
    assert await audit.find_break(trail, SECRET) is None
    assert await audit.find_break(trail, SECRET, head) == 15


async def test_a_head_of_yesterday_still_holds_today(database: Database) -> None:
    yesterday = await fill(database)
    await fill(database)
    trail = Reading(database._writer, Memory())
    assert await audit.find_break(trail, SECRET, yesterday) is None
    assert await audit.find_break(trail, SECRET, "") is None


async def test_without_the_secret_nobody_can_forge_a_link(database: Database) -> None:
    await fill(database)
    assert await audit.find_break(Reading(database._writer, Memory()), b"another" * 5) == 1


async def test_an_empty_trail_is_whole_but_not_against_a_head(database: Database) -> None:
    trail = Reading(database._writer, Memory())
    assert await audit.find_break(trail, SECRET) is None
    assert await audit.find_break(trail, SECRET, "a" * 64) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'person:1'",
        "UPDATE OR REPLACE audit SET id = 1 WHERE id = 2",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 12",
        "REPLACE INTO audit SELECT id, at, actor, action, 'another', detail, mac FROM audit WHERE id = 3",
        "INSERT OR REPLACE INTO audit SELECT 3, at, actor, action, subject, detail, mac FROM audit WHERE id = 4",
    ],
)
async def test_the_program_itself_cannot_change_what_is_written(database: Database, statement: str) -> None:
    await fill(database)
    before = await database._writer.execute_fetchall("SELECT * FROM audit")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        await database._writer.execute(statement)
    assert await database._writer.execute_fetchall("SELECT * FROM audit") == before

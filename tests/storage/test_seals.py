"""A report that was changed past the program is found and named; over honest lives nothing is."""

import random
import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import seals
from storage.memory import Memory
from storage.seals import Mismatch
from storage.transaction import Reading
from tests.storage.lives import SECRET, open_lives, tables_of, tamper

CHANGES = 1000
NOTHING: tuple[Mismatch, ...] = ()


@pytest.mark.no_cover  # a long run of what other tests cover
async def test_thousand_changes_behind_the_back_of_the_program_are_all_found() -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance, found = random.Random(seed), 0
    async with open_lives(chance) as lives:
        await lives.live(40)
        await lives.begin()
        await lives.live(80)
        connection = lives.tx.connection
        trail, before = Reading(connection, Memory()), await tables_of(connection)
        await connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = await connection.execute_fetchall(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name <> 'audit'"
        )
        while found < CHANGES:
            await connection.execute("BEGIN")
            if chance.random() < 0.7:
                for (name,) in triggers:
                    await connection.execute(f"DROP TRIGGER {name}")
            done = ""
            with suppress(sqlite3.IntegrityError):  # the tables do not allow it
                done = await tamper(connection, chance)
            if done and await tables_of(connection) != before:
                assert (await seals.look_through(trail, SECRET)).mismatches, done
                found += 1
            await connection.rollback()
        assert (await seals.look_through(trail, SECRET)).whole


@pytest.mark.no_cover  # a long run of what other tests cover
@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 30), st.integers(0, 60))
async def test_no_honest_life_raises_an_alarm(seed: int, before: int, after: int) -> None:
    async with open_lives(random.Random(seed)) as lives:
        await lives.live(before)
        await lives.begin()
        await lives.live(after)
        found = await seals.look_through(Reading(lives.tx.connection, Memory()), SECRET)
        assert found == seals.Findings(None, len(lives.written), NOTHING)

"""Random lives of reports, by the acts that the program itself knows; and changes behind its back."""

import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import aiosqlite

from bot.programme.loading import save_programme
from storage import people, reports, reviews, seals, signing
from storage.memory import Memory
from storage.reports import Answer, Report, Submission
from storage.transaction import Transaction
from tests.briefing.organisation import BEGIN, KINDS, PROVINCES, WEEKS, plan_of
from tests.fresh import open_memory

SECRET = b"s" * 32
PEOPLE = (1, 2, 3)
TABLES = ("answers", "reports", "revisions", "acceptances", "approvals", "returns")


@asynccontextmanager
async def open_lives(chance: random.Random) -> AsyncIterator["Lives"]:
    """Open an organisation in which nothing has been said yet."""
    async with open_memory() as connection:
        await connection.execute("PRAGMA recursive_triggers = ON")
        tx = Transaction(connection, Memory(), SECRET)
        await save_programme(tx, plan_of(1405), 1405, BEGIN)
        for number in PEOPLE:
            assert await people.add(tx, f"نفر {number}", "", "active", BEGIN) == number
        yield Lives(tx, chance)


@dataclass
class Lives:
    """Lets people act at random; every act takes a minute."""

    tx: Transaction
    chance: random.Random
    now: datetime = BEGIN
    written: dict[int, Report] = field(default_factory=dict)

    async def live(self, acts: int) -> None:
        """Do so many acts; some of them are refused."""
        for _ in range(acts):
            self.now += timedelta(minutes=1)
            rare = (self._sign, self._release, self._take_back, self._explain)
            often = (self._hand_in, self._approve, self._hand_back)
            await self.chance.choice((*rare, *often, *often))()
        await self.tx.flush()

    async def begin(self) -> None:
        """Let the trail seal what stands."""
        await seals.begin(self.tx, self.now)
        await self.tx.flush()

    @property
    def person(self) -> int:
        """Return somebody."""
        return self.chance.choice(PEOPLE)

    def _some(self) -> Report | None:
        return self.chance.choice(list(self.written.values())) if self.written else None

    async def _hand_in(self) -> None:
        week, axis = self.chance.choice(WEEKS[1:]), self.chance.choice(("AX01", "AX02"))
        provinces = self.chance.sample(PROVINCES, self.chance.choice((1, 1, 3)))
        made = [self._submission(week, province, axis) for province in provinces]
        for report in await reports.submit_all(self.tx, self.person, made, self.now):
            self.written[report.id] = report

    def _submission(self, week: date, province: str, axis: str) -> Submission:
        chance, signed = self.chance, self.chance.random() < 0.6
        codes = [code for code, of, _kind, _aggregate in KINDS if of == axis]
        return Submission(
            1, week, province, axis, chance.choice(("", "on_plan", "stopped")), chance.choice(("", "پیگیری «شد»")),
            late=chance.random() < 0.2, answers=tuple(map(self._answer, chance.sample(codes, chance.randint(1, 4)))),
            reason=chance.choice(("", "اصلاح آمار")), standstill=chance.choice(("", "season")),
            look_again=chance.choice((None, date(2027, 1, 1))), signed=signed,
            ready=not signed and chance.random() < 0.8, stand_in=chance.random() < 0.2,
        )  # fmt: skip

    def _answer(self, code: str) -> Answer:
        how = self.chance.randrange(4)
        value = self.chance.choice((0, 1, 2, -5, 10**15)) if how < 2 else None
        words = self.chance.choice(("مصوب", 'با «گیومه" و \n سطر')) if how == 2 else ""
        return Answer(code, value, words, unchanged=how == 3, reason=self.chance.choice(("", "correction")))

    async def _sign(self) -> None:
        if report := self._some():
            key = (report.id, report.revision - (self.chance.random() < 0.1))
            await signing.sign(self.tx, key, self.person, self.now, stand_in=self.chance.random() < 0.3)

    async def _release(self) -> None:
        if report := self._some():
            await signing.release(self.tx, report.id, self.now)

    async def _take_back(self) -> None:
        if report := self._some():
            await signing.take_back(self.tx, (report.id, report.revision), self.person, self.now)

    async def _approve(self) -> None:
        if report := self._some():
            newest = await reviews.newest(self.tx, report.id)
            await reviews.approve(self.tx, report.id, newest, self.person, self.now)

    async def _hand_back(self) -> None:
        if report := self._some():
            newest = await reviews.newest(self.tx, report.id)
            for answer in (await reports.list_answers(self.tx, report.id, newest))[: self.chance.randint(1, 2)]:
                await reviews.hand_back(self.tx, (report.id, newest, answer.indicator), "چرا؟", self.person, self.now)

    async def _explain(self) -> None:
        rows = await reviews.list_returns(self.tx, report.id) if (report := self._some()) else []
        for row in rows:
            await reviews.explain(self.tx, row, "همین است", self.person, self.now)


async def tables_of(connection: aiosqlite.Connection) -> list[list[tuple[object, ...]]]:
    """Return all that the tables of reports hold."""
    return [
        [tuple(row) for row in await connection.execute_fetchall(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
        for table in TABLES
    ]


async def tamper(connection: aiosqlite.Connection, chance: random.Random) -> str:
    """Change one row past the program: change a cell, take the row out, or add one like it; say what was done."""
    table = chance.choice((*TABLES, "answers", "answers"))
    columns = [str(row[1]) for row in await connection.execute_fetchall(f"PRAGMA table_info({table})")]
    rows = [dict(zip(columns, row, strict=True)) for row in await connection.execute_fetchall(f"SELECT * FROM {table}")]
    if not rows:
        return ""
    row = chance.choice(rows)
    here = " AND ".join(f"{column} IS :{column}" for column in columns)
    if chance.random() < 0.2:
        await connection.execute(f"DELETE FROM {table} WHERE {here}", row)
        return f"{table}: {row} deleted"
    new = dict(row)
    for column in chance.sample(columns, chance.choice((1, 1, 1, 2))):
        new[column] = other(chance, row[column], [each[column] for each in rows])
    if chance.random() < 0.2:
        given = ", ".join(f":{column}" for column in columns)
        await connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({given})", new)
        return f"{table}: {new} inserted"
    put = ", ".join(f"{column} = :new_{column}" for column in columns)
    await connection.execute(
        f"UPDATE {table} SET {put} WHERE {here}", row | {f"new_{column}": value for column, value in new.items()}
    )
    return f"{table}: {row} is {json.dumps(new, default=str)}"


def other(chance: random.Random, value: object, seen: list[object]) -> object:
    """Return another value that could stand in a cell."""
    if chance.random() < 0.3:
        return chance.choice(seen)
    if isinstance(value, int):
        return chance.choice((value * 10, value + 1, value - 1, 1 - value))
    return chance.choice(("", "approved", "submitted", "on_plan", "IR-07", f"{value}0", 1, None))

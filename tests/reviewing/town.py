"""A province and a headquarters in a database of their own, and people who act in the conversations of this room."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.language.units import UNITS
from bot.language.week import Week, week_of
from bot.programme.in_memory import hold_programme
from bot.reporting.cards import ReportState
from bot.reviewing.facts import WAIT
from bot.reviewing.leaving import let_returns_leave
from bot.said import Said
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.view import ReviewState
from storage import reports, reviews
from storage.memory import Memory
from storage.people import Duty
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from tests.organisation import Talk, open_members

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+03:30")
WEEK: Week = week_of(MONDAY.date())
YAZD, QOM = "IR-21", "IR-25"
WATER = "AX02"
FIELDS = ("water_flow", "water_units", "water_pending")
PEOPLE = {
    "ceo": Duty("ceo", YAZD, "", ""),
    "liaison": Duty("liaison", YAZD, "", WATER),
    "qom": Duty("ceo", QOM, "", ""),
    "owner": Duty("hq_manager", "", "", WATER),
    "deputy": Duty("hq_deputy", "", "", "AX01;AX02"),
    "head": Duty("head", "", "", ""),
    "stranger": Duty("hq_manager", "", "", "AX01"),
    "newcomer": Duty("estate_manager", YAZD, "x", ""),
}


class Actor(Talk):
    """One of these people, on Bale, at the hour of the town; who has left a conversation can still tap in it."""

    def __init__(self, town: "Town", name: str) -> None:
        super().__init__(town.tx, list(PEOPLE).index(name) + 1, town.now)
        self.town = town

    @property
    def id(self) -> int:
        return self.number

    async def hear(self, said: Said) -> "Actor":
        self.now, before = self.town.now, self.state
        await super().hear(said)
        self.state = self.state or before
        return self

    async def review(self, province: str = YAZD) -> "Actor":
        """Look at a province's report on the water of the week."""
        row = await self.town.report(province)
        return await self.enter("review", ReviewState("card", WEEK.key, WATER, report=row.id))

    async def mend(self) -> "Actor":
        """Look at what has to be answered."""
        return await self.enter("mend", MendState())


@dataclass
class Town:
    """The database, the hour, and the people."""

    tx: Transaction
    now: datetime = MONDAY

    def __getattr__(self, name: str) -> Actor:
        if name not in PEOPLE:
            raise AttributeError(name)
        return Actor(self, name)

    def at(self, moment: str) -> "Town":
        """Let it be another hour (ISO, in Tehran)."""
        self.now = datetime.fromisoformat(f"{moment}+03:30")
        return self

    async def hand_in(
        self, name: str, *values: int, ready: bool = False, late: bool = False, province: str = YAZD
    ) -> None:
        """Hand in the water of the week; ``ready``: it awaits a signature."""
        answers = tuple(Answer(code, value, "", unchanged=False) for code, value in zip(FIELDS, values, strict=True))
        number = (await hold_programme(self.tx, 1405)).programme.id
        submission = Submission(
            number, WEEK.saturday, province, WATER, "", "", late=late, answers=answers, ready=ready, signed=not ready
        )
        await reports.submit(self.tx, getattr(self, name).id, submission, self.now)

    async def hand_back(self, name: str = "owner", code: str = FIELDS[0], reason: str = "چرا؟") -> None:
        """Let headquarters hand a field of Yazd's water back, and let it leave: it was decided before."""
        title = next(each.title for each in (await hold_programme(self.tx, 1405)).indicators if each.code == code)
        actor: Actor = getattr(self, name)
        self.now -= WAIT
        await (await (await (await actor.review()).tap("برگشت", title)).say(reason)).tap("برگشت داده شود")
        self.now += WAIT
        await let_returns_leave(self.tx, self.now)

    async def sign(self) -> None:
        """Let the CEO sign what waits."""
        await (
            await (await self.ceo.enter("report", ReportState(at="ready", week=WEEK.key, province=YAZD))).tap("بررسی")
        ).tap("تأیید")

    async def typed(self, code: str, stored: int) -> str:
        """Return how a stored value is typed."""
        unit = next(each.unit for each in (await hold_programme(self.tx, 1405)).indicators if each.code == code)
        return str(UNITS[unit].shown(stored))

    async def report(self, province: str = YAZD) -> reviews.Reviewed:
        """Return the report as headquarters sees it."""
        rows = await reviews.list_of_week(self.tx, WEEK.saturday, WATER)
        return next(row for row in rows if row.province == province)

    async def state(self) -> str:
        """Return the stored state of Yazd's report."""
        found = await reports.get(self.tx, WEEK.saturday, YAZD, WATER)
        return found.state if found else ""

    async def value(self, code: str = FIELDS[0]) -> int | None:
        """Return what Yazd's newest accepted revision says."""
        row = await self.report()
        return {each.indicator: each.value for each in await reports.list_answers(self.tx, row.id, row.revision)}[code]

    async def heard(self, name: str) -> list[str]:
        """Return the first lines of what a person was told without having asked."""
        rows = await self.tx.column(
            "SELECT text FROM outbox WHERE person_id = :number AND kind = 'notice' ORDER BY id",
            number=getattr(self, name).id,
        )
        return [str(text).splitlines()[0].strip("*") for text in rows]


@asynccontextmanager
async def open_town() -> AsyncIterator[Town]:
    """Open a town in which nobody has reported yet."""
    async with open_members(PEOPLE, MONDAY) as connection:
        yield Town(Transaction(connection, Memory(), b"s" * 32))

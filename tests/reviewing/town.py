"""A province and a headquarters in a database of their own, and people who act in the conversations of this room."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.language.units import UNITS
from bot.language.week import Week, week_of
from bot.programme.in_memory import hold_programme
from bot.reporting.cards import ReportState
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

    def hear(self, said: Said) -> "Actor":
        self.now, before = self.town.now, self.state
        super().hear(said)
        self.state = self.state or before
        return self

    def review(self, province: str = YAZD) -> "Actor":
        """Look at a province's report on the water of the week."""
        row = self.town.report(province)
        return self.enter("review", ReviewState("card", WEEK.key, WATER, report=row.id))

    def mend(self) -> "Actor":
        """Look at what has to be answered."""
        return self.enter("mend", MendState())


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

    def hand_in(self, name: str, *values: int, ready: bool = False, late: bool = False, province: str = YAZD) -> None:
        """Hand in the water of the week; ``ready``: it awaits a signature."""
        answers = tuple(Answer(code, value, "", unchanged=False) for code, value in zip(FIELDS, values, strict=True))
        number = hold_programme(self.tx, 1405).programme.id
        submission = Submission(
            number, WEEK.saturday, province, WATER, "", "", late=late, answers=answers, ready=ready, signed=not ready
        )
        reports.submit(self.tx, getattr(self, name).id, submission, self.now)

    def hand_back(self, name: str = "owner", code: str = FIELDS[0], reason: str = "چرا؟") -> None:
        """Let headquarters hand a field of Yazd's water back."""
        title = next(each.title for each in hold_programme(self.tx, 1405).indicators if each.code == code)
        getattr(self, name).review().tap("برگشت").tap(title).say(reason)

    def sign(self) -> None:
        """Let the CEO sign what waits."""
        self.ceo.enter("report", ReportState(at="ready", week=WEEK.key, province=YAZD)).tap("بررسی").tap("تأیید")

    def typed(self, code: str, stored: int) -> str:
        """Return how a stored value is typed."""
        unit = next(each.unit for each in hold_programme(self.tx, 1405).indicators if each.code == code)
        return str(UNITS[unit].shown(stored))

    def report(self, province: str = YAZD) -> reviews.Reviewed:
        """Return the report as headquarters sees it."""
        rows = reviews.list_of_week(self.tx, WEEK.saturday, WATER)
        return next(row for row in rows if row.province == province)

    def state(self) -> str:
        """Return the stored state of Yazd's report."""
        found = reports.get(self.tx, WEEK.saturday, YAZD, WATER)
        return found.state if found else ""

    def value(self, code: str = FIELDS[0]) -> int | None:
        """Return what Yazd's newest accepted revision says."""
        row = self.report()
        return {each.indicator: each.value for each in reports.list_answers(self.tx, row.id, row.revision)}[code]

    def heard(self, name: str) -> list[str]:
        """Return the first lines of what a person was told without having asked."""
        rows = self.tx.column(
            "SELECT text FROM outbox WHERE person_id = :number AND kind = 'notice' ORDER BY id",
            number=getattr(self, name).id,
        )
        return [str(text).splitlines()[0].strip("*") for text in rows]


@contextmanager
def open_town() -> Iterator[Town]:
    """Open a town in which nobody has reported yet."""
    with closing(open_members(PEOPLE, MONDAY)) as connection:
        yield Town(Transaction(connection, Memory(), b"s" * 32))

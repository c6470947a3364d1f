"""A CEO's week as the conversation of a report sees it, with a past, and hands on the workbook made of it."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.people.caller import Caller
from bot.programme.loading import ensure_programme
from bot.reporting.cards import AxisCard, ReportView
from bot.sheets.writing import write_workbook
from bot.workbooks.stamp import Stamp, asked_of, seal
from bot.workbooks.week_sheet import ANSWER, CAUSE, KEY, week_sheets
from handlers.workbooks.loading import load_week
from storage import people, reports
from storage.accounts import Account
from storage.database import Database
from storage.people import Duty, Person
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from tests.fresh import open_fresh

SECRET = b"s" * 32
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
YAZD = "IR-21"
LASTS = {"elec_allocated": 12 * 10**10, "elec_absorbed": 9 * 10**10, "elec_capacity": 500, "elec_progress": 350}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "mehvar.db", SECRET) as opened:
        yield opened


@pytest.fixture
async def week(database: Database) -> ReportView:
    """The week of a CEO who reported on electricity a week ago."""
    async with database.transaction() as tx:
        await ensure_programme(tx, 1405, MONDAY)
        person = await people.add(tx, "مدیرعامل یزد", "", "active", MONDAY)
        duty = Duty("ceo", YAZD, "", "")
        await people.save_duty(tx, person, duty)
        await hand_in(tx, person)
        account = Account("telegram", 1, 1, person, None, None, asked_phone=False)
        found = await people.get(tx, person)
        assert isinstance(found, Person)
        return await load_week(tx, Caller(account, found, (duty,)), YAZD, MONDAY)


async def hand_in(tx: Transaction, person: int) -> None:
    """Report on electricity a week ago."""
    answers = tuple(Answer(code, value, "", unchanged=False) for code, value in LASTS.items())
    saturday = (MONDAY - timedelta(days=9)).date()
    submission = Submission(1, saturday, YAZD, "AX01", "", "", late=False, answers=answers)
    await reports.submit(tx, person, submission, MONDAY - timedelta(days=7))


def with_card(week: ReportView, code: str, **changes: object) -> ReportView:
    """Return a week with something else on one of its axes."""
    cards = tuple(replace(card, **changes) if card.code == code else card for card in week.cards)  # type: ignore[arg-type]
    return replace(week, cards=cards)


def card_of(week: ReportView, code: str) -> AxisCard:
    """Return an axis of a week."""
    return next(card for card in week.cards if card.code == code)


@dataclass
class Book:
    """A workbook in somebody's hands: its rows are found by what they are about."""

    data: bytes

    def __post_init__(self) -> None:
        self.workbook = openpyxl.load_workbook(io.BytesIO(self.data))
        self.sheet: Worksheet = self.workbook.worksheets[0]

    def row(self, key: str) -> int:
        """Return where a key stands, counted from 1."""
        return next(n for n in range(1, self.sheet.max_row + 1) if self.sheet.cell(n, KEY + 1).value == key)

    def fill(self, key: str, value: object, cause: str = "") -> "Book":
        """Type an answer, and perhaps the reason of a fall."""
        self.sheet.cell(self.row(key), ANSWER + 1).value = value  # type: ignore[assignment]
        if cause:
            self.sheet.cell(self.row(key), CAUSE + 1).value = cause
        return self

    def answer(self, key: str) -> object:
        """Return what stands in an answer cell."""
        return self.sheet.cell(self.row(key), ANSWER + 1).value

    def saved(self) -> bytes:
        """Return the workbook as another program saves it."""
        file = io.BytesIO()
        self.workbook.save(file)
        return file.getvalue()


def book_of(week: ReportView) -> Book:
    """Return the workbook of a week."""
    sealed = seal(Stamp(week.week.key, week.province.code, asked_of(week.cards)), SECRET)
    return Book(write_workbook(week_sheets(week, sealed)))

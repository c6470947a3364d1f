"""The answers to an announcement as a workbook or a picture: ordered in a turn, made outside it, sent to its author."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bot.announcing import matrix
from bot.announcing.body import named
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.attachment import PNG, XLSX, Kind, file_name
from bot.delivery.errands import Finish, nothing
from bot.delivery.outgoing_files import OutgoingFiles
from bot.drawing.press import draw_png
from bot.language import dates
from bot.language.catalogue import t
from bot.people.rights import AUTHORS
from bot.programme.provinces import PROVINCES, by_code
from bot.sheets.book import Cell, Column, Sheet
from bot.sheets.writing import write_workbook
from bot.stored import dump
from storage import accounts, announcements, audit, errands, people, recipients
from storage.announcements import Announcement
from storage.database import Database
from storage.outbox import Letter
from storage.recipients import Recipient
from storage.transaction import Reading, Transaction

KINDS: dict[str, tuple[str, Kind]] = {"xlsx": (XLSX, "document"), "png": (PNG, "photo")}
COLUMNS = (
    ("row", 6),
    ("name", 26),
    ("province", 20),
    ("delivery", 22),
    ("why", 28),
    ("answer", 22),
    ("jalali", 12),
    ("day", 12),
    ("pledge", 14),
    ("number", 10),
    ("done", 14),
)
TILES = {
    "done": "done",
    "done_late": "late",
    "pledged": "pledged",
    "pledged_late": "late",
    "seen": "seen",
    "seen_late": "late",
    "waiting": "waiting",
    "queued": "waiting",
    "undelivered": "lost",
    "absent": "lost",
}
"""How a standing is drawn."""
WORST = (
    "absent",
    "undelivered",
    "queued",
    "waiting",
    "seen_late",
    "seen",
    "pledged_late",
    "pledged",
    "done_late",
    "done",
)
"""A province stands where the one of its recipients stands who has got least far."""


@dataclass(frozen=True)
class Answers:
    """An announcement and everybody it is for, as read at a moment."""

    found: Announcement
    recipients: tuple[Recipient, ...]
    moment: datetime


@dataclass(frozen=True)
class AnswersErrand:
    """What the errand says: who ordered the answers to which announcement, as what, and when."""

    person: int
    number: int
    kind: str
    moment: datetime


async def order_answers(tx: Transaction, person_id: int, number: int, kind: str, now: datetime) -> None:
    """Order the answers to an announcement as «xlsx» or «png»."""
    await errands.add(tx, "announcement_answers", dump(AnswersErrand(person_id, number, kind, now)), now)


class Exporting:
    """The errand «announcement_answers»."""

    def __init__(self, outgoing: OutgoingFiles) -> None:
        self._outgoing = outgoing

    async def send(self, database: Database, errand: AnswersErrand) -> Finish:
        """Make and send the file to whoever may see it at that moment."""
        answers = await database.read(_load, errand)
        if answers is None:
            return nothing
        make = answers_workbook if errand.kind == "xlsx" else draw_answers
        content = await asyncio.to_thread(make, answers)
        mime, shown_as = KINDS[errand.kind]
        name = t("announce.export.file", number=answers.found.id)
        file = await self._outgoing.keep(content, file_name(name, errand.kind), mime, shown_as)
        caption = t("announce.matrix.title", named=named(answers.found))
        return partial(_deliver, errand=errand, screen=Screen(caption, file=file))


def answers_workbook(answers: Answers) -> bytes:
    """Return the workbook: a row a recipient."""
    columns = tuple(Column(t(f"announce.export.column.{name}"), width) for name, width in COLUMNS)
    rows = [_row(number, answers.found, each) for number, each in enumerate(answers.recipients, start=1)]
    title = t("announce.export.title", named=named(answers.found), moment=dates.moment(answers.moment))
    return write_workbook([Sheet(t("announce.export.sheet"), columns, rows, (title,), frozen_columns=2)])


def _row(number: int, found: Announcement, each: Recipient) -> tuple[Cell, ...]:
    standing = matrix.standing_of(found, each)
    answered = each.done_at or each.pledged_at or each.seen_at
    day = answered.astimezone(dates.TEHRAN).date() if answered else None
    state = "cancelled" if each.row_state == "replaced" else each.row_state or "absent"
    return (
        Cell(number),
        Cell(each.name),
        Cell(by_code(each.province).name if each.province else t("announce.headquarters")),
        Cell(t(f"announce.export.delivery.{state}")),
        Cell(each.problem),
        Cell(t(f"announce.export.standing.{standing}")),
        Cell(dates.numeric(day) if day else ""),
        Cell(day),
        Cell(dates.numeric(each.pledge_day) if each.pledge_day else ""),
        Cell(each.pledge_number),
        Cell(dates.numeric(each.done_at.astimezone(dates.TEHRAN).date()) if each.done_at else ""),
    )


def draw_answers(answers: Answers) -> bytes:
    """Return a PNG with a tile a province."""
    return draw_png("answers.typ", answers_data(answers))


def answers_data(answers: Answers) -> dict[str, Any]:
    """Return what the template shows."""
    counted = matrix.count(answers.found, answers.recipients)
    return {
        "title": t("announce.matrix.title", named=named(answers.found)).replace("**", ""),
        "moment": dates.moment(answers.moment),
        "counted": t("announce.export.counted", count=counted.answered, all=len(answers.recipients), late=counted.late),
        "tiles": list(_tiles(answers)),
    }


def _tiles(answers: Answers) -> list[dict[str, str]]:
    tiles = []
    for province in PROVINCES:
        standings = [
            matrix.standing_of(answers.found, each) for each in answers.recipients if each.province == province.code
        ]
        if standings:
            worst = min(standings, key=WORST.index)
            word = t(f"announce.export.standing.{worst}")
            tiles.append({"name": province.name, "state": TILES[worst], "word": word})
    return tiles


async def _load(tx: Reading, errand: AnswersErrand) -> Answers | None:
    found = await announcements.get(tx, errand.number)
    if found is None or not await _may_see(tx, errand.person, found):
        return None
    moment = errand.moment
    return Answers(found, tuple(await recipients.list_of(tx, found.id)), moment)


async def _may_see(tx: Reading, person_id: int, found: Announcement) -> bool:
    """Say whether a person may look after an announcement now; consultations are in no export."""
    roles = {duty.role for duty in await people.list_duties(tx, person_id)}
    return found.level != "consult" and ("admin" in roles or (found.author_id == person_id and bool(roles & AUTHORS)))


async def _deliver(tx: Transaction, errand: AnswersErrand, screen: Screen) -> None:
    """Send the file, unless the rights have changed meanwhile; every export stands in the audit trail."""
    found, person = await announcements.get(tx, errand.number), errand.person
    address = await accounts.get_address(tx, person)
    if address is None or found is None or not await _may_see(tx, person, found):
        return
    now = errand.moment
    await post(tx, address, screen, now, Letter("", kind="notice"))
    await audit.note_read(tx, now, f"person:{person}", "export", f"announcement/{found.id}")

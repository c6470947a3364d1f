"""Headquarters' workbook on request: ordered in a turn, made outside it, sent to whom it may show what it shows."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.briefing.workbook.book import HqBook, load_hq_book
from bot.briefing.workbook.sheets import hq_sheets
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.attachment import XLSX, file_name
from bot.delivery.errands import Finish
from bot.delivery.outgoing_files import OutgoingFiles
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS
from bot.people.scope import axes_of
from bot.sheets.writing import write_workbook
from bot.stored import dump
from storage import accounts, audit, errands, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

Axes = frozenset[str] | None


@dataclass(frozen=True)
class HqBookErrand:
    """What the errand says: who wants the workbook, of when, the update that asked, the week's key ('': the last)."""

    person: int
    moment: datetime
    inbox: int
    week: str


async def order_hq_workbook(turn: Turn, caller: Caller, week: str = "") -> None:
    """Order the workbook of a week (its key; '' the last that has opened) for a caller of headquarters."""
    await errands.add(
        turn.tx, "hq_workbook", dump(HqBookErrand(caller.person.id, turn.now, turn.row.id, week)), turn.now
    )


class HqBooks:
    """The errand «hq_workbook»."""

    def __init__(self, outgoing: OutgoingFiles) -> None:
        self._outgoing = outgoing

    async def send(self, database: Database, errand: HqBookErrand) -> Finish:
        """Make and send the workbook: the reader's id, the instant it tells of, the week, and who asked."""
        axes = await database.read(_scope, errand.person)
        if axes == frozenset():
            return partial(_say_nothing_seen, errand=errand)
        book = await database.read(_load, errand, axes)
        content = await asyncio.to_thread(hq_workbook, book)
        name = t("hqbook.file", day=dates.date(book.figures.week.wednesday))
        file = await self._outgoing.keep(content, file_name(name, "xlsx"), XLSX)
        week = dates.week_label(book.figures.week)
        screen = Screen(t("hqbook.caption", week=week, count=len(book.figures.axes)), file=file)
        return partial(_deliver, errand=errand, axes=axes, screen=screen, week=book.figures.week.key)


def hq_workbook(book: HqBook) -> bytes:
    """Return the workbook's file; takes some tenths of a second."""
    figures = book.figures
    title = t("brief.paper.titled.week", week=dates.week_label(figures.week))
    return write_workbook(hq_sheets(book), title=title, moment=figures.moment)


async def _scope(tx: Reading, person: int) -> Axes:
    """Return the axes that a person of headquarters may see now; none for somebody else."""
    found = await people.get(tx, person)
    duties = await people.list_duties(tx, person) if found and found.state == "active" else []
    return axes_of(duties) if any(duty.role in HEADQUARTERS for duty in duties) else frozenset()


async def _load(tx: Reading, errand: HqBookErrand, axes: Axes) -> HqBook:
    week = week_from_key(errand.week) if errand.week else None
    return await load_hq_book(tx, errand.moment, axes, week)


async def _deliver(tx: Transaction, errand: HqBookErrand, axes: Axes, screen: Screen, week: str) -> None:
    """Send the file, unless the rights have changed meanwhile; every export stands in the audit trail."""
    address = await accounts.get_address(tx, errand.person)
    if address is None or screen.file is None or await _scope(tx, errand.person) != axes:
        return
    now = errand.moment
    await post(tx, address, screen, now, Letter("", inbox_id=errand.inbox))
    await audit.note_read(tx, now, f"person:{errand.person}", "export", f"workbook/{week}")


async def _say_nothing_seen(tx: Transaction, errand: HqBookErrand) -> None:
    """Say that no axis is assigned, to whom the workbook would show nothing."""
    if address := await accounts.get_address(tx, errand.person):
        now = errand.moment
        await post(tx, address, Screen(t("hqbook.no_axis")), now, Letter("", inbox_id=errand.inbox))

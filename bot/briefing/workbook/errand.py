"""Headquarters' workbook on request: ordered in a turn, made outside it, sent to whom it may show what it shows."""

import asyncio
import json
from datetime import datetime
from functools import partial
from typing import Any

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
from bot.people.caller import HEADQUARTERS, Caller
from bot.people.scope import axes_of
from bot.sheets.writing import write_workbook
from storage import accounts, audit, errands, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

Axes = frozenset[str] | None
Payload = dict[str, Any]


def order_hq_workbook(turn: Turn, caller: Caller, week: str = "") -> None:
    """Order the workbook of a week (its key; '' the last that has opened) for a caller of headquarters."""
    payload = {"person": caller.person.id, "moment": turn.now.isoformat(), "inbox": turn.row.id, "week": week}
    errands.add(turn.tx, "hq_workbook", json.dumps(payload), turn.now)


class HqBooks:
    """The errand «hq_workbook»."""

    def __init__(self, outgoing: OutgoingFiles) -> None:
        self._outgoing = outgoing

    async def send(self, database: Database, payload: Payload) -> Finish:
        """Make and send the workbook: the reader's id, the instant it tells of, the week, and who asked."""
        axes = await database.read(_scope, payload["person"])
        if axes == frozenset():
            return partial(_say_nothing_seen, payload=payload)
        book = await database.read(_load, payload, axes)
        content = await asyncio.to_thread(hq_workbook, book)
        name = t("hqbook.file", day=dates.date(book.figures.week.wednesday))
        file = await self._outgoing.keep(content, file_name(name, "xlsx"), XLSX)
        week = dates.week_label(book.figures.week)
        screen = Screen(t("hqbook.caption", week=week, count=len(book.figures.axes)), file=file)
        return partial(_deliver, payload=payload, axes=axes, screen=screen, week=book.figures.week.key)


def hq_workbook(book: HqBook) -> bytes:
    """Return the workbook's file; takes some tenths of a second."""
    return write_workbook(hq_sheets(book))


def _scope(tx: Reading, person: int) -> Axes:
    """Return the axes that a person of headquarters may see now; none for somebody else."""
    found = people.get(tx, person)
    duties = people.list_duties(tx, person) if found and found.state == "active" else []
    return axes_of(duties) if any(duty.role in HEADQUARTERS for duty in duties) else frozenset()


def _load(tx: Reading, payload: Payload, axes: Axes) -> HqBook:
    week = week_from_key(payload["week"]) if payload["week"] else None
    return load_hq_book(tx, datetime.fromisoformat(payload["moment"]), axes, week)


def _deliver(tx: Transaction, payload: Payload, axes: Axes, screen: Screen, week: str) -> None:
    """Send the file, unless the rights have changed meanwhile; every export stands in the audit trail."""
    address = accounts.get_address(tx, payload["person"])
    if address is None or screen.file is None or _scope(tx, payload["person"]) != axes:
        return
    now = datetime.fromisoformat(payload["moment"])
    post(tx, address, screen, now, Letter("", inbox_id=payload["inbox"]))
    audit.note_read(tx, now, f"person:{payload['person']}", "export", f"workbook/{week}")


def _say_nothing_seen(tx: Transaction, payload: Payload) -> None:
    """Say that no axis is assigned, to whom the workbook would show nothing."""
    if address := accounts.get_address(tx, payload["person"]):
        now = datetime.fromisoformat(payload["moment"])
        post(tx, address, Screen(t("hqbook.no_axis")), now, Letter("", inbox_id=payload["inbox"]))

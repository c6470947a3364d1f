"""The errands of the week's workbook: it is made and sent; what came back is fetched, opened and looked through."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.clock import Clock
from bot.conversing.converse import address_of
from bot.conversing.posting import post, stand
from bot.conversing.resuming import kept
from bot.conversing.screen import Screen
from bot.delivery.attachment import XLSX, file_name
from bot.delivery.beats import Beats
from bot.delivery.errands import Finish
from bot.delivery.fetching import Source, fetch_whole
from bot.delivery.outgoing_files import OutgoingFiles
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.people.caller import Caller, recall
from bot.people.rights import REPORTERS
from bot.reporting.cards import ReportView
from bot.said import Choice
from bot.sheets.opening import Table, open_workbook
from bot.sheets.writing import write_workbook
from bot.workbooks.stamp import Stamp, asked_of, seal, unseal
from bot.workbooks.week_reading import read_rows, read_stamp, stored
from bot.workbooks.week_rows import rows_of
from bot.workbooks.week_sheet import week_sheets
from handlers.workbooks.loading import BOOKS, check_stamp, load_week
from handlers.workbooks.view import BookState, WeekBookErrand
from storage import conversations, returned
from storage.database import Database
from storage.outbox import Letter
from storage.returned import Returned
from storage.transaction import Transaction

MEGABYTE = 1024 * 1024
LARGEST = 2 * MEGABYTE
"""Bytes of a workbook that is fetched; ours have some 30,000."""


class WeekBooks:
    """«week_workbook» sends what a person still owes, «returned_workbook» looks at what came back."""

    def __init__(self, outgoing: OutgoingFiles, clock: Clock, sources: Mapping[str, Source], beats: Beats) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._sources = sources
        self._beats = beats

    async def send(self, database: Database, errand: WeekBookErrand) -> Finish:
        """Write a workbook for each province that the person reports for, and send them."""
        now = self._clock.now()
        async with database.transaction() as tx:
            caller = await _caller(tx, errand, now)
            provinces = dict.fromkeys(duty.province for duty in caller.reporting_duties) if caller else {}
            weeks = [await load_week(tx, caller, province, now) for province in provinces if caller]
            seals = [seal(Stamp(week.week.key, week.province.code, asked_of(week.cards)), tx.secret) for week in weeks]
        screens = [await self._write(week, sealed) for week, sealed in zip(weeks, seals, strict=True)]
        return partial(_post_all, errand=errand, screens=screens, now=now)

    async def take(self, _database: Database, errand: WeekBookErrand) -> Finish:
        """Fetch and open a workbook; raises FetchError."""
        source = self._sources[errand.platform]
        data = await fetch_whole(source, errand.file, LARGEST, self._beats)
        if data is None:
            return self._say(errand, t("books.too_large", limit=LARGEST // MEGABYTE))
        try:
            sheets = await open_workbook(data)
            return partial(_look_through, errand=errand, stamp=read_stamp(sheets), sheets=sheets, now=self._clock.now())
        except UserError as mistake:
            return self._say(errand, mistake.text)

    async def give_up(self, tx: Transaction, errand: WeekBookErrand) -> None:
        """Say that a workbook could not be fetched: its errand has failed for the last time."""
        await self._say(errand, t("books.failed"))(tx)

    def _say(self, errand: WeekBookErrand, text: str) -> Finish:
        return partial(_post_all, errand=errand, screens=[Screen(text)], now=self._clock.now())

    async def _write(self, week: ReportView, sealed: str) -> Screen:
        left = {row.card.code for row in rows_of(week.cards)}
        if not left:
            return Screen(t("books.all_done", province=week.province.name))
        content = await asyncio.to_thread(write_workbook, week_sheets(week, sealed))
        title = t("books.week.file", province=week.province.name, day=dates.day_and_month(week.week.wednesday))
        file = await self._outgoing.keep(content, file_name(title, "xlsx"), XLSX)
        caption = t(
            "books.week.caption",
            week=dates.week_label(week.week),
            province=week.province.name,
            count=len(left),
            deadline=dates.moment(week.times.deadline),
        )
        return Screen(caption, file=file)


async def _caller(tx: Transaction, errand: WeekBookErrand, now: datetime) -> Caller | None:
    """Return who ordered or sent it, if that person still reports."""
    caller = await recall(tx, errand.platform, errand.user, now)
    return caller if caller and caller.has(*REPORTERS) else None


async def _post_all(tx: Transaction, errand: WeekBookErrand, screens: list[Screen], now: datetime) -> None:
    if caller := await _caller(tx, errand, now):
        for screen in screens:
            await post(tx, address_of(caller), screen, now, Letter("", inbox_id=errand.inbox))


async def _look_through(
    tx: Transaction, errand: WeekBookErrand, stamp: str, sheets: dict[str, Table], now: datetime
) -> None:
    """Keep what was typed and show what it would change, or say why it cannot be taken."""
    caller = await _caller(tx, errand, now)
    if caller is None:
        return
    try:
        book = await _keep(tx, caller, unseal(stamp, tx.secret), sheets, now)
    except UserError as mistake:
        await _post_all(tx, errand, [Screen(mistake.text)], now)
        return
    view = await BOOKS.load(tx, caller, BookState(book), Choice("enter"), now)
    shown = BOOKS.step(view, Choice("enter"), now)
    await BOOKS.save(tx, caller, shown.facts, now)
    row = await post(tx, address_of(caller), shown.screens[0], now, Letter("", inbox_id=errand.inbox), BOOKS.name)
    held = await conversations.get(tx, caller.person.id)
    if shown.state and (held is None or held.screen == errand.screen):  # nothing else was begun meanwhile
        await stand(tx, caller.person.id, kept(BOOKS, shown.state, row.id), now)


async def _keep(tx: Transaction, caller: Caller, stamp: Stamp | None, sheets: dict[str, Table], now: datetime) -> int:
    """Keep the rows of a workbook whose stamp is good and fits; raises UserError."""
    if stamp is None:
        raise UserError("books.refused.foreign")
    report = await load_week(tx, caller, stamp.province, now)
    check_stamp(stamp, report)
    kept = Returned(report.week.saturday, stamp.province, stamp.asked, stored(read_rows(sheets)))
    return await returned.add(tx, caller.person.id, kept, now)

"""The errands of administering's workbooks: one is written and sent; one that came back is looked through."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.administering import changing
from bot.administering.edits import Edit, KeepEdits, merged
from bot.administering.files.reading import Tables, kind_of, programme_edits
from bot.administering.files.roster_edits import roster_edits
from bot.administering.files.roster_template import template_sheets
from bot.administering.files.sheets import axes_sheets, roster_sheets, targets_sheets
from bot.clock import Clock
from bot.conversing.converse import AnyFlow, address_of
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
from bot.older import now_called
from bot.people.caller import Caller, recall
from bot.people.rights import ADMIN
from bot.people.roster import compare_roster
from bot.people.roster_file import read_roster
from bot.programme.calendar import day_of
from bot.programme.plan import Plan, load
from bot.said import Choice
from bot.sheets.book import Sheet
from bot.sheets.opening import open_workbook
from bot.sheets.writing import write_workbook
from handlers.administering.files.steps import ExportErrand, ImportErrand
from handlers.administering.plan.flow import PLAN, year_of
from handlers.administering.plan.view import PlanState
from handlers.administering.staff.flow import STAFF
from handlers.administering.staff.view import StaffState
from storage import conversations
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

MEGABYTE = 1024 * 1024
LARGEST = 2 * MEGABYTE
MOST_MISTAKES = 15
"""Mistakes of a roster that are said at once."""


class AdminBooks:
    """«admin_export» writes and sends a workbook, «admin_import» looks at one that came back."""

    def __init__(self, outgoing: OutgoingFiles, clock: Clock, sources: Mapping[str, Source], beats: Beats) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._sources = sources
        self._beats = beats

    async def send(self, database: Database, errand: ExportErrand) -> Finish:
        """Write a workbook as things stand now, and send it to the admin who ordered it."""
        now = self._clock.now()
        sheets = await database.read(_sheets, errand.what, now)
        content = await asyncio.to_thread(write_workbook, sheets)
        title = t(f"admin_files.title.{errand.what}", day=dates.date_without_year(day_of(now)))
        file = await self._outgoing.keep(content, file_name(title, "xlsx"), XLSX)
        screen = Screen(t(f"admin_files.caption.{errand.what}"), file=file)
        return partial(_post, errand=errand, screen=screen, now=now)

    async def take(self, _database: Database, errand: ImportErrand) -> Finish:
        """Fetch and open a workbook; raises FetchError."""
        now = self._clock.now()
        data = await fetch_whole(self._sources[errand.platform], errand.file, LARGEST, self._beats)
        if data is None:
            too_large = Screen(t("admin_files.too_large", limit=LARGEST // MEGABYTE))
            return partial(_post, errand=errand, screen=too_large, now=now)
        try:
            found = await open_workbook(data)
        except UserError as mistake:
            return partial(_post, errand=errand, screen=Screen(mistake.text), now=now)
        tables = {name: [[text for _kind, text in row] for row in rows] for name, rows in found.items()}
        return partial(_look_through, errand=errand, tables=tables, now=now)

    async def give_up(self, tx: Transaction, errand: ImportErrand) -> None:
        """Say that a workbook could not be fetched: its errand has failed for the last time."""
        await _post(tx, errand, Screen(t("admin_files.failed")), self._clock.now())


async def _sheets(tx: Reading, what: str, now: datetime) -> tuple[Sheet, ...]:
    if what == "roster":
        return await roster_sheets(tx)
    plan = await _plan(tx, now)
    if what == "template":
        return template_sheets(plan.axes)
    return axes_sheets(plan) if what == "axes" else targets_sheets(plan)


async def _plan(tx: Reading, now: datetime) -> Plan:
    plan = await load(tx, await year_of(tx, now))
    if plan is None:
        raise UserError("admin_plan.no_programme")
    return plan


async def _admin(tx: Transaction, errand: ExportErrand | ImportErrand, now: datetime) -> Caller | None:
    """Return who ordered or sent it, if that person is an admin still."""
    caller = await recall(tx, errand.platform, errand.user, now)
    return caller if caller and caller.has(*ADMIN) else None


async def _post(tx: Transaction, errand: ExportErrand | ImportErrand, screen: Screen, now: datetime) -> None:
    if caller := await _admin(tx, errand, now):
        await post(tx, address_of(caller), screen, now, Letter(""))


async def _look_through(tx: Transaction, errand: ImportErrand, tables: Tables, now: datetime) -> None:
    """Let what the workbook changes wait for a tap and show it, or say why it cannot be taken."""
    caller = await _admin(tx, errand, now)
    if caller is None:
        return
    try:
        kind, edits, notices = await _edits(tx, caller, tables, now)
    except UserError as mistake:
        await _post(tx, errand, Screen(mistake.text), now)
        return
    if notices:
        await _post(tx, errand, Screen("\n".join(notices)), now)
    if not edits:
        await _post(tx, errand, Screen(t("admin_files.nothing_new")), now)
        return
    await changing.save(tx, caller, (KeepEdits(kind, edits),), now)
    if kind == "people":
        await _enter(tx, caller, STAFF, StaffState("review"), now)
    else:
        await _enter(tx, caller, PLAN, PlanState("review"), now)


async def _edits(
    tx: Transaction, caller: Caller, tables: Tables, now: datetime
) -> tuple[str, tuple[Edit, ...], tuple[str, ...]]:
    """Return what a workbook changes, of what kind, and what of it was not read."""
    plan = await _plan(tx, now)
    if kind_of(tables) != "roster":
        return (
            "programme",
            merged([*await changing.draft_of(tx, caller, "programme"), *programme_edits(tables, plan)]),
            (),
        )
    rows = next(iter(tables.values()), [])
    file = read_roster(rows, frozenset(axis.code for axis in plan.axes))
    if file.mistakes:
        more = [t("admin_files.more_mistakes", count=len(file.mistakes))] if len(file.mistakes) > MOST_MISTAKES else []
        raise UserError("admin_files.mistakes", mistakes="\n".join([*file.mistakes[:MOST_MISTAKES], *more]))
    difference = await compare_roster(tx, file.rows)
    return "people", await roster_edits(tx, difference, now, f"person:{caller.person.id}"), file.notices


async def _enter(tx: Transaction, caller: Caller, flow: AnyFlow, state: object, now: datetime) -> None:
    """Show the edits that wait; where another conversation was begun meanwhile, it goes on, and they wait."""
    held = await conversations.get(tx, caller.person.id)
    if held and held.flow and not now_called(held.flow).startswith("admin"):
        await post(tx, address_of(caller), Screen(t("admin_files.waiting")), now, Letter(""))
        return
    shown = flow.step(await flow.load(tx, caller, state, Choice("enter"), now), Choice("enter"), now)
    row = await post(tx, address_of(caller), shown.screens[0], now, Letter(""), flow.name)
    await stand(tx, caller.person.id, kept(flow, shown.state, row.id), now)

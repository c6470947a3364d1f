"""The conversation about workbooks: one is ordered, or one that was filled in is taken to be looked through."""

from datetime import datetime
from typing import assert_never

from bot.conversing.flow import Flow
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.said import Said
from bot.stored import dump
from handlers.administering.files.steps import ExportErrand, FilesState, ImportErrand, OrderBook, Take, step
from storage import audit, errands
from storage.transaction import Transaction


async def _load(_tx: Transaction, _caller: Caller, state: FilesState, _said: Said, _now: datetime) -> FilesState:
    return state


async def _save(tx: Transaction, caller: Caller, facts: tuple[OrderBook | Take, ...], now: datetime) -> None:
    who = caller.account.platform, caller.account.user_id
    for fact in facts:
        match fact:
            case OrderBook(what):
                await errands.add(tx, "admin_export", dump(ExportErrand(*who, what)), now)
                await audit.note_read(tx, now, f"person:{caller.person.id}", "export", f"admin_{what}")
            case Take(file):
                await errands.add(tx, "admin_import", dump(ImportErrand(*who, file)), now)
            case _:
                assert_never(fact)


FILES = Flow("admin_files", FilesState, _load, step, _save, ADMIN)

"""Orders the week's workbook, and takes in one that a person sends; the conversation that is open stays as it is."""

from bot.briefing.workbook.errand import order_hq_workbook
from bot.conversing.converse import address_of
from bot.conversing.menu import show_menu
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS, REPORTERS
from bot.said import File
from bot.stored import dump
from handlers.workbooks.view import WeekBookErrand
from storage import conversations, errands
from storage.outbox import Letter

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
MEDIA = ("spreadsheet", "ms-excel")


def is_workbook(said: File) -> bool:
    """Say whether a file calls itself a workbook."""
    return said.kind == "document" and (
        said.name.lower().endswith(ENDINGS) or any(kind in said.mime.lower() for kind in MEDIA)
    )


async def order_workbook(turn: Turn, caller: Caller) -> None:
    """Order a workbook of what this person owes; for headquarters, of what the provinces have reported."""
    if not caller.has(*REPORTERS, *HEADQUARTERS):
        await show_menu(turn, caller, t("menu.not_yours"))
        return
    if caller.has(*HEADQUARTERS):
        await order_hq_workbook(turn, caller)
    if caller.has(*REPORTERS):
        await _order(turn, caller, "week_workbook", "")
    await _say(turn, caller, t("books.ordered"))


async def take_workbook(turn: Turn, caller: Caller, said: File) -> None:
    """Order that a workbook be fetched and looked through."""
    await _order(turn, caller, "returned_workbook", said.file_id)
    await _say(turn, caller, t("books.received"))


async def _order(turn: Turn, caller: Caller, kind: str, file: str) -> None:
    held = await conversations.get(turn.tx, caller.person.id)
    account, screen = caller.account, held.screen if held else None
    errand = WeekBookErrand(account.platform, account.user_id, turn.row.id, screen, file)
    await errands.add(turn.tx, kind, dump(errand), turn.now)


async def _say(turn: Turn, caller: Caller, text: str) -> None:
    await post(turn.tx, address_of(caller), Screen(text), turn.now, Letter("", inbox_id=turn.row.id))

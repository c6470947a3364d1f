"""Opens the weekly report for who reports for a province."""

from bot.conversing.converse import go_on
from bot.conversing.menu import SUBMIT, show_menu
from bot.conversing.resuming import resume
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.reporting.cards import ReportState
from bot.said import Text
from handlers.reporting.flow import REPORT
from storage import conversations


async def open_report(turn: Turn, caller: Caller) -> None:
    """Show the axes of the week at hand."""
    if not caller.reporting_units:
        await show_menu(turn, caller, t("menu.not_yours"))
    else:
        await go_on(turn, caller, REPORT, ReportState(), None)


async def confirm_all(turn: Turn, caller: Caller) -> None:
    """Show what every axis stood at, to be confirmed as it is."""
    if not caller.reporting_units:
        await show_menu(turn, caller, t("menu.not_yours"))
    else:
        await go_on(turn, caller, REPORT, ReportState("all_same"), None)


async def submit_open(turn: Turn, caller: Caller) -> None:
    """Hand in the axis that is open; without one, show the axes."""
    if not caller.reporting_units:
        await show_menu(turn, caller, t("menu.not_yours"))
        return
    held = await conversations.get(turn.tx, caller.person.id)
    flow, state = resume(held) or (None, None)
    await go_on(turn, caller, REPORT, state if flow is REPORT else ReportState(), Text(t(SUBMIT)))

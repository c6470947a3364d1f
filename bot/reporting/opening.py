"""Opens the weekly report for who reports for a province."""

from bot.conversing.converse import go_on
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.reporting.flow import REPORT
from bot.reporting.view import ReportState


def open_report(turn: Turn, caller: Caller) -> None:
    """Show the axes of the week at hand."""
    if caller.reporting_duty is None:
        show_menu(turn, caller, t("menu.not_yours"))
    else:
        go_on(turn, caller, REPORT, ReportState(), None)

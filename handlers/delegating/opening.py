"""Opens the handing on of axes, and leave, for a CEO; what a stand-in was handed is not handed on."""

from bot.conversing.converse import go_on
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from handlers.delegating.flow import DELEGATE
from handlers.delegating.view import DelegateState


async def open_delegating(turn: Turn, caller: Caller) -> None:
    """Show what is handed on now, and what may be."""
    if caller.posts:
        await go_on(turn, caller, DELEGATE, DelegateState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))

"""Opens the writing of an announcement for who may write one."""

from bot.conversing.converse import go_on
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import AUTHORS
from handlers.announcing.flow import ANNOUNCE
from handlers.announcing.view import AnnounceState


async def open_announcement(turn: Turn, caller: Caller) -> None:
    """Ask for the text, or show the draft that was begun."""
    if caller.has(*AUTHORS):
        await go_on(turn, caller, ANNOUNCE, AnnounceState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))

"""Opens the conversations of this room: from the menu, and from the buttons of their notices, however old."""

from bot.conversing.converse import go_on, pressed
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS, REPORTERS
from bot.reviewing.telling import NOTICE
from bot.said import Choice, Heard
from handlers.reviewing.flow import MEND, REVIEW, TALK
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.talk_view import TalkState
from handlers.reviewing.view import ReviewState
from storage import reviews


async def open_review(turn: Turn, caller: Caller) -> None:
    """Show headquarters the reports of its axes; a reporter what was handed back."""
    if caller.has(*HEADQUARTERS):
        await go_on(turn, caller, REVIEW, ReviewState(), None)
    elif caller.has(*REPORTERS):
        await go_on(turn, caller, MEND, MendState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def open_talk(turn: Turn, caller: Caller) -> None:
    """Show a reporter the axes of the week, to talk with headquarters about one."""
    if caller.has(*REPORTERS):
        await go_on(turn, caller, TALK, TalkState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def take_notice(turn: Turn, caller: Caller, said: Heard) -> None:
    """Open what the button of a notice stands for; it must be the person's own."""
    match await pressed(turn, caller, said, NOTICE):
        case Choice("mend" | "explain" as name, (number,)) if caller.has(*REPORTERS):
            at = "value" if name == "mend" else "words"
            await go_on(turn, caller, MEND, MendState(at, int(number)), None)
        case Choice("review", (number,)) if caller.has(*HEADQUARTERS):
            place = await reviews.get(turn.tx, int(number))
            state = ReviewState("card", place.week.isoformat(), place.axis, report=int(number)) if place else None
            await go_on(turn, caller, REVIEW, state or ReviewState(), None)
        case Choice("talk", (week, province, axis)) if caller.has(*HEADQUARTERS, *REPORTERS):
            await go_on(turn, caller, TALK, TalkState(week, province, axis), None)
        case _:
            await show_menu(turn, caller, t("menu.stale"))

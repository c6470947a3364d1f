"""Opens and keeps what a person wants of reminders."""

from datetime import datetime

from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import REPORTERS
from bot.said import Said
from handlers.chasing.quiet_steps import QuietState, QuietView, Wish, step
from storage import quiet
from storage.quiet import Quiet
from storage.transaction import Transaction


async def open_quiet(turn: Turn, caller: Caller) -> None:
    """Show what a reporter wants of reminders, to be changed."""
    if caller.has(*REPORTERS):
        await go_on(turn, caller, QUIET, QuietState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, caller: Caller, state: QuietState, _said: Said, _now: datetime) -> QuietView:
    wish = await quiet.get(tx, caller.person.id)
    return QuietView(state, wish.reminders, wish.hour)


async def _save(tx: Transaction, caller: Caller, facts: tuple[Wish, ...], _now: datetime) -> None:
    for fact in facts:
        await quiet.save(tx, caller.person.id, Quiet(fact.reminders, fact.hour))


QUIET = Flow("quiet", QuietState, _load, step, _save, REPORTERS)

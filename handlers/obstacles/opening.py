"""Opens obstacles: the list of a person's side, or what a notice or a reminder is about."""

from bot.conversing.converse import go_on, read_button
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller, meet
from bot.people.rights import HEADQUARTERS, REPORTERS
from bot.said import Choice, Heard, Sender, Tap
from handlers.obstacles.hq import HQ_OBSTACLES
from handlers.obstacles.hq_view import HqState
from handlers.obstacles.own import OWN_OBSTACLES
from handlers.obstacles.own_view import OwnState
from handlers.registering.registering import hear_stranger
from storage import outbox


async def open_own(turn: Turn, caller: Caller) -> None:
    """Show the obstacles of a person's province; to headquarters its own list."""
    if caller.has(*REPORTERS):
        await go_on(turn, caller, OWN_OBSTACLES, OwnState(), None)
    else:
        await open_hq(turn, caller)


async def open_hq(turn: Turn, caller: Caller) -> None:
    """Show the obstacles of a person's axes at headquarters."""
    if caller.has(*HEADQUARTERS):
        await go_on(turn, caller, HQ_OBSTACLES, HqState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def open_noticed(turn: Turn, sender: Sender, said: Heard) -> None:
    """Open what the button of a notice or a reminder stands for, however old it is; it must be the person's own."""
    account, caller = await meet(turn.tx, sender, turn.now)
    pressed = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    if caller is None:
        await hear_stranger(turn, account, said)
        return
    own = pressed and pressed.person_id == caller.person.id and isinstance(said, Tap)
    match read_button(pressed, said.index) if own and pressed and isinstance(said, Tap) else None:
        case Choice("own", (number, *move)) if caller.has(*REPORTERS):
            meant = Choice("move", tuple(move)) if move else None
            await go_on(turn, caller, OWN_OBSTACLES, OwnState("card", obstacle=int(number)), meant)
        case Choice("hq", (number, decision, *done)) if caller.has(*HEADQUARTERS):
            meant = Choice("execute", ("now",)) if done else None
            state = HqState("card", int(number), decision=int(decision))
            await go_on(turn, caller, HQ_OBSTACLES, state, meant)
        case Choice("hq", (number,)) if caller.has(*HEADQUARTERS):
            await go_on(turn, caller, HQ_OBSTACLES, HqState("card", int(number)), None)
        case Choice("hq") if caller.has(*HEADQUARTERS):
            await open_hq(turn, caller)
        case _:
            await show_menu(turn, caller, t("menu.stale"))

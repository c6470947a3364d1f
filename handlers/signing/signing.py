"""Takes the buttons of the card that tells a signer what waits; they stay good, whatever else is open."""

from bot.conversing.converse import go_on, pressed
from bot.delivery.turn import Turn
from bot.people.caller import Caller
from bot.reporting.cards import ReportState
from bot.said import Choice, Heard
from bot.signing.two_keys import FLOW
from handlers.reporting.flow import REPORT
from handlers.reporting.opening import open_report


async def take_signature(turn: Turn, caller: Caller, said: Heard) -> None:
    """Do in the week's report what was tapped on the card; rights and what still stands are looked at there."""
    match await pressed(turn, caller, said, FLOW):
        case Choice("sign" | "take_back" | "open" as name, (what, province)) if caller.reporting_units:
            await go_on(turn, caller, REPORT, ReportState(province=province), Choice(name, (what,)))
        case _:
            await open_report(turn, caller)

"""The digest on request: ordered as an errand, answered in a turn of its own."""

import json

from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import HEADQUARTERS, Caller
from storage import errands


def ask_digest(turn: Turn, caller: Caller) -> None:
    """Order the digest of this moment for a caller of headquarters."""
    if not caller.has(*HEADQUARTERS):
        show_menu(turn, caller, t("menu.not_yours"))
        return
    payload = {"person": caller.person.id, "moment": turn.now.isoformat(), "inbox": turn.row.id}
    errands.add(turn.tx, "digest", json.dumps(payload), turn.now)

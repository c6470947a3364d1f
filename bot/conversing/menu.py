"""The main menu: the reply keyboard of a person's duties, which is also how things are done by message."""

from collections.abc import Mapping
from functools import cache, lru_cache

from bot.conversing.converse import address_of
from bot.conversing.posting import post, stand
from bot.conversing.resuming import NOWHERE
from bot.conversing.screen import Screen
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.people.caller import Caller
from bot.people.rights import ADMIN, ASKERS, AUTHORS, ESTATE_MANAGERS, HEADQUARTERS, OPENERS, REPORTERS, SIGNERS
from storage.outbox import Letter

REPORT, SUBMIT, DIGEST, ANNOUNCE, HELP = "menu.report", "menu.submit", "menu.digest", "menu.announce", "menu.help"
OWN_OBSTACLES, OBSTACLES = "menu.own_obstacles", "menu.obstacles"
EXCEL = "menu.excel"
BOARD = "menu.board"
QUIET = "menu.quiet"
LOOK = "menu.look"
CLOSE, EXCEPT = "menu.close", "menu.except"
ASK = "menu.ask"
DELEGATE = "menu.delegate"
ESTATES, OWN_ESTATE, FROM_ESTATES = "menu.estates", "menu.own_estate", "menu.from_estates"
ADMIN_ROOM = "menu.admin"
MORE = "menu.more"
REVIEW, TALK = "menu.review", "menu.talk"
PROMISES = "menu.promises"
WORDS = (
    *(REPORT, SUBMIT, DIGEST, ANNOUNCE, HELP, OWN_OBSTACLES, OBSTACLES, EXCEL, BOARD, QUIET, LOOK),
    *(CLOSE, EXCEPT, ASK, DELEGATE, ESTATES, ADMIN_ROOM, REVIEW, TALK, MORE, OWN_ESTATE, FROM_ESTATES, PROMISES),
)
IN_A_ROW = 3
"""Words of the reply keyboard; the last leads to the others."""
LONGEST = 40
"""Characters of a message that may be a word of the menu."""


def read_word(text: str) -> str:
    """Return the key of the menu's word that a whole message is, in any spelling; '' for anything else."""
    return _read(text) if len(text) <= LONGEST else ""


@lru_cache(maxsize=1024)  # every door of the menu asks for the same message
def _read(text: str) -> str:
    return _words().get(squeeze(text), "")


@cache
def _words() -> Mapping[str, str]:
    also = table()["menu"]
    return {squeeze(word): key for key in WORDS for word in (t(key), *also.get(key.removeprefix("menu."), ()))}


def words_of(caller: Caller) -> tuple[str, ...]:
    """Return the keys of the words that a caller's duties open, the likeliest first."""
    reporter, admin = caller.has(*REPORTERS), caller.has(*ADMIN)
    headquarters = caller.has(*HEADQUARTERS)
    words = (
        (REPORT, bool(caller.reporting_units)),
        (ESTATES, caller.has(*ESTATE_MANAGERS)),
        (OWN_ESTATE, caller.has(*ESTATE_MANAGERS)),
        (DIGEST, headquarters),
        (REVIEW, headquarters),
        (LOOK, reporter),
        (ADMIN_ROOM, admin),
        (ANNOUNCE, caller.has(*AUTHORS)),
        (SUBMIT, bool(caller.reporting_units)),
        (OWN_OBSTACLES, reporter),
        (FROM_ESTATES, caller.has(*SIGNERS)),
        (TALK, reporter),
        (OBSTACLES, headquarters),
        (PROMISES, caller.has(*OPENERS)),
        (ASK, caller.has(*ASKERS)),
        (DELEGATE, bool(caller.posts)),
        (EXCEL, reporter),
        (CLOSE, admin),
        (EXCEPT, admin),
        (BOARD, True),
        (QUIET, reporter),
        (HELP, True),
    )
    return tuple(word for word, wanted in words if wanted)


def menu_of(caller: Caller) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return the reply keyboard of a caller: one row, so that a small screen has room for what is asked."""
    words = words_of(caller)
    shown = words if len(words) <= IN_A_ROW else (*words[: IN_A_ROW - 1], MORE)
    return (tuple((t(word), "text") for word in shown),)


async def show_menu(turn: Turn, caller: Caller, text: str) -> None:
    """End whatever conversation there was, and show a text over the main menu."""
    screen = Screen(text, menu=menu_of(caller))
    await post(turn.tx, address_of(caller), screen, turn.now, Letter("", inbox_id=turn.row.id))
    await stand(turn.tx, caller.person.id, NOWHERE, turn.now)

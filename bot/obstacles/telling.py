"""Tells the province at once what headquarters said, and an estate what became of what it sent."""

from datetime import datetime

from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from bot.obstacles.cards import number_of
from bot.obstacles.owners import list_askers
from bot.programme.in_memory import HeldProgramme, hold_programme
from bot.reporting.estates.entries import tell_of_obstacle
from storage import accounts
from storage.obstacles import Obstacle
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

NOTICE = "obstacle_notice"
"""What stands before the buttons of notices and reminders: each is good for as long as its row is kept."""


async def tell_answer(tx: Transaction, row: Obstacle, words: str, now: datetime) -> None:
    """Send an answer to who asked."""
    text = t(
        "obstacle.notice.answer", number=number_of(row), axis=await axis_name(tx, row), agency=row.agency, words=words
    )
    await _tell(tx, row, text, now)


async def tell_move(tx: Transaction, row: Obstacle, state: str, words: str, now: datetime) -> None:
    """Tell who asked that headquarters moved an obstacle into a state, and why."""
    named = {"number": number_of(row), "axis": await axis_name(tx, row), "agency": row.agency}
    title = t(f"obstacle.state.{state}")
    if words:
        text = t("obstacle.notice.moved_words", state=title, words=words, **named)
    else:
        text = t("obstacle.notice.moved", state=title, **named)
    await _tell(tx, row, text, now)


async def tell_estates(tx: Transaction, row: Obstacle, what: str, words: str, now: datetime) -> None:
    """Tell the estate of whose entry an obstacle was made: an answer, or the state that it came into."""
    number = number_of(row)
    if what == "answer":
        text = t("entry.told.fate_answer", number=number, words=words)
    else:
        key = "entry.told.fate_words" if words else "entry.told.fate_state"
        text = t(key, number=number, state=t(f"obstacle.state.{what}"), **({"words": words} if words else {}))
    await tell_of_obstacle(tx, row.id, text, now)


async def axis_name(tx: Reading, row: Obstacle) -> str:
    """Return the short title of an obstacle's axis, as it is now."""
    return short_of(await hold_programme(tx, row.year), row)


def short_of(plan: HeldProgramme, row: Obstacle) -> str:
    """Return the short title that a programme has for an obstacle's axis."""
    axis = plan.axis(row.axis)
    return axis.short if axis else row.axis


async def _tell(tx: Transaction, row: Obstacle, text: str, now: datetime) -> None:
    screen = Screen(text, ((Button(t("obstacle.button.show"), "own", (str(row.id),)),),))
    for person in await list_askers(tx, row):
        if address := await accounts.get_address(tx, person):
            await post(tx, address, screen, now, Letter("", kind="notice"), NOTICE)

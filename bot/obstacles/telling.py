"""Tells the province at once what headquarters said, and an estate what became of what it sent."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import in_rows
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


async def tell_answer(tx: Transaction, rows: Sequence[Obstacle], words: str, now: datetime) -> None:
    """Send an answer to obstacles that ask the same to who asked."""
    await _tell(tx, rows, partial(t, "obstacle.notice.answer", words=words), now)


async def tell_move(tx: Transaction, rows: Sequence[Obstacle], state: str, words: str, now: datetime) -> None:
    """Tell who asked that headquarters moved obstacles that ask the same into a state, and why."""
    named = {"state": t(f"obstacle.state.{state}")}
    if words:
        await _tell(tx, rows, partial(t, "obstacle.notice.moved_words", words=words, **named), now)
    else:
        await _tell(tx, rows, partial(t, "obstacle.notice.moved", **named), now)


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


async def _tell(tx: Transaction, rows: Sequence[Obstacle], say: Callable[..., str], now: datetime) -> None:
    """Tell everybody who asked once, of all that is theirs."""
    theirs: dict[int, list[Obstacle]] = {}
    for row in rows:
        for person in await list_askers(tx, row):
            theirs.setdefault(person, []).append(row)
    for person, asked in theirs.items():
        if address := await accounts.get_address(tx, person):
            numbers = t("common.comma").join(map(number_of, asked))
            text = say(number=numbers, axis=await axis_name(tx, asked[0]), agency=asked[0].agency)
            await post(tx, address, Screen(text, in_rows(_shows(asked))), now, Letter("", kind="notice"), NOTICE)


def _shows(rows: Sequence[Obstacle]) -> Iterator[Button]:
    """Yield a button for each obstacle, by its number where there are several."""
    for row in rows:
        label = t("obstacle.card.name", number=number_of(row)) if len(rows) > 1 else t("obstacle.button.show")
        yield Button(label, "own", (str(row.id),))

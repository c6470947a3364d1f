"""The dispatcher: takes stored updates in order and gives each its turn.

Turns touch no network and no disk but the commit, so one loop serves everybody; updates that are ready at the same
time share a commit (each behind a savepoint of its own).
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from bot.clock import Clock
from bot.delivery import dead_letters
from bot.delivery.beats import LONGEST, Beats
from bot.delivery.floods import Floods
from bot.delivery.lines import Lines
from bot.delivery.turn import TURN, Turn
from storage import inbox
from storage.database import Database, is_storage_trouble
from storage.inbox import Inbound
from storage.outgoing import Outgoing
from storage.transaction import Transaction

GROUP = 32
"""Most turns that share a commit."""
MOST_WAITING = 5_000
"""Updates in memory beyond which intake is asked to wait."""
MOST_ATTEMPTS = 5
"""Deaths of the process over one row, after which it is set aside."""

log = logging.getLogger(__name__)
Handle = Callable[[Turn], Awaitable[None]]
Answered = Callable[[Turn], None]
Rider = Callable[[Transaction], Awaitable[Callable[[], None]]]
"""Writes what it has to write into a transaction; what it returns is called once that is on the disk."""


class Dispatcher:
    """Holds the lines and runs the turns; ``answered`` hears of every turn that was committed.

    ``riders`` share the commits of its turns; ``floods`` says who is too much; None: nobody.
    """

    answered: Answered

    def __init__(self, database: Database, clock: Clock, handles: Mapping[str, Handle], beats: Beats) -> None:
        self._database = database
        self._clock = clock
        self._handles = handles
        self.answered = lambda _turn: None
        self.riders: list[Rider] = []
        self.floods: Floods | None = None
        self._beats = beats
        self._lines = Lines()
        self._ready = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def __len__(self) -> int:
        return len(self._lines)

    def put(self, rows: Iterable[Inbound]) -> None:
        """Line up stored updates."""
        for row in rows:
            self._lines.add(row)
        if self._lines:
            self._ready.set()
        if len(self._lines) > MOST_WAITING:
            self._room.clear()

    async def has_room(self) -> None:
        """Return once more updates may be taken in."""
        await self._room.wait()

    async def recover(self, platform: str) -> None:
        """Run what a former process left unfinished, one by one: one of them may be what ended it."""
        async with self._database.transaction() as tx:
            rows = await inbox.list_waiting(tx, platform)
        for row in rows:
            self._beats.beat(f"intake {platform}")  # which begins where this ends
            async with self._database.transaction() as tx:
                if row.attempts >= MOST_ATTEMPTS:
                    await dead_letters.set_aside(tx, row, RuntimeError("the process died over it"), self._clock.now())
                    continue
                await inbox.count_attempt(tx, row.id)
            try:
                await self._run_group([row])
            except Exception as problem:
                if is_storage_trouble(problem):
                    await self._uncount(row)
                raise

    async def _uncount(self, row: Inbound) -> None:
        """Let trouble with the disk be no attempt, as far as a write so small still finds room."""
        with suppress(sqlite3.Error):
            async with self._database.transaction() as tx:
                await inbox.uncount_attempt(tx, row.id)

    async def run(self) -> None:
        """Serve the lines for ever."""
        while True:
            self._beats.beat("dispatch")
            if not self._lines:
                self._ready.clear()
                try:
                    await asyncio.wait_for(self._ready.wait(), LONGEST / 2)
                except TimeoutError:
                    continue
            await self._run_group(self._lines.take(GROUP))
            if len(self._lines) <= MOST_WAITING:
                self._room.set()

    async def _run_group(self, rows: list[Inbound]) -> None:
        async with self._database.transaction() as tx:
            turns = [await self._run_turn(tx, row) for row in rows]
            written = [await ride(tx) for ride in self.riders]
        for go_on in written:
            go_on()
        for turn in turns:
            self.answered(turn)

    async def _run_turn(self, tx: Transaction, row: Inbound) -> Turn:
        turn = Turn(tx, row, self._clock.now(), floods=self.floods)
        before = len(tx.created)
        token = TURN.set(turn)
        try:
            async with tx.savepoint():
                await self._handles[row.platform](turn)
                if not turn.done:
                    raise turn.problem or RuntimeError("no handler took the update")  # noqa: TRY301
                await inbox.end(tx, row.id)
                await tx.flush()  # here, so that what cannot be stored is this row's own trouble
        except Exception as problem:  # whatever one update does to us, the others go on
            if is_storage_trouble(problem):
                raise  # the disk, not the update: nothing is known to be stored any more
            await dead_letters.set_aside(tx, row, problem, turn.now)
        finally:
            TURN.reset(token)
        tx.created[before:] = [_as_reply(created, row) for created in tx.created[before:]]
        return turn


def _as_reply(created: Outgoing, row: Inbound) -> Outgoing:
    """Return what a turn wrote; where it answers the update, with when that came in."""
    answers = created.kind == "reply" and (created.platform, created.chat_id) == (row.platform, row.chat_id)
    return replace(created, asked_at=row.received_at) if answers else created

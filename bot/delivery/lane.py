"""A platform's lane: sends its outgoing rows, in order per chat, at the platform's pace.

The waiting rows of the database are mirrored in memory. A row is marked «sending» on disk before it leaves; marks and
results that fall due together share a commit, the dispatcher's where one is about to be made.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from typing import get_args

from bot.clock import Clock
from bot.delivery import metrics
from bot.delivery.beats import Beats
from bot.delivery.outcomes import INTERRUPTED, Messenger, Outcome, Sent
from bot.delivery.pace import Pace, PaceLimits
from bot.delivery.settling import settle
from bot.delivery.waiting import wait_for
from storage import outbox
from storage.database import Database
from storage.outgoing import Outgoing
from storage.transaction import Transaction

LINGER = 0.02
"""Seconds that the result of a good send may wait for company; a kill meanwhile makes it «perhaps twice»."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sending:
    """A row about to leave, the waiting edits that it takes the place of, and the message that it changes."""

    row: Outgoing
    replaced: tuple[Outgoing, ...] = ()
    message_id: int | None = None

    def aimed(self, message_id: int | None) -> "Sending":
        """Return it with the message that it changes; one that never arrived is said anew."""
        anew = self.row.operation == "edit" and message_id is None and not self.row.strips
        return Sending(replace(self.row, operation="send") if anew else self.row, message_id=message_id)


@dataclass(frozen=True)
class Round:
    """What falls due together: results to note, rows to mark, and the chats that wait until their results are noted."""

    results: list[tuple[Outgoing, Outcome]]
    chosen: list[Sending]
    held: set[int]
    seconds: float
    """Until more may be sent."""


class Lane:
    """The outgoing rows of one platform."""

    def __init__(
        self, database: Database, messenger: Messenger, clock: Clock, limits: PaceLimits, beats: Beats
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._clock = clock
        self._pace = Pace(limits, clock.now())
        self._at_once = limits.at_once
        self._beats = beats
        self._replies: dict[int, deque[Outgoing]] = {}
        self._bulk: dict[int, deque[Outgoing]] = {}
        self._busy: set[int] = set()
        self._results: list[tuple[Outgoing, Outcome]] = []
        self._noting: dict[int, int] = {}  # rows whose results are not on the disk yet, and their chats
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._finishing = False
        for outcome in get_args(Outcome):
            metrics.SENDS.labels(messenger.platform, outcome.__name__)

    def __len__(self) -> int:
        under_way = self._busy | set(self._noting.values())
        return sum(map(len, self._replies.values())) + sum(map(len, self._bulk.values())) + len(under_way)

    def put(self, row: Outgoing) -> None:
        """Line up a committed row: replies ahead of bulk, both in order."""
        self._queues(row).setdefault(row.chat_id, deque()).append(row)
        self._wake.set()

    async def settle_interrupted(self) -> None:
        """Settle the rows that a former process was sending: nobody knows whether they arrived."""
        async with self._database.transaction() as tx:
            for row in await outbox.list_open(tx, self._messenger.platform, "sending"):
                await settle(tx, row, INTERRUPTED, self._clock.now())

    async def take_up_waiting(self) -> None:
        """Line up the rows that a former process left unsent."""
        async with self._database.transaction() as tx:
            waiting = await outbox.list_open(tx, self._messenger.platform, "pending")
        for row in waiting:
            self.put(row)

    async def run(self) -> None:
        """Send for ever."""
        while True:
            self._beats.beat(f"outbox {self._messenger.platform}")
            self._wake.clear()
            since = self._clock.now()
            seconds = await self._cycle()
            if seconds > 0:
                await wait_for(self._wake, self._clock, since, seconds)

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, and wait at most so long for the sends under way and for their marks."""
        self._finishing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._busy or self._results or self._noting:
                    self._wake.set()
                    await asyncio.sleep(LINGER)

    async def ride(self, tx: Transaction) -> Callable[[], None]:
        """Note and mark what falls due in a transaction that is about to be committed, its own rows among it.

        What is returned is to be called once all of it is on the disk: then it leaves.
        """
        for row in tx.created:
            if row.platform == self._messenger.platform:
                self._queues(row).setdefault(row.chat_id, deque()).append(row)
        tx.created[:] = [row for row in tx.created if row.platform != self._messenger.platform]
        return await self._note(tx, self._take_round())

    async def _cycle(self) -> float:
        """Note and mark what falls due; return the seconds until more may be sent."""
        due = self._take_round()
        if not due.results and not due.chosen:
            return due.seconds
        async with self._database.transaction() as tx:
            begin = await self._note(tx, due)
        begin()
        return due.seconds

    def _take_round(self) -> Round:
        results, self._results = self._results, []
        self._noting.update((row.id, row.chat_id) for row, _outcome in results)
        self._learn(results)
        held = {row.chat_id for row, outcome in results if not isinstance(outcome, Sent)}  # it may be sent again
        chosen, seconds = self._choose(held)
        return Round(results, chosen, held, seconds)

    async def _note(self, tx: Transaction, due: Round) -> Callable[[], None]:
        """Write a round down; what is returned lets it go on once it is on the disk."""
        now = self._clock.now()
        again = [waiting for row, outcome in due.results if (waiting := await settle(tx, row, outcome, now))]
        begun = await self._begin(tx, due.chosen, now)

        def go_on() -> None:
            for row, _outcome in due.results:
                self._noting.pop(row.id, None)
            for row in again:
                self._queues(row).setdefault(row.chat_id, deque()).appendleft(row)
            self._busy.difference_update(due.held)
            for sending in begun:
                task = asyncio.create_task(self._send(sending))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            if self._replies or self._bulk or len(begun) < len(due.chosen):
                self._wake.set()

        return go_on

    def _learn(self, results: list[tuple[Outgoing, Outcome]]) -> None:
        for row, outcome in results:
            self._pace.learn(row.chat_id, outcome, self._clock.now())
            if isinstance(outcome, Sent):
                self._busy.discard(row.chat_id)

    def _choose(self, held: set[int]) -> tuple[list[Sending], float]:
        """Take the next row of every chat that may be written to now; and say when the next chat may."""
        now = self._clock.now()
        chosen: list[Sending] = []
        soonest = inf
        if self._finishing:
            return chosen, soonest
        for queues in (self._replies, self._bulk):
            for chat_id in list(queues):
                if chat_id in self._busy or chat_id in held:
                    continue
                if len(self._busy) >= self._at_once:
                    return chosen, soonest
                if (wait := self._pace.wait(now)) > 0:
                    return chosen, min(soonest, wait)
                if (wait := self._pace.wait_chat(chat_id, now)) > 0:
                    soonest = min(soonest, wait)
                    continue
                chosen.append(_take(queues, chat_id))
                self._busy.add(chat_id)
                self._pace.take(chat_id, now)
        return chosen, soonest

    async def _begin(self, tx: Transaction, chosen: list[Sending], now: datetime) -> list[Sending]:
        """Mark rows as being sent; left out of what is returned: they may not leave any more."""
        if not chosen:
            return []
        changing = [one.row.target for one in chosen if one.row.operation in {"edit", "delete"} and one.row.target]
        known = await outbox.get_message_ids(tx, changing) if changing else {}
        for older in (row for one in chosen for row in one.replaced):
            await outbox.end_sending(tx, older.id, "replaced", "", now)
        aimed = [one.aimed(known.get(one.row.target or 0)) for one in chosen]
        marked = await outbox.begin_sending(tx, {one.row.id: one.row.operation for one in aimed})
        for row in (one.row for one in aimed if one.row.id not in marked):
            await outbox.withhold(tx, row.id, now)
            self._busy.discard(row.chat_id)
            self._pace.give_back(row.chat_id)
        return [one for one in aimed if one.row.id in marked]

    async def _send(self, sending: Sending) -> None:
        outcome = await self._messenger.deliver(sending.row, sending.message_id)
        metrics.SENDS.labels(self._messenger.platform, type(outcome).__name__).inc()
        if sending.row.asked_at and isinstance(outcome, Sent):
            waited = (self._clock.now() - sending.row.asked_at).total_seconds()
            metrics.REPLIES.labels(self._messenger.platform).observe(max(waited, 0))
        self._results.append((sending.row, outcome))
        if self._replies or self._bulk or not isinstance(outcome, Sent):
            self._wake.set()
        elif len(self._results) == 1:  # nothing waits for it: let it share a commit with others
            asyncio.get_running_loop().call_later(LINGER, self._wake.set)

    def _queues(self, row: Outgoing) -> dict[int, deque[Outgoing]]:
        aside = row.kind == "announcement" or (row.kind == "notice" and row.clears)
        return self._bulk if aside else self._replies


def _take(queues: dict[int, deque[Outgoing]], chat_id: int) -> Sending:
    """Take a chat's next row; edits of the same message that wait behind it take its place."""
    queue = queues.pop(chat_id)
    row, replaced = queue.popleft(), []
    changeable = row.operation in {"send", "edit"} and not row.menu
    while queue and changeable and queue[0].operation == "edit" and queue[0].target in {row.id, row.target}:
        replaced.append(row)
        row = replace(queue.popleft(), operation=row.operation)
    if queue:
        queues[chat_id] = queue
    return Sending(row, tuple(replaced))

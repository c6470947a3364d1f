"""The queue of updates of one bot: numbering, confirmation, retention, and the long poll."""

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from sandbox.changes import Changes
from sandbox.refusals import Refusal

RETENTION = 24 * 3600  # platforms: §3 GO, GP, AG, BM; §8
BALE_KEEPS = 2000  # platforms: §3 GO, BM
PRESS_WAITS = 150  # seconds, Telegram only; pitfalls: Receiving (read)
LONGEST_POLL = 50  # seconds; telegram-bot-api, Client.h LONG_POLL_MAX_TIMEOUT
QUIET_WEEK = 7 * 24 * 3600  # core.telegram.org/bots/api#update: ids restart at random
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Waiting(NamedTuple):
    """An update that waits, already written as JSON."""

    update_id: int
    kind: str
    at: float
    body: str


class UpdateQueue:
    """Updates of one bot; `bale` chooses numbering, retention and what a second poller meets.

    `changes` counts what comes and goes, `polls` each poll that begins to wait.
    """

    def __init__(self, clock: Callable[[], float], *, bale: bool, seed: int = 1) -> None:
        self._clock = clock
        self._bale = bale
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._next = 0 if bale else self._random.randrange(100_000_000, 900_000_000)
        self._last_at = clock()
        self._waiting: deque[Waiting] = deque()
        self._again: list[Waiting] = []
        self._poller: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] | None = None
        self.closed = False
        self.changes = Changes()
        self.polls = Changes()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def oldest(self) -> int:
        """Return the number of the oldest update that waits; what is below it was taken by the bot."""
        return self._waiting[0].update_id if self._waiting else self._next

    def put(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue an update and return its id; None when its kind was not asked for (Telegram)."""
        now = self._clock()
        if not self._wanted(kind):
            return None
        if not self._bale and now - self._last_at > QUIET_WEEK:
            self._next = self._random.randrange(100_000_000, 900_000_000)
        self._last_at = now
        update_id, self._next = self._next, self._next + 1
        text = json.dumps({"update_id": update_id, kind: body})
        self._waiting.append(Waiting(update_id, kind, now, text))
        if self._bale and len(self._waiting) > BALE_KEEPS:
            self._waiting.popleft()
        self.changes.mark()
        return update_id

    def allow(self, kinds: list[str]) -> None:
        """Keep to these kinds from now on (sticky); an empty list is the default. Bale ignores it."""
        if not self._bale:
            self.allowed = frozenset(kinds) or None

    def close(self) -> None:
        """End every poll at once."""
        self.closed = True
        self.changes.mark()

    def clear(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()
        self.changes.mark()

    def confirm(self, offset: int, repeat: Callable[[], bool] = lambda: False) -> None:
        """Forget what is below the offset; a negative one keeps so many from the end.

        `repeat` says of each forgotten update whether it will be handed out once more (an injected fault).
        """
        self._forget_old()
        if not self._bale and offset > self._next + 10:
            return  # from the head, as the real server does: tdlib, TQueue::get; Client.cpp, do_get_updates
        keep = -offset if offset < 0 else None
        while self._waiting and (
            len(self._waiting) > keep if keep is not None else self._waiting[0].update_id < offset
        ):
            gone = self._waiting.popleft()
            if repeat():
                self._again.append(gone)
        self.changes.mark()

    def peek(self, limit: int) -> list[str]:
        """Return up to `limit` waiting updates as JSON; presses that waited too long are passed over."""
        oldest = float("-inf") if self._bale else self._clock() - PRESS_WAITS
        ready = [u.body for u in self._again[:limit]]
        del self._again[:limit]
        rest = (u for u in self._waiting if u.kind != "callback_query" or u.at >= oldest)
        return ready + [u.body for u in islice(rest, limit - len(ready))]

    async def poll(self, limit: int, seconds: float) -> list[str]:
        """Wait for updates; on Telegram a poll that has to wait ends the one that waits already with 409.

        platforms: §8; tdlib/telegram-bot-api, Client.cpp, do_get_updates: the new one wins.
        """
        ready = self.peek(limit)
        if ready or seconds <= 0:
            return ready
        turn = self._take_turn()
        loop = asyncio.get_running_loop()
        ends = loop.time() + min(seconds, LONGEST_POLL)
        try:
            while not ready and not self.closed and (left := ends - loop.time()) > 0:
                await self.changes.wait(self.changes.version, left)
                if turn.done():
                    raise Refusal(409, CONFLICT)
                ready = self.peek(limit)
        finally:
            if self._poller is turn:
                self._poller = None
        return ready

    def _take_turn(self) -> "asyncio.Future[None]":
        turn = asyncio.get_running_loop().create_future()
        if self._poller is not None and not self._bale:
            self._poller.set_result(None)
            self.changes.mark()
        self._poller = turn
        self.polls.mark()
        return turn

    def _wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in UNASKED
        return kind in self.allowed

    def _forget_old(self) -> None:
        oldest = self._clock() - RETENTION
        while self._waiting and self._waiting[0].at < oldest:
            self._waiting.popleft()

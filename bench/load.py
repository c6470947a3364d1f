"""People at the local messenger, in a closed loop: each says the next thing when the reply to the last has come."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from bench.seeding import ANSWERS, FIRST_USER
from sandbox.phones import Phone
from sandbox.server import Messenger

GIVEN_UP = 60.0
"""Seconds without a reply after which a run is a failure."""


@dataclass(frozen=True)
class Reply:
    """When a reply was seen and how long after the message, in seconds."""

    at: float
    took: float


class Crowd:
    """``seats`` people at a time; who has answered the whole card leaves the seat to the next person."""

    def __init__(self, messenger: Messenger, seats: int) -> None:
        self._messenger = messenger
        self._seats = seats
        self._numbers = itertools.count(FIRST_USER)
        self._without_reply = seats
        self._stopped = False
        self.warm = asyncio.Event()
        self.replies: list[Reply] = []

    async def work(self) -> None:
        """Keep every seat busy until `stop`, and let everybody have the last reply; ``warm`` is set after the first."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._seats):
                group.create_task(self._sit())

    def stop(self) -> None:
        """Let nobody say anything more."""
        self._stopped = True

    async def first_reply(self) -> None:
        """Let one person say one thing, and return when the reply is there."""
        await self._ask(next(self._people()), ANSWERS[0])

    async def _sit(self) -> None:
        for number, (phone, text) in enumerate((phone, text) for phone in self._people() for text in ANSWERS):
            if self._stopped:
                return
            await self._ask(phone, text)
            if number == 0:
                self._without_reply -= 1
                if not self._without_reply:
                    self.warm.set()

    def _people(self) -> Iterator[Phone]:
        for number in self._numbers:
            yield self._messenger.phone("telegram", number)

    async def _ask(self, phone: Phone, text: str) -> None:
        said = perf_counter()
        phone.say(text)
        changes = phone.chat.changes
        while not next(reversed(phone.chat.messages.values())).from_bot:
            if not await changes.wait(changes.version, GIVEN_UP):
                raise TimeoutError(f"no reply within {GIVEN_UP:.0f} s")
        now = perf_counter()
        self.replies.append(Reply(now, now - said))

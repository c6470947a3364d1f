"""A small organisation in a database in memory, and people who act in its conversations as the engine leads them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

import aiosqlite

from bot.conversing.flow import Onward
from bot.conversing.screen import Screen
from bot.conversing.widgets import under_note
from bot.people.caller import Caller
from bot.programme.loading import ensure_programme
from bot.said import Choice, Said, Text
from handlers.conversations import CONVERSATIONS, enter_all
from storage import accounts, people
from storage.memory import Memory
from storage.people import Duty
from storage.transaction import Transaction
from tests.fresh import open_memory

YEAR = 1405
FLOWS = {flow.name: flow for flow in CONVERSATIONS}
enter_all()


@dataclass
class Talk:
    """Somebody in conversations: what is said goes to the flow, and what it leads to is kept.

    ``number`` is the person's, ``now`` the hour at which things are said.
    """

    tx: Transaction
    number: int
    now: datetime
    platform: str = "bale"
    flow: str = ""
    state: Any = None
    screens: list[Screen] = field(default_factory=list)

    async def caller(self) -> Caller:
        """Return who speaks, with the duties of this moment."""
        person, account = (
            await people.get(self.tx, self.number),
            await accounts.get(self.tx, self.platform, self.number),
        )
        assert person
        assert account
        return Caller(account, person, tuple(await people.list_duties(self.tx, self.number)))

    @property
    def screen(self) -> Screen:
        """Return what was shown last."""
        return self.screens[-1]

    @property
    def text(self) -> str:
        """Return what was said last."""
        return self.screen.text

    @property
    def labels(self) -> list[str]:
        """Return the labels of the buttons that were shown last."""
        return [button.label for row in self.screen.rows for button in row]

    async def enter(self, flow: str, state: object = None) -> Self:
        """Enter a conversation, in a state."""
        self.flow, self.state = flow, state or FLOWS[flow].state()
        return await self.hear(Choice("enter"))

    async def tap(self, *labels: str) -> Self:
        """Tap one button after the other: the first that begins so."""
        for label in labels:
            found = [button for row in self.screen.rows for button in row if button.label.startswith(label)]
            assert found, f"{label!r} is none of {self.labels}"
            await self.hear(Choice(found[0].name, found[0].args))
        return self

    async def say(self, *texts: str) -> Self:
        """Say one text after the other."""
        for text in texts:
            await self.hear(Text(text))
        return self

    async def hear(self, said: Said) -> Self:
        """Take a step, and go on where it leads; who has left a conversation is not heard."""
        onward: Onward | None = None if self.state is None else Onward(self.flow, vars(self.state))
        while onward and onward.flow in FLOWS:
            self.flow, flow = onward.flow, FLOWS[onward.flow]
            self.state = flow.state(**onward.values)
            view = await flow.load(self.tx, await self.caller(), self.state, said, self.now)
            step = flow.step(view, said, self.now)
            await flow.save(self.tx, await self.caller(), step.facts, self.now)
            self.screens += under_note(onward.note, step.screens)
            self.state, onward, said = step.state, step.onward, Choice("enter")
        return self


@asynccontextmanager
async def open_members(
    members: Mapping[str, Duty], now: datetime, platform: str = "bale"
) -> AsyncIterator[aiosqlite.Connection]:
    """Open a database with the programme of the year and these people, numbered in their order, on a messenger."""
    async with open_memory() as connection:
        await connection.execute("PRAGMA foreign_keys = ON")
        tx = Transaction(connection, Memory(), b"s" * 32)
        await ensure_programme(tx, YEAR, now)
        for number, (name, duty) in enumerate(members.items(), start=1):
            assert await people.add(tx, name, "", "active", now) == number
            await people.save_address(tx, number, "")
            await people.save_duty(tx, number, duty)
            await accounts.link(tx, await accounts.meet(tx, platform, number, number, now), number, now)
        await tx.flush()
        yield connection

"""A small organisation in a database of its own, people who act in it, and messengers that do what they are told."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import bot.ticking  # noqa: F401 — what goes along with a push stands there, whichever test runs alone
from bot.announcing.consulting.ticking import remind_consulted
from bot.announcing.ticking import announce_due
from bot.delivery.outcomes import Outcome, Sent
from bot.delivery.settling import settle
from bot.delivery.turn import Turn
from bot.people.caller import Caller
from bot.said import Heard, Said, Tap
from handlers.announcing.managing import manage
from handlers.announcing.responding import open_thread, respond
from handlers.announcing.second import decide_second
from storage import accounts, announcements, outbox, people, recipients
from storage.announcements import Announcement
from storage.inbox import Inbound
from storage.memory import Memory
from storage.outgoing import Outgoing
from storage.people import Duty
from storage.recipients import Recipient
from storage.transaction import Transaction
from tests.fresh import look
from tests.organisation import Talk, open_members

TUESDAY = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
"""Tuesday 3 Azar 1405, 10:00 in Tehran: the week is open."""
YAZD, QOM, FARS = "IR-21", "IR-25", "IR-07"
PEOPLE = {
    "yazd": Duty("ceo", YAZD, "", ""),
    "qom": Duty("ceo", QOM, "", ""),
    "fars": Duty("ceo", FARS, "", ""),
    "liaison": Duty("liaison", YAZD, "", "AX02"),
    "estate": Duty("estate_manager", YAZD, "جهان‌آباد;میبد", ""),
    "admin": Duty("admin", "", "", ""),
    "second": Duty("admin", "", "", ""),
    "press": Duty("pr", "", "", ""),
    "head": Duty("head", "", "", ""),
}
DOORS: dict[str, Callable[[Turn, Caller, Heard], Awaitable[None]]] = {
    "announced": respond,
    "thread": open_thread,
    "sent": manage,
    "second": decide_second,
}
PLATFORMS = ("telegram", "bale")


def number_of(name: str) -> int:
    return list(PEOPLE).index(name) + 1


def days(number: float) -> timedelta:
    return timedelta(days=number)


@dataclass
class Office:
    """The organisation at a moment."""

    tx: Transaction
    now: datetime = TUESDAY

    def actor(self, name: str, platform: str = "telegram") -> "Actor":
        return Actor(self, name, platform)

    async def hear_from(self, name: str, platform: str) -> Caller:
        """Let a person say something on a messenger, which is then the one used last."""
        number = number_of(name)
        account = await accounts.meet(self.tx, platform, number, number, self.now)
        await accounts.link(self.tx, account, number, self.now)
        person = await people.get(self.tx, number)
        assert person
        return Caller(account, person, tuple(await people.list_duties(self.tx, number)))

    async def tick(self, later: timedelta = timedelta()) -> None:
        self.now += later
        await announce_due(self.tx, self.now)
        await remind_consulted(self.tx, self.now)

    async def deliver(self, outcome: Callable[[Outgoing], Outcome] | None = None) -> list[Outgoing]:
        """Let the messengers take whatever waits; return the rows as they left."""
        left: list[Outgoing] = []
        while waiting := await self._waiting({row.id for row in left}):
            for row in waiting:
                known = await outbox.get_message_ids(self.tx, [row.target]) if row.target else {}
                row = replace(row, operation="send") if row.operation == "edit" and not known else row  # noqa: PLW2901
                if await outbox.begin_sending(self.tx, {row.id: row.operation}):
                    left.append(row)
                    await settle(self.tx, row, outcome(row) if outcome else Sent(1000 + row.id), self.now)
                else:
                    await outbox.withhold(self.tx, row.id, self.now)
        return left

    async def _waiting(self, tried: set[int]) -> list[Outgoing]:
        rows = [row for name in PLATFORMS for row in await outbox.list_open(self.tx, name, "pending")]
        return [row for row in rows if row.id not in tried]

    async def run(self, outcome: Callable[[Outgoing], Outcome] | None = None) -> list[Outgoing]:
        """Deliver, and let the tick see it."""
        left = await self.deliver(outcome)
        await self.tick()
        return left + await self.deliver()

    async def texts(self, name: str, kind: str = "%") -> list[str]:
        """Return the texts that a person was sent, in order."""
        found = await self.tx.column(
            """SELECT text FROM outbox WHERE person_id = :person AND kind LIKE :kind AND state = 'sent' ORDER BY id""",
            person=number_of(name),
            kind=kind,
        )
        return [str(text) for text in found]

    async def announcement(self, number: int = 1) -> Announcement:
        found = await announcements.get(self.tx, number)
        assert found
        return found

    async def recipient(self, name: str, number: int = 1) -> Recipient:
        found = await recipients.get(self.tx, number, number_of(name))
        assert found
        return found

    async def names(self, number: int = 1) -> set[str]:
        """Return whom an announcement is for."""
        return {list(PEOPLE)[each.person_id - 1] for each in await recipients.list_of(self.tx, number)}


class Actor(Talk):
    """A person: in conversations as the engine leads them, and with the buttons that stay good."""

    def __init__(self, office: Office, name: str, platform: str = "telegram") -> None:
        super().__init__(office.tx, number_of(name), office.now, platform)
        self.office, self.name = office, name

    async def caller(self) -> Caller:
        return await self.office.hear_from(self.name, self.platform)

    async def hear(self, said: Said) -> "Actor":
        self.now = self.office.now
        return await super().hear(said)

    async def compose(self, text: str = "متن", *taps: str) -> "Actor":
        """Write an announcement, choose, and look at the preview."""
        return await (await (await (await self.enter("announce")).say(text)).tap(*taps)).tap("پیش‌نمایش")

    async def announce(self, text: str = "متن", *taps: str) -> "Actor":
        """Write an announcement and confirm it."""
        return await (await self.compose(text, *taps)).tap("تأیید و ارسال")

    async def press(self, label: str, of: str = "", row: int = 0) -> str:
        """Press the newest button with a label that this person (or somebody else) was sent; return the answer."""
        token, flow, index = await self._button(label, row) if row else await self._newest(label, of or self.name)
        before = await self._last()
        inbound = Inbound(0, self.platform, number_of(self.name), number_of(self.name), self.office.now, "", 0, "")
        turn = Turn(self.office.tx, inbound, self.office.now)
        await DOORS[flow](turn, await self.caller(), Tap(token, index))
        found = await self.office.tx.value(
            """SELECT text FROM outbox WHERE id > :before AND person_id = :person AND operation <> 'delete'
               ORDER BY id DESC LIMIT 1""",
            before=before,
            person=number_of(self.name),
        )
        return str(found or "")

    async def _newest(self, label: str, of: str) -> tuple[str, str, int]:
        numbers = await self.office.tx.column(
            "SELECT id FROM outbox WHERE person_id = :person AND buttons LIKE :label ORDER BY id DESC",
            person=number_of(of),
            label=f'%"{label}"%',
        )
        assert numbers, f"nobody was shown {label!r}"
        return await self._button(label, int(numbers[0] or 0))

    async def _button(self, label: str, row: int) -> tuple[str, str, int]:
        ((token, buttons),) = await look(self.office.tx, "SELECT token, buttons FROM outbox WHERE id = ?", row)
        flow, rows, _version = json.loads(buttons)
        return token, flow, [button[0] for line in rows for button in line].index(label)

    async def _last(self) -> int:
        return await self.office.tx.count("SELECT coalesce(max(id), 0) FROM outbox")


@asynccontextmanager
async def open_office() -> AsyncIterator["Office"]:
    """Open an office with the programme of 1405 and the people above, each with an account on Telegram."""
    async with open_members(PEOPLE, TUESDAY, "telegram") as connection:
        yield Office(Transaction(connection, Memory(), b"s" * 32))

"""Who lives in the town: one of every role, each with a phone of either messenger and what it shows."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.conversing.buttons import read_buttons
from bot.people.roster import apply_roster, compare_roster
from bot.people.roster_file import RosterRow
from bot.programme.loading import ensure_programme
from storage import accounts, people, phones
from storage.memory import Memory
from storage.outgoing import Outgoing
from storage.secret import read_secret
from storage.transaction import Transaction
from tests.fresh import content_of, made_once, open_memory, write

YEAR = 1405
REMEMBERED = 30
"""Messages of a chat that somebody may still tap."""
ROWS = (
    ("مدیرعامل یزد", "ceo", "IR-21", "", ""),
    ("مدیرعامل بوشهر و قم", "ceo", "IR-18", "", ""),
    ("مدیرعامل بوشهر و قم", "ceo", "IR-25", "", ""),
    ("کارشناس یزد", "liaison", "IR-21", "", "AX01;AX02;AX05"),
    ("مدیر شهرک میبد", "estate_manager", "IR-21", "شهرک میبد;شهرک تفت", ""),
    ("رئیس سازمان", "head", "", "", ""),
    ("معاون ستاد", "hq_deputy", "", "", "AX01;AX02;AX03;AX05;AX12;AX13"),
    ("راهبر", "admin", "", "", ""),
)
NAMES = tuple(dict.fromkeys(name for name, *_ in ROWS))
OFTEN = (4, 3, 3, 2, 2, 3, 4)
"""How often each of them says something, beside the others."""


@dataclass
class Chat:
    """A phone's chat with the service: the messages that stand in it, by the row that first showed each.

    ``last`` is what came last, ``screen`` the last of it that had buttons, and ``note`` what stands above that screen:
    its first paragraphs, where the rest stood over the same buttons before.
    ``texts`` are what stood over buttons last, ``done`` what was said or sent last.
    """

    platform: str
    number: int
    messages: dict[int, Outgoing] = field(default_factory=dict)
    menu: tuple[str, ...] = ()
    last: Outgoing | None = None
    screen: Outgoing | None = None
    note: str = ""
    done: str = ""
    texts: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """Return the text of the last screen, without the note above it."""
        return self.screen.text.removeprefix(self.note) if self.screen else ""

    def show(self, row: Outgoing) -> None:
        """Show what was sent."""
        if row.buttons and (self.screen is None or row.text != self.screen.text):
            labels = tuple(labels_of(row))
            self.note = note_above(row.text, self.texts.get(labels, ""))
            self.texts[labels] = row.text
        self.screen = row if row.buttons else self.screen
        if row.operation == "delete":
            self.messages.pop(row.target or 0, None)
            return
        edited = row.operation == "edit" and row.target in self.messages
        self.messages[row.target if edited and row.target else row.id] = self.last = row
        if row.menu:
            self.menu = tuple(label for line in json.loads(row.menu) for label, _kind in line)
        while len(self.messages) > REMEMBERED:
            del self.messages[next(iter(self.messages))]


@dataclass
class Resident:
    """Somebody, and the chat that they write in just now; ``trail`` tells what they did and were shown."""

    person: int
    name: str
    chats: dict[str, Chat]
    platform: str = "telegram"
    said: str = ""
    trail: list[str] = field(default_factory=list)

    @property
    def chat(self) -> Chat:
        """Return the chat that they write in."""
        return self.chats[self.platform]


def note_above(text: str, other: str) -> str:
    """Return the paragraphs that stand above what a text has in common with the end of another; "": nothing is."""
    own, others = text.split("\n\n"), other.split("\n\n")
    alike = 0
    while alike < min(len(own), len(others)) and own[-1 - alike] == others[-1 - alike]:
        alike += 1
    return "\n\n".join(own[: len(own) - alike]) if alike else ""


def labels_of(row: Outgoing) -> list[str]:
    """Return the labels of a row's buttons."""
    return [button.label for line in read_buttons(row.buttons).rows for button in line]


def residents() -> list[Resident]:
    """Return everybody, as the database of `settle_in` knows them."""
    return [
        Resident(place, name, {kind: Chat(kind, base + place) for kind, base in (("telegram", 1000), ("bale", 2000))})
        for place, name in enumerate(NAMES, start=1)
    ]


def settle_in(folder: Path, now: datetime) -> None:
    """Write the database in which all of them have come in on both messengers, with a secret that stays the same."""
    (folder / "secret").write_text("5e" * 32)
    write(folder / "mehvar.db", _peopled(read_secret(folder / "secret"), now))


async def enrol(tx: Transaction, now: datetime) -> None:
    """Make the roster what it was."""
    rows = [
        RosterRow(place, str(989000000001 + NAMES.index(name)), name, "", *duty)
        for place, (name, *duty) in enumerate(ROWS, start=1)
    ]
    await apply_roster(tx, await compare_roster(tx, rows), now)


@made_once
async def _peopled(secret: bytes, now: datetime) -> bytes:
    async with open_memory() as connection:
        await connection.execute("PRAGMA foreign_keys = ON")
        tx = Transaction(connection, Memory(), secret)
        await ensure_programme(tx, YEAR, now)
        await enrol(tx, now)
        for someone in residents():
            assert await phones.find_person(tx, str(989000000000 + someone.person)) == someone.person
            await people.save_address(tx, someone.person, "")
            for chat in someone.chats.values():
                account = await accounts.meet(tx, chat.platform, chat.number, chat.number, now)
                await accounts.link(tx, account, someone.person, now)
        await tx.flush()
        return content_of(connection)

"""Opens the databases that an older version wrote, as the service of today finds them."""

import io
import json
import lzma
import re
import sqlite3
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.compose import Service, compose
from sandbox.clock import Clock
from sandbox.files import StoredFile
from sandbox.server import Messenger
from storage import inbox
from storage.inbox import Arrival
from storage.transaction import Reading
from tests.stage import Stage

FIXTURE = Path(__file__).with_name("written_by_261bde3.tar.xz")
SECRET = "5e" * 32
Spoilt = tuple[str, str] | None
"""A statement that spoils what is stored, and the ``:value`` that it stores instead."""


@cache
def members() -> dict[str, bytes]:
    """Return what the fixture holds, by name."""
    with lzma.open(FIXTURE) as packed, tarfile.open(fileobj=io.BytesIO(packed.read())) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]


def dialogues() -> list[str]:
    """Return the names of the dialogues that were left somewhere."""
    return list(dict.fromkeys(name.partition("-")[0] for name in members() if name.endswith(".sql")))


def stops(dialogue: str) -> list[str]:
    """Return the names of a dialogue's databases, in the order in which they were written."""
    return [name.removesuffix(".sql") for name in members() if name.startswith(f"{dialogue}-")]


def left_behind(table: str, state: str) -> set[str]:
    """Return the first text in every row of a table that holds a text, over all the databases."""
    row = re.compile(rf"""^INSERT INTO "{table}" VALUES\(\d+,'([^']+)'.*{state}""", re.MULTILINE)
    return {found for name, sql in members().items() if name.endswith(".sql") for found in row.findall(sql.decode())}


@dataclass(frozen=True)
class Left:
    """How a database was left: the clock, and what shows shapes that none before it shows.

    ``people`` are those whose conversations, ``rows`` the outgoing rows whose buttons, ``errands`` the work.
    """

    now: datetime
    people: tuple[int, ...]
    rows: tuple[int, ...]
    errands: tuple[int, ...]


def restore(stop: str, folder: Path) -> Left:
    """Write a database, with its secret, into a folder; return how it was left."""
    first, sql = members()[f"{stop}.sql"].decode().split("\n", 1)
    Path(folder, "secret").write_text(SECRET)
    with closing(sqlite3.connect(folder / "mehvar.db")) as database:
        database.executescript(sql)
    told = json.loads(first.removeprefix("-- "))
    return Left(datetime.fromisoformat(told.pop("now")), **{name: tuple(numbers) for name, numbers in told.items()})


@asynccontextmanager
async def open_stop(stop: str) -> AsyncIterator["Trial"]:
    """Compose today's service on a database of the fixture; its messengers hold the files that were sent."""
    with TemporaryDirectory() as folder:
        left = restore(stop, Path(folder))
        async with _serve(left, Path(folder)) as service:
            yield Trial(service, left)


@asynccontextmanager
async def _serve(left: Left, folder: Path) -> AsyncIterator[Service]:
    clock = Clock.standing(left.now)
    async with Messenger(clock=clock, limits=False) as messenger:
        for bot in messenger.bots.values():
            for name, content in members().items():
                number = name.removeprefix("files/")
                bot.files._by_id[number] = StoredFile(number, number, number, "", content, f"documents/{number}")
        async with compose(Stage(messenger, clock, folder).config(), clock) as service:
            for platform in service.platforms.values():
                await platform.application.initialize()
            yield service


@dataclass(frozen=True)
class Owner:
    """Who has a screen before them: a person and the account that they use; the flow and state that they are in."""

    person_id: int
    flow: str
    state: str
    platform: str
    user_id: int
    token: str
    buttons: str

    @property
    def labels(self) -> list[str]:
        """Return the labels of the buttons."""
        return [label for row in json.loads(self.buttons or '["", []]')[1] for label, *_choice in row]


@dataclass(frozen=True)
class Answer:
    """What came of a turn: the end of its update, the texts that its person is shown, the errands that it ordered."""

    state: str = ""
    shown: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()


class Undone(Exception):  # noqa: N818 - it is no error: what a trial wrote is taken back
    """Ends the transaction of a trial."""


class Trial:
    """Runs turns on a database, and takes back each as if it had been run on a copy."""

    def __init__(self, service: Service, left: Left) -> None:
        self.service = service
        self.left = left

    async def conversations(self) -> list[Owner]:
        """Return the conversations that show something new, with the buttons that are live."""
        return await self.service.database.read(_list_open, self.left.people)

    async def rows(self) -> list[Owner]:
        """Return the outgoing rows whose buttons show something new."""
        return await self.service.database.read(_list_rows, self.left.rows)

    async def press(self, owner: Owner, index: int, spoilt: Spoilt = None) -> Answer:
        """Press a button of a screen, once something was spoilt."""
        flow = json.loads(owner.buttons)[0]
        message = {"message_id": 1, "date": self._seconds, "chat": self._chat(owner), "text": "…"}
        press = {"id": "1", "chat_instance": "1", "data": f"{flow}:{owner.token}:{index}", "message": message}
        return await self._take(owner, {"callback_query": {"from": self._person(owner), **press}}, spoilt)

    async def say(self, owner: Owner, text: str, spoilt: Spoilt = None) -> Answer:
        """Say a text, once something was spoilt."""
        message = {"message_id": 2, "date": self._seconds, "chat": self._chat(owner), "text": text}
        return await self._take(owner, {"message": {"from": self._person(owner), **message}}, spoilt)

    @property
    def _seconds(self) -> int:
        return int(self.left.now.timestamp())

    def _chat(self, owner: Owner) -> dict[str, Any]:
        return {"id": owner.user_id, "type": "private", "first_name": "کاربر"}

    def _person(self, owner: Owner) -> dict[str, Any]:
        return {"id": owner.user_id, "is_bot": False, "first_name": "کاربر"}

    async def _take(self, owner: Owner, update: dict[str, Any], spoilt: Spoilt) -> Answer:
        database, number = self.service.database, 10**9
        raw = json.dumps({"update_id": number, **update})
        arrival = Arrival(owner.platform, 1, number, owner.user_id, owner.user_id, raw)
        answer = Answer()
        with suppress(Undone):
            async with database.transaction() as tx:
                (row,) = await inbox.save(tx, [arrival], self.left.now)
                if spoilt:
                    await tx.run(spoilt[0], value=spoilt[1])
                await self.service.dispatcher._run_turn(tx, row)
                state = str(await tx.value("SELECT state FROM inbox WHERE id = :id", id=row.id))
                own = (each for each in tx.created if each.person_id == owner.person_id)
                shown = tuple(each.text or each.file for each in own if each.operation != "delete")
                answer = Answer(state, shown, tuple(tx.ordered))
                raise Undone
        database.memory.forget()
        return answer


async def _list_open(tx: Reading, people: tuple[int, ...]) -> list[Owner]:
    return await tx.all(
        Owner,
        """SELECT person_id, flow, state, platform, user_id, coalesce(token, ''), coalesce(buttons, '')
           FROM (SELECT person_id, flow, state, screen, platform, user_id, max(used_at)
                 FROM conversations JOIN accounts USING (person_id) GROUP BY person_id)
           LEFT JOIN (SELECT id, token, buttons FROM outbox) ON id = screen
           WHERE flow <> '' AND person_id IN (SELECT value FROM json_each(:people)) ORDER BY person_id""",
        people=json.dumps(people),
    )


async def _list_rows(tx: Reading, rows: tuple[int, ...]) -> list[Owner]:
    return await tx.all(
        Owner,
        """SELECT outbox.person_id, '', '', outbox.platform, user_id, token, buttons
           FROM outbox JOIN accounts ON accounts.platform = outbox.platform AND accounts.chat_id = outbox.chat_id
           WHERE id IN (SELECT value FROM json_each(:rows)) ORDER BY id""",
        rows=json.dumps(rows),
    )

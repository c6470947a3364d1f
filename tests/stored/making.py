"""Makes the fixture of databases that an older version wrote: plays its own dialogues, and keeps where they stop.

    PYTHONPATH=CHECKOUT python tests/stored/making.py OUT.tar.xz [ACTS.txt …]

CHECKOUT is a checkout of the version that is to write; its service runs on its local messenger and speaks each of its
dialogues, and each of ACTS after them. After every act, errands still waiting, a database is kept if it holds a shape
that none before it held: a place of a conversation, a button, an errand, a draft. In the end as few of the databases
as hold every shape are written, each as its SQL. The first line of it says the clock, and what shows the shapes that
no database before it shows: the people whose conversations, the outgoing rows whose buttons, and the errands.
"""

import asyncio
import io
import json
import lzma
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tests.stage
from bot.backup.sealing import make_identity
from bot.config import Config
from bot.delivery.errands import Errands
from sandbox.clock import Clock
from sandbox.server import Messenger
from tests.dialogues.speaking import Line, Speaker, dialogues, read

BEGIN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # where the dialogues begin: a Monday, 08:30 in Tehran
OPEN = """SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')
             + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')) + 0 * length(?)"""
CONVERSATIONS = """SELECT conversations.person_id, flow, conversations.state, coalesce(buttons, '')
                   FROM conversations LEFT JOIN outbox ON outbox.id = screen WHERE flow <> ''"""
BUTTONS = "SELECT id, buttons FROM outbox WHERE buttons <> '' AND person_id IS NOT NULL"
ERRANDS = "SELECT id, kind, payload FROM errands WHERE state = 'waiting'"
WANTED = """SELECT payload FROM errands WHERE state = 'waiting' UNION ALL
            SELECT file_id FROM evidence WHERE state = 'pending'"""
COLUMNS = """SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT IN ('conversations', 'outbox', 'errands', 'inbox', 'audit')
             AND c.type = 'TEXT'"""
TABLES = ("people", "rows", "errands")
Shape = tuple[Any, ...]


@dataclass
class Stop:
    """A database as it stood after an act: its SQL, its shapes, each with what shows it, and files wanted."""

    name: str
    now: datetime
    sql: str
    shapes: dict[Shape, tuple[str, int]]
    wanted: tuple[str, ...] = ()

    def head(self, shown: set[Shape]) -> str:
        """Return the first line, and note what it shows."""
        found = {where for shape, where in self.shapes.items() if shape not in shown}
        shown.update(self.shapes)
        places = {table: sorted(number for kind, number in found if kind == table) for table in TABLES}
        return f"-- {json.dumps({'now': self.now.isoformat(), **places})}\n"


@dataclass
class Stops:
    """What was kept so far."""

    kept: list[Stop] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    seen: set[Shape] = field(default_factory=set)

    def look(self, stage: tests.stage.Stage, name: str) -> None:
        """Keep the stage's database if it holds something new, with the files that its errands will ask for."""
        with closing(sqlite3.connect(f"file:{stage.database}?mode=ro", uri=True)) as database:
            shapes = dict(shapes_of(database))
            if shapes.keys() <= self.seen:
                return
            self.seen |= shapes.keys()
            (version,) = database.execute("PRAGMA user_version").fetchone()
            sql = "\n".join([*database.iterdump(), f"PRAGMA user_version = {version};"])
            said = "".join(text for (text,) in database.execute(WANTED))
        files = {number: file for bot in stage.messenger.bots.values() for number, file in bot.files._by_id.items()}
        wanted = tuple(number for number in files if number in said)
        self.files |= {number: files[number].content for number in wanted}
        self.kept.append(Stop(name, stage.clock.now(), sql, shapes, wanted))

    def fewest(self) -> list[Stop]:
        """Return few of the stops that hold every shape between them, in the order of playing."""
        chosen, missing = [], set(self.seen)
        while missing:
            best = max(self.kept, key=lambda stop: len(stop.shapes.keys() & missing))
            missing -= best.shapes.keys()
            chosen.append(best)
        return [stop for stop in self.kept if stop in chosen]

    def write(self, place: Path) -> None:
        """Write the chosen databases, and the files that somebody sent, as a tar that is packed whole."""
        stops, shown = self.fewest(), set[Shape]()
        members = {f"{stop.name}.sql": (stop.head(shown) + stop.sql).encode() for stop in stops}
        members |= {f"files/{number}": self.files[number] for stop in stops for number in stop.wanted}
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for name, content in members.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
        place.write_bytes(lzma.compress(packed.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def shapes_of(database: sqlite3.Connection) -> Iterator[tuple[Shape, tuple[str, int]]]:
    """Yield every shape that a database holds, and what shows it: conversations, buttons, errands, any other JSON."""
    for person, flow, state, buttons in database.execute(CONVERSATIONS):
        told = json.loads(state)
        filled = [name for name, value in told.items() if value not in {"", 0, None}]
        yield from ((("at", flow, told.get("at", ""), name), ("people", person)) for name in ("", *filled))
        yield from ((("live", flow, told.get("at", ""), name), ("people", person)) for name in _names(buttons))
    for row, buttons in database.execute(BUTTONS):
        yield from ((("button", json.loads(buttons)[0], name), ("rows", row)) for name in _names(buttons))
    for number, kind, payload in database.execute(ERRANDS):
        yield ("errand", kind, *sorted(json.loads(payload))), ("errands", number)
    for table, column in database.execute(COLUMNS).fetchall():
        for (text,) in database.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} GLOB '[[{{]*'"):
            yield ("json", table, column, *_keys(text)), ("", 0)


def _names(buttons: str) -> set[str]:
    return {name for row in json.loads(buttons or '["", []]')[1] for _label, name, *_args in row}


def _keys(text: str) -> list[str]:
    """Return the names in a table; a table keyed by people's words has none of its own."""
    try:
        told = json.loads(text)
    except ValueError:
        return []
    names = [name for name in told if name.isascii()] if isinstance(told, dict) else []
    return sorted(names) + (["list"] if isinstance(told, list) and told else [])


@dataclass
class NightlyStage(tests.stage.Stage):
    """A stage that makes backups too."""

    key: str = ""

    def config(self) -> Config:
        """Return the configuration, with a key for the backups."""
        return replace(super().config(), backup_keys=(self.key,))


@dataclass
class KeepingSpeaker(Speaker):
    """Speaks without a restart between the lines, and looks after every act before and after its errands."""

    stops: Stops = field(default_factory=Stops)
    name: str = ""
    number: int = 0

    async def _speak_line(self, line: Line, spoken: list[Line]) -> None:
        self.number += 1
        if line.mark in "#[":
            await super()._speak_line(line, spoken)
            return
        with errands_held():
            await self._act(line)
            if not self.offline:
                await self._rest()
                self.stops.look(self.stage, f"{self.name}-{self.number:04}")
        if not self.offline:
            self.stage.service.errands.wake.set()
            await self._rest()
            self.stops.look(self.stage, f"{self.name}-{self.number:04}-after")
        self._look()

    async def _rest(self) -> None:
        """Wait until nothing is left to do, not even what is due only now."""
        await self.stage.settle()
        await self.stage.service.clockwork.tick()
        await self.stage.settle()


@contextmanager
def errands_held() -> Iterator[None]:
    """Let errands wait."""

    async def wait(_errands: Errands) -> None:
        pass

    with patch.object(Errands, "run_due", wait), patch.object(tests.stage, "OPEN", OPEN):
        yield


async def play(file: Path, stops: Stops) -> None:
    """Speak one dialogue on a stage of its own."""
    clock = Clock.standing(BEGIN)
    with tempfile.TemporaryDirectory() as folder:
        async with Messenger(clock=clock, limits=False) as messenger:
            stage = NightlyStage(messenger, clock, Path(folder))
            stage.key = make_identity(Path(folder, "identity"))
            await tests.stage.fill_roster(stage.database, Path(folder, "secret"), BEGIN)
            await stage.start()
            try:
                await KeepingSpeaker(stage, "telegram", stops=stops, name=file.stem).speak(
                    read(file.read_text("utf-8"))
                )
            finally:
                await stage.drop()


async def main(place: Path, acts: list[Path]) -> None:
    """Play everything and write what was kept."""
    stops = Stops()
    for file in [*dialogues(), *acts]:
        await play(file, stops)
        print(file.stem, len(stops.kept), len(stops.seen), flush=True)
    stops.write(place)
    print(f"{len(stops.fewest())} databases, {len(stops.files)} files, {place.stat().st_size} bytes")
    print("\n".join(str(shape) for shape in sorted(stops.seen, key=str)), file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))

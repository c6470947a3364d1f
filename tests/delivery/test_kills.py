"""Killed at any instant, the service loses nothing, doubles nothing, and answers everybody in order."""

import asyncio
import contextlib
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

import bot
from sandbox.clock import Clock
from sandbox.server import Messenger
from tests.delivery.crowd import TUESDAY, Person, settle_crowd, work
from tests.trail import look_through

ROOT = Path(bot.__file__).parents[1]
PEOPLE = 50
LIFE = 0.7
"""Longest life of a process, in seconds, after its first call of the messenger; one in six dies before that."""


class Service:
    """`python -m bot run` as a child; it is killed with SIGKILL, again and again."""

    def __init__(self, messenger: Messenger, clock_url: str, database: Path) -> None:
        self._log = database.with_name("service.log")
        self._environment = {
            "PATH": os.environ["PATH"],
            "MEHVAR_DATABASE": str(database),
            "MEHVAR_PACE": "off",
            "MEHVAR_HTTP": "",
            "MEHVAR_YEAR": "1405",
            "MEHVAR_CLOCK_URL": clock_url,
        }
        for name, of_sandbox in messenger.bots.items():
            self._environment |= {
                f"MEHVAR_{name.upper()}_TOKEN": of_sandbox.token,
                f"MEHVAR_{name.upper()}_BASE_URL": messenger.base_url,
                f"MEHVAR_{name.upper()}_FILE_URL": messenger.file_url,
            }

    @contextlib.contextmanager
    def running(self, largest_file: int = resource.RLIM_INFINITY) -> Iterator[subprocess.Popen[bytes]]:
        """Start a process, which may write files up to so many bytes; it is killed where the block ends."""
        with self._log.open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (largest_file, largest_file))
        try:
            yield child
        finally:
            child.kill()
            child.wait()

    @property
    def log(self) -> str:
        """Return what all the processes have logged."""
        return self._log.read_text(encoding="utf-8")


@pytest.mark.kill
@pytest.mark.parametrize(
    ("kills", "answers"),
    [
        pytest.param(60, 2_000, id="60 kills"),
        pytest.param(300, 10_000, id="300 kills", marks=pytest.mark.soak),
    ],
)
async def test_random_kills_lose_and_double_nothing(kills: int, answers: int, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    database = tmp_path / "mehvar.db"
    async with Messenger(limits=False, clock=Clock(TUESDAY)) as messenger, served_clock(messenger.clock) as clock_url:
        messenger.faults.set(too_many=0.05, server_error=0.03, lost=0.01, form="mixed", seed=seed)
        crowd = await settle_crowd(database, messenger, PEOPLE)
        service = Service(messenger, clock_url, database)
        killed = await kill_while_they_work(service, messenger, crowd, chance, kills, answers)
        with service.running() as last:
            await at_rest(database, messenger)
            assert last.poll() is None, service.log[-2000:]
        report(messenger, crowd, killed, database)
    check_stored(database, crowd)
    check_replies(database, crowd)
    assert (await look_through(database)).whole
    assert "Traceback" not in service.log
    assert "CRITICAL" not in service.log


@pytest.mark.kill
async def test_a_disk_that_fills_up_ends_the_process_and_loses_nothing(tmp_path: Path) -> None:
    database = tmp_path / "mehvar.db"
    async with Messenger(limits=False, clock=Clock(TUESDAY)) as messenger, served_clock(messenger.clock) as clock_url:
        crowd = await settle_crowd(database, messenger, 6)
        service = Service(messenger, clock_url, database)
        working = asyncio.create_task(work(crowd, lambda: sum(person.answers for person in crowd) >= 100))
        with service.running(largest_file=600_000) as child:
            assert await asyncio.to_thread(child.wait, 60) == 1
        assert "a loop has ended" in service.log
        assert not working.done()
        with service.running():
            await working
            await at_rest(database, messenger)
    check_stored(database, crowd)
    check_replies(database, crowd)
    assert (await look_through(database)).whole


async def kill_while_they_work(
    service: Service, messenger: Messenger, crowd: list[Person], chance: random.Random, kills: int, answers: int
) -> int:
    """Kill the service at random while the crowd works; return how often."""
    killed = 0
    working = asyncio.create_task(
        work(crowd, lambda: killed >= kills and sum(person.answers for person in crowd) >= answers)
    )
    try:
        while not working.done():
            with service.running() as child:
                if chance.random() > 1 / 6:
                    await served(messenger)
                await asyncio.wait([working], timeout=chance.uniform(0, LIFE) if killed < kills else None)
                assert child.poll() is None, service.log[-2000:]
            killed += 1
        await working
    finally:
        working.cancel()
    return killed


async def served(messenger: Messenger) -> None:
    """Return once a new process has called the messenger."""
    changes = messenger.log.changes
    assert await changes.wait(changes.version, 60)


async def at_rest(database: Path, messenger: Messenger) -> None:
    """Return once nothing waits any more, on either side."""
    waiting = """SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting')
                      + (SELECT count(*) FROM outbox WHERE ended_at IS NULL)"""
    async with asyncio.timeout(60):
        while any(len(one.queue) for one in messenger.bots.values()) or ask(database, waiting)[0][0]:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


def check_stored(database: Path, crowd: list[Person]) -> None:
    """Every update was handled, and every submission stands there once, with the values that were typed."""
    assert ask(database, "SELECT state, count(*) FROM inbox GROUP BY state")[0][0] == "done"
    assert len(ask(database, "SELECT DISTINCT state FROM inbox")) == 1
    trail: dict[str, dict[str, list[dict[str, int]]]] = defaultdict(lambda: defaultdict(list))
    signed: dict[str, set[int]] = defaultdict(set)
    rows = ask(database, "SELECT actor, subject, detail FROM audit WHERE action = 'report.submit' ORDER BY id")
    for actor, subject, detail in rows:
        said = json.loads(detail)
        signed[actor].add(said["signed"])
        trail[actor][subject.rsplit("/", 1)[1]].append(said["values"])
    for person in crowd:
        assert trail[f"person:{person.person_id}"] == person.submitted, person.phone.phone_id
        assert signed[f"person:{person.person_id}"] <= {int(person.signs)}
    revisions = ask(database, "SELECT sum(revision) FROM reports")[0][0]
    assert revisions == len(rows)
    assert ask(database, "SELECT count(*) FROM drafts") == [(0,)]
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]


def check_replies(database: Path, crowd: list[Person]) -> None:
    """Every update has its one reply; every chat saw its replies in order, and has one card; doubles are on record."""
    answered = "SELECT inbox_id FROM outbox WHERE kind = 'reply'"
    assert ask(database, f"SELECT id FROM inbox WHERE id NOT IN ({answered})") == []
    assert ask(database, f"SELECT inbox_id, count(*) FROM ({answered}) GROUP BY inbox_id HAVING count(*) > 1") == []
    assert ask(database, "SELECT DISTINCT state FROM outbox WHERE state NOT IN ('sent', 'unknown', 'replaced')") == []
    rows = {
        token: (number, *rest)
        for number, token, *rest in ask(
            database,
            """SELECT id, token, platform, chat_id, state, maybe_twice, inbox_id FROM outbox WHERE kind = 'reply'
               ORDER BY id""",
        )
    }
    replies_in_order = ask(
        database,
        """SELECT count(*) FROM outbox AS one JOIN outbox AS other USING (platform, chat_id)
           WHERE one.id < other.id AND one.inbox_id > other.inbox_id""",
    )
    assert replies_in_order == [(0,)]
    for person in crowd:
        order = [rows[event.token][0] for event in person.seen if event.token]
        assert order == sorted(order), f"{person.phone.phone_id} saw replies out of order"
        shown = Counter(event.token for event in person.seen if event.kind == "message" and event.token)
        unrecorded = [token for token, times in shown.items() if times > 1 and not rows[token][4]]
        assert unrecorded == [], f"{person.phone.phone_id} saw replies twice that are not on record"
        of_person = {
            token
            for token, (_, platform, chat_id, state, *_) in rows.items()
            if (platform, chat_id, state != "replaced") == (person.phone.bot.platform, person.phone.user.user_id, True)
        }
        assert of_person <= {event.token for event in person.seen}, f"{person.phone.phone_id} missed a reply"
        check_cards(database, person, sum(times - 1 for times in shown.values()))


def check_cards(database: Path, person: Person, doubles: int) -> None:
    """A chat has one card, but for those that came twice, or of which nobody knows whether they came or went.

    Such a row may wait to be sent once more when an edit of it is due, which is then sent in its place.
    """
    cards = [message for message in person.phone.messages if message.labels and not message.deleted]
    where = f"platform = '{person.phone.bot.platform}' AND chat_id = {person.phone.user.user_id}"
    perhaps = "state = 'unknown' OR (state = 'replaced' AND operation = 'send' AND maybe_twice)"
    unknown = ask(database, f"SELECT count(*) FROM outbox WHERE ({perhaps}) AND {where}")[0][0]
    assert len(cards) <= 1 + doubles + unknown, f"{person.phone.phone_id} has more than one card"


def report(messenger: Messenger, crowd: list[Person], killed: int, database: Path) -> None:
    """Print the figures of a run."""
    twice = ask(database, "SELECT count(*) FROM outbox WHERE maybe_twice")[0][0]
    doubles = 0
    for person in crowd:
        shown = Counter(event.token for event in person.seen if event.kind == "message")
        doubles += sum(times - 1 for times in shown.values())
    states = dict(ask(database, "SELECT state, count(*) FROM outbox GROUP BY state"))
    answers = sum(person.answers for person in crowd)
    print(f"{killed} kills, {answers} answers, replies {states}, maybe twice {twice}, seen twice {doubles}")
    print({key: count for key, count in messenger.calls.items() if key[1] != "getUpdates"})


def ask(database: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the database from outside, as an operator would."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


@asynccontextmanager
async def served_clock(clock: Clock) -> AsyncIterator[str]:
    """Serve a clock that is never moved, as the local messenger's page does; gives its address."""

    async def tell(request: web.Request) -> web.Response:
        if "after" in request.query:
            await asyncio.sleep(20)
        return web.json_response({"now": clock.now().isoformat(), "running": True, "version": 0})

    app = web.Application()
    app.add_routes([web.get("/clock", tell)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/clock"
    finally:
        await runner.cleanup()

"""An announcement to a thousand under Telegram's limit while others are answered, beside PTB's own limiter."""

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from bench.environments import PEERS, python_of
from bench.load import Reply
from bench.seeding import ANSWERS, DATABASE, FIRST_USER, seed
from bot.announcing import sending
from bot.announcing.audience import Part, select, write_parts
from bot.announcing.body import Body, confirmed
from bot.clock import SystemClock
from bot.config import read_config
from sandbox.phones import Phone
from sandbox.server import Messenger
from storage import announcements, audiences
from storage.database import open_database
from storage.secret import read_secret

LIMIT = 30
"""Messages a second that Telegram lets a bot send (core.telegram.org/bots/faq); the local messenger holds it."""
WORDS = "announced to many"
TALKERS = 20
EVERY = 5.0
"""Seconds between two messages of a talker: the replies count against the limit too."""
PATIENCE = 180.0


@dataclass(frozen=True)
class Service:
    """How a service's folder is made, and how it is started."""

    name: str
    prepare: Callable[[Path, int], None]
    command: Callable[[], list[str]]
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Result:
    """What one run showed: sends a second of the limit, refusals as too fast, seconds of replies meanwhile."""

    of_limit: float
    seconds: float
    too_fast: int
    p50: float
    p95: float
    replies: int


def main(*, quick: bool, as_json: bool) -> None:
    """Run each service in turn, without latency and 100 ms away, and print what they did."""
    many = 300 if quick else 1_000
    for latency in (0.0, 0.1):
        results = {service.name: measure(service, many, latency) for service in SERVICES}
        title = f"{many:,} recipients, {latency * 1000:.0f} ms away"
        if as_json:
            print(json.dumps({"setting": title, **{name: asdict(each) for name, each in results.items()}}), flush=True)
        else:
            print(_table(title, results), flush=True)


def measure(service: Service, many: int, latency: float) -> Result:
    """Run one service once."""
    with tempfile.TemporaryDirectory() as name:
        service.prepare(Path(name), many)
        return asyncio.run(_measure(service, Path(name), many, latency))


async def _measure(service: Service, folder: Path, many: int, latency: float) -> Result:
    async with Messenger({"telegram": "100:TELEGRAM-TEST"}, light=True) as messenger:
        for faults in (messenger.faults, messenger.poll_faults):
            faults.set(latency=latency)
        crowd = [_known(messenger, FIRST_USER + number) for number in range(many)]
        talkers = [_known(messenger, FIRST_USER + many + number) for number in range(TALKERS)]
        replies: list[Reply] = []
        async with _running(service, messenger, folder, many):
            while not any(map(_got, crowd)):  # noqa: ASYNC110 - before the first there is nothing to be told of
                await asyncio.sleep(0.005)
            began, before = perf_counter(), _taken(messenger)
            talking = [asyncio.create_task(_talk(phone, replies, place)) for place, phone in enumerate(talkers)]
            async with asyncio.timeout(PATIENCE):
                while not all(map(_got, crowd)):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            seconds, sent = perf_counter() - began, _taken(messenger) - before
            await asyncio.sleep(min(PATIENCE, 3))  # what was said last is answered too
            for task in talking:
                task.cancel()
            waiting = [phone for phone in talkers if not _answered(phone)]
        took = sorted([reply.took for reply in replies] + [seconds] * len(waiting))
        too_fast = sum(
            count for (_, method, how), count in messenger.calls.items() if how == "429" and method != "getupdates"
        )
        p50, p95 = took[len(took) // 2], took[len(took) * 95 // 100]
        return Result(sent / seconds / LIMIT, seconds, too_fast, p50, p95, len(replies))


def _known(messenger: Messenger, number: int) -> Phone:
    """Return somebody's phone, who has pressed «start» long ago."""
    phone = messenger.phone("telegram", number)
    phone.bot.chats.setdefault(number, phone.chat)
    return phone


def _got(phone: Phone) -> bool:
    return any(WORDS in shown.text for shown in phone.messages)


def _answered(phone: Phone) -> bool:
    return not phone.history or phone.history[-1].from_bot


def _taken(messenger: Messenger) -> int:
    """Return how many messages the messenger has taken."""
    return sum(
        count
        for (_, method, how), count in messenger.calls.items()
        if how == "ok" and method.lower().startswith("send")
    )


async def _talk(phone: Phone, replies: list[Reply], place: int) -> None:
    """Say something every few seconds, and note when the reply to it is there."""
    await asyncio.sleep(EVERY * place / TALKERS)
    for text in ANSWERS * 100:
        said = perf_counter()
        phone.say(text)
        changes = phone.chat.changes
        while not _answered(phone):
            await changes.wait(changes.version, PATIENCE)
        now = perf_counter()
        replies.append(Reply(now, now - said))
        await asyncio.sleep(max(0.0, EVERY - (now - said)))


@asynccontextmanager
async def _running(service: Service, messenger: Messenger, folder: Path, many: int) -> AsyncIterator[None]:
    token, database = messenger.bots["telegram"].token, str(folder / DATABASE)
    environment = {
        "MEHVAR_TELEGRAM_TOKEN": token,
        "MEHVAR_TELEGRAM_BASE_URL": messenger.base_url,
        "MEHVAR_TELEGRAM_FILE_URL": messenger.file_url,
        "MEHVAR_DATABASE": database,
        "MEHVAR_HTTP": "",
        "BENCH_TOKEN": token,
        "BENCH_URL": messenger.address,
        "BENCH_FIRST": str(FIRST_USER),
        "BENCH_MANY": str(many),
        "BENCH_WORDS": WORDS,
        **dict(service.more),
    }
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *service.command(), env=os.environ | environment, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(20):
                await process.wait()


def _announce(folder: Path, many: int) -> None:
    """Make Mehvar's database, with an announcement to the first so many people whose time has come."""
    seed(folder)
    asyncio.run(_schedule(folder, many))


async def _schedule(folder: Path, many: int) -> None:
    config, now, body = (
        read_config({"MEHVAR_DATABASE": str(folder / DATABASE)}),
        SystemClock().now(),
        Body(WORDS, urgent=True),
    )
    async with (
        open_database(config.database, read_secret(config.secret_file)) as database,
        database.transaction() as tx,
    ):
        parts = (Part(people=tuple(range(1, many + 1))),)
        new = confirmed(body, many + TALKERS + 1, write_parts(parts), now)
        number = await announcements.add(tx, new, now)
        await sending.freeze(tx, number, select(parts, await audiences.list_holders(tx), {}))


def _ptb(name: str, at_once: str) -> Service:
    command = [str(PEERS / "ptb_announce.py")]
    return Service(
        name,
        prepare=lambda _folder, _many: None,
        command=lambda: [str(python_of("ptb-limiter")), *command],
        more=(("BENCH_AT_ONCE", at_once),),
    )


def _table(title: str, results: dict[str, Result]) -> str:
    lines = [f"{title:34} of limit  seconds  429  replies p50 ms   p95 ms"]
    for name, each in results.items():
        lines.append(
            f"  {name:32} {each.of_limit:8.0%} {each.seconds:8.1f} {each.too_fast:4.0f}"
            f" {each.p50 * 1000:15.0f} {each.p95 * 1000:8.0f}"
        )
    return "\n".join(lines)


SERVICES = (
    Service("Mehvar", _announce, lambda: [sys.executable, "-m", "bot", "run"]),
    _ptb("PTB, AIORateLimiter, in turn", "0"),
    _ptb("PTB, AIORateLimiter, at once", "1"),
)

"""What a step of the week's sweep costs the processor: the whole service, with a messenger that answers at once.

Every CEO reports a whole week of 35 axes by exception, as in `week`, all at once and act by act; what is measured is
everything from the update as it came to the row that is marked as sent.
"""

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any

import aiosqlite

from bench.calibration import Calibration
from bench.week import CHANGED, MONDAY, VALUES, seed
from bot.compose import Service, compose
from bot.config import Config, PlatformConfig
from handlers.edge.wire import WireAnswer
from sandbox.clock import Clock
from storage.inbox import Arrival

CEOS = 31
NOWHERE = "http://127.0.0.1:9/bot", "http://127.0.0.1:9/file"
ME = {"id": 1, "is_bot": True, "first_name": "محور", "username": "mehvar_bot"}
NAP = 0.002
Fields = dict[str, Any]


@dataclass
class Tally:
    """What one kind of act took: how many there were, processor seconds, statements."""

    acts: int = 0
    seconds: float = 0.0
    statements: int = 0


@dataclass
class Wall:
    """A messenger without a network: it takes whatever is sent, and keeps what stands last in every chat."""

    last: dict[int, Fields] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def post(self, method: str, fields: Fields, timeout: float = 0) -> WireAnswer:  # noqa: ARG002, ASYNC109 - as the wire's
        """Take a call, and answer as a messenger does where all is well."""
        if method == "getUpdates":
            await asyncio.Event().wait()
        result: object = ME if method == "getMe" else True
        if method in {"sendMessage", "editMessageText"}:
            shown = {"message_id": next(self.numbers)} | fields
            self.last[fields["chat_id"]] = shown
            result = {"message_id": shown["message_id"], "date": 1, "chat": _chat(fields["chat_id"])}
        return WireAnswer(200, json.dumps({"ok": True, "result": result}).encode())

    def text(self, number: int, words: str) -> Fields:
        """Return the update of a typed message."""
        marks = [{"type": "bot_command", "offset": 0, "length": len(words)}] if words.startswith("/") else []
        return {"message": self._message(number, {"text": words, "entities": marks}, {"from": _user(number)})}

    def tap(self, number: int, label: str) -> Fields:
        """Return the update of a tap on what stands last, with the whole message in it, as messengers send it."""
        shown = self.last[number]
        rows = shown["reply_markup"]["inline_keyboard"]
        data = next(each["callback_data"] for row in rows for each in row if each["text"].startswith(label))
        under = {"from": ME, "text": shown["text"], "reply_markup": shown["reply_markup"]}
        message = self._message(number, under, {"message_id": shown["message_id"]})
        return {
            "callback_query": {"id": "1", "from": _user(number), "chat_instance": "1", "data": data, "message": message}
        }

    def _message(self, number: int, *fields: Fields) -> Fields:
        whole: Fields = {"message_id": next(self.numbers), "date": int(MONDAY.timestamp()), "chat": _chat(number)}
        for more in fields:
            whole |= more
        return whole


def _chat(number: int) -> Fields:
    return {"id": number, "type": "private", "first_name": "CEO"}


def _user(number: int) -> Fields:
    return {"id": number, "is_bot": False, "first_name": "CEO"}


def main(*, quick: bool, as_json: bool) -> None:
    """Measure the time in one life, and count the statements in another."""
    ceos = 8 if quick else CEOS
    calibration = Calibration()
    timed = asyncio.run(_sweep(ceos, calibration, counting=False))
    counted = asyncio.run(_sweep(2, Calibration(), counting=True))
    for kind, tally in timed.items():
        tally.statements = counted[kind].statements * tally.acts // counted[kind].acts
    print(_line(timed, calibration) if as_json else _table(timed, calibration))


async def _sweep(ceos: int, calibration: Calibration, *, counting: bool) -> dict[str, Tally]:
    async with _service() as (service, wall):
        sweep = Sweep(service, wall, calibration, range(1000, 1000 + ceos))
        if counting:
            _count_calls(service.database._writer, sweep.calls)
        await sweep.live()
        return sweep.tallies


@dataclass
class Sweep:
    """All CEOs report a week at once, act by act."""

    service: Service
    wall: Wall
    calibration: Calibration
    ceos: range
    calls: Counter[str] = field(default_factory=Counter)
    tallies: dict[str, Tally] = field(default_factory=dict)

    async def live(self) -> None:
        """Type what has changed on ten axes, and confirm the others."""
        await self._act("begin", [self.wall.text(number, "/start") for number in self.ceos])
        self.tallies.clear()
        await self._say("open the week", lambda _text: "/report")
        await self._tap("open the first axis", "ادامه از محور بعدی")
        for _ in CHANGED:
            for _ in range(2):
                await self._say("type a value", lambda text: next(VALUES[each] for each in VALUES if each in text))
            await self._tap("hand in an axis and go on", "ثبت")
        await self._tap("see 25 axes unchanged", "تأیید بدون تغییر")
        await self._tap("confirm 25 axes", "تأیید می‌کنم")
        for number in self.ceos:
            if "از ۳۵ محور، ۳۵ محور" not in self.wall.last[number]["text"]:
                raise RuntimeError(f"the week is not complete: {self.wall.last[number]['text']}")

    async def _tap(self, kind: str, label: str) -> None:
        await self._act(kind, [self.wall.tap(number, label) for number in self.ceos])

    async def _say(self, kind: str, words: Callable[[str], str]) -> None:
        said = [self.wall.text(number, words(self.wall.last[number]["text"])) for number in self.ceos]
        await self._act(kind, said)

    async def _act(self, kind: str, updates: list[Fields]) -> None:
        """Let updates come in, wait until all that they lead to has left, and count what it took."""
        self.calibration.take()
        arrivals = [_arrival(next(self.wall.numbers), update) for update in updates]
        began, before, stood = process_time(), self.calls["all"], dict(self.wall.last)
        await self.service.receiver.take(arrivals)
        while not self._at_rest(stood):  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(NAP)
        tally = self.tallies.setdefault(kind, Tally())
        tally.acts += len(arrivals)
        tally.seconds += process_time() - began
        tally.statements += self.calls["all"] - before

    def _at_rest(self, stood: dict[int, Fields]) -> bool:
        answered = all(self.wall.last.get(number) is not stood.get(number) for number in self.ceos)
        return answered and not any(self.service.report()["waiting"].values())


def _count_calls(connection: aiosqlite.Connection, counted: Counter[str]) -> None:
    """Count the calls of SQLite: a statement, or one for many rows (`executemany`), a commit."""
    execute: Callable[..., Awaitable[Any]] = connection._execute

    async def counting(function: Any, *values: Any, **more: Any) -> Any:
        counted["all"] += 1
        return await execute(function, *values, **more)

    connection._execute = counting  # type: ignore[method-assign, assignment]


@asynccontextmanager
async def _service() -> AsyncIterator[tuple[Service, Wall]]:
    """Compose and start a service whose one messenger is a wall."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await seed(folder)
        platforms = (PlatformConfig("telegram", "1:bench", *NOWHERE, pace="off"),)
        config = Config(folder / "mehvar.db", folder / "secret", platforms, (), "", "", None, bale_codes=False)
        service, wall = await stack.enter_async_context(compose(config, Clock.standing(MONDAY))), Wall()
        for platform in service.platforms.values():
            platform.wire.post = wall.post  # type: ignore[method-assign]
        tasks = [asyncio.ensure_future(loop) for loop in service.loops()]
        await asyncio.sleep(1)  # what is due at the opening
        yield service, wall
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _arrival(number: int, update: Fields) -> Arrival:
    body = update.get("message") or update["callback_query"]
    user = body["from"]["id"]
    return Arrival("telegram", 1, number, user, user, json.dumps({"update_id": number} | update))


def _table(tallies: dict[str, Tally], calibration: Calibration) -> str:
    lines = [f"{'act':24} times  CPU ms  calibrated  statements"]
    for kind, tally in (*tallies.items(), ("a step of the sweep", _whole(tallies))):
        own = tally.seconds / tally.acts
        lines.append(
            f"{kind:24} {tally.acts:5} {own * 1000:7.2f} {calibration.calibrated(own) * 1000:11.2f}"
            f" {tally.statements / tally.acts:11.1f}"
        )
    lines.append(f"this machine took {calibration.slowness:.2f} times as long as the reference")
    return "\n".join(lines)


def _line(tallies: dict[str, Tally], calibration: Calibration) -> str:
    rows = {
        kind: {
            "acts": tally.acts,
            "cpu_ms": round(tally.seconds / tally.acts * 1000, 2),
            "calibrated_ms": round(calibration.calibrated(tally.seconds / tally.acts) * 1000, 2),
            "statements": round(tally.statements / tally.acts, 1),
        }
        for kind, tally in (*tallies.items(), ("step", _whole(tallies)))
    }
    return json.dumps({"turns": rows, "slowness": round(calibration.slowness, 2)}, ensure_ascii=False)


def _whole(tallies: dict[str, Tally]) -> Tally:
    parts = tallies.values()
    return Tally(
        sum(each.acts for each in parts), sum(each.seconds for each in parts), sum(each.statements for each in parts)
    )

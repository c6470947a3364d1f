"""Intake: the messenger forgets an update only once it is on disk here."""

import asyncio
import json
from typing import Any, cast

import aiohttp
import pytest

from bot.delivery.beats import Beats
from bot.delivery.dispatch import Dispatcher
from bot.delivery.outcomes import Outcome, RetryAfter, Uncertain, Unsent
from bot.delivery.receiving import Receiver
from bot.judged_clock import JudgedClock
from handlers.edge import intake as module
from handlers.edge.dialect import TELEGRAM
from handlers.edge.intake import Intake
from handlers.edge.outcomes import read_answer
from handlers.edge.wire import Wire, WireAnswer
from sandbox.clock import Clock
from storage.database import Database
from tests.delivery.by_hand import NO_RESERVE, looping, rows, until, until_found

pytestmark = pytest.mark.usefixtures("quiet_logs")


class HandWire:
    """Gives the answers of a script to polls, and then holds every poll for ever."""

    def __init__(self, *script: object) -> None:
        self.dialect = TELEGRAM
        self.polls: list[dict[str, Any]] = []
        self.script = list(script)

    async def post(self, method: str, fields: dict[str, Any], **_timeout: float) -> WireAnswer:
        assert method == "getUpdates"
        self.polls.append(fields)
        if not self.script:
            await asyncio.Event().wait()
        match self.script.pop(0):
            case Exception() as problem:
                raise problem
            case bytes(body):
                return WireAnswer(200, body)
            case (int(status), dict(content)):
                return WireAnswer(status, json.dumps(content).encode())
            case found:
                return WireAnswer(200, json.dumps({"ok": True, "result": found}).encode())


def said(number: object, text: str = "x") -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": 5}, "chat": {"id": 5}, "text": text}}


async def take(database: Database, clock: Clock, *script: object) -> HandWire:
    """Run intake until its script is played and the next poll waits."""
    wire = HandWire(*script)
    receiver = Receiver(database, Dispatcher(database, clock, {}, Beats()), JudgedClock(clock), NO_RESERVE)
    intake = Intake(receiver, cast("Wire", wire), Beats())
    async with looping(intake.run()):
        await until(lambda: not wire.script and len(wire.polls) > len(script))
    return wire


def offsets(wire: HandWire) -> list[int | None]:
    return [poll.get("offset") for poll in wire.polls]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EMPTY_PAUSE", 0.0)
    monkeypatch.setattr(module, "LONGEST_PAUSE", 0.0)


async def test_the_offset_moves_behind_what_was_stored(database: Database, clock: Clock) -> None:
    wire = await take(database, clock, [said(7), said(8)], [], [said(9)])
    assert offsets(wire) == [None, 9, 9, 10]
    assert await rows(database, "SELECT update_id, user_id, chat_id, state FROM inbox") == [
        (7, 5, 5, "waiting"),
        (8, 5, 5, "waiting"),
        (9, 5, 5, "waiting"),
    ]


async def test_the_offset_does_not_move_when_nothing_could_be_stored(database: Database, clock: Clock) -> None:
    wire = HandWire([said(7)])
    receiver = Receiver(database, Dispatcher(database, clock, {}, Beats()), JudgedClock(clock), NO_RESERVE)
    intake = Intake(receiver, cast("Wire", wire), Beats())
    await database._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(Exception, match="readonly"):
        await intake.run()
    assert offsets(wire) == [None]
    assert intake._offset is None


async def test_what_comes_again_is_stored_once(database: Database, clock: Clock) -> None:
    await take(database, clock, [said(7), said(8)])
    wire = await take(database, clock, [said(7), said(8), said(9)], [said(9)])
    assert offsets(wire) == [None, 10, 10]
    assert await rows(database, "SELECT count(*) FROM inbox") == [(3,)]


async def test_ids_that_start_anew_after_a_quiet_week_are_followed(database: Database, clock: Clock) -> None:
    wire = await take(database, clock, [said(900)], [said(12), said(13)])
    assert offsets(wire) == [None, 901, 14]


async def test_ids_may_begin_at_zero(database: Database, clock: Clock) -> None:
    wire = await take(database, clock, [said(0)], [said(1)])
    assert offsets(wire) == [None, 1, 2]


@pytest.mark.parametrize("number", [None, "8", -3, 2**63, 1.5, True, [], {}])
async def test_an_update_without_a_usable_id_is_kept_once_and_left_behind(
    database: Database, clock: Clock, number: object
) -> None:
    bad = said(number)
    wire = await take(database, clock, [said(7), bad], [bad], [said(9)])
    assert offsets(wire) == [None, 9, 10, 10]
    assert await rows(database, "SELECT count(*) FROM inbox") == [(3,)]


async def test_updates_without_ids_do_not_keep_the_messenger_from_going_on(database: Database, clock: Clock) -> None:
    bad = [said(None, str(number)) for number in range(5)]
    wire = await take(database, clock, [*bad[:2], said(7), *bad[2:]], [bad[0]], bad)
    assert offsets(wire) == [None, 11, 12, 17]


@pytest.mark.parametrize("bad", [None, 3, "text", [], True, {}, {"update_id": {"update_id": 1}}])
async def test_what_is_no_update_at_all_stops_nobody(database: Database, clock: Clock, bad: object) -> None:
    await take(database, clock, [said(7), bad, said(9)])
    assert await rows(database, "SELECT update_id FROM inbox WHERE update_id >= 0 ORDER BY id") == [(7,), (9,)]
    assert await rows(database, "SELECT count(*) FROM inbox") == [(3,)]


UNREADABLE = [
    b'{"update_id": 8, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"update_id": 8, "message": ' + b"9" * 5_000 + b"}",
    b'{"update_id": 8, "message": "cut}',
    b'{"update_id": 8, "message": "\xff\xfe"}',
    b'{"update_id": [], "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
]


@pytest.mark.parametrize("bad", UNREADABLE, ids=["deep", "long number", "cut", "no text", "no id"])
async def test_one_update_that_makes_the_answer_unreadable_is_isolated(
    database: Database, clock: Clock, bad: bytes
) -> None:
    server = {number: json.dumps(said(number)).encode() for number in range(70)} | {8: bad}

    class Serving(HandWire):
        async def post(self, method: str, fields: dict[str, Any], **_timeout: float) -> WireAnswer:
            assert method == "getUpdates"
            self.polls.append(fields)
            ready = [body for number, body in server.items() if number >= fields.get("offset", 0)][: fields["limit"]]
            if not ready:
                await asyncio.Event().wait()
            return WireAnswer(200, b'{"ok":true,"result":[' + b",".join(ready) + b"]}")

    wire = Serving()
    receiver = Receiver(database, Dispatcher(database, clock, {}, Beats()), JudgedClock(clock), NO_RESERVE)
    intake = Intake(receiver, cast("Wire", wire), Beats())
    async with looping(intake.run()):
        await until_found(database, "SELECT count(*) FROM inbox", (70,))
    found = [number for (number,) in await rows(database, "SELECT update_id FROM inbox ORDER BY id")]
    assert found[:8] + found[9:] == [number for number in range(70) if number != 8]
    assert found[8] == 8 or b"[]," in bad
    assert wire.polls[-1]["limit"] > 1


async def test_after_an_unreadable_answer_polls_ask_for_more_and_more_again(database: Database, clock: Clock) -> None:
    cut = UNREADABLE[2]
    wire = await take(database, clock, cut, cut, [said(7)], [], [said(8)], [])
    assert [poll["limit"] for poll in wire.polls] == [64, 16, 4, 16, 64, 64, 64]


async def test_failures_of_every_kind_are_counted_and_tried_again(database: Database, clock: Clock) -> None:
    class ProxyError(Exception):
        """A proxy library's own."""

    troubles: list[object] = [
        aiohttp.ClientError("x"),
        TimeoutError(),
        ConnectionResetError(),
        ProxyError(),
        ValueError("a header"),
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        (409, {"ok": False, "error_code": 409, "description": "Conflict"}),
        (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 10**400}}),
        (502, {}),
        (200, {"ok": True, "result": {}}),
        (200, {"ok": "no"}),
        b"<html>a portal</html>",
        b"[]",
        b"",
    ]
    wire = await take(database, clock, *troubles, [], [said(7)], *troubles, [said(8)])
    assert offsets(wire)[-1] == 9
    assert await rows(database, "SELECT count(*) FROM inbox") == [(2,)]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (5, RetryAfter(5)),
        (0.5, RetryAfter(0.5)),
        (10**400, RetryAfter(86_400)),
        (float("inf"), RetryAfter(86_400)),
        (float("nan"), RetryAfter(None)),
        (-1, RetryAfter(None)),
        ("5", RetryAfter(None)),
        (None, RetryAfter(None)),
    ],
)
def test_odd_numbers_of_seconds_are_no_danger(told: object, outcome: Outcome) -> None:
    content = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": told}}
    assert read_answer(WireAnswer(429, json.dumps(content).encode())) == outcome


def test_a_plain_answer_is_read_by_its_status() -> None:
    assert read_answer(WireAnswer(429, b"slow down")) == RetryAfter(None)
    assert read_answer(WireAnswer(502, b"<html>")) == Uncertain("HTTP 502", hardly=True)
    assert read_answer(WireAnswer(404, b"")) == Unsent("HTTP 404")

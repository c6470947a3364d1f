"""The gate of the Bot API: token, faults, method, answer, and the log of it all."""

import asyncio
import inspect
import json
from email.utils import formatdate
from typing import Any

from aiohttp import web

from sandbox.bots import Bot
from sandbox.calls import Call, read_call
from sandbox.faults import POLLING, Faults
from sandbox.methods import METHODS, NOT_ON_BALE
from sandbox.methods.polling import Updates
from sandbox.refusals import Refusal, not_found, too_many
from sandbox.world import World

GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


class Gate:
    """Takes the calls and downloads of all bots of a messenger."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._bots = world.bots
        self._by_token = {bot.token: bot for bot in self._bots.values()}
        self._date = (0, "")

    async def take_call(self, request: web.BaseRequest, token: str, method: str) -> web.StreamResponse:
        """Handle `/bot<token>/<method>`."""
        bot = self._by_token.get(token)
        if bot is None:
            return self._answer(*_refused(self._unknown_token(token)))
        self._world.activity.mark()
        polls = method.lower() == "getupdates"
        self._world.working += not polls
        try:
            return await self._answer_call(request, bot, method)
        finally:
            self._world.working -= not polls
            self._world.activity.mark()

    async def _answer_call(self, request: web.BaseRequest, bot: Bot, method: str) -> web.StreamResponse:
        name = method.lower()
        faults = _faults_for(bot, name)
        delay = max(f.delay(name) for f in faults)
        if delay:
            await asyncio.sleep(delay)
        fault, source = next(((c, f) for f in faults if (c := f.choose(name))), (None, faults[0]))
        call: Call | None = None
        if fault == "cut":
            status, body = 0, b""
        elif fault == "server_error":
            status, body = 502, GATEWAY
        elif fault == "too_many":
            status, body = _refused(too_many(source.retry_after, source.form_now()))
        else:
            try:
                call = await read_call(request, bot, method)
                status, body = 200, await _run(call, name)
            except Refusal as refusal:
                status, body = _refused(refusal)
            except ConnectionResetError:  # the bot was gone before it had said all
                fault, status, body = "cut", 0, b""
        cut = fault in {"cut", "lost"}
        self._world.log.add(bot, method, call, fault if cut and fault else _outcome(status), body)
        return _cut(request) if cut else self._answer(status, body)

    def download(self, request: web.BaseRequest, token: str, name: str) -> web.StreamResponse:
        """Handle `/file/bot<token>/<path>`, only while a link of getFile is valid."""
        bot = self._by_token.get(token)
        if bot is None:
            return self._answer(*_refused(self._unknown_token(token)))
        if any(f.offline for f in bot.sending):
            return _cut(request)
        stored = bot.files.open(name, bot.clock.timestamp())
        if stored is None:
            return self._answer(*_refused(not_found()))
        return web.Response(body=stored.content, content_type="application/octet-stream", headers=self._headers())

    def _unknown_token(self, token: str) -> Refusal:
        """Return what the platform says whose bot has this number (platforms: §6 BM, §8)."""
        number, colon, secret = token.partition(":")
        if not (number.isdigit() and colon and secret):
            return not_found()
        known = [bot for bot in self._bots.values() if bot.bot_id == int(number)] or list(self._bots.values())
        if known[0].bale:
            return Refusal(403, "Bad Request: Token not found")
        return Refusal(401, "Unauthorized")

    def _answer(self, status: int, body: bytes) -> web.Response:
        kind = "application/json" if body[:1] == b"{" else "text/plain" if body[:1] != b"<" else "text/html"
        return web.Response(status=status, body=body, content_type=kind, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        """Return the Date header by the messenger's clock."""
        second = int(self._world.clock.timestamp())
        if self._date[0] != second:
            self._date = (second, formatdate(second, usegmt=True))
        return {"Date": self._date[1]}


def _faults_for(bot: Bot, name: str) -> tuple[Faults, ...]:
    """Return the faults that this method may meet; offline ones stop polls too."""
    if name in POLLING:
        return (*bot.polling, *(f for f in bot.sending if f.offline))
    return bot.sending


async def _run(call: Call, name: str) -> bytes:
    method = METHODS.get(name)
    if method is None or (call.bot.bale and name in NOT_ON_BALE):
        raise not_found("" if call.bot.bale else "method not found")  # tdlib/telegram-bot-api, Client.cpp
    result: Any = method(call)
    if inspect.isawaitable(result):
        result = await result
    if isinstance(result, Updates):
        return f'{{"ok":true,"result":[{",".join(result.bodies)}]}}'.encode()
    return b'{"ok":true,"result":' + json.dumps(result).encode() + b"}"


def _refused(refusal: Refusal) -> tuple[int, bytes]:
    if refusal.plain:
        return refusal.status, refusal.description.encode()
    answer: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        answer["parameters"] = {"retry_after": refusal.retry_after}
    return refusal.status, json.dumps(answer).encode()


def _outcome(status: int) -> str:
    return "ok" if status == 200 else str(status)


def _cut(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()

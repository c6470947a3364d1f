"""The phones' own doors: the page itself, and JSON over HTTP for what it does.

Only loopback names are served, and only pages of the same address may ask (DNS rebinding, foreign pages).
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox import screens
from sandbox.acts import ACTS
from sandbox.pages import page
from sandbox.phones import Phone
from sandbox.watching import watch
from sandbox.world import World

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LONGEST_WAIT = 50.0
Answer = web.StreamResponse
Door = Callable[[web.BaseRequest], Awaitable[Answer]]


class Control:
    """Answers whatever is not the Bot API."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._doors: dict[tuple[str, str], Door] = {
            ("GET", "clock"): self._clock,
            ("POST", "clock"): self._move_clock,
            ("GET", "phones"): self._phones,
            ("POST", "phones"): self._add_phone,
            ("GET", "faults"): self._faults,
            ("POST", "faults"): self._set_faults,
            ("GET", "log"): self._log,
            ("GET", "platforms"): self._platforms,
            ("GET", "cast"): self._cast,
            ("GET", "hooks"): self._hooks,
            ("POST", "watch"): self._watch,
        }

    async def handle(self, request: web.BaseRequest) -> Answer:
        """Answer one request; 403 for a foreign name, 404 for an unknown place, 400 for a mistake."""
        if not _is_local(request):
            return _refuse(403, "only loopback names are served")
        if request.method == "GET" and (file := page(request.path)):
            return file
        parts = [part for part in request.path.split("/") if part]
        try:
            if len(parts) > 1 and parts[0] == "phones":
                return await self._one_phone(request, parts[1], parts[2:])
            if request.method == "POST" and len(parts) == 2 and parts[0] == "hooks":
                return await self._call_hook(parts[1])
            door = self._doors.get((request.method, "/".join(parts)))
            return await door(request) if door else _refuse(404, "no such place")
        except (KeyError, LookupError, TypeError, ValueError) as error:
            return _refuse(400, f"{type(error).__name__}: {error}")

    async def _clock(self, request: web.BaseRequest) -> Answer:
        clock = self._world.clock
        if "after" in request.query:
            await clock.changes.wait(int(request.query["after"]), _seconds(request))
        return self._time()

    async def _move_clock(self, request: web.BaseRequest) -> Answer:
        wish, clock = await _body(request), self._world.clock
        if "to" in wish:
            clock.move_to(datetime.fromisoformat(wish["to"]))
        else:
            clock.advance(float(wish["by"]))
        return self._time()

    def _time(self) -> Answer:
        return web.json_response(screens.time(self._world.clock))

    async def _phones(self, _: web.BaseRequest) -> Answer:
        return web.json_response([screens.card(phone) for phone in self._world.phones.values()])

    async def _add_phone(self, request: web.BaseRequest) -> Answer:
        wish = await _body(request)
        phone = self._world.phone(
            wish["platform"],
            int(wish["user_id"]),
            wish.get("first_name", "Sample"),
            str(wish.get("phone_number", "989120000000")),
            wish.get("username"),
        )
        return web.json_response(screens.card(phone))

    async def _one_phone(self, request: web.BaseRequest, phone_id: str, rest: list[str]) -> Answer:
        phone = self._world.phones.get(phone_id)
        if phone is None:
            return _refuse(404, "no such phone")
        match request.method, rest:
            case "GET", []:
                return web.json_response(screens.screen(phone))
            case "GET", ["events"]:
                return await _events(request, phone)
            case "GET", ["files", file_id]:
                return _file(phone, file_id)
            case "POST", [act] if act in ACTS:
                wish = await _body(request)
                return web.json_response(ACTS[act](phone, wish) or {})
        return _refuse(404, "no such place")

    async def _faults(self, _: web.BaseRequest) -> Answer:
        m = self._world
        places = {"all": (m.faults, m.poll_faults)}
        places |= {name: (bot.faults, bot.poll_faults) for name, bot in m.bots.items()}
        return web.json_response({name: {"sending": a.told(), "polling": b.told()} for name, (a, b) in places.items()})

    async def _set_faults(self, request: web.BaseRequest) -> Answer:
        wish = await _body(request)
        place = self._world.bots[wish.pop("bot")] if wish.get("bot") else self._world
        faults = place.poll_faults if wish.pop("poll", False) else place.faults
        if wish.pop("clear", False):
            faults.clear()
        faults.set(**wish)
        return web.json_response(faults.told())

    async def _log(self, request: web.BaseRequest) -> Answer:
        log, after = self._world.log, int(request.query.get("after", 0))
        if not log.entries or log.entries[-1]["n"] <= after:
            await log.changes.wait(log.changes.version, _seconds(request, 0.0))
        entries = [entry for entry in log.entries if entry["n"] > after]
        counts = [[*key, count] for key, count in log.counts.items()]
        return web.json_response({"calls": entries, "counts": counts, "next": log.changes.version})

    async def _platforms(self, _: web.BaseRequest) -> Answer:
        bots = self._world.bots.values()
        return web.json_response(
            [{"platform": b.platform, "username": b.username, "waiting": len(b.queue)} for b in bots]
        )

    async def _cast(self, _: web.BaseRequest) -> Answer:
        return web.json_response([asdict(member) for member in self._world.cast])

    async def _watch(self, request: web.BaseRequest) -> Answer:
        return web.json_response(await watch(self._world, await _body(request), _seconds(request)))

    async def _hooks(self, _: web.BaseRequest) -> Answer:
        return web.json_response(list(self._world.hooks))

    async def _call_hook(self, name: str) -> Answer:
        hook = self._world.hooks.get(name)
        if hook is None:
            return _refuse(404, "no such hook")
        await hook()
        return web.json_response({})


async def _events(request: web.BaseRequest, phone: Phone) -> Answer:
    chat, after = phone.chat, int(request.query.get("after", 0))
    await chat.changes.wait(after, _seconds(request))
    return web.json_response(screens.news(phone, after))


def _file(phone: Phone, file_id: str) -> Answer:
    stored = phone.bot.files.get(file_id)
    if stored is None:
        return _refuse(404, "no such file")
    # a file is whatever a person sent: it must never run as a page of this address
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    mime = stored.mime.partition(";")[0].strip() or "application/octet-stream"
    return web.Response(body=stored.content, content_type=mime, headers=headers)


def _is_local(request: web.BaseRequest) -> bool:
    host = urlsplit(f"//{request.headers.get('Host', '')}")
    origin = request.headers.get("Origin")
    return host.hostname in LOOPBACK and (origin is None or urlsplit(origin).netloc == host.netloc)


def _seconds(request: web.BaseRequest, default: float = 25.0) -> float:
    return min(float(request.query.get("timeout", default)), LONGEST_WAIT)


async def _body(request: web.BaseRequest) -> dict[str, Any]:
    """Return the JSON body; a body of another kind is a file, its name and caption in the query."""
    if request.content_type in {"application/json", "text/plain"} or not request.can_read_body:
        values = await request.json() if request.can_read_body else {}
        if not isinstance(values, dict):
            raise TypeError("the body is not a JSON object")
        return values
    return {"content": await request.read(), "mime": request.content_type, **request.query}


def _refuse(status: int, text: str) -> Answer:
    return web.json_response({"error": text}, status=status)

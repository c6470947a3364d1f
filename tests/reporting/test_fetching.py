"""Files over a real wire: the right address, and one kind of failure for whatever goes wrong on the way."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.config import PlatformConfig
from bot.delivery.fetching import FetchError
from handlers.edge.files import PlatformFiles
from handlers.edge.wire import open_wire

TOKEN = "100:SECRET-TOKEN"


@dataclass
class Server:
    """A messenger with one file; `manner` says how it is given."""

    answer: object = None
    manner: str = "good"
    asked: list[str] = field(default_factory=list)

    async def get_file(self, request: web.Request) -> web.Response:
        return web.json_response(self.answer)

    async def give(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        if self.manner == "missing":
            return web.Response(status=404, body=b"%PDF-")
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"x" * (1000 if self.manner == "good" else 10))
        if self.manner == "cut" and request.transport:
            request.transport.abort()
        return response


@pytest.fixture
async def server() -> Server:
    return Server({"ok": True, "result": {"file_id": "1", "file_path": "photos/file 1?.jpg"}})


@pytest.fixture
async def files(server: Server) -> AsyncIterator[PlatformFiles]:
    app = web.Application()
    app.add_routes([web.post(f"/bot{TOKEN}/getFile", server.get_file), web.get("/file/{rest:.*}", server.give)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    address = f"http://{host}:{port}"
    async with open_wire(PlatformConfig("bale", TOKEN, f"{address}/bot", f"{address}/file/bot")) as wire:
        yield PlatformFiles(wire)
    await runner.cleanup()


async def fetch(files: PlatformFiles) -> bytes:
    async with aclosing(files.fetch("1")) as pieces:
        return b"".join([piece async for piece in pieces])


async def test_a_file_is_read_from_the_address_that_the_messenger_gives(files: PlatformFiles, server: Server) -> None:
    assert await fetch(files) == b"x" * 1000
    assert server.asked == [f"/file/bot{TOKEN}/photos/file%201%3F.jpg"]


@pytest.mark.parametrize("manner", ["missing", "cut"])
async def test_a_file_that_does_not_come_whole_may_come_later(
    files: PlatformFiles, server: Server, manner: str
) -> None:
    server.manner = manner
    with pytest.raises(FetchError) as raised:
        await fetch(files)
    assert TOKEN not in str(raised.getrepr())


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": False, "error_code": 400, "description": "Bad Request: invalid file_id"},
        {"ok": True, "result": {"file_id": "1"}},
        {"ok": True, "result": {"file_path": None}},
        {"ok": True, "result": []},
        [],
    ],
)
async def test_an_answer_without_an_address_is_a_failure(files: PlatformFiles, server: Server, answer: object) -> None:
    server.answer = answer
    with pytest.raises(FetchError):
        await fetch(files)
    assert server.asked == []


async def test_a_file_may_be_left_before_its_end(files: PlatformFiles) -> None:
    async with aclosing(files.fetch("1")) as pieces:
        assert await anext(pieces)
    assert await fetch(files) == b"x" * 1000


async def test_a_messenger_that_is_away_is_a_failure() -> None:
    nowhere = PlatformConfig("bale", TOKEN, "http://127.0.0.1:9/bot", "http://127.0.0.1:9/file/bot")
    async with open_wire(nowhere) as wire:
        with pytest.raises(FetchError):
            await fetch(PlatformFiles(wire))

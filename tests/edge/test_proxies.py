"""Each messenger goes its own way out: directly, through an http proxy or through SOCKS 5."""

import asyncio
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.config import PlatformConfig
from handlers.edge.wire import open_wire
from sandbox.server import Messenger
from sandbox.world import TOKENS

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def proxy(serve: Serve) -> AsyncIterator[int]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def http_proxy(to: int, seen: list[str]) -> Serve:
    """Return a proxy that takes whole addresses and sends everything to one port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await reader.readline()
        method, url, version = line.decode().split()
        seen.append(url)
        upstream, down = await asyncio.open_connection("127.0.0.1", to)
        down.write(f"{method} /{url.split('/', 3)[3]} {version}\r\n".encode())
        await asyncio.gather(pump(reader, down), pump(upstream, writer))

    return serve


def socks_proxy(seen: list[str]) -> Serve:
    """Return a SOCKS 5 proxy without authentication (RFC 1928)."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _version, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        _version, _connect, _reserved, kind = await reader.readexactly(4)
        length = 4 if kind == 1 else (await reader.readexactly(1))[0]
        host = await reader.readexactly(length)
        (port,) = struct.unpack(">H", await reader.readexactly(2))
        seen.append(".".join(map(str, host)) if kind == 1 else host.decode())
        upstream, down = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        await asyncio.gather(pump(reader, down), pump(upstream, writer))

    return serve


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_a_call_goes_through_the_proxy_of_its_messenger(kind: str) -> None:
    seen: list[str] = []
    async with Messenger() as messenger:
        port = int(messenger.address.rsplit(":", 1)[1])
        serve = http_proxy(port, seen) if kind == "http" else socks_proxy(seen)
        async with proxy(serve) as at:
            way = f"{kind}://127.0.0.1:{at}"
            config = PlatformConfig("bale", TOKENS["bale"], messenger.base_url, messenger.file_url, way)
            async with open_wire(config) as wire:
                answer = await wire.post("getMe", {})
    assert answer.content["ok"] is True
    assert seen


async def test_the_proxies_of_the_host_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with Messenger() as messenger:
        config = PlatformConfig("telegram", TOKENS["telegram"], messenger.base_url, messenger.file_url)
        async with open_wire(config) as wire:
            assert (await wire.post("getMe", {})).status == 200

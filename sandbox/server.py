"""The messenger as one server: bots' methods, bots' files, and the phones' own doors."""

import asyncio
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.files import UPLOAD_LIMIT
from sandbox.gate import Gate
from sandbox.world import World


class Messenger(World):
    """A Bot API server with a Telegram and a Bale flavour; `async with Messenger() as messenger`.

    The page of phones stands at `address`; the other arguments are those of its world.
    """

    def __init__(
        self,
        bots: dict[str, str] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock | None = None,
        *,
        light: bool = False,
        limits: bool = True,
    ) -> None:
        super().__init__(bots, clock, light=light, limits=limits)
        self._place = (host, port)
        self._gate = Gate(self)
        self._control = Control(self)
        self._runner: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        server = web.Server(self._handle, request_factory=_make_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, *self._place, backlog=1024)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        host, port = self._runner.addresses[0][:2]
        self._place = (host, port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bot in self.bots.values():
            bot.queue.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def address(self) -> str:
        """Return http://HOST:PORT."""
        return "http://{}:{}".format(*self._place)

    @property
    def base_url(self) -> str:
        """Return what PTB takes as `base_url`."""
        return f"{self.address}/bot"

    @property
    def file_url(self) -> str:
        """Return what PTB takes as `base_file_url`."""
        return f"{self.address}/file/bot"

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            return await self._gate.take_call(request, token, method)
        if path.startswith("/file/bot"):
            token, _, name = path[9:].partition("/")
            return self._gate.download(request, token, name)
        return await self._control.handle(request)


def _make_request(
    message: Any, payload: Any, protocol: Any, writer: Any, task: "asyncio.Task[None]"
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    size = UPLOAD_LIMIT + 2**20
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=size)

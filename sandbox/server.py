"""The messenger as one server: bots' methods, bots' files, and the phones' own doors."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox import shapes
from sandbox.bots import Bot
from sandbox.cast import CastMember, sample_cast
from sandbox.changes import Changes
from sandbox.chats import Chat, User
from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.faults import POLLING, Faults
from sandbox.files import UPLOAD_LIMIT
from sandbox.gate import Gate
from sandbox.log import CallLog
from sandbox.phones import Phone

TOKENS = {"telegram": "100:TELEGRAM-TEST", "bale": "200:BALE-TEST"}


class Messenger:
    """A Bot API server with a Telegram and a Bale flavour; `async with Messenger() as messenger`.

    `bots` are tokens by platform ("telegram", "bale", or with a suffix: "telegram-2"). `light` keeps no
    call log and short histories, `limits=False` lifts Telegram's flood limits: both for benches.

    The page of phones at `address` offers the phones of `cast`, and calls the `hooks` that whoever runs the
    service sets ("restart", "kill"); each returns when it is done.
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
        self.clock = clock or Clock()
        tokens = dict(bots or TOKENS)
        self.faults = Faults()
        self.poll_faults = Faults(methods=POLLING)
        shared = (self.faults, self.poll_faults)
        self.bots = {
            name: Bot(name, token, self.clock, shared, light=light, limits=limits) for name, token in tokens.items()
        }
        self.phones: dict[str, Phone] = {}
        self.cast: list[CastMember] = sample_cast()
        self.hooks: dict[str, Callable[[], Awaitable[None]]] = {}
        self.log = CallLog(list(tokens.values()), light=light)
        self.activity = Changes()
        self.working = 0
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

    @property
    def calls(self) -> Counter[tuple[str, str, str]]:
        """Return how often each (platform, method, outcome) happened."""
        return self.log.counts

    def phone(
        self,
        platform: str,
        user_id: int,
        first_name: str = "Sample",
        phone_number: str = "989120000000",
        username: str | None = None,
    ) -> Phone:
        """Return the phone of a person on a platform, new or the one that is there already."""
        bot = self.bots[platform]
        phone_id = f"{platform}-{user_id}"
        if phone_id not in self.phones:
            shape = shapes.user(user_id, first_name, username, bale=bot.bale)
            self.phones[phone_id] = Phone(bot, User(user_id, first_name, phone_number, shape))
        return self.phones[phone_id]

    def group(self, platform: str, group_id: int, title: str = "Group") -> Chat:
        """Return a group that the bot is in; `phone.say(…, group=group)` writes there."""
        bot = self.bots[platform]
        if group_id not in bot.chats:
            shape = shapes.group_chat(group_id, title, bale=bot.bale)
            bot.chats[group_id] = bot.new_chat(group_id, "group", shape)
        return bot.chats[group_id]

    async def quiet(self, pause: float = 0.05, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Return when every update is confirmed and no call came or worked for `pause` seconds."""
        async with asyncio.timeout(timeout):
            while await self.activity.wait(self.activity.version, pause) or self._busy():
                pass

    def _busy(self) -> bool:
        return self.working > 0 or any(len(bot.queue) for bot in self.bots.values())

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

"""A messenger's raw line for the probe: answers as they come, before anything is completed or translated."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.config import PlatformConfig
from bot.probing.line import Fields, Upload, WireReply
from handlers.edge.intake import outline
from handlers.edge.outcomes import read_answer, read_failure
from handlers.edge.wire import Wire, WireAnswer, open_session
from storage.inbox import Arrival

UPLOAD_TIMEOUT = 300.0


class RawLine(Wire):
    """Implements `bot.probing.line.Line`."""

    def __init__(self, config: PlatformConfig, session: aiohttp.ClientSession) -> None:
        super().__init__(config, session)
        self._file_url, self._token = config.file_url, config.token

    @property
    def platform(self) -> str:
        """Return the messenger's name."""
        return self.dialect.name

    async def call(self, method: str, fields: Fields, timeout: float = 30) -> WireReply:  # noqa: ASYNC109 - the transport's
        """Call a method; every failure is a reply."""
        return await self._timed(lambda: self.post(method, fields, timeout=timeout))

    async def upload(self, method: str, fields: Fields, file: Upload) -> WireReply:
        """Call a method with a file, as a form of parts."""
        return await self._timed(lambda: self._post_form(method, fields, file))

    async def download(self, path: str, *, escaped: bool) -> WireReply:
        """Ask for a file and count its bytes."""
        return await self._timed(lambda: self._get(path, escaped=escaped))

    def outline(self, bot_id: int, update: object) -> Arrival:
        """Return an update as the inbox keeps it."""
        return outline(self.dialect.name, bot_id, update)

    async def _timed(self, work: Any) -> WireReply:
        started = time.monotonic()
        try:
            answer: WireAnswer = await work()
        except Exception as problem:  # noqa: BLE001 - a proxy library's own errors too
            reading = type(read_failure(problem)).__name__
            return WireReply(0, {}, time.monotonic() - started, reading, type(problem).__name__)
        reading = type(read_answer(answer)).__name__
        return WireReply(answer.status, answer.content, time.monotonic() - started, reading)

    async def _post_form(self, method: str, fields: Fields, file: Upload) -> WireAnswer:
        form = aiohttp.FormData({name: str(value) for name, value in fields.items()})
        form.add_field(file.field, file.content, filename=file.name)
        limits = aiohttp.ClientTimeout(total=UPLOAD_TIMEOUT)
        async with self._session.post(self._base + method, data=form, timeout=limits, proxy=self._proxy) as response:
            return WireAnswer(response.status, await response.read())

    async def _get(self, path: str, *, escaped: bool) -> WireAnswer:
        number, _, rest = self._token.partition(":")
        token = f"{number}%3A{rest}" if escaped else self._token
        url = URL(f"{self._file_url}{token}/{quote(path)}", encoded=True)  # else the colon is written plainly again
        limits = aiohttp.ClientTimeout(total=60)
        async with self._session.get(url, timeout=limits, proxy=self._proxy) as response:
            size = 0
            async for piece in response.content.iter_any():
                size += len(piece)
            return WireAnswer(response.status, b"")


@asynccontextmanager
async def open_raw_line(config: PlatformConfig) -> AsyncIterator[RawLine]:
    """Open a messenger's raw line."""
    async with open_session(config) as session:
        yield RawLine(config, session)

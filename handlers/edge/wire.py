"""The wire to one messenger: an aiohttp session that posts a method's fields and returns what came back."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO
from urllib.parse import quote

import aiohttp
from aiohttp_socks import ProxyConnector

from bot.config import PlatformConfig
from bot.delivery.attachment import Attachment
from bot.delivery.fetching import FetchError
from handlers.edge.dialect import DIALECTS, Dialect

SEND_TIMEOUT = 30.0
CONNECT_TIMEOUT = 10.0
SILENCE_TIMEOUT = 20.0
"""Seconds of a download in which nothing comes."""
DOWNLOAD_TIMEOUT = UPLOAD_TIMEOUT = 180.0


@dataclass(frozen=True)
class WireAnswer:
    """An HTTP answer: its status, its raw body, its `Date`; the body as an object ({} where it is none)."""

    status: int
    body: bytes
    date: str = ""

    @property
    def moment(self) -> datetime | None:
        """Return when the messenger says that it answered; None where it does not say it."""
        try:
            found = parsedate_to_datetime(self.date)
        except (TypeError, ValueError):
            return None
        return found if found.tzinfo else None

    @property
    def content(self) -> dict[str, Any]:
        """Return the JSON object of the body; what cannot be read (too deep, too long a number) is none."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}


class Wire:
    """Made by `open_wire`; one session, one proxy, one failure domain a messenger."""

    def __init__(self, config: PlatformConfig, session: aiohttp.ClientSession) -> None:
        self.dialect: Dialect = DIALECTS[config.name]
        self._session = session
        self._base = config.base_url + config.token + "/"
        self._files = config.file_url + config.token + "/"
        self._proxy = config.proxy if config.proxy.startswith("http") else None

    async def post(self, method: str, fields: dict[str, Any], timeout: float = SEND_TIMEOUT) -> WireAnswer:  # noqa: ASYNC109 - aiohttp's own
        """Call a method; raises what aiohttp raises."""
        limits = aiohttp.ClientTimeout(total=timeout, sock_connect=CONNECT_TIMEOUT)
        request = self._session.post(
            self._base + method, json=self.dialect.phrase(fields), timeout=limits, proxy=self._proxy
        )
        async with request as response:
            return WireAnswer(response.status, await response.read(), response.headers.get("Date", ""))

    async def send_file(self, method: str, fields: dict[str, Any], file: Attachment, content: BinaryIO) -> WireAnswer:
        """Call a method with a file, read from the disk while it leaves; raises what aiohttp raises."""
        form = aiohttp.FormData(quote_fields=False)  # a Persian name as it is, which both messengers show
        for name, value in self.dialect.phrase(fields).items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        form.add_field(file.kind, content, filename=file.name, content_type=file.mime)
        limits = aiohttp.ClientTimeout(total=UPLOAD_TIMEOUT, sock_connect=CONNECT_TIMEOUT)
        request = self._session.post(self._base + method, data=form, timeout=limits, proxy=self._proxy)
        async with request as response:
            return WireAnswer(response.status, await response.read(), response.headers.get("Date", ""))

    async def stream(self, path: str) -> AsyncGenerator[bytes, None]:
        """Yield a file of the messenger as it comes in; raises what aiohttp raises, FetchError for a refusal."""
        limits = aiohttp.ClientTimeout(total=DOWNLOAD_TIMEOUT, sock_connect=CONNECT_TIMEOUT, sock_read=SILENCE_TIMEOUT)
        async with self._session.get(self._files + quote(path), timeout=limits, proxy=self._proxy) as response:
            if response.status != 200:
                raise FetchError(f"HTTP {response.status}")
            async for piece in response.content.iter_any():
                yield piece

    async def post_url(self, url: str, fields: dict[str, Any]) -> WireAnswer:
        """Call a whole address, as python-telegram-bot gives it."""
        return await self.post(url.rsplit("/", 1)[1], fields)


@asynccontextmanager
async def open_session(config: PlatformConfig) -> AsyncIterator[aiohttp.ClientSession]:
    """Open the session of a messenger; the host's proxy variables are not looked at."""
    limit = 128
    connector = (
        ProxyConnector.from_url(config.proxy, limit=limit)
        if config.proxy.startswith("socks")
        else aiohttp.TCPConnector(limit=limit)
    )
    async with aiohttp.ClientSession(connector=connector, trust_env=False) as session:
        yield session


@asynccontextmanager
async def open_wire(config: PlatformConfig) -> AsyncIterator[Wire]:
    """Open the wire of a messenger."""
    async with open_session(config) as session:
        yield Wire(config, session)

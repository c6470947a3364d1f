"""Raw calls to a messenger, as a bot makes them."""

import json
from typing import Any

import aiohttp

from sandbox.server import Messenger


class Caller:
    """Calls methods by JSON, as a bot does, and returns (status, answer)."""

    def __init__(self, messenger: Messenger, session: aiohttp.ClientSession) -> None:
        self.messenger = messenger
        self.session = session

    async def raw(self, platform: str, method: str, **params: Any) -> tuple[int, Any]:
        url = f"{self.messenger.base_url}{self.messenger.bots[platform].token}/{method}"
        async with self.session.post(url, json=params) as response:
            body = await response.text()
            if response.content_type == "application/json":
                return response.status, json.loads(body)
            return response.status, body

    async def ok(self, platform: str, method: str, **params: Any) -> Any:
        status, answer = await self.raw(platform, method, **params)
        assert status == 200, answer
        return answer["result"]

    async def refused(self, platform: str, method: str, **params: Any) -> str:
        status, answer = await self.raw(platform, method, **params)
        assert answer["ok"] is False
        assert answer["error_code"] == status
        return f"{status} {answer['description']}"

    async def updates(self, platform: str, **params: Any) -> list[Any]:
        found: list[Any] = await self.ok(platform, "getUpdates", **params)
        return found

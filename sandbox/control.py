"""Placeholder."""

from typing import Any

from aiohttp import web


class Control:
    """Nothing yet."""

    def __init__(self, messenger: Any) -> None:
        self._messenger = messenger

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer."""
        del request
        return web.json_response({}, status=404)

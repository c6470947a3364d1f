"""Health and metrics over HTTP, for the operator's own machine."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.delivery.metrics import exposition

Report = Callable[[], Awaitable[dict[str, Any]]]


@asynccontextmanager
async def serve_health(address: str, report: Report) -> AsyncIterator[None]:
    """Serve `/healthz` (503 while a loop is stuck) and `/metrics` at «host:port»; '' serves nothing."""
    if not address:
        yield
        return

    async def healthz(_request: web.Request) -> web.Response:
        told = await report()
        return web.json_response(told, status=503 if told["stuck"] else 200)

    async def metrics(_request: web.Request) -> web.Response:
        await report()
        return web.Response(body=exposition(), content_type="text/plain")

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = address.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        yield
    finally:
        await runner.cleanup()

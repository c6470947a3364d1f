"""What the operator and the service manager hear: health, metrics, and that we are alive."""

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest

from bot.delivery import metrics
from bot.delivery.beats import LONGEST, Beats
from handlers.edge.health import serve_health
from handlers.edge.watchdog import feed


def free_address() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


@pytest.mark.parametrize(("stuck", "status"), [([], 200), (["dispatch"], 503)])
async def test_health_says_what_is_stuck(stuck: list[str], status: int) -> None:
    address = free_address()

    async def report() -> dict[str, object]:
        return {"stuck": stuck}

    async with (
        serve_health(address, report),
        aiohttp.ClientSession() as session,
        session.get(f"http://{address}/healthz") as answer,
    ):
        assert (answer.status, await answer.json()) == (status, {"stuck": stuck})


async def test_metrics_are_in_the_words_of_prometheus() -> None:
    address = free_address()

    async def report() -> dict[str, object]:
        metrics.WAITING.labels("updates").set(7)
        return {"stuck": []}

    async with (
        serve_health(address, report),
        aiohttp.ClientSession() as session,
        session.get(f"http://{address}/metrics") as answer,
    ):
        assert 'mehvar_waiting{what="updates"} 7.0' in await answer.text()


async def test_no_address_serves_nothing() -> None:
    async def report() -> dict[str, object]:
        raise AssertionError

    async with serve_health("", report):
        pass


@pytest.mark.parametrize(("silent", "heard"), [(0.0, [b"READY=1", b"WATCHDOG=1"]), (LONGEST + 1, [b"READY=1"])])
async def test_the_watchdog_is_fed_while_every_loop_is_alive(
    silent: float, heard: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    beats = Beats(lambda: now)
    beats.beat("dispatch")
    now += silent
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        feeding = asyncio.create_task(feed(beats))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        feeding.cancel()
        said = []
        while True:
            try:
                said.append(manager.recv(100))
            except BlockingIOError:
                break
    assert said == heard

"""A loop that ends by itself is a bug of ours, and ends the process."""

import asyncio
import logging

import pytest

from bot.supervising import supervise


async def for_ever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    await asyncio.sleep(0)
    raise ZeroDivisionError


async def end() -> None:
    await asyncio.sleep(0)


async def cancel() -> None:
    await asyncio.sleep(0)
    raise asyncio.CancelledError


@pytest.mark.parametrize("bug", [fail, end, cancel])
async def test_a_loop_that_ends_is_logged_and_ends_the_process(bug, caplog: pytest.LogCaptureFixture) -> None:  # type: ignore[no-untyped-def]
    died: list[bool] = []
    await supervise([for_ever(), bug()], asyncio.Event(), lambda: died.append(True))
    assert died == [True]
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL]


async def test_a_stop_ends_every_loop_and_is_no_death() -> None:
    stop = asyncio.Event()
    ended: list[bool] = []

    async def loop() -> None:
        try:
            await for_ever()
        finally:
            ended.append(True)

    died: list[bool] = []
    running = asyncio.create_task(supervise([loop(), loop()], stop, lambda: died.append(True)))
    await asyncio.sleep(0)
    stop.set()
    await running
    assert ended == [True, True]
    assert died == []

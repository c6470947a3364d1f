"""The demo's child: begun again whenever it ends, told of when it fails, ended even if it will not."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.commands import child
from bot.commands.child import Child

STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
with pathlib.Path("lives").open("a") as lives:
    lives.write("1")
time.sleep(600)
"""


async def until_lives(folder: Path, count: int) -> None:
    lives = folder / "lives"
    async with asyncio.timeout(30):
        while not lives.exists() or len(lives.read_text()) < count:  # noqa: ASYNC110 - it is another process that writes
            await asyncio.sleep(0.02)


async def test_a_child_that_fails_is_told_of_and_begun_again_and_its_words_are_kept(tmp_path: Path) -> None:
    failures = asyncio.Queue[None]()
    command = [sys.executable, "-c", "raise SystemExit('no way')"]
    failing = Child(command, {}, tmp_path / "log", lambda: failures.put_nowait(None))
    async with asyncio.timeout(30), failing.running():
        await failures.get()
        await failures.get()
    assert (tmp_path / "log").read_text().startswith("no way\nno way\n")


async def test_killed_or_restarted_it_lives_again_and_nobody_calls_that_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "ENDED", 0.2)
    failures: list[int] = []
    stubborn = Child([sys.executable, "-c", STUBBORN], {}, tmp_path / "log", lambda: failures.append(1))
    async with stubborn.running():
        await until_lives(tmp_path, 1)
        await stubborn.kill()
        await until_lives(tmp_path, 2)
        await stubborn.restart()
        await until_lives(tmp_path, 3)
    await stubborn.kill()
    assert not failures
    assert (tmp_path / "lives").read_text() == "111"

"""A new operator with the README and a wheel alone: installs, imports, runs, backs up, loses all, and restores."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.language.catalogue import t
from sandbox.clock import Clock
from sandbox.phones import Phone
from sandbox.server import Messenger
from sandbox.world import TOKENS
from tests.house.test_wheel import wheel as wheel  # the fixture
from tests.house.tree import ROOT

pytestmark = pytest.mark.wheel
TUESDAY = datetime.fromisoformat("2026-11-24T09:05:00+03:30")
ROSTER = """phone,full_name,honorific,role,province,estate,axes
09121234567,مدیر آزمایشی,,ceo,یزد,,
09121234568,راهبر آزمایشی,,admin,,,
"""
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


class House:
    """An empty folder, and a shell in it."""

    def __init__(self, folder: Path, messenger: Messenger) -> None:
        self.folder = folder
        own = {name: value for name, value in os.environ.items() if not name.startswith(("MEHVAR_", "PYTHON"))}
        self.environment = own | {
            "MEHVAR_BALE_TOKEN": TOKENS["bale"],
            "MEHVAR_BALE_BASE_URL": messenger.base_url,
            "MEHVAR_BALE_FILE_URL": messenger.file_url,
            "MEHVAR_CLOCK_URL": f"{messenger.address}/clock",
            "MEHVAR_HTTP": "",
        }

    async def shell(self, line: str) -> str:
        """Do what a line says, as it would be typed; return what it prints. It has to go well."""
        process = await asyncio.create_subprocess_shell(
            line,
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, problem = await process.communicate()
        assert process.returncode == 0, f"{line}\n{out.decode()}{problem.decode()}"
        return out.decode()

    @asynccontextmanager
    async def service(self) -> AsyncIterator[None]:
        """Let `mehvar run` run for a while."""
        process = await asyncio.create_subprocess_exec(
            self.folder / ".venv/bin/mehvar",
            "run",
            cwd=self.folder,
            env=self.environment,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            _out, log = await process.communicate()
        assert process.returncode == 0, log.decode()

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table."""
        with closing(sqlite3.connect(self.folder / "data/mehvar.db")) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            return {
                name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
                for (name,) in names.fetchall()
            }


async def shown(phone: Phone, words: str) -> None:
    """Return once the newest message of a phone has some words in it."""
    await phone.wait_for(lambda messages: bool(messages) and words in messages[-1].text, timeout=20)


async def report(phone: Phone) -> None:
    """Register, answer the first axis, and send a photo for it."""
    phone.start()
    await shown(phone, "شمارهٔ همراه")
    phone.press_menu(t("people.button.phone"))
    await shown(phone, "عنوانی")
    phone.tap("بدون عنوان")
    await shown(phone, "ثبت شد")
    phone.press_menu(t("menu.report"))
    await shown(phone, "محور ثبت شده است")
    phone.tap(phone.messages[-1].labels[0])
    await shown(phone, "میلیارد تومان")
    phone.say("۱۲٫۵ میلیارد تومان")
    await shown(phone, "۱۲٫۵ میلیارد تومان (")
    phone.send_photo(PHOTO)


async def kept(house: House) -> list[Path]:
    """Return the evidence once it is on the disk."""
    folder = house.folder / "data/evidence"
    async with asyncio.timeout(20):
        while True:  # another process writes
            files = list(folder.glob("*"))
            if files and not any(file.name.endswith(".part") for file in files):
                return files
            await asyncio.sleep(0.05)


async def test_everything_is_back_after_a_loss(wheel: Path, tmp_path: Path) -> None:
    safe, empty = tmp_path / "safe", tmp_path / "server"
    safe.mkdir()
    empty.mkdir()
    shutil.copy(ROOT / "requirements" / "run.txt", empty)
    async with Messenger(clock=Clock(TUESDAY)) as messenger:
        house = House(empty, messenger)
        # install
        await house.shell("python3 -m venv .venv")
        await house.shell(".venv/bin/pip install -q --require-hashes --no-deps --only-binary :all: -r run.txt")
        await house.shell(f".venv/bin/pip install -q --no-deps {wheel}")
        house.environment["PATH"] = f"{empty / '.venv/bin'}:{house.environment['PATH']}"
        # keys, a look, the roster
        said = await house.shell(f"mehvar backup --make-key {safe / 'key'}")
        name, _, public = said.strip().partition("=")
        house.environment[name] = public
        assert "مشکل" not in await house.shell("mehvar check")
        (empty / "people.csv").write_text(ROSTER, encoding="utf-8")
        await house.shell("mehvar import roster people.csv")
        await house.shell("mehvar import roster people.csv --apply")
        shutil.copy(empty / "data/secret", safe)
        # a CEO reports; a backup is made meanwhile
        phone = messenger.phone("bale", 1, "مدیر", "989121234567")
        async with house.service():
            await report(phone)
            (evidence,) = await kept(house)
            await shown(phone, "مستند")
            made = empty / json.loads(await house.shell("mehvar backup --json"))["file"]
        rows = house.rows()
        shutil.move(made, safe)
        # the server burns
        shutil.rmtree(empty / "data")
        await house.shell(f"mehvar restore {safe / made.name} --identity {safe / 'key'}")
        shutil.copy(safe / "secret", empty / "data/secret")
        assert "مشکل" not in await house.shell("mehvar check")
        await house.shell("mehvar audit verify")
        restored = house.rows()
        assert {table for table in rows if rows[table] != restored[table]} <= {"outbox"}
        assert (empty / "data/evidence" / evidence.name).read_bytes() == PHOTO
        assert stat.S_IMODE((empty / "data/mehvar.db").stat().st_mode) == 0o600
        # and the CEO goes on
        async with house.service():
            phone.press_menu(t("menu.report"))
            await shown(phone, "محور ثبت شده است")
            phone.tap(phone.messages[-1].labels[0])
            await shown(phone, "۱۲٫۵ میلیارد تومان")

"""The README is followed word by word in a fresh clone: tried, and run with the local messenger as the live one."""

import asyncio
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.language.catalogue import t
from sandbox.server import Messenger
from sandbox.world import TOKENS
from tests.house.tree import ROOT
from tests.operations.newcomers import come_in, write_roster
from tests.operations.walking import Shell, blocks_of, way_out

pytestmark = pytest.mark.wheel


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone of what is here, with changes that are not committed yet."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            (tmp_path / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / "clone" / name)
    return tmp_path / "clone"


async def test_a_newcomer_who_follows_the_readme_tries_and_runs_it(clone: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    async with Messenger() as messenger:
        reached = {"MEHVAR_BALE_BASE_URL": messenger.base_url, "MEHVAR_BALE_FILE_URL": messenger.file_url}
        environment = way_out() | reached | {"PATH": os.environ["PATH"], "HOME": str(home), "MEHVAR_HTTP": ""}
        shell = Shell((), home, environment, str(clone))

        async def look_at_the_demo() -> None:
            address = await shell.see(r"(http://127\.0\.0\.1:\d+)")
            async with ClientSession() as session, session.get(address) as answer:
                assert answer.status == 200
            shell.interrupt()

        async def come_in_by_the_link() -> None:
            code = await shell.see(r"https://ble\.ir/mehvar_bale_bot\?start=(\w{10})")
            await come_in(messenger.phone("bale", 7, "راهبر", "989121234567"), code, t("menu.admin"))
            shell.interrupt()

        beside = {"make demo": look_at_the_demo, "mehvar run": come_in_by_the_link}
        for block in blocks_of(clone / "README.md"):
            if block.kind == "toml":
                (clone / "mehvar.toml").write_text(block.text.replace("200:…", TOKENS["bale"]), encoding="utf-8")
                write_roster(clone / "people.xlsx")
            if block.kind == "sh":
                acts = [asyncio.create_task(act()) for words, act in beside.items() if words in block.text]
                await asyncio.gather(shell.run(block.text), *acts)
                assert len(acts) == 1, "a block without an end has somebody who ends it"

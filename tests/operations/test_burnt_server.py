"""The page «a burnt server», walked word by word: its commands bring everything back on an empty host."""

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.__main__ import main
from sandbox.clock import Clock
from sandbox.server import Messenger
from sandbox.world import TOKENS
from tests.house.tree import ROOT
from tests.operations.host import RUNNER, Host, say, yazd
from tests.operations.host import releases as releases  # the fixture
from tests.operations.old_databases import bring_to_life, rows_of
from tests.operations.test_pages import FENCED
from tests.operations.upgrading.making import NOW

ENGLISH, PERSIAN = (
    (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("burnt-server.md", "burnt-server.fa.md")
)
SETTINGS = """database = "{root}/var/lib/mehvar/mehvar.db"
bale_base_url = "{base}"
bale_file_url = "{files}"
clock_url = "{address}/clock"
http = ""
backup_key = "{key}"
"""


def blocks(text: str) -> list[str]:
    return [block.strip() for block in FENCED.findall(text)]


def test_both_languages_say_the_same() -> None:
    assert blocks(ENGLISH) == blocks(PERSIAN)
    for count in ("## ", "- "):
        assert ENGLISH.count(f"\n{count}") == PERSIAN.count(f"\n{count}"), count
    named = [set(re.findall(r"`([^`\n]+)`", FENCED.sub("", text))) for text in (ENGLISH, PERSIAN)]
    assert named[0] - {"docs/burnt-server.fa.md"} <= named[1] | {"docs/going-live.md"}
    assert f"mehvar-{__version__}-release.tar.gz" in ENGLISH


def test_the_page_is_found_from_where_one_looks() -> None:
    for page in ("README.md", "docs/operating.md", "docs/threats.md"):
        assert "`docs/burnt-server.md`" in (ROOT / page).read_text(encoding="utf-8"), page


@pytest.mark.wheel
async def test_its_commands_bring_everything_back_on_an_empty_host(
    releases: dict[str, Path], keys: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, host = tmp_path / "lost", Host(tmp_path / "root", releases)
    database = bring_to_life("261bde3", lost)
    before = rows_of(database)
    monkeypatch.setenv("MEHVAR_DATABASE", str(database))
    monkeypatch.setenv("MEHVAR_BACKUP_KEY", keys[0])
    assert await asyncio.to_thread(main, ["backup"]) == 0
    (made,) = (lost / "backups").iterdir()
    home = host.root / "root"
    home.mkdir(parents=True)
    (name,) = set(re.findall(r"mehvar-[0-9TZ]+\.tar\.gz\.age", "".join(blocks(ENGLISH))))
    shutil.copy(made, home / name)
    shutil.copy(keys[1], home / "backup-key.txt")
    shutil.copy(lost / "secret", home / "secret")
    shutil.copy(releases[__version__].with_name(f"mehvar-{__version__}-release.tar.gz"), home)
    shutil.rmtree(lost)
    prepare(host)
    async with Messenger(clock=Clock.standing(NOW)) as messenger:
        for bot in messenger.bots.values():
            bot.queue._next = 10_000
        for block in blocks(ENGLISH):
            await asyncio.to_thread(follow, host, block)
            if "credentials/secret" in block:  # what the page wants to be written with an editor
                write_settings(host, messenger, keys[0])
        phone = yazd(messenger)
        await say(phone, "۸", "اعتبار جذب‌شده، ۸ میلیارد تومان")
        await asyncio.to_thread(host.do, "systemctl", "stop", "mehvar.service")
    after = rows_of(host.data / "mehvar.db")
    assert {
        table for table in ("people", "phones", "reports", "answers", "evidence") if before[table] != after[table]
    } == set()
    assert set(before["audit"]) < set(after["audit"])
    assert not list(host.data.rglob("backup-key.txt"))


def prepare(host: Host) -> None:
    (host.root / "run/systemd/system").mkdir(parents=True)
    (host.root / "bin").mkdir()
    (host.root / "bin/systemctl").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{RUNNER}" "$@"\n')
    (host.root / "bin/systemctl").chmod(0o755)


def follow(host: Host, block: str) -> None:
    """Do what a block says, in root's home; the places and the user are those of the root folder."""
    user, group = (
        subprocess.run(["id", what], capture_output=True, text=True, check=True).stdout.strip()
        for what in ("-un", "-gn")
    )
    block = (
        re.sub(r"(?<=\s)/(etc|var)/", rf"{host.root}/\1/", block)
        .replace("-o mehvar", f"-o {user}")
        .replace("-g mehvar", f"-g {group}")
    )
    wheels = host.releases[__version__] / "wheels"
    said = host.do("env", f"PIP_FIND_LINKS={wheels}", "sh", "-euc", f"cd root\n{block}")
    assert "مشکل" not in said, said


def write_settings(host: Host, messenger: Messenger, key: str) -> None:
    settings = {
        "root": host.root,
        "base": messenger.base_url,
        "files": messenger.file_url,
        "address": messenger.address,
    }
    (host.root / "etc/mehvar/mehvar.toml").write_text(SETTINGS.format(**settings, key=key))
    (host.root / "etc/mehvar/credentials/bale_token").write_text(TOKENS["bale"])

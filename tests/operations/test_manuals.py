"""The operator's pages are walked word by word: every block runs as it stands, and the local messenger is the live one.

Runs upon a copy of this machine's root; upon bare ones with MEHVAR_TEST_ROOTS=/somewhere/debian12,/somewhere/debian13.
"""

import asyncio
import os
import re
import shutil
import socket
import tarfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from bot.language.catalogue import t
from sandbox.server import Messenger
from sandbox.world import TOKENS
from tests.house.test_wheel import wheel as wheel  # the fixture
from tests.house.tree import ROOT
from tests.operations.newcomers import come_in, has_menu, write_roster
from tests.operations.test_probe import Operator
from tests.operations.walking import Block, NoRootError, Shell, blocks_of, open_root, put_tool

pytestmark = pytest.mark.wheel
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    DOCS / "operating.md",
    DOCS / "container.md",
    DOCS / "going-live.md",
    DOCS / "going-live.fa.md",
]
KINDS = {"sh", "toml", "text"}
"""What runs, what is written into a file, what is shown."""
BARE = os.environ.get("MEHVAR_TEST_ROOTS", "")
ROOTS = [Path(place) for place in (BARE or "/").split(",")]
NANO = """#!/bin/sh
# Somebody who types what lies ready for a file of this name.
cat "/root/typed/${1##*/}" >>"$1"
"""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_a_manual_says_whether_it_runs(page: Path) -> None:
    blocks = blocks_of(page)
    assert [block.kind for block in blocks if block.kind == "sh"]
    assert {block.kind for block in blocks} <= KINDS


def test_both_languages_have_the_same_blocks() -> None:
    assert blocks_of(DOCS / "going-live.md") == blocks_of(DOCS / "going-live.fa.md")


class Person:
    """Somebody who follows the pages on a server: what they bring, what they type, and what they do on their phones."""

    def __init__(self, shell: Shell, messenger: Messenger, release: Path, safe: Path) -> None:
        self.shell, self.messenger, self.release, self.safe = shell, messenger, release, safe
        self.home, self.root = shell.place, shell.place.parent
        self.admin = Operator(messenger, "bale")
        self.ceo = messenger.phone("bale", 3, "مدیر", "989121110001")
        self.acts: dict[str, Callable[[], object]] = {
            "tar --extract": self.bring_the_archive,
            "credentials/bale_token": self.have_the_secrets_ready,
            "mehvar/mehvar.toml": self.have_the_settings_ready,
            "rm /var/lib/mehvar/backup-key.txt": self.take_the_keys_away,
            "mehvar restore": self.bring_the_keys_back,
        }
        self.beside: dict[str, Callable[[], Coroutine[object, object, None]]] = {"mehvar probe": self.answer_the_probe}

    async def walk(self, block: Block) -> str:
        """Do what a block wants of somebody before and beside it, and run it."""
        for words, act in self.acts.items():
            if words in block.text:
                act()
        doing = [asyncio.create_task(act()) for words, act in self.beside.items() if words in block.text]
        try:
            return await self.shell.run(block.text)
        finally:
            for task in doing:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def bring_the_archive(self) -> None:
        shutil.copy(self.release, self.home)
        write_roster(self.home / "people.xlsx")

    def have_the_secrets_ready(self) -> None:
        (self.home / "typed").mkdir()
        (self.home / "typed/bale_token").write_text(TOKENS["bale"] + "\n")
        (self.home / "typed/admins").write_text("09121234567\n")

    def have_the_settings_ready(self) -> None:
        (key,) = re.findall(r"^MEHVAR_BACKUP_KEY=(age1\w+)$", self.shell.printed, re.MULTILINE)
        lines = {
            "backup_key": key,
            "bale_base_url": self.messenger.base_url,
            "bale_file_url": self.messenger.file_url,
        }
        (self.home / "typed/mehvar.toml").write_text("".join(f'{name} = "{it}"\n' for name, it in lines.items()))

    def take_the_keys_away(self) -> None:
        shutil.copy(self.root / "var/lib/mehvar/backup-key.txt", self.safe)
        shutil.copy(self.root / "etc/mehvar/credentials/secret", self.safe)

    def bring_the_keys_back(self) -> None:
        """Bring the private key back, and give the newest backup the name that the page has for its example."""
        shutil.copy(self.safe / "backup-key.txt", self.home)
        (example,) = re.findall(
            r"mehvar-\d{8}T\d{6}Z\.tar\.gz\.age", (DOCS / "operating.md").read_text().partition("## Restoring")[2]
        )
        newest = max((self.root / "var/lib/mehvar/backups").glob("*.age"))
        newest.rename(newest.with_name(example))

    async def answer_the_probe(self) -> None:
        """Press start too early, as newcomers do; then write the code, and do whatever is asked."""
        self.admin.phone.start()
        await self.admin.phone.wait_for(lambda seen: bool(seen) and seen[-1].text == t("probe.code_wanted"), 60)
        self.admin.phone.say(await self.shell.see(r"\?start=(\d{4})"))
        await self.admin.serve(start=False)

    async def come_in(self) -> None:
        """Open the link of the invitation; a CEO comes in by their number."""
        code = await self.shell.see(r"https://ble\.ir/mehvar_bale_bot\?start=(\w{10})")
        await come_in(self.admin.phone, code, t("menu.admin"))
        await come_in(self.ceo, None, t("menu.report"))

    async def go_on(self) -> None:
        """Ask for the week, as the CEO who came in before; whoever is not known is asked for a number."""
        seen = len(self.ceo.messages)
        self.ceo.press_menu(t("menu.report"))
        await self.ceo.wait_for(lambda messages: len(messages) > seen, 30)
        assert not has_menu(self.ceo, t("people.button.phone"))


@pytest.fixture(scope="module")
def release(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release as the page has it brought: the wheel, the locks and what is deployed, in one folder."""
    version = wheel.name.split("-")[1]
    archive = tmp_path_factory.mktemp("release") / f"mehvar-{version}-release.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for path in (wheel, ROOT / "deploy", ROOT / "requirements"):
            tar.add(path, f"mehvar-{version}/{path.name}")
    return archive


@pytest.fixture(params=ROOTS, ids=lambda place: place.name or "here")
async def shell(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shell]:
    """Root's terminal on a server that is new, where nobody listens at the port that the pages name."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 8088))
    (tmp_path / "server").mkdir()
    async with AsyncExitStack() as stack:
        try:
            opened = await stack.enter_async_context(open_root(request.param, tmp_path / "server"))
        except NoRootError:
            if BARE:
                pytest.fail("MEHVAR_TEST_ROOTS is set, but nobody can open a root here")
            pytest.skip(str(NoRootError.__doc__))
        put_tool(opened.place.parent, "nano", NANO)
        put_tool(opened.place.parent, "systemctl", (ROOT / "tests/operations/systemctl.py").read_text())
        yield opened


async def test_an_operator_who_follows_the_pages_is_never_stuck(shell: Shell, release: Path, tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    async with Messenger() as messenger:
        person = Person(shell, messenger, release, tmp_path / "safe")
        for block in blocks_of(DOCS / "going-live.md"):
            if block.kind == "sh":
                said = await person.walk(block)
                assert "مشکل" not in said, said
        await person.come_in()
        for block in blocks_of(DOCS / "operating.md"):
            if block.kind == "sh":
                await person.walk(block)
        await person.go_on()  # with what was restored

"""A host in a root folder: releases, what installs them, a stand-in for systemd, and the phone of a CEO."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import __version__
from sandbox.phones import Phone
from sandbox.server import Messenger
from sandbox.world import TOKENS
from tests.house.tree import ROOT
from tests.operations.old_databases import bring_to_life
from tests.operations.scratch import commit, make_clone, release

OLD = "0.9.0"
RUNNER = Path(__file__).with_name("unit_runner.py")
SETTINGS = """
database = "{root}/var/lib/mehvar/mehvar.db"
bale_base_url = "{base}"
bale_file_url = "{files}"
clock_url = "{address}/clock"
http = ""
pace = "off"
bale_codes = "off"
"""


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of an older and of this release, each with the locked wheels for this Python in it."""
    place = tmp_path_factory.mktemp("releases")
    clone = make_clone(place / "clone")
    assert release(clone).returncode == 0
    for name in ("bot/__init__.py", "CHANGELOG.md"):
        file = clone / name
        file.write_text(file.read_text(encoding="utf-8").replace(__version__, OLD, 1), encoding="utf-8")
    commit(clone)
    assert release(clone).returncode == 0
    folders = {version: clone / "dist" / f"mehvar-{version}" for version in (OLD, __version__)}
    fetch = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
    ]
    lock = str(ROOT / "requirements" / "run.txt")
    subprocess.run([*fetch, "--dest", str(folders[OLD] / "wheels"), "--requirement", lock], check=True)
    shutil.copytree(folders[OLD] / "wheels", folders[__version__] / "wheels")
    return folders


@dataclass
class Host:
    """A root folder, what is done there, and what it did."""

    root: Path
    releases: dict[str, Path]

    def do(self, *command: str, ends: int = 0) -> str:
        """Do something as root would; return what it says."""
        path = f"{self.root}/usr/local/sbin:{self.root}/usr/local/bin:{self.root}/bin:{os.environ['PATH']}"
        own = {name: value for name, value in os.environ.items() if not name.startswith(("MEHVAR_", "PYTHON", "PIP_"))}
        environment = own | {"MEHVAR_ROOT": str(self.root), "PATH": path, "PIP_NO_INDEX": "1", "PYTHON": sys.executable}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == ends, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def upgrade(self, *options: str, ends: int = 0) -> str:
        return self.do("sh", str(self.releases[__version__] / "deploy" / "upgrade.sh"), *options, ends=ends)

    @property
    def data(self) -> Path:
        return self.root / "var/lib/mehvar"

    @property
    def version(self) -> str:
        return self.do("mehvar", "--version").split()[1]

    @property
    def calls(self) -> list[str]:
        """Return what was asked of systemd since the last time."""
        file = self.root / "run/systemd/system/calls"
        said = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [line.split()[0] for line in said if line.split()[0] in {"start", "stop"}]

    def program(self) -> dict[str, str]:
        """Return every file of the program in use, the command and the unit, by their digests."""
        places = [self.root / "opt", self.root / "usr", self.root / "etc"]
        files = [
            path
            for place in places
            for path in place.rglob("*")
            if path.is_file() and "before-upgrade" not in path.name
        ]
        links = {str(path): str(path.readlink()) for path in (self.root / "opt").iterdir() if path.is_symlink()}
        own = os.path.realpath(self.root / "opt/mehvar")
        return links | {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
            if str(path).startswith(own) or self.root / "opt" not in path.parents
        }


@pytest.fixture
def host(releases: dict[str, Path], tmp_path: Path) -> Iterator[Host]:
    """A host with the older release installed, and a systemd that runs its unit."""
    root = tmp_path / "root"
    (root / "run/systemd/system").mkdir(parents=True)
    (root / "bin").mkdir()
    runner = root / "bin" / "systemctl"
    runner.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{RUNNER}" "$@"\n')
    runner.chmod(0o755)
    host = Host(root, releases)
    host.do("sh", str(releases[OLD] / "deploy" / "install.sh"))
    assert host.version == OLD
    host.calls.clear()
    yield host
    host.do("systemctl", "stop", "mehvar.service")


def settle_in(host: Host, messenger: Messenger, commit: str) -> None:
    """Write settings for a messenger, and bring the data of an older version with its secret."""
    settings = {
        "root": host.root,
        "base": messenger.base_url,
        "files": messenger.file_url,
        "address": messenger.address,
    }
    (host.root / "etc/mehvar/mehvar.toml").write_text(SETTINGS.format(**settings))
    (host.root / "etc/mehvar/credentials/bale_token").write_text(TOKENS["bale"])
    bring_to_life(commit, host.data)
    shutil.move(host.data / "secret", host.root / "etc/mehvar/credentials/secret")
    for bot in messenger.bots.values():
        bot.queue._next = 10_000


async def say(phone: Phone, text: str, shown: str) -> None:
    phone.say(text)
    await phone.wait_for(lambda messages: bool(messages) and shown in messages[-1].text, timeout=240)


def yazd(messenger: Messenger) -> Phone:
    """The phone of a CEO who has answered the first figure of an axis; the second is asked."""
    return messenger.phone("bale", 1031, "کاربر", "989000000031")

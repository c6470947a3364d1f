"""A filled organisation on the disk, and a pair of keys, made once for all tests that only read them."""

import asyncio
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backup.sealing import make_identity
from bot.config import Config, read_config
from bot.language.week import week_of
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.calendar import day_of
from bot.reporting.sample import fill_past
from storage import evidence, inbox, outbox, seals, vault
from storage.database import open_database
from storage.evidence import Content, NewEvidence
from storage.inbox import Arrival
from storage.outbox import Address, Letter
from storage.secret import read_secret
from storage.transaction import Transaction

NOW = datetime(2026, 11, 10, 6, tzinfo=UTC)
PIECES = (b"%PDF-1.7 one", b"\xff\xd8\xff" + bytes(range(256)) * 9_000, b"")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample organisation, its reports, three files and something that waits to be sent."""
    folder = tmp_path_factory.mktemp("filled")
    asyncio.run(_fill(folder))
    return folder


async def _fill(folder: Path) -> None:
    opened = open_database(folder / "mehvar.db", read_secret(folder / "secret"))
    async with opened as database, database.transaction() as tx:
        await apply_roster(tx, await compare_roster(tx, sample_roster()), NOW)
        await seals.begin(tx, NOW)
        await fill_past(tx, NOW)
        await outbox.save(tx, Address("bale", 7), Letter("waits"), NOW)
        await announce(tx, folder)
        await inbox.save(tx, [Arrival("bale", 200, 1, 7, 7, "{}")], NOW)
        for number, content in enumerate(PIECES):
            name = vault.keep(folder / "evidence", content)
            key = week_of(day_of(NOW)).saturday, "IR-21", "AX01"
            piece = await evidence.add(tx, 1, key, NewEvidence("document", "", "bale", str(number)), NOW)
            await evidence.keep(tx, piece, Content(name, "application/pdf", len(content)), NOW)


async def announce(tx: Transaction, folder: Path) -> None:
    """Save an announcement for yesterday and one for next year, each with a file, and a file that nobody needs."""
    for number, moment in enumerate((NOW - timedelta(days=1), NOW + timedelta(days=10_000))):
        digest = vault.keep(folder / "outgoing", f"letter {number}".encode())
        await tx.run(
            """INSERT INTO announcements (author_id, text, recipients, confirmed_at, state, files, send_at)
               VALUES (1, 'text', 0, :now, 'scheduled', :files, :moment)""",
            now=NOW,
            files=json.dumps([{"sha256": digest, "name": "letter.pdf", "kind": "document", "mime": "application/pdf"}]),
            moment=moment,
        )
    vault.keep(folder / "outgoing", b"a picture of yesterday")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A public key, and the file with the private one."""
    place = tmp_path_factory.mktemp("keys") / "identity"
    return make_identity(place), place


@pytest.fixture
def house(filled: Path, keys: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own with the filled data, which the commands find by the environment; nothing leaks."""
    folder = tmp_path / "house"
    shutil.copytree(filled, folder)
    for name in list(os.environ):
        if name.startswith("MEHVAR_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MEHVAR_DATABASE", str(folder / "mehvar.db"))
    monkeypatch.setenv("MEHVAR_BACKUP_KEY", keys[0])
    monkeypatch.setenv("MEHVAR_HTTP", "")
    yield folder
    assert not [path.name for path in folder.glob(".*")], "something was left behind"


def config_of(folder: Path) -> Config:
    return read_config(None, folder / "none.toml")


def digests(folder: Path) -> dict[str, str]:
    """Return every file of a folder by the digest of its content."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture
def quiet_logs() -> Iterator[None]:
    """Keep expected tracebacks out of the report."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)

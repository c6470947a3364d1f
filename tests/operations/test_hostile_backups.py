"""A backup that a stranger made, or that was changed on its way, brings nothing in and leaves nothing behind."""

import asyncio
import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyrage  # type: ignore[import-untyped]
import pytest

from bot import exits
from bot.__main__ import main
from bot.backup.making import BackupOrder, finish, workplace
from bot.backup.manifest import VAULTS, sign
from bot.backup.sealing import make_identity, seal
from bot.language.catalogue import t
from storage.copying import copy_database
from storage.migrations import SCRIPTS
from storage.secret import read_secret
from tests.operations.conftest import NOW

EMPTY = hashlib.sha256(b"").hexdigest()


@pytest.fixture(scope="module")
def kept(filled: Path, keys: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good backup, and the database that it was made of."""
    folder = tmp_path_factory.mktemp("kept")
    asyncio.run(_keep(folder, filled, keys))
    return folder


async def _keep(folder: Path, filled: Path, keys: tuple[str, Path]) -> None:
    await copy_database(filled / "mehvar.db", folder / "source.db")
    order = BackupOrder(filled / "mehvar.db", folder, (keys[0],))
    with workplace(order) as place:
        await copy_database(filled / "mehvar.db", place / "mehvar.db")
        (await finish(order, place / "mehvar.db", read_secret(filled / "secret"), NOW)).path.rename(folder / "good")


@pytest.fixture
def made(kept: Path, house: Path) -> Path:
    """A good backup, in a house that is empty but for its secret."""
    for path in house.glob("mehvar.db*"):
        path.unlink()
    for name in VAULTS:
        shutil.rmtree(house / name)
    return Path(shutil.copy(kept / "good", house))


def is_refused(house: Path, file: Path, identity: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return why a backup was refused; nothing of it is left, inside the house or around it."""
    before = sorted(path for path in house.parent.rglob("*"))
    capsys.readouterr()
    assert main(["restore", str(file), "--identity", str(identity), "--force"]) == exits.FAILED
    after = sorted(path for path in house.parent.rglob("*") if not path.name.endswith(".lock"))
    assert after == [path for path in before if not path.name.endswith(".lock")]
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("cut", [0, 10, 300, -1, -70_000])
def test_a_cut_backup_is_refused(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], cut: int, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = made.read_bytes()
    short = house / "short"
    short.write_bytes(whole[:cut])
    is_refused(house, short, keys[1], capsys)


@pytest.mark.parametrize("place", [30, 150, 250, 5_000, -20])
def test_a_changed_byte_is_found(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = bytearray(made.read_bytes())
    changed[place] ^= 1
    (house / "changed").write_bytes(changed)
    is_refused(house, house / "changed", keys[1], capsys)


def test_another_key_opens_nothing(house: Path, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_identity(tmp_path / "another")
    is_refused(house, made, tmp_path / "another", capsys)
    assert main(["restore", str(made)]) == exits.FAILED  # and no key neither
    (tmp_path / "empty").write_text("# nothing\n")
    is_refused(house, made, tmp_path / "empty", capsys)
    (tmp_path / "broken").write_text("AGE-SECRET-KEY-1ABC\n")
    told = is_refused(house, made, tmp_path / "broken", capsys)
    assert "AGE-SECRET" not in told
    is_refused(house, made, tmp_path / "not there", capsys)
    is_refused(house, tmp_path / "not there", tmp_path / "another", capsys)
    is_refused(house, tmp_path / "empty", tmp_path / "another", capsys)


Table = dict[str, Any]
Member = tuple[tarfile.TarInfo, bytes]


def header(name: str, content: bytes, **more: Any) -> Member:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in more.items():
        setattr(info, field, value)
    return info, content


def forge(
    kept: Path,
    house: Path,
    public: str,
    change: Callable[[Table], None] = lambda _table: None,
    database: Callable[[sqlite3.Connection], None] = lambda _connection: None,
    members: Callable[[list[Member]], list[Member]] = lambda members: members,
    *,
    signed: bool = True,
    tail: bytes = b"",
) -> Path:
    """Make a backup as somebody would who knows the public key, and perhaps the secret; then change it."""
    copy = house / "forged.db"
    shutil.copy(kept / "source.db", copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
            )
        ]
        tables = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
        links, head = connection.execute("SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1").fetchone()
        database(connection)
    content = copy.read_bytes()
    copy.unlink()
    table: Table = {
        "format": 1,
        "made_at": "2026-11-10T06:00:00+00:00",
        "program": "0.1.0",
        "version": len(SCRIPTS),
        "tables": tables,
        "links": links,
        "head": head,
        "files": [["mehvar.db", len(content), hashlib.sha256(content).hexdigest()]],
    }
    change(table)
    text = json.dumps(table).encode()
    mac = sign(read_secret(house / "secret") if signed else b"x" * 32, text).encode()
    parts = [header("manifest.json", text), header("manifest.mac", mac), header("mehvar.db", content)]
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for info, body in members(parts):
            archive.addfile(info, io.BytesIO(body))
    place = house / "forged"
    with place.open("wb") as target:
        seal(lambda stream: stream.write(gzip.compress(_trim(raw.getvalue()) + tail, 1)), target, (public,))  # type: ignore[arg-type]
    return place


def _trim(archive: bytes) -> bytes:
    """Cut what tarfile adds to fill a tape's record."""
    return archive.rstrip(b"\0") + b"\0" * (-len(archive.rstrip(b"\0")) % 512) + b"\0" * 1024


def test_a_forged_backup_without_a_flaw_would_pass(kept: Path, house: Path, made: Path, keys: tuple[str, Path]) -> None:
    assert main(["restore", str(forge(kept, house, keys[0])), "--identity", str(keys[1])]) == exits.GOOD


def test_who_knows_only_the_public_key_is_refused(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    is_refused(house, forge(kept, house, keys[0], signed=False), keys[1], capsys)


FLAWS: dict[str, Callable[[Table], None]] = {
    "way out": lambda table: table["files"].append(["../outside", 0, EMPTY]),
    "way out of evidence": lambda table: table["files"].append([f"evidence/../{EMPTY}", 0, EMPTY]),
    "whole path": lambda table: table["files"].append([f"/tmp/{EMPTY}", 0, EMPTY]),  # noqa: S108
    "another name": lambda table: table["files"].append(["evidence/photo.jpg", 0, EMPTY]),
    "another's digest": lambda table: table["files"].append([f"evidence/{'a' * 64}", 0, EMPTY]),
    "twice": lambda table: table["files"].extend([[f"evidence/{EMPTY}", 0, EMPTY]] * 2),
    "no database": lambda table: table["files"].clear(),
    "less than nothing": lambda table: table["files"].append([f"evidence/{EMPTY}", -1, EMPTY]),
    "too large for any disk": lambda table: table["files"].append([f"evidence/{EMPTY}", 2**62, EMPTY]),
    "a bomb": lambda table: table["files"].append([f"evidence/{EMPTY}", 2**32, EMPTY]),
    "named and not there": lambda table: table["files"].append([f"evidence/{EMPTY}", 0, EMPTY]),
    "another size": lambda table: table["files"][0].__setitem__(1, 100),
    "another content": lambda table: table["files"][0].__setitem__(2, "a" * 64),
    "later program": lambda table: table.update(format=2),
    "later database": lambda table: table.update(version=len(SCRIPTS) + 1),
    "other counts": lambda table: table["tables"].update(reports=1),
    "another head": lambda table: table.update(head="a" * 64),
    "no time zone": lambda table: table.update(made_at="2026-11-10T06:00:00"),
    "no table": lambda table: table.pop("tables"),
    "no list": lambda table: table.update(files=7),
    "no object": lambda table: table.update(tables=[1]),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_manifest_that_is_not_ours_is_refused(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], flaw: str, capsys: pytest.CaptureFixture[str]
) -> None:
    is_refused(house, forge(kept, house, keys[0], FLAWS[flaw]), keys[1], capsys)


MEMBERS: dict[str, Callable[[list[Member]], list[Member]]] = {
    "a file more": lambda parts: [*parts, header("extra", b"x")],
    "a way out": lambda parts: [*parts[:2], header("../outside", b"x"), parts[2]],
    "a link": lambda parts: [*parts[:2], header("mehvar.db", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
    "a hard link": lambda parts: [*parts[:2], header("mehvar.db", b"", type=tarfile.LNKTYPE, linkname="../secret")],
    "a device": lambda parts: [*parts[:2], header("mehvar.db", b"", type=tarfile.CHRTYPE)],
    "a long name": lambda parts: [*parts[:2], header("././@LongLink", b"x" * 5_000, type=tarfile.GNUTYPE_LONGNAME)],
    "a folder": lambda parts: [*parts[:2], header("evidence/", b"", type=tarfile.DIRTYPE), parts[2]],
    "no database": lambda parts: parts[:2],
    "no signature": lambda parts: [parts[0], parts[2]],
    "another order": lambda parts: [parts[1], parts[0], parts[2]],
    "nothing": lambda _parts: [],
}


@pytest.mark.parametrize("flaw", MEMBERS)
def test_a_member_that_the_manifest_does_not_name_is_refused(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], flaw: str, capsys: pytest.CaptureFixture[str]
) -> None:
    is_refused(house, forge(kept, house, keys[0], members=MEMBERS[flaw]), keys[1], capsys)


def test_what_follows_after_the_end_is_refused(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for tail in (b"x", bytes(512), header("../outside", b"")[0].tobuf()):
        is_refused(house, forge(kept, house, keys[0], tail=tail), keys[1], capsys)


def test_a_link_in_the_place_of_a_file_is_refused_although_all_else_is_right(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    forge(kept, house, keys[0])
    opened = io.BytesIO()
    sealed = io.BytesIO((house / "forged").read_bytes())
    pyrage.decrypt_io(sealed, opened, [pyrage.x25519.Identity.from_str(private(keys[1]))])
    archive = bytearray(gzip.decompress(opened.getvalue()))
    place = archive.index(b"mehvar.db" + bytes(10))
    info = tarfile.TarInfo.frombuf(bytes(archive[place : place + 512]), "utf-8", "strict")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    block = bytearray(info.tobuf(tarfile.USTAR_FORMAT))
    block[124:136] = archive[place + 124 : place + 136]  # the size, which tarfile leaves out of a link
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    archive[place : place + 512] = block
    with (house / "forged").open("wb") as target:
        seal(lambda stream: stream.write(gzip.compress(bytes(archive), 1)), target, (keys[0],))  # type: ignore[arg-type]
    told = is_refused(house, house / "forged", keys[1], capsys)
    assert t("restore.foreign", name="mehvar.db") in told


def private(place: Path) -> str:
    return next(line for line in place.read_text().splitlines() if line.startswith("AGE-SECRET"))


def test_a_manifest_that_promises_too_much_is_called_so(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    told = is_refused(house, forge(kept, house, keys[0], FLAWS["a bomb"]), keys[1], capsys)
    assert t("restore.bomb") in told


def run(*statements: str) -> Callable[[sqlite3.Connection], None]:
    def change(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return change


DATABASES: dict[str, Callable[[sqlite3.Connection], None]] = {
    "a trigger that acts later": run(
        "CREATE TRIGGER later AFTER INSERT ON audit BEGIN UPDATE people SET state = 'active'; END"
    ),
    "a view in place of a table": run("ALTER TABLE drafts RENAME TO old", "CREATE VIEW drafts AS SELECT * FROM old"),
    "a lost trigger": run("DROP TRIGGER audit_stays_whole"),
    "a later version": run(f"PRAGMA user_version = {len(SCRIPTS) + 1}"),
    "no version": run("PRAGMA user_version = 0"),
    "an orphan": run("PRAGMA foreign_keys = OFF", "INSERT INTO phones VALUES (99999, '98912')"),
    "a row more": run("INSERT INTO settings VALUES ('a', 'b')"),
    "another link": run("INSERT INTO audit VALUES (99999, '', '', '', '', '', '')"),
}


@pytest.mark.parametrize("flaw", DATABASES)
def test_a_database_that_does_not_hold_is_refused(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], flaw: str, capsys: pytest.CaptureFixture[str]
) -> None:
    is_refused(house, forge(kept, house, keys[0], database=DATABASES[flaw]), keys[1], capsys)


def test_a_bomb_without_a_manifest_is_not_unpacked(
    kept: Path, house: Path, made: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    place = house / "bomb"
    info = tarfile.TarInfo("manifest.json")
    info.size = 2**33 - 1
    bomb = gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + bytes(20 * 2**20), 9)
    with place.open("wb") as target:
        seal(lambda stream: stream.write(bomb), target, (keys[0],))  # type: ignore[arg-type]
    is_refused(house, place, keys[1], capsys)
    place.write_bytes(bomb)
    is_refused(house, place, keys[1], capsys)
    place.write_bytes(gzip.compress(b"\0" * 2**20))
    is_refused(house, place, keys[1], capsys)
    place.write_bytes(b"\x1f\x8bnonsense")
    is_refused(house, place, keys[1], capsys)

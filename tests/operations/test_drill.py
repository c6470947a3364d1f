"""The drill: a filled organisation is backed up, destroyed and restored; every row and every file is there again."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot import exits
from bot.__main__ import main
from bot.language.catalogue import t
from storage import audit
from storage.database import open_reader
from storage.process_lock import hold_process_lock
from storage.secret import read_secret
from tests.house.tree import ROOT
from tests.operations.conftest import PIECES, digests
from tests.trail import acts

Rows = dict[str, list[tuple[object, ...]]]


def every_row(database: Path) -> Rows:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in connection.execute(tables)
        }


def back_up(house: Path, *more: str) -> Path:
    assert main(["backup", *more]) == exits.GOOD
    (made,) = (house / "backups").iterdir()
    return made


def destroy(house: Path) -> None:
    for path in house.glob("mehvar.db*"):
        path.unlink()
    shutil.rmtree(house / "evidence")
    shutil.rmtree(house / "outgoing")


async def test_destroyed_data_is_all_there_after_a_restore(house: Path, keys: tuple[str, Path]) -> None:
    rows, files = every_row(house / "mehvar.db"), digests(house / "evidence")
    letters = {
        name: digest for name, digest in digests(house / "outgoing").items() if name in str(rows["announcements"])
    }
    assert len(letters) == 2
    assert len(rows["reports"]) > 1_000
    assert len(files) == len(PIECES)
    made = await asyncio.to_thread(back_up, house)
    destroy(house)
    assert await asyncio.to_thread(main, ["restore", str(made), "--identity", str(keys[1])]) == exits.GOOD
    restored = every_row(house / "mehvar.db")
    assert digests(house / "evidence") == files
    assert digests(house / "outgoing") == letters  # what nobody needs any more is not kept
    assert {name for name in rows if rows[name] != restored[name]} == {"announcements", "audit", "outbox"}
    assert len(restored["audit"]) == len(rows["audit"]) + 1  # that it was restored
    assert set(rows["audit"]) < set(restored["audit"])
    with closing(sqlite3.connect(house / "mehvar.db")) as connection:
        # nobody knows whether what waited then was sent since; nothing is sent twice
        assert connection.execute("SELECT DISTINCT state FROM outbox").fetchall() == [("unknown",)]
        assert connection.execute("SELECT state FROM announcements ORDER BY send_at").fetchall() == [
            ("held",),
            ("scheduled",),
        ]
        assert connection.execute("SELECT state FROM inbox").fetchall() == [("waiting",)]
    async with open_reader(house / "mehvar.db") as tx:
        assert await audit.find_break(tx, read_secret(house / "secret")) is None
        assert (await acts(tx))[-1] == "backup.restore"
    assert await asyncio.to_thread(main, ["audit", "verify"]) == exits.GOOD


def test_backup_and_what_is_restored_are_for_their_owner_alone(house: Path, keys: tuple[str, Path]) -> None:
    made = back_up(house)
    destroy(house)
    assert main(["restore", str(made), "--identity", str(keys[1])]) == exits.GOOD
    owned = [made, house / "mehvar.db", keys[1], *(house / "evidence").iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in owned} == {0o600}
    folders = [house / "backups", house / "evidence"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_backup_is_sealed_and_holds_no_secret(house: Path, keys: tuple[str, Path]) -> None:
    made = back_up(house)
    sealed = made.read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert b"SQLite format" not in sealed
    assert main(["backup", "--unencrypted", "--to", str(house / "open")]) == exits.GOOD
    (plain,) = (house / "open").iterdir()
    with tarfile.open(plain) as archive:  # what standard tools make of it
        names = archive.getnames()
        database = archive.extractfile("mehvar.db")
        assert database is not None
        assert database.read(15) == b"SQLite format 3"
    assert names[:3] == ["manifest.json", "manifest.mac", "mehvar.db"]
    assert len(names) == 3 + len(PIECES) + 2
    secret = (house / "secret").read_text().strip()
    assert secret.encode() not in plain.read_bytes()


def test_sealed_backup_opens_with_the_age_command_too(house: Path, keys: tuple[str, Path]) -> None:
    if not shutil.which("age"):
        pytest.skip("age is not installed")
    made = back_up(house)
    opened = subprocess.run(["age", "-d", "-i", keys[1], made], check=True, capture_output=True).stdout
    assert opened[:2] == b"\x1f\x8b"


def test_nothing_is_replaced_without_force_and_what_was_there_is_kept_with_it(
    house: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    made = back_up(house)
    (house / "evidence" / ("a" * 64)).write_bytes(b"newer")
    before = every_row(house / "mehvar.db"), digests(house / "evidence")
    command = ["restore", str(made), "--identity", str(keys[1])]
    assert main(command) == exits.FAILED
    assert "--force" in capsys.readouterr().err
    assert (every_row(house / "mehvar.db"), digests(house / "evidence")) == before
    assert main([*command, "--force", "--json"]) == exits.GOOD
    told = json.loads(capsys.readouterr().out)
    aside = Path(told["aside"])
    assert (every_row(aside / "mehvar.db"), digests(aside / "evidence")) == before
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    assert len(digests(house / "evidence")) == len(PIECES) == told["files"] - 2


def test_a_service_that_runs_is_not_restored_under_its_feet_but_backed_up(house: Path, keys: tuple[str, Path]) -> None:
    with hold_process_lock(house / "mehvar.db"):
        made = back_up(house)
        assert main(["restore", str(made), "--identity", str(keys[1]), "--force"]) == exits.ALREADY_RUNNING
    with hold_process_lock(house / "backup"):
        assert main(["backup"]) == exits.ALREADY_RUNNING


def test_without_the_secret_it_is_restored_unchecked_and_says_so(
    house: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    made = back_up(house)
    destroy(house)
    secret = (house / "secret").read_text()
    (house / "secret").unlink()
    assert main(["restore", str(made), "--identity", str(keys[1])]) == exits.GOOD
    assert t("restore.unsigned", path=str(house / "secret")) in capsys.readouterr().out
    assert main(["audit", "verify"]) == exits.FAILED
    (house / "secret").write_text(secret)
    assert main(["audit", "verify"]) == exits.GOOD


def test_without_a_key_no_backup_is_made_unless_it_may_be_open(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MEHVAR_BACKUP_KEY")
    assert main(["backup"]) == exits.FAILED
    assert "--unencrypted" in capsys.readouterr().err
    assert not (house / "backups").exists()
    made = back_up(house, "--unencrypted")
    assert made.name.endswith(".tar.gz")
    destroy(house)
    assert main(["restore", str(made)]) == exits.GOOD


def test_evidence_that_went_or_changed_does_not_stop_a_backup_but_is_told(
    house: Path, keys: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    gone, changed, _sound = sorted((house / "evidence").iterdir())
    gone.unlink()
    changed.write_bytes(b"rotten")
    assert main(["backup", "--json"]) == exits.FAILED
    told = json.loads(capsys.readouterr().out)
    assert (told["missing"], told["damaged"]) == ([gone.name], [changed.name])
    assert main(["restore", told["file"], "--identity", str(keys[1]), "--force"]) == exits.GOOD
    assert len(digests(house / "evidence")) == 1


def test_damaged_database_is_not_called_a_backup(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(house / "mehvar.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_stays_unchanged")
    assert main(["backup"]) == exits.FAILED
    assert not list((house / "backups").glob("*"))
    with closing(sqlite3.connect(house / "mehvar.db", isolation_level=None)) as connection:
        connection.execute(
            "CREATE TRIGGER audit_stays_unchanged BEFORE UPDATE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
        connection.execute("DROP TRIGGER audit_stays_whole")
        connection.execute("DELETE FROM audit WHERE id = 3")
        connection.execute(
            "CREATE TRIGGER audit_stays_whole BEFORE DELETE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
    capsys.readouterr()
    assert main(["backup"]) == exits.FAILED
    assert "the audit trail is broken at link 3" in capsys.readouterr().err


def test_database_with_a_figure_that_was_changed_past_the_trail_is_not_called_a_backup(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(house / "mehvar.db", isolation_level=None)) as connection:
        changed = "UPDATE answers SET value = value * 10 WHERE report_id = 7 AND indicator = :one"
        (one, axis) = connection.execute(
            "SELECT indicator, axis FROM answers JOIN reports ON id = report_id WHERE report_id = 7 AND value > 0"
        ).fetchone()
        connection.execute(changed, {"one": one})
    assert main(["backup"]) == exits.FAILED
    assert f"report 7 was changed past the audit trail ({axis} {one}, " in capsys.readouterr().err
    assert not list((house / "backups").glob("*"))


def test_what_a_killed_backup_left_is_cleared_by_the_next(house: Path) -> None:
    left = house / ".backup-killed"
    left.mkdir(mode=0o700)
    (left / "mehvar.db").write_bytes(b"plain text")
    (house / "backups").mkdir()
    (house / "backups" / "mehvar-20260101T000000Z.tar.gz.age.part").write_bytes(b"half")
    assert main(["backup"]) == exits.GOOD
    assert not left.exists()
    assert not list((house / "backups").glob("*.part"))


@pytest.mark.kill
def test_a_backup_killed_while_it_is_written_leaves_nothing_after_the_next_start(house: Path) -> None:
    (house / "evidence" / ("f" * 64)).write_bytes(os.urandom(64 * 2**20))
    for left in (house / ".restore-killed", house / "backups"):
        left.mkdir(mode=0o700)
    (house / ".restore-killed" / "mehvar.db").write_bytes(b"plain text")
    killed = subprocess.Popen(
        [sys.executable, "-m", "bot", "backup"], cwd=house, env=program(), stderr=subprocess.DEVNULL
    )
    while killed.poll() is None and not list((house / "backups").glob("*.part")):
        time.sleep(0.005)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    assert [path.name.endswith(".age.part") for path in (house / "backups").iterdir()] == [True]
    nobody = {"MEHVAR_BALE_TOKEN": "200:abcdefgh", "MEHVAR_BALE_BASE_URL": "http://127.0.0.1:9/bot"}
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=house, env=program() | nobody, stderr=subprocess.DEVNULL
    )
    try:
        while started.poll() is None and (list((house / "backups").iterdir()) or list(house.glob(".*-*"))):
            time.sleep(0.01)
        assert started.poll() is None
    finally:
        started.terminate()
        started.wait()


def program() -> dict[str, str]:
    return dict(os.environ) | {"PYTHONPATH": str(ROOT)}


def test_a_name_says_why_a_backup_was_made(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--name", "پیش-از-نوروز"]) == exits.GOOD
    (made,) = (house / "backups").iterdir()
    assert made.name.endswith("Z-پیش-از-نوروز.tar.gz.age")
    for wrong in ("../x", "-x", "a b", "x" * 41):
        assert main(["backup", f"--name={wrong}"]) == exits.FAILED
    assert capsys.readouterr().err.count(t("backup.bad_name", name="")[:20]) == 4


def test_key_is_made_once_and_for_its_owner_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "key"
    old = os.umask(0)
    try:
        assert main(["backup", "--make-key", str(place)]) == exits.GOOD
    finally:
        os.umask(old)
    said = capsys.readouterr()
    assert said.out.startswith("MEHVAR_BACKUP_KEY=age1")
    assert "SECRET" not in said.out + said.err
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    before = place.read_text()
    assert main(["backup", "--make-key", str(place)]) == exits.FAILED
    assert place.read_text() == before

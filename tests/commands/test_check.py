"""`mehvar check` tells what to mend: tokens, clocks, files."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backup.sealing import make_identity
from bot.backup.shelf import name_of
from bot.commands import check
from bot.config import Config, read_config
from sandbox.server import Messenger
from sandbox.world import TOKENS


def config_of(folder: Path, messenger: Messenger, **more: str) -> Config:
    settings = {"MEHVAR_DATABASE": str(folder / "mehvar.db"), "MEHVAR_HTTP": "127.0.0.1:8088"}
    for platform, token in TOKENS.items():
        settings[f"MEHVAR_{platform.upper()}_TOKEN"] = token
        settings[f"MEHVAR_{platform.upper()}_BASE_URL"] = messenger.base_url
        settings[f"MEHVAR_{platform.upper()}_FILE_URL"] = messenger.file_url
    return read_config(settings | more, folder / "none.toml")


async def test_messengers_that_know_us_are_good(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        findings = await check._look_at_messengers(config_of(tmp_path, messenger))
    assert [finding.name for finding in findings] == ["telegram", "clock", "bale", "clock"]
    assert all(finding.good for finding in findings)


async def test_wrong_token_is_said_on_both_messengers(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        wrong = {"MEHVAR_TELEGRAM_TOKEN": "300:NOT-THE-TOKEN-AT-ALL", "MEHVAR_BALE_TOKEN": "400:NOT-THE-TOKEN-EITHER"}
        findings = await check._look_at_messengers(config_of(tmp_path, messenger, **wrong))
    bad = [finding.name for finding in findings if not finding.good]
    assert bad == ["telegram", "bale"]
    assert not any("NOT-THE-TOKEN" in finding.text for finding in findings)


async def test_messenger_that_is_away_is_said(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        config = config_of(tmp_path, messenger)
    assert not any(finding.good for finding in await check._look_at_messengers(config))


def test_database_that_others_may_read_is_said(tmp_path: Path) -> None:
    settings = {"MEHVAR_DATABASE": str(tmp_path / "mehvar.db")}
    (tmp_path / "mehvar.db").touch(mode=0o644)
    findings = {
        finding.name: finding.good for finding in check._look_at_database(read_config(settings, tmp_path / "x"))
    }
    assert findings == {"database": True, "database_mode": False}


def test_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "mehvar.db").write_bytes(b"no database at all" * 100)
    settings = {"MEHVAR_DATABASE": str(tmp_path / "mehvar.db")}
    findings = list(check._look_at_database(read_config(settings, tmp_path / "x")))
    assert [finding.good for finding in findings] == [False]


def backups(folder: Path, **more: str) -> check.CheckLine:
    return check._look_at_backups(read_config({"MEHVAR_DATABASE": str(folder / "mehvar.db")} | more, folder / "x"))


def test_missing_mistyped_and_old_backups_are_said(tmp_path: Path) -> None:
    public = make_identity(tmp_path / "key")
    none = backups(tmp_path)
    assert (none.good, none.notice) == (True, True)
    last = "q" if public[-1] != "q" else "p"
    assert backups(tmp_path, MEHVAR_BACKUP_KEY=public[:-1] + last).good is False
    first = backups(tmp_path, MEHVAR_BACKUP_KEY=public)
    assert (first.good, first.notice) == (True, True)
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / name_of(datetime.now(UTC) - timedelta(days=3), sealed=True)).touch()
    assert backups(tmp_path, MEHVAR_BACKUP_KEY=public).good is False
    (folder / name_of(datetime.now(UTC), sealed=True)).touch()
    newest = backups(tmp_path, MEHVAR_BACKUP_KEY=public)
    assert (newest.good, newest.notice) == (True, False)


def test_timetable_of_a_week_is_printed_for_a_province(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = read_config({"MEHVAR_DATABASE": str(tmp_path / "mehvar.db")}, tmp_path / "x")
    assert check.run(Namespace(week="یزد"), config) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("| استان یزد")
    said = [line.partition(": ")[2] for line in lines[1 : lines.index("")]]
    assert [what.partition(" (")[0] for what in said if what.startswith(("آغاز", "مهلت", "پایان"))] == [
        "آغاز گزارش",
        "مهلت",
        "پایان پذیرش",
    ]


def test_below_it_stands_when_each_job_of_the_clock_fires_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = make_identity(tmp_path / "key")
    settings = {"MEHVAR_DATABASE": str(tmp_path / "mehvar.db"), "MEHVAR_BACKUP_KEY": public}
    config = read_config(settings, tmp_path / "x")
    assert check.run(Namespace(week=""), config) == 0
    lines = capsys.readouterr().out.splitlines()
    title, *said, none = lines[lines.index("") + 1 :]
    assert title == "نوبت بعدی هر کار"
    whats = {line.partition(": ")[2] for line in said}
    assert {"آغاز گزارش", "مهلت", "پایان پذیرش", "جدول هفتگی", "گزارش ماه", "پشتیبان شبانه"} <= whats
    assert none.startswith("تا رویدادی تازه نوبتی ندارد: ")
    assert "یادآوری‌هایی که خواسته شده‌اند" in none


def test_unknown_province_of_a_timetable_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = read_config({"MEHVAR_DATABASE": str(tmp_path / "mehvar.db")}, tmp_path / "x")
    assert check.run(Namespace(week="ناکجا"), config) == 1
    assert "شناخته نشد" in capsys.readouterr().err

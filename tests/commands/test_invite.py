"""`mehvar invite` before the first start, beside a service that runs, and with a messenger that is away."""

import asyncio
from pathlib import Path

import pytest

from bot import exits
from bot.__main__ import main
from bot.language.catalogue import t
from sandbox.server import Messenger
from sandbox.world import TOKENS
from storage.process_lock import hold_process_lock

ADMIN = "09121234567"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEHVAR_ADMINS", ADMIN)
    return tmp_path / "data/mehvar.db"


def reach(messenger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bale", "telegram"):
        monkeypatch.setenv(f"MEHVAR_{name.upper()}_TOKEN", TOKENS[name])
        monkeypatch.setenv(f"MEHVAR_{name.upper()}_BASE_URL", messenger)


async def test_before_the_first_start_an_admin_of_the_settings_gets_a_code_with_its_links(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Messenger() as messenger:
        reach(messenger.base_url, monkeypatch)
        assert await asyncio.to_thread(main, ["invite", ADMIN]) == exits.GOOD
    shown = capsys.readouterr()
    assert "https://ble.ir/mehvar_bale_bot?start=" in shown.out
    assert "https://t.me/mehvar_telegram_bot?start=" in shown.out
    assert not shown.err
    assert (
        await asyncio.to_thread(main, ["invite", ADMIN]) == exits.GOOD
    )  # the names are known from now on, and nobody is asked
    assert "https://ble.ir/mehvar_bale_bot?start=" in capsys.readouterr().out


def test_a_messenger_that_is_away_costs_the_link_and_not_the_code(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reach("http://127.0.0.1:9/bot", monkeypatch)
    assert main(["invite", ADMIN]) == exits.GOOD
    shown = capsys.readouterr()
    assert "http" not in shown.out
    assert shown.out.splitlines()[-1] == t("invite.valid")
    for name in ("bale", "telegram"):
        assert t("invite.no_link", messenger=t(f"check.messenger.{name}")) in shown.err


def test_without_a_token_it_says_why_there_is_no_link(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", ADMIN]) == exits.GOOD
    assert t("commands.no_token") in capsys.readouterr().err


def test_somebody_else_is_not_invited_by_the_settings(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "09121234568"]) == exits.FAILED
    assert "فهرست افراد" in capsys.readouterr().err


def test_beside_a_running_service_it_says_where_codes_are_made_then(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold_process_lock(database):
        assert main(["invite", ADMIN]) == exits.ALREADY_RUNNING
    said = capsys.readouterr().err
    assert said.strip() == t("invite.running")
    for label in ("menu.admin", "admin.room.people", "admin_people.button.invite"):
        assert f"«{t(label)}»" in said

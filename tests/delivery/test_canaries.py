"""No token and no phone number in any log, traceback or repr."""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot
from bot.config import PlatformConfig
from bot.language.letters import latin_digits
from bot.logs import RedactingFormatter, redact
from bot.said import Contact
from sandbox.server import Messenger
from storage.inbox import Arrival, Inbound
from storage.memory import Memory
from storage.transaction import Transaction
from tests.delivery.by_hand import until
from tests.delivery.in_process import config_of, serving

ROOT = Path(bot.__file__).parents[1]
TOKENS = {
    "telegram": "7300000001:AAHcanary-TELEGRAM_9xYzQwErTyUiOpAsDf",
    "bale": "1100000002:canaryBALEqWeRtYuIoPlKjHgFdSaZxCvBnM",
}
PHONE = "989127654321"
NATIONAL = PHONE[2:]
SPELLINGS = [
    PHONE,
    f"+{PHONE}",
    f"00{PHONE}",
    f"0{NATIONAL}",
    NATIONAL,
    f"+98 {NATIONAL}",
    f"+980{NATIONAL}",
    f"%2B{PHONE}",
    "0912 765 43 21",
    "0912-765-4321",
    "0912.765.4321",
    "(0912) 765 4321",
    "+98 (912) 765-4321",
    "0912\u200c7654321",
    "0912%20765%204321",
    "۰۹۱۲۷۶۵۴۳۲۱",
    "۹۸۹۱۲۷۶۵۴۳۲۱",
    "+۹۸ ۹۱۲ ۷۶۵ ۴۳۲۱",
    "٠٩١٢٧٦٥٤٣٢١",
    json.dumps("۰۹۱۲۷۶۵۴۳۲۱"),
    json.dumps("+۹۸۹۱۲۷۶۵۴۳۲۱"),
    ascii("۰۹۱۲ ۷۶۵ ۴۳۲۱"),
    f"{NATIONAL}.0",
    f"tel:{PHONE}",
    f"phone_{PHONE}",
    f"p{NATIONAL}q",
    f"{{'phone_number': '{PHONE}'}}",
]


def leaks(text: str) -> list[str]:
    """Return which canaries stand in a text, in whatever spelling."""
    plain = latin_digits(text.encode().decode("unicode_escape", "ignore") if "\\u06" in text else text)
    digits = "".join(character for character in plain if character.isdigit())
    found = [NATIONAL] if NATIONAL in digits else []
    return found + [name for name, token in TOKENS.items() if token.split(":")[1] in text]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("around", ["{}", "of {} to", "«{}»", "a={},b", "{}:", "x{}\n"])
def test_a_phone_is_masked_however_it_is_written(spelling: str, around: str) -> None:
    masked = redact(around.format(spelling))
    assert "[phone]" in masked
    assert leaks(masked) == []


@pytest.mark.parametrize("token", TOKENS.values())
@pytest.mark.parametrize("spelling", ["{}", "https://api.telegram.org/bot{}/getMe", "`{}`", "bot{}", "'{}'"])
def test_a_token_is_masked_however_it_is_written(token: str, spelling: str) -> None:
    for written in (token, token.replace(":", "%3A"), token.replace(":", "%3a")):
        assert leaks(redact(spelling.format(written))) == []


def test_the_password_of_a_proxy_is_masked() -> None:
    assert redact("socks5://user:pass@127.0.0.1:1080 failed") == "socks5://[password]@127.0.0.1:1080 failed"


@pytest.mark.parametrize(
    "line",
    [
        "2026-09-19 09:59:59,999 INFO bot.commands.run: the service runs: telegram, bale",
        "update 712345678 set aside, id 91a2b3c4",
        '  File "bot/delivery/lane.py", line 98, in _cycle',
        "127.0.0.1:8088 took 0.91 s, 99 of 9999 rows",
        "2026-11-09 98 912",
    ],
)
def test_an_ordinary_line_stays_as_it_is(line: str) -> None:
    assert redact(line) == line


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Gather everything that is logged, at every level, as the service's own handler writes it."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    root.setLevel(level)


async def test_the_whole_service_tells_no_log_and_no_repr(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Messenger(TOKENS, limits=False) as messenger:
        config = config_of(tmp_path, messenger, admins=(PHONE,))
        async with serving(config) as service:
            for name in TOKENS:
                phone = messenger.phone(name, 50, "Canary", PHONE)
                phone.start()
                await phone.wait_for(lambda shown: len(shown) >= 1)
                phone.share_contact()
                await phone.wait_for(lambda shown: len(shown) >= 2)
                stranger = messenger.phone(name, 51, "Stranger", f"98935{NATIONAL[3:]}")
                stranger.start()
                stranger.share_contact()
                await stranger.wait_for(lambda shown: len(shown) >= 2)
            monkeypatch.setattr("handlers.answering.go_on", _fail)
            messenger.phone("telegram", 50).say(f"+{PHONE}")
            await until(lambda: "ZeroDivisionError" in logged.getvalue())
            messenger.faults.set(offline=True)
            messenger.phone("bale", 50).say(f"0{NATIONAL}")
            await until(lambda: service.platforms["bale"].intake.failures)
            everything = [config, *config.platforms, service, service.database, service.dispatcher, service.errands]
            for platform in service.platforms.values():
                everything += [
                    platform,
                    platform.wire,
                    platform.messenger,
                    platform.intake,
                    service.lanes[platform.name],
                ]
                everything += [platform.application, platform.application.bot]
            for thing in everything:
                assert leaks(repr(thing) + str(thing)) == [], type(thing).__name__
    assert "poll 1 failed" in logged.getvalue()
    assert leaks(logged.getvalue()) == []


def _fail(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError(f"{SPELLINGS} {TOKENS}")


async def test_a_wrong_token_is_not_told_either(tmp_path: Path, logged: io.StringIO) -> None:
    async with Messenger({"telegram": "1:x", "bale": "2:y"}) as messenger:
        config = config_of(tmp_path, messenger)
        wrong = tuple(
            PlatformConfig(one.name, TOKENS[one.name], one.base_url, one.file_url, pace="off")
            for one in config.platforms
        )
        config = type(config)(**{**config.__dict__, "platforms": wrong})
        async with serving(config) as service:
            await until(lambda: all(one.intake.problem for one in service.platforms.values()))
            await asyncio.sleep(0.1)
            assert leaks(json.dumps(service.report())) == []
    assert "cannot be reached yet" in logged.getvalue()
    assert leaks(logged.getvalue()) == []


def test_records_that_hold_phones_or_secrets_do_not_show_them() -> None:
    now = datetime(2026, 11, 10, tzinfo=UTC)
    raw = json.dumps({"contact": {"phone_number": PHONE}})
    shown = [
        repr(Contact(PHONE, own=True)),
        repr(Arrival("bale", 1, 2, 3, 4, raw)),
        repr(Inbound(1, "bale", 3, 4, now, raw, 0, "bale:4")),
    ]
    assert leaks(" ".join(shown)) == []
    assert "canary-secret" not in repr(Transaction(None, Memory(), b"canary-secret"))  # type: ignore[arg-type]


@pytest.mark.kill
@pytest.mark.parametrize(
    "trouble",
    [
        {"MEHVAR_TELEGRAM_BASE_URL": "http://127.0.0.1:9/bot"},
        {"MEHVAR_TELEGRAM_BASE_URL": "http://[broken/bot"},
        {"MEHVAR_TELEGRAM_PROXY": "socks5://user:canary-pass@127.0.0.1:9"},
        {"MEHVAR_TELEGRAM_PROXY": "http://user:canary-pass@127.0.0.1:9"},
        {"MEHVAR_DATABASE": "/proc/none/mehvar.db"},
    ],
    ids=["away", "no address", "socks", "proxy", "no folder"],
)
def test_a_process_in_trouble_tells_nothing(trouble: dict[str, str], tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "MEHVAR_DATABASE": str(tmp_path / "mehvar.db"),
        "MEHVAR_HTTP": "",
        "MEHVAR_ADMINS": PHONE,
        "MEHVAR_TELEGRAM_TOKEN": TOKENS["telegram"],
        "MEHVAR_TELEGRAM_BASE_URL": "http://127.0.0.1:9/bot",
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment | trouble, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr is not None
    try:
        first = child.stderr.readline() + child.stderr.readline()
    finally:
        child.terminate()
        rest = child.stderr.read()
        child.wait()
        child.stderr.close()
    assert first
    assert leaks(first + rest) == []
    assert "canary-pass" not in first + rest

"""A mistake in the configuration is said before anything runs, without the secret that it is in."""

from pathlib import Path

import pytest

from bot.config import Config, ConfigError, read_config

TOKEN = "100:" + "abcdefgh" * 4
PROXY = "MEHVAR_TELEGRAM_PROXY"


def read(tmp_path: Path, **values: str) -> Config:
    return read_config({"MEHVAR_TELEGRAM_TOKEN": TOKEN, **values}, tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEHVAR_TELEGRAM_TOKEN", "100:abcdefgh ijklmnop"),
        ("MEHVAR_TELEGRAM_TOKEN", "bot" + TOKEN),
        ("MEHVAR_TELEGRAM_TOKEN", "abcdefghijklmnop"),
        ("MEHVAR_BALE_TOKEN", TOKEN),
        (PROXY, "127.0.0.1:1080"),  # would be passed by
        (PROXY, "SOCKS5://127.0.0.1:1080"),
        (PROXY, "socks5h://user:password@127.0.0.1:1080"),
        (PROXY, "socks5://127.0.0.1"),
        ("MEHVAR_HTTP", "8088"),  # would be open to everybody
        ("MEHVAR_HTTP", ":8088"),
        ("MEHVAR_HTTP", "localhost:abc"),
        ("MEHVAR_HTTP", "127.0.0.1:70000"),
        ("MEHVAR_ADMINS", "09121234567; 09121234568"),
        ("MEHVAR_ADMINS", "0912123456"),
    ],
)
def test_mistake_is_refused_by_its_name_alone(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name) as refused:
        read(tmp_path, **{name: value})
    assert not [secret for secret in ("abcdefgh", "password", "0912") if secret in str(refused.value)]


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:3128", "socks5://user:p%40ss@proxy.example:1080", ""])
def test_proxy_is_taken_as_it_is(tmp_path: Path, proxy: str) -> None:
    assert read(tmp_path, **{PROXY: proxy}).platforms[0].proxy == proxy


@pytest.mark.parametrize("http", ["127.0.0.1:8088", "[::1]:8088", "localhost:80", ""])
def test_address_of_health_is_taken_as_it_is(tmp_path: Path, http: str) -> None:
    assert read(tmp_path, MEHVAR_HTTP=http).http == http


def test_blanks_around_a_token_are_no_part_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, MEHVAR_TELEGRAM_TOKEN=f" {TOKEN}\n").platforms[0].token == TOKEN


def test_admins_are_phones_in_any_form_with_commas(tmp_path: Path) -> None:
    assert len(read(tmp_path, MEHVAR_ADMINS="۰۹۱۲۱۲۳۴۵۶۷, +989121234568,").admins) == 2

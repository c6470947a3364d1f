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


KEY = "age1" + "q" * 58


@pytest.mark.parametrize("key", ["age1short", "AGE-SECRET-KEY-1" + "Q" * 58, KEY + "x", f"{KEY},ssh-ed25519 AAAA"])
def test_backup_key_that_is_none_is_refused_and_not_shown(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigError, match="MEHVAR_BACKUP_KEY") as refused:
        read(tmp_path, MEHVAR_BACKUP_KEY=key)
    assert "QQQ" not in str(refused.value)


def test_several_backup_keys_stand_with_commas_and_the_folder_is_beside_the_database(tmp_path: Path) -> None:
    config = read(tmp_path, MEHVAR_BACKUP_KEY=f"{KEY}, {KEY}", MEHVAR_DATABASE="/var/lib/mehvar/mehvar.db")
    assert config.backup_keys == (KEY, KEY)
    assert config.backups == Path("/var/lib/mehvar/backups")
    assert read(tmp_path, MEHVAR_BACKUP_FOLDER="/mnt/b").backups == Path("/mnt/b")


def test_logs_are_text_or_json(tmp_path: Path) -> None:
    assert (read(tmp_path).disk_reserve, read(tmp_path, MEHVAR_DISK_RESERVE="0").disk_reserve) == (64, 0)
    with pytest.raises(ConfigError, match="MEHVAR_DISK_RESERVE"):
        read(tmp_path, MEHVAR_DISK_RESERVE="-5")
    assert (read(tmp_path).logs, read(tmp_path, MEHVAR_LOGS="json").logs) == ("text", "json")
    with pytest.raises(ConfigError, match="MEHVAR_LOGS"):
        read(tmp_path, MEHVAR_LOGS="xml")


def test_secrets_come_from_files_that_systemd_hands_over(tmp_path: Path) -> None:
    other = "200:" + "ijklmnop" * 4
    for name, text in {"bale_token": other + "\n", "secret": "5e" * 32, "admins": "09121234567\n09121234568\n"}.items():
        (tmp_path / name).write_text(text)
    config = read(tmp_path, CREDENTIALS_DIRECTORY=str(tmp_path))
    assert {platform.name: platform.token for platform in config.platforms} == {"telegram": TOKEN, "bale": other}
    assert config.secret_file == tmp_path / "secret"
    assert len(config.admins) == 2
    own = read(tmp_path, CREDENTIALS_DIRECTORY=str(tmp_path), MEHVAR_SECRET_FILE="/elsewhere", MEHVAR_BALE_TOKEN="")
    assert own.secret_file == Path("/elsewhere")


def test_environment_wins_over_files_and_files_over_the_toml(tmp_path: Path) -> None:
    in_file, in_toml = "300:" + "qrstuvwx" * 4, "400:" + "yzabcdef" * 4
    (tmp_path / "token").write_text(in_file)
    (tmp_path / "mehvar.toml").write_text(f'telegram_token = "{in_toml}"\n')
    named = {"MEHVAR_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}
    toml = tmp_path / "mehvar.toml"
    assert read_config({}, toml).platforms[0].token == in_toml
    assert read_config(named, toml).platforms[0].token == in_file
    assert read_config(named | {"MEHVAR_TELEGRAM_TOKEN": TOKEN}, toml).platforms[0].token == TOKEN


def test_an_empty_file_is_a_setting_that_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "bale_token").write_text("\n")
    config = read(tmp_path, CREDENTIALS_DIRECTORY=str(tmp_path))
    assert [platform.name for platform in config.platforms] == ["telegram"]


def test_a_file_of_settings_that_is_named_must_be_there(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    with pytest.raises(ConfigError, match="MEHVAR_CONFIG"):
        read_config({"MEHVAR_CONFIG": str(place)})
    place.write_text('logs = "json"\n')
    assert read_config({"MEHVAR_CONFIG": str(place)}).logs == "json"
    with pytest.raises(ConfigError, match="cannot be read"):
        read_config({}, tmp_path)  # a folder


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"x" * 5000, b"300:abcdefgh ijkl\n"])
def test_file_that_holds_no_token_is_refused_without_what_it_holds(tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "token"
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(ConfigError, match="MEHVAR_BALE_TOKEN") as refused:
        read(tmp_path, MEHVAR_BALE_TOKEN_FILE=str(place))
    assert "abcdefgh" not in str(refused.value)
    assert "xxx" not in str(refused.value)

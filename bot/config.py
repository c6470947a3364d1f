"""The configuration: the environment, over `mehvar.toml`, over the defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.language.phones import normalise_phone
from bot.reaching import is_there

TELEGRAM_URL = "https://api.telegram.org/bot"
TELEGRAM_FILES = "https://api.telegram.org/file/bot"
BALE_URL = "https://tapi.bale.ai/bot"
BALE_FILES = "https://tapi.bale.ai/file/bot"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
PROXY = re.compile(r"(?:https?|socks[45])://(?:[^\s/@]*@)?[^\s/@:]+:[0-9]{1,5}/?")
HTTP = re.compile(r"(?:\[[0-9A-Fa-f:]+\]|[^\s:]+):([0-9]{1,5})")
AGE_KEY = re.compile(r"age1[02-9ac-hj-np-z]{58}")
"""A public key of age, as `age-keygen` and `mehvar backup --make-key` print it."""
LARGEST_SECRET = 4096
"""Characters of a file that holds a token, a proxy's address or phones."""
LOGS = ("text", "json")


class ConfigError(Exception):
    """The configuration cannot be used; the message says what to change."""


@dataclass(frozen=True)
class PlatformConfig:
    """How one messenger is reached; ``repr`` never shows the token."""

    name: str
    token: str = field(repr=False)
    base_url: str
    file_url: str
    proxy: str = field(default="", repr=False)
    pace: str = "normal"


@dataclass(frozen=True)
class Config:
    """What a command needs to know before it starts; phones are kept out of ``repr``."""

    database: Path
    secret_file: Path
    platforms: tuple[PlatformConfig, ...]
    admins: tuple[str, ...] = field(repr=False)
    http: str
    clock_url: str
    year: int | None
    bale_codes: bool
    backup_keys: tuple[str, ...] = ()
    backup_folder: Path | None = None
    backup_send: bool = False
    logs: str = "text"
    disk_reserve: int = 64
    """Megabytes that intake leaves free on the disk of the database."""

    @property
    def evidence(self) -> Path:
        """Return the folder of the files that people sent, beside the database."""
        return self.database.with_name("evidence")

    @property
    def outgoing(self) -> Path:
        """Return the folder of the files that go out with messages, beside the database."""
        return self.database.with_name("outgoing")

    @property
    def backups(self) -> Path:
        """Return the folder of the backups; beside the database unless it was set."""
        return self.backup_folder or self.database.with_name("backups")


def read_config(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Config:
    """Read the configuration; raise ConfigError with what is wrong with it."""
    environment = dict(os.environ if environment is None else environment)
    values = _read_file(file or _find_file(environment)) | environment
    values = values | _read_secret_files(values) | environment
    database = Path(values.get("MEHVAR_DATABASE") or "data/mehvar.db")
    return Config(
        database=database,
        secret_file=Path(
            values.get("MEHVAR_SECRET_FILE") or _find_credential(values, "secret") or database.with_name("secret")
        ),
        platforms=tuple(_read_platforms(values)),
        admins=_read_admins(values.get("MEHVAR_ADMINS", "")),
        http=_read_http(values.get("MEHVAR_HTTP", "127.0.0.1:8088")),
        clock_url=values.get("MEHVAR_CLOCK_URL", ""),
        year=_read_year(values.get("MEHVAR_YEAR", "")),
        bale_codes=values.get("MEHVAR_BALE_CODES", "on") != "off",
        backup_keys=_read_backup_keys(values.get("MEHVAR_BACKUP_KEY", "")),
        backup_folder=Path(folder) if (folder := values.get("MEHVAR_BACKUP_FOLDER")) else None,
        backup_send=values.get("MEHVAR_BACKUP_SEND") == "on",
        logs=_read_logs(values.get("MEHVAR_LOGS") or "text"),
        disk_reserve=_read_reserve(values.get("MEHVAR_DISK_RESERVE") or "64"),
    )


def _find_file(environment: Mapping[str, str]) -> Path:
    """Return the file of settings: one that is named must be there."""
    named = environment.get("MEHVAR_CONFIG")
    if named and not is_there(Path(named)):
        raise ConfigError(f"MEHVAR_CONFIG: {named} is not there")
    return Path(named or "mehvar.toml")


def _read_secret_files(values: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept out of the environment: by `…_FILE`, or handed over by systemd's LoadCredential."""
    found = {}
    for name in ("bale", "telegram"):
        found[f"MEHVAR_{name.upper()}_TOKEN"] = values.get(f"MEHVAR_{name.upper()}_TOKEN_FILE", "")
        found[f"MEHVAR_{name.upper()}_PROXY"] = values.get(f"MEHVAR_{name.upper()}_PROXY_FILE", "")
    found["MEHVAR_ADMINS"] = values.get("MEHVAR_ADMINS_FILE", "")
    places = {
        setting: Path(place) if place else _find_credential(values, setting.removeprefix("MEHVAR_").lower())
        for setting, place in found.items()
    }
    read = {setting: _read_secret(setting, place) for setting, place in places.items() if place}
    return {setting: text for setting, text in read.items() if text}  # an empty file is a setting that is not made


def _find_credential(values: Mapping[str, str], name: str) -> Path | None:
    """Return the file of a credential that systemd hands over, None where it hands over none of this name."""
    folder = values.get("CREDENTIALS_DIRECTORY", "")
    place = Path(folder) / name
    return place if folder and is_there(place) else None


def _read_secret(setting: str, place: Path) -> str:
    """Return what a file holds, without the blanks around it; what it holds never stands in an error."""
    try:
        with place.open(encoding="utf-8") as file:
            text = file.read(LARGEST_SECRET + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{setting}_FILE: {place} cannot be read ({type(error).__name__})") from None
    if len(text) > LARGEST_SECRET:
        raise ConfigError(f"{setting}_FILE: {place} is longer than {LARGEST_SECRET} characters")
    return ",".join(text.splitlines()) if setting == "MEHVAR_ADMINS" else text.strip()


def _read_backup_keys(text: str) -> tuple[str, ...]:
    """Return the public keys; a private one does not belong here, and never stands in an error."""
    keys = tuple(text.replace(",", " ").split())
    if not all(AGE_KEY.fullmatch(key) for key in keys):
        raise ConfigError("MEHVAR_BACKUP_KEY is a public key of age («age1…»); several stand with commas between")
    return keys


def _read_logs(text: str) -> str:
    if text not in LOGS:
        raise ConfigError("MEHVAR_LOGS is «text» or «json»")
    return text


def _read_reserve(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ConfigError("MEHVAR_DISK_RESERVE is a number of megabytes; 0 for none")
    return int(text)


def _read_platforms(values: Mapping[str, str]) -> list[PlatformConfig]:
    addresses = (("telegram", TELEGRAM_URL, TELEGRAM_FILES), ("bale", BALE_URL, BALE_FILES))
    platforms = [
        PlatformConfig(
            name,
            _read_token(f"MEHVAR_{name.upper()}_TOKEN", values),
            values.get(f"MEHVAR_{name.upper()}_BASE_URL") or url,
            values.get(f"MEHVAR_{name.upper()}_FILE_URL") or files,
            _read_proxy(f"MEHVAR_{name.upper()}_PROXY", values),
            values.get("MEHVAR_PACE", "normal"),
        )
        for name, url, files in addresses
        if values.get(f"MEHVAR_{name.upper()}_TOKEN")
    ]
    if len({platform.token for platform in platforms}) < len(platforms):
        raise ConfigError("MEHVAR_BALE_TOKEN and MEHVAR_TELEGRAM_TOKEN are the same: each messenger has its own bot")
    return platforms


def _read_token(name: str, values: Mapping[str, str]) -> str:
    token = values[name].strip()
    if not TOKEN.fullmatch(token):
        raise ConfigError(f"{name} is no token of a bot: digits, a colon, then letters, digits, «_» and «-»")
    return token


def _read_proxy(name: str, values: Mapping[str, str]) -> str:
    """Return a proxy's address; what is not surely one would be passed by, or show its password in a traceback."""
    proxy = values.get(name, "").strip()
    if proxy and not PROXY.fullmatch(proxy):
        raise ConfigError(f"{name} is http://HOST:PORT or socks5://HOST:PORT, where needed with USER:PASSWORD@")
    return proxy


def _read_http(address: str) -> str:
    """Return where health is served; without a host it would be open to everybody."""
    found = HTTP.fullmatch(address)
    if address and not (found and int(found[1]) < 2**16):
        raise ConfigError("MEHVAR_HTTP is HOST:PORT such as 127.0.0.1:8088, or empty for none")
    return address


def _read_admins(text: str) -> tuple[str, ...]:
    phones = tuple(phone.strip() for phone in text.split(",") if phone.strip())
    for number, phone in enumerate(phones, start=1):
        if normalise_phone(phone) is None:
            raise ConfigError(f"MEHVAR_ADMINS: number {number} is no mobile number; they stand with commas between")
    return phones


def _read_file(file: Path) -> dict[str, str]:
    """Return the file's lines under the names of the environment: `bale_token = "…"` is MEHVAR_BALE_TOKEN."""
    if not is_there(file):
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({type(error).__name__})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not TOML: {error}") from error
    return {
        f"MEHVAR_{name.upper()}": ",".join(value) if isinstance(value, list) else str(value)
        for name, value in table.items()
    }


def _read_year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1390 <= int(text) <= 1450):
        raise ConfigError(f"MEHVAR_YEAR is a Jalali year such as 1405, not {text!r}")
    return int(text)

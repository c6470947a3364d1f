"""The configuration: the environment, over `mehvar.toml`, over the defaults."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TELEGRAM_URL = "https://api.telegram.org/bot"
TELEGRAM_FILES = "https://api.telegram.org/file/bot"
BALE_URL = "https://tapi.bale.ai/bot"
BALE_FILES = "https://tapi.bale.ai/file/bot"


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

    @property
    def evidence(self) -> Path:
        """Return the folder of the files that people sent, beside the database."""
        return self.database.with_name("evidence")


def read_config(environment: Mapping[str, str] | None = None, file: Path = Path("mehvar.toml")) -> Config:
    """Read the configuration; raise ConfigError with what is wrong with it."""
    values = _read_file(file) | dict(os.environ if environment is None else environment)
    database = Path(values.get("MEHVAR_DATABASE") or "data/mehvar.db")
    return Config(
        database=database,
        secret_file=Path(values.get("MEHVAR_SECRET_FILE") or database.with_name("secret")),
        platforms=tuple(_read_platforms(values)),
        admins=tuple(phone.strip() for phone in values.get("MEHVAR_ADMINS", "").split(",") if phone.strip()),
        http=values.get("MEHVAR_HTTP", "127.0.0.1:8088"),
        clock_url=values.get("MEHVAR_CLOCK_URL", ""),
        year=_read_year(values.get("MEHVAR_YEAR", "")),
        bale_codes=values.get("MEHVAR_BALE_CODES", "on") != "off",
    )


def _read_platforms(values: Mapping[str, str]) -> list[PlatformConfig]:
    addresses = (("telegram", TELEGRAM_URL, TELEGRAM_FILES), ("bale", BALE_URL, BALE_FILES))
    return [
        PlatformConfig(
            name,
            values[f"MEHVAR_{name.upper()}_TOKEN"],
            values.get(f"MEHVAR_{name.upper()}_BASE_URL") or url,
            values.get(f"MEHVAR_{name.upper()}_FILE_URL") or files,
            values.get(f"MEHVAR_{name.upper()}_PROXY", ""),
            values.get("MEHVAR_PACE", "normal"),
        )
        for name, url, files in addresses
        if values.get(f"MEHVAR_{name.upper()}_TOKEN")
    ]


def _read_file(file: Path) -> dict[str, str]:
    """Return the file's lines under the names of the environment: `bale_token = "…"` is MEHVAR_BALE_TOKEN."""
    if not file.exists():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
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

"""One table of a file that people edit, read strictly: every mistake names the axis or indicator it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.errors import UserError


@dataclass(frozen=True)
class Entry:
    """A table and the name that a mistake in it is reported under; every reader raises UserError."""

    where: str
    table: Mapping[str, Any]

    def only(self, keys: str) -> None:
        """Refuse a key that is not among ``keys`` (with spaces between them): most likely a misprint."""
        for key in sorted(self.table.keys() - set(keys.split())):
            raise self.wrong("unknown_key", key=key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty; without a default it must be there."""
        value = self.table.get(key, default)
        if value is None:
            raise self.wrong("missing_key", key=key)
        if not isinstance(value, str) or (key in self.table and not value.strip()):
            raise self.wrong("not_text", key=key)
        return value

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """Return a text that is one of the choices."""
        value = self.text(key, default)
        if value not in choices:
            raise self.wrong("not_a_choice", key=key, value=value, choices=" | ".join(choices))
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number from 0; without a default it must be there."""
        value = self.table.get(key, default)
        if value is None:
            raise self.wrong("missing_key", key=key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong("not_whole", key=key)
        return value

    def number(self, key: str) -> Decimal | None:
        """Return a number, or None where there is none."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.wrong("not_a_number", key=key)
        return Decimal(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none empty, none twice; () where there is none."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            raise self.wrong("not_a_list", key=key)
        if len(set(value)) < len(value):
            raise self.wrong("twice_in_list", key=key)
        return tuple(value)

    def inner(self, key: str) -> "Entry | None":
        """Return the table under a key, or None where there is none."""
        value = self.table.get(key)
        if value is not None and not isinstance(value, dict):
            raise self.wrong("not_a_table", key=key)
        return None if value is None else Entry(self.where, value)

    def list_inner(self, key: str) -> list[Mapping[str, Any]]:
        """Return the list of tables under a key."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise self.wrong("not_a_table", key=key)
        return value

    def wrong(self, problem: str, **values: str | int) -> UserError:
        """Return the mistake to raise: a sentence of `axes.toml` of the catalogue that begins with the place."""
        return UserError(f"axes.{problem}", where=self.where, **values)

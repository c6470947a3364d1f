"""How a row becomes a frozen dataclass, and how a Python value is stored."""

import functools
import sqlite3
import types
import typing
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

Stored = str | int | None
Value = Stored | datetime | date | bool
Record = TypeVar("Record")


def stored_instant(instant: datetime) -> str:
    """Return what SQLite keeps of an aware instant: UTC text in milliseconds."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


sqlite3.register_adapter(datetime, stored_instant)
sqlite3.register_adapter(date, date.isoformat)


def to_record(record: type[Record], row: tuple[Stored, ...]) -> Record:
    """Build ``record`` from a row whose columns stand in the order of its fields."""
    return record(
        *(
            value if convert is None or value is None else convert(value)
            for value, convert in zip(row, _converters(record), strict=True)  # type: ignore[arg-type]
        )
    )


@functools.cache
def _converters(record: Any) -> tuple[Callable[[Any], Any] | None, ...]:
    hints = typing.get_type_hints(record)
    return tuple(_converter(hints[field.name]) for field in fields(record))


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if hint is datetime or hint is date:
        return typing.cast("Callable[[Any], Any]", hint.fromisoformat)
    if hint is bool or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    return None

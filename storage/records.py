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

Stored = str | int | float | None
Value = Stored | datetime | date | bool
Record = TypeVar("Record")
KNOWN = datetime(8000, 1, 1, tzinfo=UTC)
"""The instant for whoever asks what stands by all that is known now, whenever it was said."""


def stored_instant(instant: datetime) -> str:
    """Return what SQLite keeps of an aware instant: UTC text in milliseconds."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


sqlite3.register_adapter(datetime, stored_instant)
sqlite3.register_adapter(date, date.isoformat)


def to_record(record: type[Record], row: tuple[Stored, ...]) -> Record:
    """Build ``record`` from a row whose columns stand in the order of its fields."""
    converters = _converters(record)  # type: ignore[arg-type]
    if not converters:
        return record(*row)
    values = list(row)
    for place, convert in converters:
        if values[place] is not None:
            values[place] = convert(values[place])
    return record(*values)


@functools.cache
def _converters(record: Any) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Return the places of the fields that are not what SQLite keeps, and what makes them so."""
    hints = typing.get_type_hints(record)
    found = ((place, _converter(hints[field.name])) for place, field in enumerate(fields(record)))
    return tuple((place, convert) for place, convert in found if convert)


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    if hint is datetime or hint is date:
        return typing.cast("Callable[[Any], Any]", hint.fromisoformat)
    if hint is bool or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    return None

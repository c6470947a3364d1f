"""Writes what is to be read again later with its version, and reads it back, whatever version wrote it.

States of conversations, drafts and errands' payloads are frozen dataclasses, kept as JSON; ``v`` says the version. What
nobody can read (newer, cut, of unknown fields or values of a wrong kind) is None, never an error: where it stood is
asked anew. The older shapes stand in `bot/older.py`.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.older import CHANGES, Table

VERSION = "v"
LARGEST = 2**63
"""Numbers are below it; SQLite holds no larger ones."""
T = TypeVar("T")
Reader = Callable[[Any], Any]
log = logging.getLogger(__name__)


class UnreadableError(ValueError):
    """A stored thing has no shape that is known; the text says which field, and nothing of what people wrote."""


def dump(thing: object) -> str:
    """Return a frozen dataclass as it is stored: its fields, without those that are None."""
    told = {name: value for name, value in _as_table(thing).items() if value is not None}
    return json.dumps({VERSION: len(CHANGES), **told}, ensure_ascii=False, default=_plain)


def read(kind: type[T], name: str, text: str) -> T | None:
    """Return what was stored under a name of `bot/older.py`, None (and a line in the log) where it cannot be read."""
    try:
        table = _table(text)
        return _build(kind, renew(name, table.pop(VERSION, 0), table))
    except (ValueError, RecursionError) as problem:
        reason = problem if isinstance(problem, UnreadableError) else type(problem).__name__
        log.warning("stored %s cannot be read: %s", name, reason)
        return None


def salvage(kind: type[T], name: str, text: str) -> T | None:
    """Return what can be read of a stored thing, also of a newer version; fields too many are passed over."""
    try:
        table = _table(text)
        known = _fields(kind)[0]  # type: ignore[arg-type]
        version = min(table.pop(VERSION, 0), len(CHANGES))
        return _build(kind, {field: value for field, value in renew(name, version, table).items() if field in known})
    except (ValueError, TypeError, RecursionError):
        return None


def _table(text: str) -> Table:
    told = json.loads(text)
    table = {"rows": told} if isinstance(told, list) else told  # before version 1 some were kept as bare lists
    if not isinstance(table, dict):
        raise UnreadableError("no table")
    return table


def renew(name: str, version: object, table: Table) -> Table:
    """Return a table of some version in today's shape; raises UnreadableError."""
    if type(version) is not int or not 0 <= version <= len(CHANGES):
        raise UnreadableError(f"version {version!r}")
    try:
        for change in CHANGES[version:]:
            table = change[name](table) if name in change else table
    except (LookupError, TypeError, AttributeError, ValueError) as problem:
        raise UnreadableError(f"{type(problem).__name__} in a shape of version {version}") from problem
    return table


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else _as_table(value)


def _as_table(thing: object) -> dict[str, object]:
    return {each.name: getattr(thing, each.name) for each in fields(thing)}  # type: ignore[arg-type]


def _build(kind: type[T], table: object) -> T:
    """Return a dataclass of a table's values; raises UnreadableError for a field too many or too few."""
    if not isinstance(table, dict):
        raise UnreadableError(f"{type(table).__name__} for {kind.__name__}")
    readers, needed = _fields(kind)  # type: ignore[arg-type]  # a class is as good a key as any
    if strange := sorted([*(table.keys() - readers.keys()), *(needed - table.keys())]):
        raise UnreadableError(f"{kind.__name__}: {', '.join(strange)}")
    return kind(**{name: readers[name](value) for name, value in table.items()})


@cache
def _fields(kind: Any) -> tuple[Mapping[str, Reader], frozenset[str]]:
    """Return what reads each field of a dataclass, and the fields that have no default."""
    hints = get_type_hints(kind)
    needed = [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
    return {one.name: _reader(hints[one.name]) for one in fields(kind)}, frozenset(needed)


def _reader(hint: Any) -> Reader:
    """Return what reads values of a type; TypeError for a type that nothing stored may have."""
    origin, kinds = get_origin(hint) or hint, get_args(hint)
    if origin in {str, int, bool, NoneType}:
        return partial(_plain_value, origin)
    if origin is datetime:
        return _moment
    if origin is Literal:
        return partial(_one_of, kinds)
    if origin in {Union, UnionType}:
        return partial(_any_of, [_reader(kind) for kind in kinds])
    if origin is tuple and kinds[1:] == (...,):
        return partial(_several, _reader(kinds[0]))
    if origin is dict and kinds[0] is str:
        return partial(_by_name, _reader(kinds[1]))
    if is_dataclass(origin):
        return partial(_build, hint)
    raise TypeError(f"{hint} is not stored")


def _plain_value(kind: type, value: object) -> object:
    if type(value) is not kind:
        raise UnreadableError(f"{type(value).__name__} for {kind.__name__}")
    if kind is int and not -LARGEST <= value < LARGEST:  # type: ignore[operator]
        raise UnreadableError("a number that no database holds")
    if kind is str:
        value.encode()  # type: ignore[attr-defined]  # half a character of a cut text is a ValueError
    return value


def _moment(value: object) -> datetime:
    return datetime.fromisoformat(str(value))


def _one_of(known: tuple[object, ...], value: object) -> object:
    if value not in known:
        raise UnreadableError("a value that is not known")
    return value


def _any_of(readers: list[Reader], value: object) -> object:
    for reader in readers:
        try:
            return reader(value)
        except ValueError:
            continue
    raise UnreadableError(f"{type(value).__name__} where something else is kept")


def _several(reader: Reader, value: object) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise UnreadableError(f"{type(value).__name__} for several")
    return tuple(map(reader, value))


def _by_name(reader: Reader, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UnreadableError(f"{type(value).__name__} for a table")
    return {name: reader(one) for name, one in value.items()}

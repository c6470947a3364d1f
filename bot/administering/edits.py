"""An edit: one thing as it was and as it is to be; what is undone is the same edit turned around."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.older import CHANGES
from bot.stored import renew

Part = dict[str, Any]
"""A thing's fields by name: texts, numbers, and lists of such tables."""


@dataclass(frozen=True)
class Edit:
    """``key`` says which thing («person:7», «axis:1405:AX14»); None is: not there."""

    key: str
    before: Part | None
    after: Part | None

    @property
    def kind(self) -> str:
        """Return what sort of thing it is."""
        return self.key.partition(":")[0]

    @property
    def inverse(self) -> "Edit":
        """Return the edit that takes this one back."""
        return Edit(self.key, self.after, self.before)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of what differs."""
        old, new = self.before or {}, self.after or {}
        return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))


@dataclass(frozen=True)
class KeepEdits:
    """Edits of a kind («people», «programme», «days», …) that wait for a tap, in place of those that did."""

    kind: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class DropEdits:
    """Nobody wants the edits of a kind that wait."""

    kind: str


@dataclass(frozen=True)
class MakeChange:
    """Edits that were confirmed, of a kind whose draft they end; ``reverts`` is the change that they take back."""

    kind: str
    edits: tuple[Edit, ...]
    reverts: int | None = None


AdminFact = KeepEdits | DropEdits | MakeChange


def merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return one edit for each thing, from how it first was to how it is to be last; none where both are the same."""
    found: dict[str, Edit] = {}
    for edit in edits:
        found[edit.key] = Edit(edit.key, found.get(edit.key, edit).before, edit.after)
    return tuple(edit for edit in found.values() if edit.before != edit.after)


def compared(old: dict[str, Part], new: dict[str, Part]) -> Iterator[Edit]:
    """Yield an edit for every thing that differs."""
    for key in {**old, **new}:
        if old.get(key) != new.get(key):
            yield Edit(key, old.get(key), new.get(key))


def inverted(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return what takes edits back, the last first."""
    return tuple(edit.inverse for edit in reversed(tuple(edits)))


def stored(edits: Iterable[Edit]) -> str:
    """Return edits as they are kept: each with the version that wrote it."""
    return json.dumps([[edit.key, edit.before, edit.after, len(CHANGES)] for edit in edits], ensure_ascii=False)


def restored(text: str) -> tuple[Edit, ...]:
    """Return edits as they were kept, whatever version wrote them; none where they cannot be read."""
    try:
        return tuple(_restored(*[*each, 0][:4]) for each in json.loads(text))
    except (ValueError, TypeError, RecursionError):
        return ()


def _restored(key: str, before: Part | None, after: Part | None, version: int) -> Edit:
    """Return an edit as it is made today; the parts are those of its kind, «edit:KIND» in `bot/older.py`."""
    name = f"edit:{key.partition(':')[0]}"
    was, is_now = (None if part is None else renew(name, version, part) for part in (before, after))
    return Edit(key, was, is_now)

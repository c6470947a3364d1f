"""Whom an announcement is for: groups that are added and taken away. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.people.rights import REPORTERS
from storage.audiences import AudienceDuty

Missing = Mapping[str, frozenset[str]]
"""By province, the axes that are due this week and were not handed in."""


@dataclass(frozen=True)
class Part:
    """A group of duties that fit everything that is named here, or named people; ``minus``: taken away.

    ``axes`` and ``estates`` fit duties that hold one of them (a CEO without axes holds all). ``silent``: who has not
    reported this week.
    """

    minus: bool = False
    roles: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    estates: tuple[str, ...] = ()
    silent: bool = False
    people: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Say whether nothing is named yet: then nobody is meant."""
        return not (self.roles or self.provinces or self.axes or self.estates or self.silent or self.people)

    def fits(self, duty: AudienceDuty, missing: Missing) -> bool:
        """Say whether a duty belongs to the group."""
        if self.empty or self.people:
            return duty.person_id in self.people
        return (
            (not self.roles or duty.role in self.roles)
            and (not self.provinces or duty.province in self.provinces)
            and (not self.axes or _holds(duty, self.axes))
            and (not self.estates or bool(set(self.estates) & set(_list(duty.estate))))
            and (not self.silent or _is_silent(duty, missing))
        )


Parts = tuple[Part, ...]
CEOS: Parts = (Part(roles=("ceo",)),)


@dataclass(frozen=True)
class AudienceMember:
    """Somebody who is meant: by which province ('' = headquarters), and whether they have an account."""

    person_id: int
    name: str
    province: str
    reachable: bool


def select(parts: Parts, holders: Iterable[AudienceDuty], missing: Missing) -> tuple[AudienceMember, ...]:
    """Return who belongs to a group that is added and to none that is taken away, each once."""
    added = [part for part in parts if not part.minus]
    taken = [part for part in parts if part.minus]
    found: dict[int, AudienceMember] = {}
    gone: set[int] = set()
    for duty in holders:
        if any(part.fits(duty, missing) for part in taken):
            gone.add(duty.person_id)
        elif duty.person_id not in found and any(part.fits(duty, missing) for part in added):
            found[duty.person_id] = AudienceMember(duty.person_id, duty.name, duty.province, duty.member)
    return tuple(member for person, member in found.items() if person not in gone)


def for_joiners(parts: Parts) -> Parts:
    """Return the groups that somebody can join later: neither named people nor who had not reported that week."""
    if any(part.minus and part.silent for part in parts):
        return ()
    return tuple(part for part in parts if part.minus or not (part.people or part.silent))


def wants_silent(parts: Parts) -> bool:
    """Say whether a group asks who has not reported."""
    return any(part.silent for part in parts)


def estates_of(holders: Iterable[AudienceDuty]) -> tuple[str, ...]:
    """Return every estate that somebody looks after."""
    return tuple(sorted({estate for duty in holders for estate in _list(duty.estate)}))


def write_parts(parts: Parts) -> str:
    """Return groups as they are stored."""
    return json.dumps([asdict(part) for part in parts], ensure_ascii=False)


def read_parts(body: str) -> Parts:
    """Return stored groups."""
    return tuple(_read_part(table) for table in json.loads(body))


def _read_part(table: dict[str, Any]) -> Part:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return Part(**fields)


def _holds(duty: AudienceDuty, axes: tuple[str, ...]) -> bool:
    return bool(set(axes) & set(_list(duty.axes))) if duty.axes else duty.role == "ceo"


def _is_silent(duty: AudienceDuty, missing: Missing) -> bool:
    """Say whether axes of this duty are missing in its province."""
    owed = missing.get(duty.province, frozenset())
    return duty.role in REPORTERS and bool(owed) and _holds(duty, tuple(owed))


def _list(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(";") if entry.strip()]

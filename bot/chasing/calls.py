"""What the schedule does and when: the data of `calls.toml`."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.programme.timetable import span

NONE = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Call:
    """One thing of the week: when it is due, until when it is of use, what is done, and for whom."""

    kind: str
    at: str
    does: str
    until: str = ""
    late: dt.timedelta = NONE
    roles: frozenset[str] = frozenset()
    axes: str = "own"
    quiet: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Snoozing:
    """A choice of «remind me»: so long after the tap, or at an hour so many days later."""

    name: str
    after: dt.timedelta | None
    days: int
    at: dt.time | None


@dataclass(frozen=True, slots=True)
class Calls:
    """All of `calls.toml`; the calls stand in the order of worth of their pushes."""

    calls: tuple[Call, ...]
    snoozes: tuple[Snoozing, ...]
    digest_late: dt.timedelta
    digest_punctual: dt.timedelta
    period_at: dt.time
    period_late: dt.timedelta
    most_a_day: int
    undisturbed: dt.timedelta
    morning_until: dt.time

    def get(self, kind: str) -> Call | None:
        """Return the call of a kind."""
        return next((call for call in self.calls if call.kind == kind), None)

    def worth(self, kind: str) -> int:
        """Return the place of a kind of push, the most worthy first; what is no call of the week comes last."""
        return next((place for place, call in enumerate(self.calls) if call.kind == kind), len(self.calls))


def calls_from(text: str) -> Calls:
    """Return the calls of a TOML text; raise KeyError, TypeError or ValueError for a wrong one."""
    table = tomllib.loads(text)
    return Calls(
        calls=tuple(_read_call(entry) for entry in table["calls"]),
        snoozes=tuple(_read_snoozing(entry) for entry in table["snoozes"]),
        digest_late=span(table["digest"]["late"]),
        digest_punctual=span(table["digest"]["punctual"]),
        period_at=table["period"]["at"],
        period_late=span(table["period"]["late"]),
        most_a_day=table["pushes"]["most_a_day"],
        undisturbed=span(table["pushes"]["undisturbed"]),
        morning_until=table["pushes"]["morning_until"],
    )


def _read_call(entry: dict[str, Any]) -> Call:
    if entry["does"] not in {"push", "errand", "note"}:
        raise ValueError(entry["does"])
    late = span(entry["late"]) if "late" in entry else NONE
    return Call(**{**entry, "late": late, "roles": frozenset(entry.get("roles", ()))})


def _read_snoozing(entry: dict[str, Any]) -> Snoozing:
    after = span(entry["after"]) if "after" in entry else None
    return Snoozing(entry["name"], after, entry.get("days", 0), entry.get("at"))


@cache
def seed_calls() -> Calls:
    """Return the calls that Mehvar ships."""
    return calls_from((resources.files("bot.chasing") / "calls.toml").read_text(encoding="utf-8"))

"""The plan of a year: everything that HQ writes down about the programme, and how two plans differ."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from storage import agencies
from storage import programme as stored
from storage.agencies import Agency
from storage.programme import Axis, Indicator, Programme, Target, Topic
from storage.transaction import Reading


@dataclass(frozen=True)
class Plan:
    """A year's programme (its ``id`` is not read), whole."""

    programme: Programme
    axes: tuple[Axis, ...]
    indicators: tuple[Indicator, ...]
    topics: tuple[Topic, ...]
    targets: tuple[Target, ...]
    agencies: tuple[Agency, ...]


@dataclass(frozen=True)
class PlanChange:
    """One difference: ``how`` is new, changed or gone; ``what`` programme, axis, indicator, topic, target or agency.

    ``fields`` holds name, old text and new text of everything that differs; it is empty for new and gone.
    """

    how: str
    what: str
    code: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()


def for_year(plan: Plan, year: int) -> Plan:
    """Return the plan for a year: motto and targets belong to the year of their text and to no other."""
    if year == plan.programme.year:
        return plan
    return replace(plan, programme=replace(plan.programme, year=year, motto=""), targets=())


async def load(tx: Reading, year: int) -> Plan | None:
    """Return the stored plan of a year."""
    programme = await stored.get(tx, year)
    if programme is None:
        return None
    return Plan(
        programme,
        tuple(await stored.list_axes(tx, programme.id)),
        tuple(await stored.list_indicators(tx, programme.id)),
        tuple(await stored.list_topics(tx, programme.id)),
        tuple(await stored.list_targets(tx, programme.id)),
        tuple(await agencies.list_all(tx, programme.id)),
    )


def compare(old: Plan | None, new: Plan) -> list[PlanChange]:
    """Return what a new plan changes, in its order; targets that it does not name stay, for they have a file apart."""
    before: dict[tuple[str, str], dict[str, Any]] = _parts(old) if old else {}
    after = _parts(new)
    gone = [key for key in reversed(before) if key not in after and key[0] != "target"]
    return [
        *(change for key, part in after.items() for change in _changes(key, before.get(key), part)),
        *(PlanChange("gone", what, code, _title(before[what, code])) for what, code in gone),
    ]


def _parts(plan: Plan) -> dict[tuple[str, str], dict[str, Any]]:
    """Return every part of a plan by its kind and code, its fields by name."""
    lists: Iterable[tuple[str, Iterable[Any]]] = (
        ("axis", plan.axes),
        ("indicator", plan.indicators),
        ("topic", plan.topics),
        ("target", plan.targets),
    )
    found = {("programme", str(plan.programme.year)): {**asdict(plan.programme), "id": 0}}
    for what, parts in lists:
        found.update(((what, _code(part)), asdict(part)) for part in parts)
    found.update((("agency", each.title), {"title": each.title}) for each in plan.agencies)  # its place is no change
    return found


def _code(part: Axis | Indicator | Topic | Target) -> str:
    return f"{part.indicator} {part.province}".strip() if isinstance(part, Target) else part.code


def _changes(key: tuple[str, str], old: dict[str, Any] | None, new: dict[str, Any]) -> Iterator[PlanChange]:
    if old is None:
        yield PlanChange("new", *key, _title(new))
    elif old != new:
        fields = tuple((name, str(old[name]), str(new[name])) for name in new if old[name] != new[name])
        yield PlanChange("changed", *key, _title(new), fields)


def _title(part: dict[str, Any]) -> str:
    return str(part.get("title", part.get("value", "")))

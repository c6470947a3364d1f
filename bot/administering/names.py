"""What the things of edits are called: loaded once for a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.administering.editable import PROGRAMME
from bot.administering.edits import Edit
from bot.language.units import UNITS, Unit
from bot.programme.plan import Plan, load
from storage import people, programme
from storage.transaction import Reading


@dataclass(frozen=True)
class EditNames:
    """Short titles of axes, titles and units of indicators, by their codes; names of people by their ids."""

    axes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    indicators: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


def names_of_plan(plan: Plan) -> EditNames:
    """Return what a plan's things are called."""
    return EditNames(
        {axis.code: axis.short for axis in plan.axes},
        {each.code: each.title for each in plan.indicators},
        {each.code: UNITS[each.unit] for each in plan.indicators},
    )


async def names_for(tx: Reading, edits: Iterable[Edit]) -> EditNames:
    """Return what the things of edits are called, as they are now or, where they are gone, as they were."""
    edits = tuple(edits)
    with_duties = any(edit.kind == "person" for edit in edits)
    axes = {axis.code: axis.short for axis in await programme.list_newest_axes(tx)} if with_duties else {}
    indicators: dict[str, str] = {}
    units: dict[str, Unit] = {}
    for year in dict.fromkeys(int(edit.key.split(":")[1]) for edit in edits if edit.kind in PROGRAMME):
        for part in (part for edit in edits for part in (edit.before, edit.after) if part and edit.kind == "indicator"):
            indicators[part["code"]], units[part["code"]] = part["title"], UNITS[part["unit"]]
        if plan := await load(tx, year):
            known = names_of_plan(plan)
            axes, indicators, units = (
                {**axes, **known.axes},
                {**indicators, **known.indicators},
                {**units, **known.units},
            )
    return EditNames(axes, indicators, units, await _people(tx, edits))


async def _people(tx: Reading, edits: tuple[Edit, ...]) -> dict[int, str]:
    numbers = [(edit.before or edit.after or {})["person"] for edit in edits if edit.kind == "account"]
    parts = (part for edit in edits if edit.kind == "estate" for part in (edit.before, edit.after) if part)
    found = [
        await people.get(tx, number) for number in {*numbers, *(each for part in parts for each in part["managers"])}
    ]
    return {person.id: person.full_name for person in found if person}

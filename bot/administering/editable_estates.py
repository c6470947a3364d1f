"""Estates as things that admins change: a name, who looks after it, and whether it is retired."""

from collections.abc import Iterable

from bot.administering.edits import Edit, Part
from bot.errors import UserError
from bot.language.folding import squeeze
from storage import estate_register, people
from storage.estate_register import Estate
from storage.people import Duty
from storage.transaction import Reading, Transaction

ROLE = "estate_manager"


def estate_key(number: int) -> str:
    """Return the key of an estate."""
    return f"estate:{number}"


async def read(tx: Reading, number: int) -> Part | None:
    """Return how an estate stands: its province and name, the ids of its managers, and whether it is active."""
    found = await estate_register.get(tx, number)
    return None if found is None else await part_of(tx, found)


async def part_of(tx: Reading, estate: Estate) -> Part:
    """Return an estate as a table."""
    managers = await estate_register.list_managers(tx, estate)
    return {"province": estate.province, "name": estate.name, "managers": managers, "active": estate.active}


async def check(tx: Reading, edits: tuple[Edit, ...]) -> None:
    """Refuse a name that another estate of the province has, had or is to have, and to forget one that has answered."""
    names = {each.id: (each.province, each.name) for each in await estate_register.list_all(tx)}
    for edit in edits:
        if edit.kind != "estate":
            continue
        number, part = int(edit.key.partition(":")[2]), edit.after
        found = names.pop(number, None)
        if part is None:
            estate = await estate_register.get(tx, number)
            if estate and await estate_register.count_answers(tx, estate):
                raise UserError("admin_estates.has_answers", name=estate.name)
            continue
        named = (part["province"], part["name"])
        others = [name for province, name in names.values() if province == part["province"]]
        if named != found and is_taken(part["name"], others):
            raise UserError("admin_estates.known", name=part["name"])
        names[number] = named


def is_taken(name: str, others: Iterable[str]) -> bool:
    """Say whether an estate's name is one of others, in any spelling."""
    return squeeze(name) in map(squeeze, others)


async def write(tx: Transaction, number: int, edit: Edit) -> None:
    """Make an estate what an edit says; its people and its answers follow its name."""
    before, after = edit.before, edit.after
    if before is None:
        before = {**(after or {}), "managers": []}
    new = {**before, "managers": [], "active": False} if after is None else after
    estate = Estate(number, before["province"], before["name"], new["active"])
    await estate_register.save(tx, estate)
    if new["name"] != estate.name:
        await estate_register.rename(tx, estate, new["name"])
    for person in {*before["managers"], *new["managers"]}:
        await _look_after(tx, person, (estate.province, new["name"]), wanted=person in new["managers"])
    if after is None:
        await estate_register.drop(tx, number)


async def _look_after(tx: Transaction, person: int, estate: tuple[str, str], *, wanted: bool) -> None:
    """Let somebody look after an estate of a province, or not; a duty without any estate is none."""
    province, name = estate
    held = next(
        (
            duty
            for duty in await people.list_roster_duties(tx, person)
            if (duty.role, duty.province) == (ROLE, province)
        ),
        Duty(ROLE, province, "", ""),
    )
    names = [each for each in held.estate.split(";") if each and (each != name)] + [name] * wanted
    if name in held.estate.split(";") and wanted:
        return
    if names:
        await people.save_duty(tx, person, Duty(ROLE, province, ";".join(names), held.axes))
    else:
        await people.drop_duty(tx, person, ROLE, province)

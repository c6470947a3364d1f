"""The estates of the provinces by name, retired ones included; a name is a province's own for good."""

import json
from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Estate:
    """An estate of a province; one that is not active is retired."""

    id: int
    province: str
    name: str
    active: bool


async def list_of(tx: Reading, province: str) -> list[Estate]:
    """Return the estates of a province, the oldest first."""
    return await tx.all(
        Estate,
        "SELECT id, province, name, active FROM estates WHERE province = :province ORDER BY id",
        province=province,
    )


async def list_all(tx: Reading) -> list[Estate]:
    """Return the estates of every province."""
    return await tx.all(Estate, "SELECT id, province, name, active FROM estates ORDER BY id")


async def get(tx: Reading, number: int) -> Estate | None:
    """Return an estate."""
    return await tx.one(Estate, "SELECT id, province, name, active FROM estates WHERE id = :number", number=number)


async def get_next_id(tx: Reading) -> int:
    """Return the id that the next estate gets."""
    return await tx.count("SELECT coalesce(max(id), 0) + 1 FROM estates")


async def list_managers(tx: Reading, estate: Estate) -> list[int]:
    """Return the ids of those whose duty names an estate, active or not."""
    found = await tx.column(
        """SELECT person_id FROM duties WHERE role = 'estate_manager' AND province = :province
             AND instr(';' || estate || ';', ';' || :name || ';') ORDER BY person_id""",
        province=estate.province,
        name=estate.name,
    )
    return [int(person) for person in found if person is not None]


async def count_answers(tx: Reading, estate: Estate) -> int:
    """Count what an estate ever answered or told."""
    return await tx.count(
        """SELECT (SELECT count(*) FROM estate_answers WHERE province = :province AND estate = :name)
                + (SELECT count(*) FROM estate_obstacles WHERE province = :province AND estate = :name)
                + (SELECT count(*) FROM estate_entries WHERE province = :province AND estate = :name)""",
        province=estate.province,
        name=estate.name,
    )


async def save(tx: Transaction, estate: Estate) -> None:
    """Add an estate, or say whether it is active."""
    tx.write(
        """INSERT INTO estates (id, province, name, active) VALUES (:id, :province, :name, :active)
           ON CONFLICT (id) DO UPDATE SET active = :active""",
        id=estate.id,
        province=estate.province,
        name=estate.name,
        active=int(estate.active),
    )


async def enter(tx: Transaction, province: str, names: list[str]) -> None:
    """Let estates that somebody looks after be known, and active."""
    for name in names:
        tx.write(
            """INSERT INTO estates (province, name) VALUES (:province, :name)
               ON CONFLICT (province, name) DO UPDATE SET active = 1""",
            province=province,
            name=name,
        )


async def rename(tx: Transaction, estate: Estate, name: str) -> None:
    """Give an estate another name; its people, its answers, its obstacles and who is meant by announcements follow."""
    values = {"province": estate.province, "old": estate.name, "new": name}
    tx.write("UPDATE estates SET name = :new WHERE province = :province AND name = :old", **values)
    tx.write("UPDATE estate_answers SET estate = :new WHERE province = :province AND estate = :old", **values)
    tx.write("UPDATE estate_obstacles SET estate = :new WHERE province = :province AND estate = :old", **values)
    tx.write("UPDATE estate_entries SET estate = :new WHERE province = :province AND estate = :old", **values)
    tx.write(
        """UPDATE duties SET estate = trim(replace(';' || estate || ';', ';' || :old || ';', ';' || :new || ';'), ';')
           WHERE role = 'estate_manager' AND province = :province
             AND instr(';' || estate || ';', ';' || :old || ';')""",
        **values,
    )
    await _rename_audiences(tx, estate, name)


async def _rename_audiences(tx: Transaction, estate: Estate, name: str) -> None:
    """Let announcements that mean an estate go on meaning it; they name no province, so others keep the old name."""
    old, new = (json.dumps(each, ensure_ascii=False) for each in (estate.name, name))
    others = await tx.count(
        "SELECT count(*) FROM estates WHERE name = :name AND province <> :province",
        name=estate.name,
        province=estate.province,
    )
    tx.write(
        "UPDATE announcements SET audience = replace(audience, :old, :new) WHERE instr(audience, :old)",
        old=old,
        new=f"{old}, {new}" if others else new,
    )


async def drop(tx: Transaction, number: int) -> None:
    """Forget an estate that never answered."""
    tx.write("DELETE FROM estates WHERE id = :number", number=number)

"""The phone numbers: the only module that reads or writes their table."""

from storage.transaction import Reading, Transaction


async def find_person(tx: Reading, phone: str) -> int | None:
    """Return whose number (98XXXXXXXXXX) this is."""
    found = await tx.value("SELECT person_id FROM phones WHERE phone = :phone", phone=phone)
    return None if found is None else int(found)


async def get(tx: Reading, person_id: int) -> str | None:
    """Return a person's number."""
    found = await tx.value("SELECT phone FROM phones WHERE person_id = :person_id", person_id=person_id)
    return None if found is None else str(found)


async def save(tx: Transaction, person_id: int, phone: str) -> None:
    """Give a person a number."""
    tx.write(
        """INSERT INTO phones (person_id, phone) VALUES (:person_id, :phone)
           ON CONFLICT (person_id) DO UPDATE SET phone = :phone""",
        person_id=person_id,
        phone=phone,
    )

"""Settings that an admin or the program itself changes while it runs."""

from storage.transaction import Reading, Transaction


async def get(tx: Reading, name: str) -> str | None:
    """Return a setting."""
    found = await tx.value("SELECT value FROM settings WHERE name = :name", name=name)
    return None if found is None else str(found)


async def drop(tx: Transaction, name: str) -> None:
    """Forget a setting."""
    tx.write("DELETE FROM settings WHERE name = :name", name=name)


async def save(tx: Transaction, name: str, value: str) -> None:
    """Keep a setting."""
    tx.write(
        "INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value",
        name=name,
        value=value,
    )

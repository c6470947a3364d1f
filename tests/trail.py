"""What the audit trail says that was done, and whether the reports are what it says."""

from pathlib import Path

from storage import audit, seals
from storage.database import open_reader
from storage.seals import Findings
from storage.secret import read_secret
from storage.transaction import Reading


async def acts(tx: Reading) -> list[str]:
    """Return every action of the trail, the oldest first."""
    return [link.action async for link in audit.list_links(tx)]


async def look_through(database: Path) -> Findings:
    """Return what `mehvar audit verify` finds in a database that has its secret beside it."""
    async with open_reader(database) as tx:
        return await seals.look_through(tx, read_secret(database.with_name("secret")))

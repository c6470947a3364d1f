"""What the audit trail says that was done."""

from storage import audit
from storage.transaction import Reading


async def acts(tx: Reading) -> list[str]:
    """Return every action of the trail, the oldest first."""
    return [link.action async for link in audit.list_links(tx)]

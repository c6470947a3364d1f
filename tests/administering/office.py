"""An office in a database in memory: two admins, a CEO and a deputy, who act in the conversations of administering."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from storage import phones
from storage.memory import Memory
from storage.people import Duty
from storage.transaction import Transaction
from tests.organisation import YEAR as YEAR
from tests.organisation import Talk, open_members

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Monday 2 Azar 1405, 09:30 in Tehran."""
ADMIN, SECOND, CEO, DEPUTY = 1, 2, 3, 4
PEOPLE = {
    "سارا راهبر": Duty("admin", "", "", ""),
    "رضا راهبر": Duty("admin", "", "", ""),
    "علی رضایی": Duty("ceo", "IR-21", "", ""),
    "مینا احمدی": Duty("hq_deputy", "", "", "AX01;AX02"),
}


class Office(Talk):
    """One of these people, on Bale: the first admin, if nobody is named."""

    def __init__(self, tx: Transaction, number: int = ADMIN) -> None:
        super().__init__(tx, number, MONDAY, flow="admin")

    @property
    def text(self) -> str:
        return super().text.replace("\u2068", "").replace("\u2069", "")


@asynccontextmanager
async def open_office() -> AsyncIterator[Office]:
    """Open the office; everybody has a phone."""
    async with open_members(PEOPLE, MONDAY) as connection:
        tx = Transaction(connection, Memory(), b"s" * 32)
        for number in range(1, len(PEOPLE) + 1):
            await phones.save(tx, number, f"98912000000{number}")
        yield Office(tx)

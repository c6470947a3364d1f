"""Weeks' workbooks that came back, and wait for a person's tap."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Returned:
    """What a workbook was made for, as its stamp says, and what was typed in it (JSON)."""

    week: date
    province: str
    asked: str
    cells: str


async def add(tx: Transaction, person_id: int, returned: Returned, now: datetime) -> int:
    """Keep what was typed in a workbook, and return its id."""
    return await tx.insert(
        """INSERT INTO returned_workbooks (person_id, week, province, asked, cells, created_at)
           VALUES (:person_id, :week, :province, :asked, :cells, :now)""",
        person_id=person_id,
        week=returned.week,
        province=returned.province,
        asked=returned.asked,
        cells=returned.cells,
        now=now,
    )


async def get(tx: Reading, number: int, person_id: int) -> Returned | None:
    """Return a workbook that this person sent and that still waits."""
    return await tx.one(
        Returned,
        """SELECT week, province, asked, cells FROM returned_workbooks
           WHERE id = :number AND person_id = :person_id""",
        number=number,
        person_id=person_id,
    )


async def drop(tx: Transaction, number: int, person_id: int) -> None:
    """Forget a workbook that was taken or put aside."""
    tx.write(
        "DELETE FROM returned_workbooks WHERE id = :number AND person_id = :person_id",
        number=number,
        person_id=person_id,
    )


async def forget(tx: Transaction, before: datetime) -> int:
    """Forget workbooks that came before an instant."""
    return await tx.run("DELETE FROM returned_workbooks WHERE created_at < :before", before=before)

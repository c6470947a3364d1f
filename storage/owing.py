"""Who is asked for reports, and what has been handed in."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class OwingDuty:
    """An active person's duty: a role, for a province ('' = headquarters), for some axes ('' = see the role)."""

    person_id: int
    role: str
    province: str
    axes: str


async def list_holders(tx: Reading, province: str) -> list[OwingDuty]:
    """Return the duties of a province's active people ('' = of headquarters'), without those who are on leave."""
    return await tx.all(
        OwingDuty,
        """SELECT person_id, role, province, axes FROM held_duties AS held JOIN people ON people.id = person_id
           WHERE province = :province AND state = 'active'
             AND NOT (role = 'ceo' AND acting = 0 AND EXISTS (
                 SELECT 1 FROM delegations WHERE kind = 'leave' AND giver_id = held.person_id
                 AND delegations.province = held.province AND begun_at IS NOT NULL AND ended_at IS NULL))
           ORDER BY person_id, place""",
        province=province,
    )


async def list_handed_in(tx: Reading, week: date, province: str) -> frozenset[str]:
    """Return the axes that a province has handed in for a week, and not taken back."""
    found = await tx.column(
        "SELECT axis FROM reports WHERE week = :week AND province = :province AND taken_back = 0",
        week=week,
        province=province,
    )
    return frozenset(str(axis) for axis in found)


async def is_answering(tx: Reading, person_id: int, since: datetime) -> bool:
    """Say whether a person has touched a draft since an instant, and it still stands."""
    return bool(
        await tx.value(
            "SELECT 1 FROM drafts WHERE person_id = :person_id AND updated_at >= :since LIMIT 1",
            person_id=person_id,
            since=since,
        )
    )


async def list_duties(tx: Reading, person_id: int) -> list[OwingDuty]:
    """Return the duties of an active person."""
    return await tx.all(
        OwingDuty,
        """SELECT person_id, role, province, axes FROM held_duties JOIN people ON people.id = person_id
           WHERE person_id = :person_id AND state = 'active' ORDER BY place""",
        person_id=person_id,
    )


async def has_reported(tx: Reading, before: date, province: str) -> bool:
    """Say whether a province has reported anything in the weeks before one."""
    found = await tx.value(
        "SELECT 1 FROM reports WHERE province = :province AND week < :before LIMIT 1", province=province, before=before
    )
    return found is not None

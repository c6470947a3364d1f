"""Who is in charge of an axis: of a province's reports and obstacles on it, and at headquarters."""

from bot.people.rights import REPORTERS
from bot.people.scope import has_axis
from storage import handovers, owing, people
from storage.owing import OwingDuty
from storage.transaction import Reading


async def list_in_charge(tx: Reading, province: str, axis: str) -> list[OwingDuty]:
    """Return the duties under which active people who are not on leave report for a province on an axis."""
    return [
        holder
        for holder in await owing.list_holders(tx, province)
        if holder.role in REPORTERS and has_axis(holder, axis)
    ]


async def list_reporters(tx: Reading, province: str, axis: str, writer: int) -> list[int]:
    """Return who answers for what somebody wrote: that person or the successor, if still in charge, else the CEOs.

    Who is on leave is left in peace; where a province has no CEO, everybody in charge of the axis is told.
    """
    own = await list_in_charge(tx, province, axis)
    successor = await handovers.get_successor(tx, writer)
    if any(holder.person_id == successor for holder in own):
        return [successor]
    return ids([holder for holder in own if holder.role == "ceo"] or own)


async def list_owners(tx: Reading, axis: str) -> list[int]:
    """Return the people of headquarters who answer for an axis; where nobody does, the head."""
    return await people.list_owners(tx, axis) or await people.list_ids(tx, "head")


def ids(holders: list[OwingDuty]) -> list[int]:
    """Return the people of some duties, each once."""
    return list(dict.fromkeys(holder.person_id for holder in holders))

"""The two sides of a report: who may look at it, and who hears an answer or what is said about it."""

from bot.people.caller import Caller
from bot.people.charge import ids, list_in_charge, list_owners
from bot.people.rights import HEADQUARTERS, OWNERS
from bot.people.scope import axes_of, has_axis
from storage import owing
from storage.transaction import Reading


def reviewed_axes(caller: Caller) -> frozenset[str] | None:
    """Return the axes whose reports a person looks at, None for all: who merely sees an axis does not own it."""
    return axes_of(duty for duty in caller.duties if duty.role in HEADQUARTERS)


async def list_reviewers(tx: Reading, axis: str, first: int) -> list[int]:
    """Return who hears an answer at headquarters: who had handed it back, if still allowed to, else the owners."""
    return [first] if await may_review(tx, first, axis) else await list_owners(tx, axis)


async def list_listening(tx: Reading, axis: str, speakers: list[int]) -> list[int]:
    """Return who hears a comment at headquarters: the owners, and who took part and still may."""
    took_part = [each for each in speakers if await may_review(tx, each, axis)]
    return list(dict.fromkeys([*await list_owners(tx, axis), *took_part]))


async def list_talking(tx: Reading, province: str, axis: str, speakers: list[int]) -> list[int]:
    """Return who hears a comment in a province: the CEOs, and who took part and still is in charge of the axis."""
    own = await list_in_charge(tx, province, axis)
    ceos = [holder for holder in own if holder.role == "ceo"] or own
    return ids([*ceos, *(holder for holder in own if holder.person_id in speakers)])


async def may_review(tx: Reading, person_id: int, axis: str) -> bool:
    """Say whether somebody is active at headquarters, within the own axes."""
    duties = [duty for duty in await owing.list_duties(tx, person_id) if duty.role in HEADQUARTERS]
    return any(duty.role not in OWNERS or has_axis(duty, axis) for duty in duties)

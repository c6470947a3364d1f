"""The two sides of a report: who may look at it, and who is told of what is handed back, answered or said."""

from bot.people.caller import HEADQUARTERS, OWNERS, Caller
from bot.people.scope import REPORTS, axes_of
from storage import handovers, owing, people
from storage.owing import Holder
from storage.transaction import Reading


def reviewed_axes(caller: Caller) -> frozenset[str] | None:
    """Return the axes whose reports a person looks at, None for all: who merely sees an axis does not own it."""
    return axes_of(duty for duty in caller.duties if duty.role in HEADQUARTERS)


def list_reporters(tx: Reading, province: str, axis: str, writer: int) -> list[int]:
    """Return who answers for a report: who wrote it or took over since, if still in charge of it, else the CEOs.

    Who is on leave is left in peace; where a province has no CEO, everybody in charge of the axis is told.
    """
    own = _list_in_charge(tx, province, axis)
    successor = handovers.get_successor(tx, writer)
    if any(holder.person_id == successor for holder in own):
        return [successor]
    return _ids([holder for holder in own if holder.role == "ceo"] or own)


def list_talking(tx: Reading, province: str, axis: str, speakers: list[int]) -> list[int]:
    """Return who hears a comment for a province: the CEOs, and who took part and still is in charge of the axis."""
    own = _list_in_charge(tx, province, axis)
    ceos = [holder for holder in own if holder.role == "ceo"] or own
    return _ids([*ceos, *(holder for holder in own if holder.person_id in speakers)])


def list_reviewers(tx: Reading, axis: str, first: int) -> list[int]:
    """Return who hears an answer at headquarters: who had handed it back, if still allowed to, else the owners."""
    return [first] if may_review(tx, first, axis) else list_owners(tx, axis)


def list_listening(tx: Reading, axis: str, speakers: list[int]) -> list[int]:
    """Return who hears a comment at headquarters: the owners, and who took part and still may."""
    took_part = [each for each in speakers if may_review(tx, each, axis)]
    return list(dict.fromkeys([*list_owners(tx, axis), *took_part]))


def list_owners(tx: Reading, axis: str) -> list[int]:
    """Return the people of headquarters who answer for an axis; where nobody does, the head."""
    return people.list_owners(tx, axis) or people.list_ids(tx, "head")


def may_review(tx: Reading, person_id: int, axis: str) -> bool:
    """Say whether somebody is active at headquarters, within the own axes."""
    duties = [duty for duty in owing.list_duties(tx, person_id) if duty.role in HEADQUARTERS]
    return any(duty.role not in OWNERS or axis in duty.axes.split(";") for duty in duties)


def _list_in_charge(tx: Reading, province: str, axis: str) -> list[Holder]:
    """Return the duties under which active people who are not on leave report on an axis."""
    return [
        holder
        for holder in owing.list_holders(tx, province)
        if holder.role in REPORTS and (axis in holder.axes.split(";") if holder.axes else holder.role == "ceo")
    ]


def _ids(holders: list[Holder]) -> list[int]:
    return list(dict.fromkeys(holder.person_id for holder in holders))

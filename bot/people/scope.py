"""What a person may see: the one place where the scope of rights is decided. Pure."""

from collections.abc import Iterable
from typing import Protocol

from bot.people.rights import ALL_AXES, ESTATE_MANAGERS, KNOWS_EVERY_TOPIC, OWNERS, REPORTERS, SEES_ALL, SIGNERS
from storage.people import Duty


class OfAxes(Protocol):
    """A duty, whoever asks for it: its role, and the codes of its axes with «;» ('' = see the role)."""

    @property
    def role(self) -> str:
        """Return the role."""

    @property
    def axes(self) -> str:
        """Return the axes."""


class OfEstate(Protocol):
    """What an estate sent: its province, its axis ('' for none), and the colleague it was referred to."""

    @property
    def province(self) -> str:
        """Return the province ('' while it is not known)."""

    @property
    def axis(self) -> str:
        """Return the axis."""

    @property
    def assigned(self) -> int | None:
        """Return the colleague."""


def has_axis(duty: OfAxes, axis: str) -> bool:
    """Say whether an axis is a duty's own: named in it, or of a role that has every axis where none is named."""
    return axis in duty.axes.split(";") if duty.axes else duty.role in ALL_AXES


def owned_axes(duties: Iterable[OfAxes]) -> frozenset[str]:
    """Return the axes that somebody answers for at headquarters."""
    return frozenset(code for duty in duties if duty.role in OWNERS for code in duty.axes.split(";") if code)


def axes_of(duties: Iterable[Duty]) -> frozenset[str] | None:
    """Return the axes whose national figures a person may see; None is all of them."""
    held = list(duties)
    if any(duty.role in SEES_ALL for duty in held):
        return None
    return owned_axes(held)


def signs_for(duties: Iterable[Duty], province: str, axis: str) -> str:
    """Return under which duty a person signs for a province on an axis: «ceo», «stand_in», '' for none."""
    held = [duty for duty in duties if duty.role == "ceo" and duty.province == province]
    fitting = [duty for duty in held if has_axis(duty, axis)]
    if not fitting:
        return ""
    return "stand_in" if all(duty.acting for duty in fitting) else "ceo"


def sees_evidence(duties: Iterable[Duty], province: str, axis: str) -> bool:
    """Say whether a person may see the evidence of a province on an axis: who reports on it, owns it or leads all."""
    held = list(duties)
    leads = any(duty.role == "head" for duty in held)
    return leads or axis in owned_axes(held) or reports_on(held, province, axis)


def knows_every_topic(duties: Iterable[OfAxes]) -> bool:
    """Say whether every restricted topic is for a person, whoever owns it."""
    return any(duty.role in KNOWS_EVERY_TOPIC for duty in duties)


def owns_topic(duties: Iterable[OfAxes], axes: frozenset[str]) -> bool:
    """Say whether a topic is a person's own: they answer for all ``axes`` of its unit; without any nobody does."""
    return bool(axes) and axes <= owned_axes(duties)


def sees_entry(duties: Iterable[Duty], person: int, entry: OfEstate) -> bool:
    """Say whether a person may see to what an estate sent: the province's CEO, and the colleague it was referred to."""
    held = [duty for duty in duties if duty.role in REPORTERS and duty.province == entry.province]
    given = entry.assigned == person
    return any(duty.role in SIGNERS or (given and (not entry.axis or has_axis(duty, entry.axis))) for duty in held)


def looks_after(duties: Iterable[Duty], province: str, estate: str) -> bool:
    """Say whether a person answers for an estate of a province."""
    return any(
        duty.role in ESTATE_MANAGERS and duty.province == province and estate in duty.estate.split(";")
        for duty in duties
        if estate
    )


def reports_on(duties: Iterable[Duty], province: str, axis: str) -> bool:
    """Say whether a person reports for a province on an axis: a CEO without a list on all, others on those named."""
    return any(duty.role in REPORTERS and duty.province == province and has_axis(duty, axis) for duty in duties)

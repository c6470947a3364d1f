"""What a person may see: the one place where the scope of rights is decided. Pure."""

from collections.abc import Iterable

from bot.people.rights import OWNERS, REPORTERS, SEES_ALL
from storage.people import Duty


def axes_of(duties: Iterable[Duty]) -> frozenset[str] | None:
    """Return the axes whose national figures a person may see; None is all of them."""
    held = list(duties)
    if any(duty.role in SEES_ALL for duty in held):
        return None
    return frozenset(code for duty in held if duty.role in OWNERS for code in duty.axes.split(";") if code)


def signs_for(duties: Iterable[Duty], province: str, axis: str) -> str:
    """Return under which duty a person signs for a province on an axis: «ceo», «stand_in», '' for none."""
    held = [duty for duty in duties if duty.role == "ceo" and duty.province == province]
    fitting = [duty for duty in held if not duty.axes or axis in duty.axes.split(";")]
    if not fitting:
        return ""
    return "stand_in" if all(duty.acting for duty in fitting) else "ceo"


def reports_on(duties: Iterable[Duty], province: str, axis: str) -> bool:
    """Say whether a person reports for a province on an axis: a CEO without a list on all, others on those named."""
    held = (duty for duty in duties if duty.role in REPORTERS and duty.province == province)
    return any(axis in duty.axes.split(";") if duty.axes else duty.role == "ceo" for duty in held)

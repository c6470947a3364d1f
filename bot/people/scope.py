"""What a person may see: the one place where the scope of rights is decided. Pure."""

from collections.abc import Iterable

from storage.people import Duty

SEES_ALL = frozenset({"head", "admin", "observer"})
SEES_OWN_AXES = frozenset({"hq_deputy", "hq_manager"})


def axes_of(duties: Iterable[Duty]) -> frozenset[str] | None:
    """Return the axes whose national figures a person may see; None is all of them."""
    held = list(duties)
    if any(duty.role in SEES_ALL for duty in held):
        return None
    return frozenset(code for duty in held if duty.role in SEES_OWN_AXES for code in duty.axes.split(";") if code)

"""How far an announcement has got, in words. Pure."""

from bot.announcing.body import named
from bot.conversing.screen import Button, Rows
from bot.language.catalogue import t
from storage.announcements import Announcement

OPEN = ("pending", "sending")
UNDELIVERED = ("blocked", "failed", "unknown", "cancelled", "")
"""The states of rows that did not arrive, or of which nobody knows; '' has no account to be sent to."""


def describe(tally: dict[str, int], found: Announcement) -> str:
    """Return in words how far it has got."""
    waiting = sum(tally.get(state, 0) for state in OPEN)
    key = "announce.progress.sending" if waiting else "announce.progress.done"
    if tally.get("cancelled"):
        key = "announce.progress.stopped"
    lines = [
        t(key, named=named(found)),
        t("announce.progress.sent", sent=tally.get("sent", 0), all=sum(tally.values())),
    ]
    if found.version > 1:
        lines.insert(1, t("announce.progress.version", version=found.version))
    if waiting:
        lines.append(t("announce.progress.waiting", count=waiting))
    lost = {state or "absent": count for state in UNDELIVERED if (count := tally.get(state))}
    return "\n".join([*lines, *(t(f"announce.progress.{state}", count=count) for state, count in lost.items())])


def stop_button(number: int) -> Rows:
    """Return the buttons of an announcement that has not left, or not wholly."""
    stop = Button(t("announce.button.stop"), "stop", (str(number),))
    return ((stop, Button(t("announce.button.status"), "status", (str(number),))),)


def status_button(number: int) -> Rows:
    """Return the button of an announcement that has left."""
    return ((Button(t("announce.button.status"), "status", (str(number),)),),)

"""How what an estate sent is called, and told of in a line. Pure."""

from bot.conversing.replies import quoted
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import day_of
from storage.estate_entries import EstateEntry


def line(entry: EstateEntry) -> str:
    """Return an entry as a line of a list: the estate, its day, what it says, and with which colleague it is."""
    named = {"estate": estate_of(entry), "said": said_in(entry), "day": day_in(entry)}
    if not entry.assigned:
        return t("entry.inbox.line", **named)
    return t("entry.inbox.line_referred", name=entry.colleague, **named)


def estate_of(entry: EstateEntry) -> str:
    """Return the estate of an entry; while that was not said, who sent it."""
    return entry.estate or t("entry.inbox.unplaced", name=entry.sender)


def said_in(entry: EstateEntry) -> str:
    """Return the words of an entry in quotation marks, or that it has none."""
    return quoted(entry.words) if entry.words else t("entry.piece")


def day_in(entry: EstateEntry) -> str:
    """Return the day on which an entry was sent."""
    return dates.day_and_month(day_of(entry.at))

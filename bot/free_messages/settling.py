"""Several things heard of one indicator settled: the whole stands for its parts, what is done for hopes. Pure."""

from bot.free_messages.doubts import around
from bot.free_messages.heard import Heard
from bot.free_messages.hearing import Listener

LATER = frozenset({"fast.asked.unsure", "fast.asked.negated"})


def settle(ear: Listener) -> None:
    """Leave unread what another clause of the message takes the place of."""
    heard = list(ear.heard)
    for each in heard:
        if any(other is not each and gives_way(each, other, ear) for other in heard):
            ear.heard.remove(each)
            ear.unread.append((each.clause.start, each.clause.end))


def gives_way(first: Heard, second: Heard, ear: Listener) -> bool:
    """Return whether a second thing heard stands for a first one."""
    values = first.what == second.what == "value"
    if not values or not is_of_one(second) or not codes(second) & codes(first):
        return False
    later = second.clause.start > first.clause.start
    if later and "total" in second.clause.said and "total" not in first.clause.said:
        return True
    before = "was" in first.clause.said and "was" not in second.clause.said
    return before or (is_later(first, ear) and is_of_one(first) and not is_later(second, ear))


def codes(heard: Heard) -> set[str]:
    """Return the codes of the indicators that a number may be of."""
    return {indicator.code for _, indicator in heard.found}


def is_of_one(heard: Heard) -> bool:
    """Return whether a number is surely of one indicator."""
    return len(heard.found) == 1


def is_later(heard: Heard, ear: Listener) -> bool:
    """Return whether a number is a plan, a hope, or denied."""
    return any(around(heard.clause, card, indicator, ear.called) in LATER for card, indicator in heard.found)

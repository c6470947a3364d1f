"""Several things heard of one indicator settled: the whole stands for its parts, what is done for hopes. Pure."""

from dataclasses import dataclass

from bot.free_messages.doubts import around
from bot.free_messages.heard import Heard
from bot.free_messages.hearing import Listener

LATER = frozenset({"fast.asked.unsure", "fast.asked.negated"})


@dataclass(frozen=True)
class Claim:
    """A number that was heard: of which indicators it may be, and whether it is a whole, one of before, or a hope."""

    heard: Heard
    codes: frozenset[str]
    total: bool
    was: bool
    later: bool


def settle(ear: Listener) -> None:
    """Leave unread what another clause of the message takes the place of."""
    claims = [claim(each, ear) for each in ear.heard if each.what == "value"]
    for each in claims:
        if any(other is not each and gives_way(each, other) for other in claims):
            ear.heard.remove(each.heard)
            ear.unread.append((each.heard.clause.start, each.heard.clause.end))


def claim(heard: Heard, ear: Listener) -> Claim:
    """Return a number that was heard with what is to be known of it."""
    said = heard.clause.said
    later = any(around(heard.clause, card, indicator, ear.called) in LATER for card, indicator in heard.found)
    codes = frozenset(indicator.code for _, indicator in heard.found)
    return Claim(heard, codes, "total" in said, "was" in said, later)


def gives_way(first: Claim, second: Claim) -> bool:
    """Return whether a second number stands for a first one."""
    if len(second.codes) != 1 or not second.codes <= first.codes:
        return False
    after = second.heard.clause.start > first.heard.clause.start
    whole = after and second.total and not first.total
    hoped = first.later and len(first.codes) == 1 and not second.later
    return whole or (first.was and not second.was) or hoped

"""Rows of a message that answer one indicator twice made one. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.free_messages.proposal import Candidate, Proposal, RowQuestion
from bot.free_messages.subjects import Cards
from bot.free_messages.wording import shown
from bot.language.catalogue import t


def merged(rows: Sequence[Proposal], cards: Cards) -> tuple[Proposal, ...]:
    """Return rows with those that answer one indicator twice made one: the same answer once, different ones asked."""
    kept: dict[tuple[str, str] | int, Proposal] = {}
    for each in rows:
        key = (each.axis, each.indicator) if each.answer else each.place
        before = kept.get(key, each)
        kept[key] = before if before.answer == each.answer else either(before, each, cards)
    return tuple(kept.values())


def either(first: Proposal, second: Proposal, cards: Cards) -> Proposal:
    """Return the question which of several answers to one indicator is right."""
    before = first.question.candidates if first.answer is None and first.question else ()
    found = [
        Candidate(shown(cards[each.axis], each.indicator, each.answer), each.axis, each.indicator, each.answer)
        for each in (first, second)
        if each.answer is not None
    ]
    return replace(
        first, answer=None, question=RowQuestion(t("fast.asked.twice"), tuple(dict.fromkeys([*before, *found])))
    )

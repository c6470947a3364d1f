"""Several messages read one after another: the newest stands first, and for what an older one said. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.free_messages.proposal import Proposal, Proposals
from bot.free_messages.reading import propose
from bot.reporting.cards import AxisCard


@dataclass(frozen=True)
class Messages:
    """What all messages propose, and the rows of older ones that a newer one took the place of."""

    found: Proposals
    replaced: tuple[Proposal, ...] = ()


def read_messages(text: str, starts: Sequence[int], cards: Sequence[AxisCard], here: tuple[str, ...]) -> Messages:
    """Return what messages propose that stand in one text, each from a place on; places of rows are in the text."""
    rows: tuple[Proposal, ...] = ()
    replaced: list[Proposal] = []
    every: list[Proposals] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        before = every[-1].spoken_of if every else ""
        found = propose(text[start:end], cards, here, before)
        newer = tuple(replace(row, place=start + row.place) for row in found.rows)
        replaced += [row for row in rows if any(takes_place(each, row) for each in newer)]
        rows = (*newer, *(row for row in rows if row not in replaced))
        every.append(found)
    unread = tuple(words for found in every for words in found.unread)
    named = tuple(dict.fromkeys(axis for found in every for axis in found.named))
    rest, nothing = any(found.rest for found in every), any(found.nothing for found in every)
    return Messages(Proposals(rows, unread, rest, nothing, named), tuple(replaced))


def takes_place(newer: Proposal, row: Proposal) -> bool:
    """Return whether a row of a newer message stands for an older one: it is of the same indicator, or one of its."""
    if (newer.axis, newer.indicator) == (row.axis, row.indicator):
        return bool(row.indicator) or (newer.answer is not None and row.answer is not None)
    meanings = row.question.candidates if row.question is not None and not row.indicator else ()
    return any(
        (each.axis, each.indicator, each.answer) == (newer.axis, newer.indicator, newer.answer) for each in meanings
    )

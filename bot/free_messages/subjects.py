"""Of which axes and indicators a clause speaks: those it names, else those of the clause before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.free_messages.clauses import Clause
from bot.free_messages.fitting import NAME, Of, heaviest, weight
from bot.programme.called import OPTION, Called
from bot.reporting.cards import AxisCard

Cards = dict[str, AxisCard]


def named_axes(clause: Clause, cards: Cards) -> list[AxisCard]:
    """Return the axes that a clause names, in its order."""
    found = (key for name in clause.names for key in sorted(name.keys) if key in cards)
    return [cards[code] for code in dict.fromkeys(found)]


def subjects(clause: Clause, cards: Cards, before: AxisCard | None, called: Called) -> list[AxisCard]:
    """Return the axes that a clause may speak of.

    Without a name of an axis they are those whose indicators it speaks of most. The axis of the clause before is
    among them as soon as the clause speaks of it at all, and alone where it speaks of none.
    """
    if named := named_axes(clause, cards):
        return named
    weights = {code: greatest(clause, card, called) for code, card in cards.items()}
    most = max(weights.values(), default=0)
    here = weights[before.code] if before else 0
    if before and here == most:
        return [before]
    best = [card for code, card in cards.items() if weights[code] == most] if most else []
    return [before, *best] if before and here else best


def greatest(clause: Clause, card: AxisCard, called: Called) -> int:
    """Return how much a clause speaks of the indicator of an axis of which it speaks most."""
    return max((weight(clause, indicator, called) for indicator in card.indicators), default=0)


def named_indicators(clause: Clause, card: AxisCard, called: Called) -> list[Of]:
    """Return the indicators of an axis that a clause names by names that are not the axis' own too."""
    names = tuple(name for name in clause.names if card.code not in name.keys)
    bare = Clause(clause.tokens, names, clause.marks, clause.values)
    return heaviest(bare, ((card, each) for each in card.indicators if weight(bare, each, called) >= NAME), called)


@dataclass(frozen=True)
class Option:
    """An option that is named in so many words, of an indicator."""

    of: Of
    option: str
    words: int


def options_named(clause: Clause, pool: Iterable[AxisCard]) -> list[Option]:
    """Return the options of some axes that a clause names, the longest names first."""
    cards = list(pool)
    return [
        Option((card, indicator), option, name.words)
        for name in sorted(clause.names, key=lambda name: -name.words)
        for card in cards
        for indicator in card.indicators
        for option in indicator.options
        if f"{indicator.code}{OPTION}{option}" in name.keys
    ]

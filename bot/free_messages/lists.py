"""Bare numbers in a row, as many as an axis has indicators: offered in their order, never taken. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.free_messages.clauses import Clause, within
from bot.free_messages.fitting import Of
from bot.free_messages.subjects import Cards, named_axes, named_indicators
from bot.language.reading.figures import read_figure
from bot.language.reading.quantities import Quantity
from bot.language.reading.small_numbers import Amount
from bot.programme.called import Called
from bot.programme.kinds import rules_of
from bot.reporting.cards import AxisCard, IndicatorView

FEWEST = 2
SLASHES = re.compile(r"[0-9]+(?:/[0-9]+)+")


def in_lists(found: Iterable[Clause], cards: Cards, called: Called, home: AxisCard | None) -> Iterator[Clause]:
    """Yield clauses, with those that are bare numbers of one axis in a row made one."""
    row: list[Clause] = []
    for clause in found:
        if row and is_bare(clause, cards, called) and not named_axes(clause, cards):
            row.append(clause)
            continue
        yield from as_one(row, cards, home)
        row = [clause] if is_bare(clause, cards, called) else []
        if not row:
            yield clause
    yield from as_one(row, cards, home)


def as_one(row: list[Clause], cards: Cards, home: AxisCard | None) -> Iterator[Clause]:
    """Yield one clause for a row of bare numbers, where its axis has as many indicators; else the clauses."""
    card = next(iter(named_axes(row[0], cards)), home) if row else None
    if card is None or len(row) < FEWEST or len(row) != len(amounts(card)):
        yield from row
        return
    tokens = tuple(token for clause in row for token in clause.tokens)
    yield replace(row[0], tokens=tokens, values=tuple(value for clause in row for value in shifted(row, clause)))


def shifted(row: list[Clause], clause: Clause) -> Iterator[tuple[Quantity, ...]]:
    """Yield the values of a clause with their places among the tokens of the whole row."""
    before = sum(len(each.tokens) for each in row[: row.index(clause)])
    for value in clause.values:
        yield tuple(replace(each, start=each.start + before, end=each.end + before) for each in value)


def is_bare(clause: Clause, cards: Cards, called: Called) -> bool:
    """Return whether a clause is a number without a unit, perhaps with the name of an axis before it."""
    bare = len(clause.values) == 1 and len(clause.values[0]) == 1 and clause.values[0][0].unit is None
    named = any(named_indicators(clause, card, called) for card in named_axes(clause, cards) or cards.values())
    others = (token for place, token in enumerate(clause.tokens) if not clause.valued(place))
    plain = all(clause.named(token) or clause.marked(token) or token.kind == "sign" for token in others)
    return bare and not named and plain


def listed(clause: Clause, card: AxisCard) -> list[tuple[Clause, Of]]:
    """Return a clause for each number of a list, with its indicator; nothing where they are not as many."""
    indicators = amounts(card)
    if len(clause.values) == len(indicators) >= FEWEST and all(value[0].unit is None for value in clause.values):
        return [(only(clause, place), (card, each)) for place, each in enumerate(indicators)]
    (value, *more) = clause.values
    token = clause.tokens[value[0].start]
    if more or not SLASHES.fullmatch(token.text) or token.text.count("/") + 1 != len(indicators) or len(indicators) < 3:
        return []
    parts = token.text.split("/")
    return [(with_figure(clause, value[0], part), (card, each)) for part, each in zip(parts, indicators, strict=True)]


def only(clause: Clause, place: int) -> Clause:
    """Return a clause with one of its values alone; its other figures are read already."""
    said = clause.values[place]
    return replace(clause, tokens=clause.tokens[said[0].start : said[-1].end], values=(moved(said),))


def moved(said: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Return a value whose tokens stand alone."""
    start = said[0].start
    return tuple(replace(each, start=each.start - start, end=each.end - start) for each in said)


def with_figure(clause: Clause, said: Quantity, text: str) -> Clause:
    """Return a clause with one part of a figure with slashes as its only value."""
    figure = read_figure(text)
    token = replace(clause.tokens[said.start], text=text, figure=figure)
    value = Quantity(Amount(figure.values, 1), None, 0, 1)
    return replace(clause, tokens=(token,), names=within((token,), clause.names), values=((value,),))


def amounts(card: AxisCard) -> list[IndicatorView]:
    """Return the indicators of an axis that are answered by one amount, in their order."""
    return [indicator for indicator in card.indicators if rules_of(indicator).amount]

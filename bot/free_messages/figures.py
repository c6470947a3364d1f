"""The number of a clause as an indicator's answer: the number reader sees only what belongs to the value. Pure."""

from decimal import Decimal

from bot.free_messages.clauses import Clause
from bot.language.reading.number import read_tokens
from bot.language.reading.outcome import Ambiguous, Outcome, Understood
from bot.language.reading.pairs import is_part
from bot.language.reading.tokens import Token
from bot.programme.called import NEITHER
from bot.reporting.cards import IndicatorView

CONFIRM = "number.asked.one"
AROUND = frozenset(
    {"negative", "more_or_less", "about", "tilde", "doubt", "currency", "odd", "letter", "unit", "scale"}
)
"""Kinds of tokens that change a number from anywhere in its clause."""
GLUED_AFTER = frozenset({"dash", "sign"})
"""Kinds that change a number they are glued to."""
NEXT_BEFORE, NEXT_AFTER = frozenset({"range", "foreign"}), frozenset({"close", "unknown", "and"})
"""Kinds that change a number beside which they stand."""


def read_value(clause: Clause, indicator: IndicatorView) -> Outcome:
    """Say how the number of a clause is understood as the value of an indicator."""
    outcome = read_tokens(value_tokens(clause), indicator.unit, indicator.maximum, indicator.minimum or 0)
    return reached(clause, outcome) if is_share(clause) else outcome


def is_share(clause: Clause) -> bool:
    """Return whether the value of a clause is so many of a whole: «۱۲ از ۲۸»."""
    value = clause.values[0]
    return len(value) > 1 and is_part(clause.tokens, value[0], value[1])


def reached(clause: Clause, outcome: Outcome) -> Outcome:
    """Return the first number of «۱۲ از ۲۸» as it stands, where it is said of what, or that it was done."""
    named = any(NEITHER not in name.keys for name in clause.names_beside) or "done" in clause.said
    match outcome:
        case Ambiguous(readings=(one,), reason=reason) if named and reason.key == CONFIRM and one.value is not None:
            return Understood(one.value, one.decimal or Decimal(0))
        case _:
            return outcome


def value_tokens(clause: Clause) -> list[Token]:
    """Return the tokens of a clause that belong to its first value."""
    return [token for place, token in enumerate(clause.tokens) if belongs(clause, place)]


def belongs(clause: Clause, place: int) -> bool:
    """Return whether the token at a place belongs to a clause's first value: is part of it, or changes it."""
    token, value = clause.tokens[place], clause.values[0]
    start, end = value[0].start, value[-1].end
    if start <= place < end:
        return True
    if clause.valued(place) or clause.named(token) or clause.marked(token) or clause.counted(place):
        return False
    if place == start - 1 and token.kind == "dash":
        return clause.tokens[start].joined and not token.joined
    if place == end and token.kind in GLUED_AFTER:
        return token.joined
    nearest = (place == start - 1 and token.kind in NEXT_BEFORE) or (place == end and token.kind in NEXT_AFTER)
    return nearest or token.kind in AROUND

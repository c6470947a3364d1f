"""The clauses of a free message, and what stands in each: names, marks and values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.reading.mentions import Mention
from bot.language.reading.number import is_bracketed, kinds_between
from bot.language.reading.quantities import Quantity, quantities, stranger
from bot.language.reading.tokens import Token
from bot.reporting.fast.marks import words

Value = tuple[Quantity, ...]
"""One value: a quantity, or several that repeat it or make a range."""
WITHIN = frozenset({"range", "dash", "tilde", "or"})
MOST_NUMBERS = 60
SPOKEN_ALONE = 10
"""A number up to this, in words and without a unit, may be an article: «یک جلسه»."""
NO_VALUES = frozenset({"month", "foreign"})
NO_NUMBERS = frozenset({"date", "phone"})


@dataclass(frozen=True)
class Clause:
    """A part of a message: its tokens, and the names, marks and values in it."""

    tokens: tuple[Token, ...]
    names: tuple[Mention, ...]
    marks: tuple[Mention, ...]
    values: tuple[Value, ...] = ()

    @property
    def start(self) -> int:
        """Return where it begins in the message."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Return where it ends in the message."""
        return self.tokens[-1].end

    @property
    def said(self) -> frozenset[str]:
        """Return the kinds of its marks and of its words."""
        plain = (token.kind for token in self.tokens if not self.named(token))
        return frozenset(plain).union(*(mark.keys for mark in self.marks))

    @property
    def status(self) -> str:
        """Return «no_report», «unchanged», «none», or nothing."""
        return next((kind for kind in ("no_report", "unchanged", "none") if kind in self.said), "")

    def named(self, token: Token) -> bool:
        """Return whether a token is part of a name."""
        return any(name.covers(token) for name in self.names)

    def marked(self, token: Token) -> bool:
        """Return whether a token is part of a mark."""
        return any(mark.covers(token) for mark in self.marks)

    def valued(self, place: int) -> bool:
        """Return whether the token at a place is part of a value."""
        return any(value[0].start <= place < value[-1].end for value in self.values)

    def cut(self, start: int, end: int) -> "Clause":
        """Return the clause of some of its tokens."""
        return clause_of(self.tokens[start:end], self.names, self.marks)


def clause_of(tokens: Sequence[Token], names: Sequence[Mention], marks: Sequence[Mention]) -> Clause:
    """Return the clause that tokens are, with those of the names and marks that stand in it."""
    bare = Clause(tuple(tokens), within(tokens, names), within(tokens, marks))
    return Clause(bare.tokens, bare.names, bare.marks, tuple(values(bare)))


def within(tokens: Sequence[Token], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that stand among tokens."""
    return tuple(each for each in found if tokens[0].start <= each.start < tokens[-1].end)


def values(clause: Clause) -> list[Value]:
    """Return the values of a clause; a repetition in brackets and a range are one, «از ۱۲ به ۱۴» is its end."""
    found: list[Value] = []
    for each in quantities(clause.tokens, MOST_NUMBERS):
        if not is_value(clause, each):
            continue
        last = found[-1] if found else ()
        between = kinds_between(clause.tokens, last[-1], each) if last else []
        if last and (is_bracketed(clause.tokens, last[-1], each) or (between and set(between) <= WITHIN)):
            found[-1] = (*last, each)
        elif last and text_before(clause, last[0]) in words("of") and text_before(clause, each) in words("to"):
            found[-1] = (each,)
        else:
            found.append((each,))
    return found


def is_value(clause: Clause, said: Quantity) -> bool:
    """Return whether a number may be a value: no date, no number of a letter, no length of time, no article."""
    first = clause.tokens[said.start]
    spoken = first.figure is None and said.unit is None and said.amount.scale == 1
    if said.kind in NO_VALUES or said.amount.problem in NO_NUMBERS or text_before(clause, said) in words("numbered"):
        return False
    after = stranger(clause.tokens, said)
    strange = after is not None and not clause.named(after) and not clause.marked(after)
    small = spoken and max(said.amount.values, default=0) <= SPOKEN_ALONE
    return not (small and (strange or first.text in words("article")))


def text_before(clause: Clause, said: Quantity) -> str:
    """Return the word before a number."""
    return clause.tokens[said.start - 1].text if said.start else ""

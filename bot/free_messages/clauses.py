"""The clauses of a free message, and what stands in each: names, marks and values. Pure."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.reading.mentions import Mention
from bot.language.reading.pairs import is_bracketed, kinds_between
from bot.language.reading.quantities import Quantity, quantities, stranger
from bot.language.reading.senses import words
from bot.language.reading.tokens import Token

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
        found = next((kind for kind in ("no_report", "unchanged", "none") if kind in self.said), "")
        spoken = any(token.text in words("report") for token in self.tokens)
        return "no_report" if found == "none" and spoken and not self.values else found

    def named(self, token: Token) -> bool:
        """Return whether a token is part of a name."""
        return any(name.covers(token) for name in self.names)

    def marked(self, token: Token) -> bool:
        """Return whether a token lies wholly within a mark."""
        return any(mark.start <= token.start and token.end <= mark.end for mark in self.marks)

    def valued(self, place: int) -> bool:
        """Return whether the token at a place is part of a value."""
        at = bisect(self.values, place, key=lambda value: value[0].start) - 1
        return at >= 0 and place < self.values[at][-1].end

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
        if last and is_repeated(clause, last[-1], each):
            found[-1] = (*last, each)
        elif last and text_before(clause, last[0]) in words("of") and text_before(clause, each) in words("to"):
            found[-1] = (each,)
        elif not (last and is_remark(clause, last[-1], each)):
            found.append((each,))
    return found


def is_repeated(clause: Clause, first: Quantity, second: Quantity) -> bool:
    """Return whether a second number repeats a first one, or makes a range of it."""
    between = set(kinds_between(clause.tokens, first, second))
    alike = second.kind in {"", first.kind} or (first.kind, second.kind) == ("", "unit")
    in_row = bool(between) and between <= WITHIN
    return is_bracketed(clause.tokens, first, second) or in_row or ("same" in between and alike)


def is_remark(clause: Clause, first: Quantity, second: Quantity) -> bool:
    """Return whether a second number stands in brackets or after «معادل», without a name of its own."""
    between = clause.tokens[first.end : second.start]
    return any(token.kind in {"open", "same"} for token in between) and not any(map(clause.named, between))


def is_value(clause: Clause, said: Quantity) -> bool:
    """Return whether a number may be a value: no date, no number of a letter, no length of time, no article."""
    first = clause.tokens[said.start]
    spoken = first.figure is None and said.unit is None and said.amount.scale == 1
    if said.kind in NO_VALUES or said.amount.problem in NO_NUMBERS or text_before(clause, said) in words("numbered"):
        return False
    if any("compared" in mark.keys and mark.end <= first.start for mark in clause.marks):
        return False
    after = stranger(clause.tokens, said)
    strange = after is not None and not clause.named(after) and not clause.marked(after)
    small = spoken and max(said.amount.values, default=0) <= SPOKEN_ALONE
    return not (small and (strange or first.text in words("article")))


def text_before(clause: Clause, said: Quantity) -> str:
    """Return the word before a number."""
    return clause.tokens[said.start - 1].text if said.start else ""

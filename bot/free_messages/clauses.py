"""The clauses of a free message, and what stands in each: names, marks and values. Pure."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.language.lexicon import sense_words
from bot.language.reading.mending import clipped, near
from bot.language.reading.mentions import Mention
from bot.language.reading.pairs import is_bracketed, is_one_number, is_part, is_tail, kinds_between
from bot.language.reading.quantities import UNITS, Quantity, quantities, stranger
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
    """A part of a message: its tokens, and the names, marks and values in it.

    `joined` says that nothing but its own words parts it from the clause before.
    """

    tokens: tuple[Token, ...]
    names: tuple[Mention, ...]
    marks: tuple[Mention, ...]
    values: tuple[Value, ...] = ()
    joined: bool = False

    @property
    def start(self) -> int:
        """Return where it begins in the message."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Return where it ends in the message."""
        return self.tokens[-1].end

    @cached_property
    def said(self) -> frozenset[str]:
        """Return the kinds of its marks and of its words."""
        plain = (token.kind for token in self.tokens if not self.named(token))
        return frozenset(plain).union(*(mark.keys for mark in self.marks))

    @cached_property
    def status(self) -> str:
        """Return «no_report», «unchanged», «none», or nothing."""
        found = next((kind for kind in ("no_report", "unchanged", "none") if kind in self.said), "")
        spoken = any(token.text in sense_words("report") for token in self.tokens)
        return "no_report" if found == "none" and spoken and not self.values else found

    @cached_property
    def names_beside(self) -> tuple[Mention, ...]:
        """Return its names without the noun that its first value counts."""
        said = [self.tokens[place] for each in self.values[:1] for place in range(each[0].start, each[-1].end)]
        return tuple(name for name in self.names if not any(name.covers(token) for token in said))

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

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """Return every number in it, also those that are no values."""
        return tuple(quantities(self.tokens, MOST_NUMBERS))

    def counted(self, place: int) -> bool:
        """Return whether the token at a place is part of a number that is no value: «۱ میلیارد» of a comparison."""
        return not self.valued(place) and any(each.start <= place < each.end for each in self.numbers)

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
    for plain in quantities(clause.tokens, MOST_NUMBERS):
        if not is_value(clause, plain):
            continue
        each = with_slips(clause, plain)
        last = found[-1] if found else ()
        if last and is_one(clause, last[-1], each):
            found[-1] = (*last, each)
        elif (
            last
            and text_before(clause, last[0]) in sense_words("of")
            and text_before(clause, each) in sense_words("to")
        ):
            found[-1] = (each,)
        elif not (last and is_remark(clause, last[-1], each)):
            found.append((each,))
    return found


def is_one(clause: Clause, first: Quantity, second: Quantity) -> bool:
    """Return whether two numbers are one value, which the number reader is to make of them, or to refuse."""
    joined = is_part(clause.tokens, first, second) or is_tail(clause.tokens, first, second)
    alike = first.kind == second.kind or (first.unit is None and first.amount.scale == 1)
    moved = alike and text_before(clause, first) not in sense_words("of") and second.start == first.end + 1
    return (
        joined
        or is_one_number(clause.tokens, first, second)
        or is_repeated(clause, first, second)
        or (moved and text_before(clause, second) in sense_words("to"))
    )


def is_repeated(clause: Clause, first: Quantity, second: Quantity) -> bool:
    """Return whether a second number repeats a first one, or makes a range of it."""
    between = set(kinds_between(clause.tokens, first, second))
    alike = second.kind in {"", first.kind} or (first.kind, second.kind) == ("", "unit")
    in_row = bool(between) and between <= WITHIN
    return in_row or (alike and (is_bracketed(clause.tokens, first, second) or "same" in between))


def is_remark(clause: Clause, first: Quantity, second: Quantity) -> bool:
    """Return whether a second number stands in brackets or after «معادل», without a name of its own."""
    between = clause.tokens[first.end : second.start]
    return any(token.kind in {"open", "same"} for token in between) and not any(map(clause.named, between))


def is_value(clause: Clause, said: Quantity) -> bool:
    """Return whether a number may be a value: no date, no number of a letter, no length of time, no article."""
    first = clause.tokens[said.start]
    spoken = first.figure is None and said.unit is None and said.amount.scale == 1
    numbered = text_before(clause, said) in sense_words("numbered") and said.amount.scale == 1 and said.kind != "unit"
    if said.kind in NO_VALUES or said.amount.problem in NO_NUMBERS or numbered:
        return False
    if any("compared" in mark.keys and mark.end <= first.start for mark in clause.marks):
        return False
    after = stranger(clause.tokens, said)
    strange = after is not None and not clause.named(after) and not clause.marked(after)
    small = spoken and max(said.amount.values, default=0) <= SPOKEN_ALONE
    counted = kind_at(clause, said.end) == "range"  # «ده تا»
    return not (small and not counted and (strange or first.text in sense_words("article")))


def with_slips(clause: Clause, said: Quantity) -> Quantity:
    """Return a quantity with the mistyped words of numbers that touch it: «سیزدو نیم»، «بیست و پنح»."""
    start, end = said.start, said.end
    if is_slip(clause, start - 1):
        start -= 1
    elif kind_at(clause, start - 1) == "and" and is_slip(clause, start - 2):
        start -= 2
    if kind_at(clause, end) == "and" and is_slip(clause, end + 1) and said.unit is None:
        end += 2 + (kind_at(clause, end + 2) in {"scale", *UNITS})
        end += kind_at(clause, end - 1) == "scale" and kind_at(clause, end) in UNITS
    elif said.unit is None and is_slip(clause, end) and kind_at(clause, end + 1) in {"scale", *UNITS}:
        end += 2
    return replace(said, start=start, end=end)


def is_slip(clause: Clause, place: int) -> bool:
    """Return whether a word at a place is no name and no mark, and nearly the word of a number."""
    if not 0 <= place < len(clause.tokens) or clause.tokens[place].kind != "unknown":
        return False
    token = clause.tokens[place]
    free = not clause.named(token) and not clause.marked(token)
    return free and bool(clipped(token.text) or near(token.text))


def kind_at(clause: Clause, place: int) -> str:
    """Return the kind of the token at a place, '' beyond the ends."""
    return clause.tokens[place].kind if 0 <= place < len(clause.tokens) else ""


def text_before(clause: Clause, said: Quantity) -> str:
    """Return the word before a number."""
    return clause.tokens[said.start - 1].text if said.start else ""

"""A free message cut into clauses of one value each: at commas and lines, at «و» between values, at new names."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.free_messages.bullets import bullets_parted
from bot.free_messages.clauses import Clause, Value, clause_of
from bot.language import letters
from bot.language.reading.mentions import Mention, covered, mentions
from bot.language.reading.senses import marks
from bot.language.reading.tokens import Token, located, phrased
from bot.programme.called import NEITHER, PROVINCE, Called, province_names

ENDS = frozenset(f"{letters.COMMA},{letters.SEMICOLON};.•·*…!")
"""Signs that end a clause; the reader of tokens makes a new line «;»."""
COMMAS = frozenset(f"{letters.COMMA},")
STATUS = frozenset({"unchanged", "none", "no_report"})


def clauses(text: str, called: Called, *, of_provinces: bool = True) -> Iterator[Clause]:
    """Yield the clauses of a clean text, in order; the names of provinces are names unless told that they are none."""
    raw = bullets_parted(located(text))
    found = mentions(raw, called.names)
    names = with_provinces(raw, found) if of_provinces else found
    marked = marks(raw, names)
    timed = [mark for mark in marked if "period" in mark.keys]
    for part in ended(phrased(masked(raw, sorted((*names, *timed), key=lambda each: each.start))), timed):
        whole = clause_of(part, names, marked)
        links = sorted(cuts_at_links(whole))
        cuts = sorted({0, *links, *cuts_at_names(whole, links, called), len(part)})
        for start, end in pairwise(cuts):
            yield replace(whole.cut(start, end), joined=start > 0 and start not in links)


def with_provinces(found: Sequence[Token], names: Sequence[Mention]) -> list[Mention]:
    """Return names with those of provinces, in order; what is a name already (the own province) is none."""
    provinces = mentions(found, province_names(), exact=True)
    free = [each for each in provinces if not any(overlap(each, name) for name in names)]
    return sorted((*names, *free), key=lambda name: name.start)


def overlap(first: Mention, second: Mention) -> bool:
    """Return whether two names stand over one word."""
    return first.start < second.end and second.start < first.end


def masked(found: Sequence[Token], names: Sequence[Mention]) -> list[Token]:
    """Return tokens with the figures of names («محور ۳») and of periods («از ۱ تا ۱۰ آذر») made no numbers."""
    return [
        replace(token, kind="name", figure=None, word=None) if over and token.kind in {"figure", "number"} else token
        for token, over in zip(found, covered(found, names), strict=True)
    ]


def ended(found: Iterator[Token], timed: Sequence[Mention]) -> Iterator[list[Token]]:
    """Yield the parts of a text between the signs that end a clause; a comma behind «در آبان ۱۴۰۵» ends none."""
    part: list[Token] = []
    for token in found:
        if token.kind != "sign" or token.text not in ENDS or (token.text in COMMAS and opens(part, timed)):
            part.append(token)
        elif part:
            yield part
            part = []
    if part:
        yield part


def opens(part: Sequence[Token], timed: Sequence[Mention]) -> bool:
    """Return whether tokens end with a period and hold no number: what follows is of that period."""
    said = bool(part) and any(part[-1].end == each.end for each in timed)
    return said and not any(token.kind in {"figure", "number"} for token in part)


def cuts_at_links(clause: Clause) -> Iterator[int]:
    """Yield the places of «و», «بقیه» or of a dash that stands free, with a value or a status on both sides."""
    said = sorted([value[0].start for value in clause.values] + statuses(clause))
    rest = {mark.start for mark in clause.marks if "rest" in mark.keys}
    last = -1
    for place, token in enumerate(clause.tokens):
        if (token.start in rest or is_link(clause, place)) and not clause.valued(place):
            begun = bisect(said, last) < bisect(said, place)
            if begun and said[-1] > place:
                last = place
                yield place


def is_link(clause: Clause, place: int) -> bool:
    """Return whether «و», or a dash with spaces around it, stands at a place."""
    token = clause.tokens[place]
    if token.kind == "dash":
        return not token.joined and place + 1 < len(clause.tokens) and not clause.tokens[place + 1].joined
    return token.kind == "and" and not clause.named(token)


def statuses(clause: Clause) -> list[int]:
    """Return the places of «بدون تغییر»، «نداریم» and their like."""
    begun = {mark.start for mark in clause.marks if mark.keys & STATUS}
    return [
        place
        for place, token in enumerate(clause.tokens)
        if (token.kind in STATUS or token.start in begun) and not clause.named(token)
    ]


def cuts_at_names(clause: Clause, links: Sequence[int], called: Called) -> Iterator[int]:
    """Yield where a further value begins: at another axis where one stands first, else by what stands first.

    «تخصیص ۱۲ جذب ۱۱» is cut before a name, «۱۲ تخصیص ۱۱ جذب» before a value.
    """
    begun = clause.values[0][0].start if clause.values else len(clause.tokens)
    axes, indicators = name_places(clause, called)
    headed = bool(axes) and axes[0] < begun
    ends = [value[-1].end for value in clause.values] + [place + 1 for place in statuses(clause)]
    if headed:
        yield from (place for place in axes if any(end <= place for end in ends))
    names_first = any(place < begun for place in (indicators if headed else [*axes, *indicators]))
    for before, after in pairwise(clause.values):
        end = noun_of_the_next(clause, before) if names_first else before[-1].end
        start = after[0].start
        between = sorted(place for place in {*axes, *indicators} if end <= place < start)
        if any(end <= place < start for place in links):
            continue
        if totals := [place for place in range(end, start) if is_total(clause, place)]:
            yield totals[0]
            continue
        if headed and any(place in axes for place in between):
            continue
        if names_first:
            yield between[0] if between else start
        else:
            yield between[-1] if len(between) > 1 else start


def is_total(clause: Clause, place: int) -> bool:
    """Return whether «جمعاً» begins at a place: what follows is the whole."""
    return any("total" in mark.keys and mark.start == clause.tokens[place].start for mark in clause.marks)


def noun_of_the_next(clause: Clause, value: Value) -> int:
    """Return where a value ends: before the noun that names the next one, as in «مناقصه ۳ قرارداد ۱»."""
    said, last = value[-1], clause.values[-1][-1]
    unit = clause.tokens[said.end - 1]
    noun = said.kind == "noun" and clause.named(unit) and not unit.joined
    return said.end - 1 if noun and last.unit is None else said.end


def name_places(clause: Clause, called: Called) -> tuple[list[int], list[int]]:
    """Return the places where names of axes, and where names of indicators alone, begin."""
    axes: list[int] = []
    indicators: list[int] = []
    starts = [token.start for token in clause.tokens]
    for name in clause.names:
        place = max(bisect(starts, name.start) - 1, 0)
        if NEITHER not in name.keys and not any(key.startswith(PROVINCE) for key in name.keys):
            (axes if name.keys & called.axes else indicators).append(place)
    return axes, indicators

"""What the words around a figure say: done, added, taken away, left, planned, courtesy; by whole words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from bot.language.lexicon import table
from bot.language.reading.mentions import Mention, Names, covered, mentions, names_of
from bot.language.reading.periods import periods
from bot.language.reading.tokens import Token

BESIDE = frozenset({"numbered", "article", "of", "to", "report", "bullet", "counter", "estate"})
"""Tables of words that mean something only beside another."""
CHANGES = ("added", "removed", "period")
"""Senses that make a figure a part of the total rather than the total."""
ASKED = (*CHANGES, "remaining", "compared", "unsure")
"""Senses under which a figure is never plain, the weightiest first."""
PAST = frozenset({"last_week", "last_month", "last_season"})
"""Periods that are over: what is said of one may be no figure of now."""
SO_FAR = "this_year"
"""The period whose figure is the total."""


def marks(found: Sequence[Token], names: Sequence[Mention]) -> list[Mention]:
    """Return the marks among tokens that are no part of a name; their keys are the tables of the lexicon."""
    named = covered(found, names)
    others = [replace(token, kind="sign") if over else token for token, over in zip(found, named, strict=True)]
    said = [*mentions(others, mark_names(), exact=True), *_pluses(others)]
    timed = [Mention(frozenset({"period"}), *span) for span in periods(others)]
    if not timed:
        return said
    free = [mark for mark in said if not any(mark.start < each.end and each.start < mark.end for each in timed)]
    return sorted((*free, *timed), key=lambda mark: mark.start)


def _pluses(found: Sequence[Token]) -> list[Mention]:
    """Return where a «+» before a figure, and after none, says that it is added."""
    return [
        Mention(frozenset({"added"}), sign.start, sign.end)
        for before, sign, figure in zip([None, *found], found, found[1:], strict=False)
        if sign.text == "+" and figure.figure and not (before and before.figure)
    ]


def sense_of(kinds: Iterable[str]) -> str:
    """Return the weightiest sense among kinds of marks that makes a figure asked, '' for none."""
    found = frozenset(kinds)
    return next((sense for sense in ASKED if sense in found), "")


@cache
def mark_names() -> Names:
    """Return the words of the lexicon's table `sense` that mean something wherever they stand."""
    tables = [(kind, spelt) for kind, spelt in table()["sense"].items() if kind not in BESIDE]
    timed = [
        ("unsure" if key in PAST else "period", spelt) for key, spelt in table()["period"].items() if key != SO_FAR
    ]
    return names_of((word, kind) for kind, spelt in (*tables, *timed) for word in spelt)


@cache
def called_names() -> Names:
    """Return the names of axes and indicators of the lexicon: they say of what a figure is, not how much."""
    groups = (spelt for of in ("axis", "indicator") for spelt in table()["called"][of].values())
    return names_of((word, "name") for spelt in groups for word in spelt)

"""What the words around a figure say: done, added, taken away, left, planned, courtesy; by whole words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.language.reading.mentions import Mention, Names, covered, mentions, names_of
from bot.language.reading.tokens import Token

BESIDE = frozenset({"numbered", "article", "of", "to", "report", "bullet", "counter", "estate"})
"""Tables of words that mean something only beside another."""
CHANGES = ("added", "removed", "period")
"""Senses that make a figure a part of the total rather than the total."""
ASKED = (*CHANGES, "remaining", "compared", "unsure")
"""Senses under which a figure is never plain, the weightiest first."""


def marks(found: Sequence[Token], names: Sequence[Mention]) -> list[Mention]:
    """Return the marks among tokens that are no part of a name; their keys are the tables of the lexicon."""
    named = covered(found, names)
    others = [replace(token, kind="sign") if over else token for token, over in zip(found, named, strict=True)]
    return mentions(others, mark_names(), exact=True)


def sense_of(kinds: Iterable[str]) -> str:
    """Return the weightiest sense among kinds of marks that makes a figure asked, '' for none."""
    found = frozenset(kinds)
    return next((sense for sense in ASKED if sense in found), "")


@cache
def mark_names() -> Names:
    """Return the words of the lexicon's table `sense` that mean something wherever they stand."""
    tables = {kind: spelt for kind, spelt in table()["sense"].items() if kind not in BESIDE}
    return names_of((word, kind) for kind, spelt in tables.items() for word in spelt)


@cache
def called_names() -> Names:
    """Return the names of axes and indicators of the lexicon: they say of what a figure is, not how much."""
    groups = (spelt for of in ("axis", "indicator") for spelt in table()["called"][of].values())
    return names_of((word, "name") for spelt in groups for word in spelt)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the folded words of one table."""
    return frozenset(map(squeeze, table()["sense"][kind]))

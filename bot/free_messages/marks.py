"""The words of the fast lane beside names and numbers: courtesy, «no report», «unchanged», plans and wishes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.language.reading.mentions import Mention, Names, covered, mentions, names_of
from bot.language.reading.tokens import Token

BESIDE = frozenset({"numbered", "article", "of", "to", "report"})
"""Tables of words that mean something only beside another."""


def marks(found: Sequence[Token], names: Sequence[Mention]) -> list[Mention]:
    """Return the marks among tokens that are no part of a name; their keys are the tables of the lexicon."""
    named = covered(found, names)
    others = [replace(token, kind="sign") if over else token for token, over in zip(found, named, strict=True)]
    return mentions(others, mark_names(), exact=True)


@cache
def mark_names() -> Names:
    """Return the words of the lexicon's table `fast` that mean something wherever they stand."""
    tables = {kind: spelt for kind, spelt in table()["fast"].items() if kind not in BESIDE}
    return names_of((word, kind) for kind, spelt in tables.items() for word in spelt)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the folded words of one table."""
    return frozenset(map(squeeze, table()["fast"][kind]))

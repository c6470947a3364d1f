"""Names that stand in a text, in spite of their spelling: whole, with an ending, glued, or a slip away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from types import MappingProxyType

from bot.language.folding import squeeze
from bot.language.lexicon import plain_words, table
from bot.language.naming import slips
from bot.language.reading.tokens import LONGEST_GLUED, Token

NAMING = frozenset({"figure", "sign", "odd", "open", "close", "dash", "percent", "currency", "doubt", "tilde", "about"})
"""Kinds of tokens that no name begins with; of them a name holds only figures."""
SHORTEST_STEM = 3
SHORTEST_GLUED = 2


@dataclass(frozen=True)
class Names:
    """Folded spelling → the keys that it may mean, and the length of the longest."""

    keys: Mapping[str, frozenset[str]]
    longest: int = field(default=0)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a text, from `start` to `end` of its tokens' places; of how many words it is made.

    ``sure``: it stands there as it is spelt.
    """

    keys: frozenset[str]
    start: int
    end: int
    words: int = 1
    sure: bool = True

    def covers(self, token: Token) -> bool:
        """Return whether a token lies within the name."""
        return self.start < token.end and token.start < self.end


def names_of(spellings: Iterable[tuple[str, str]]) -> Names:
    """Return names from pairs of spelling and key; a spelling may have several keys."""
    found: dict[str, frozenset[str]] = {}
    for spelling, key in spellings:
        if folded := folded_name(spelling):
            found[folded] = found.get(folded, frozenset()) | {key}
    return Names(MappingProxyType(found), max(map(len, found), default=0))


folded_name = lru_cache(maxsize=8192)(squeeze)
"""Names are the same all year."""


def mentions(found: Sequence[Token], names: Names, *, exact: bool = False) -> list[Mention]:
    """Return the names among tokens (of `located`), the longest first from every place; none overlap."""
    result: list[Mention] = []
    place = 0
    while place < len(found):
        length, keys = whole(found, place, names)
        if keys:
            result.append(Mention(keys, found[place].start, found[place + length - 1].end, length))
        elif not exact and found[place].kind == "unknown":
            result += altered(found[place], names)
        place += length
    return result


def covered(found: Sequence[Token], names: Iterable[Mention]) -> list[bool]:
    """Return of each token whether a name stands over it; names are in order."""
    result = []
    ordered = iter(names)
    name = next(ordered, None)
    for token in found:
        while name is not None and name.end <= token.start:
            name = next(ordered, None)
        result.append(name is not None and name.covers(token))
    return result


def whole(found: Sequence[Token], place: int, names: Names) -> tuple[int, frozenset[str]]:
    """Return how many tokens from a place are the longest name, and its keys; one and nothing without a name."""
    spelling, best = "", (1, frozenset[str]())
    for length, token in enumerate(found[place:], start=1):
        spelling += token.text.replace(" ", "")
        if len(spelling) > names.longest or (token.kind in NAMING and (length == 1 or token.kind != "figure")):
            break
        if spelling in names.keys:
            best = (length, names.keys[spelling])
    return best


def altered(token: Token, names: Names) -> list[Mention]:
    """Return the name that an unknown word is with an ending or a slip, or the names that are glued in it."""
    keys = names.keys.get(stem(token.text)) if stem(token.text) != token.text else None
    if keys is None and (pieces := parted(token.text, names)):
        ends = list(accumulate(map(len, pieces), initial=token.start))
        return [Mention(names.keys[piece], *span) for piece, span in zip(pieces, pairwise(ends), strict=True)]
    mistyped = keys is None and token.text not in plain_words()
    near = {names.keys[spelling] for spelling in slips(token.text, names.keys)} if mistyped else set()
    keys = near.pop() if len(near) == 1 else keys
    return [Mention(keys, token.start, token.end, sure=False)] if keys else []


def stem(word: str) -> str:
    """Return a folded word without the ending that changes no name: «درخواستهای», «جذبشده»."""
    for ending in endings():
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


@cache
def endings() -> tuple[str, ...]:
    """Return the endings, the longest first."""
    return tuple(sorted(map(squeeze, table()["called"]["empty"]["endings"]), key=len, reverse=True))


def parted(word: str, names: Names) -> tuple[str, ...]:
    """Return the fewest names that a word is glued of, nothing when it is not made of names alone."""
    if len(word) > LONGEST_GLUED:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(SHORTEST_GLUED, len(word) + 1):
        for start in range(end - SHORTEST_GLUED + 1):
            before, piece = best[start], word[start:end]
            if before is not None and piece in names.keys:
                known = best[end]
                best[end] = (*before, piece) if known is None or len(before) + 1 < len(known) else known
    return best[-1] or ()

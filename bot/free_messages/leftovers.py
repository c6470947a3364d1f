"""What of a clause was not understood, as places in the message: runs of words that say something. Pure."""

import unicodedata

from bot.free_messages.clauses import Clause, text_before
from bot.free_messages.figures import belongs
from bot.language.lexicon import sense_words
from bot.language.reading.tokens import Token

TELLING = frozenset(
    {"unknown", "figure", "number", "scale", "fraction", "part", "noun", "unit", "foreign", "person", "month"}
) | {"currency", "odd", "letter", "vague", "percent"}
"""Kinds of tokens that say something where they are no part of a value, a name or a mark."""

STATUS = frozenset({"none", "unchanged"})

Places = tuple[int, int]


def has_content(clause: Clause) -> bool:
    """Return whether a clause says more than courtesy."""
    return bool(clause.names or clause.values) or any(tells(clause, place) for place in range(len(clause.tokens)))


def strange_words(clause: Clause) -> bool:
    """Return whether a clause holds a telling word that is no part of its first value, a name or a mark."""
    return any(tells(clause, place) and not used(clause, place) for place in range(len(clause.tokens)))


def leftovers(clause: Clause) -> list[Places]:
    """Return the runs of words, between those that were used, in which a word tells something."""
    runs: list[Places] = []
    run: list[Token] = []
    telling = False
    for place, token in enumerate((*clause.tokens, None)):
        if token is not None and not used(clause, place):
            run.append(token)
            telling = telling or tells(clause, place)
            continue
        if telling:
            runs.append((run[0].start, run[-1].end))
        run, telling = [], False
    return runs


def used(clause: Clause, place: int) -> bool:
    """Return whether the token at a place is part of a name, a status or the first value."""
    token = clause.tokens[place]
    valued = bool(clause.values) and (belongs(clause, place) or is_old(clause, place))
    return valued or clause.named(token) or token.kind in STATUS


def is_old(clause: Clause, place: int) -> bool:
    """Return whether the token at a place is part of what a value was before: «از ۱۱» of «از ۱۱ به ۱۲»."""
    start = clause.values[0][0].start
    begun = [at for at in range(start) if clause.tokens[at].text in sense_words("of")]
    beside = sense_words("of") | sense_words("to")
    strange = clause.tokens[place].kind == "unknown" and clause.tokens[place].text not in beside
    reached = text_before(clause, clause.values[0][0]) in sense_words("to")
    return bool(begun) and reached and begun[-1] <= place < start and not strange


def tells(clause: Clause, place: int) -> bool:
    """Return whether the token at a place says something."""
    token = clause.tokens[place]
    return token.kind in TELLING and not clause.named(token) and not clause.marked(token)


def verbatim(text: str, places: Places) -> str:
    """Return what stands at places of a text, with the marks on its last letter."""
    start, end = places
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return text[start:end].strip()

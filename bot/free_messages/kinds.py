"""What kind of thing a whole message is: a report, «بدون تغییر», an obstacle, a question, a greeting. Pure."""

from enum import StrEnum

from bot.free_messages.proposal import Proposals
from bot.language.cleaning import clean
from bot.language.lexicon import table
from bot.language.reading.mentions import Names, covered, mentions, names_of
from bot.language.reading.tokens import Token, located

SAYS_NOTHING = frozenset({"sign", "dash", "open", "close", "and", "odd"})


class MessageKind(StrEnum):
    """A kind of message; the words are those of `mehvar read --message`."""

    REPORT = "report"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"
    OBSTACLE = "obstacle"
    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    OTHER = "other"


def kind_of(text: str, found: Proposals) -> MessageKind:
    """Return what kind of message a text is, of which the rows are known."""
    tokens = [token for token in located(clean(text)) if token.kind not in SAYS_NOTHING]
    if _begins(tokens, "obstacle"):
        return MessageKind.OBSTACLE
    if found.rows:
        return MessageKind.REPORT
    if found.rest or found.nothing:
        return MessageKind.UNCHANGED if found.rest else MessageKind.NOTHING
    if any(token.kind == "doubt" for token in tokens) or _begins(tokens, "question"):
        return MessageKind.QUESTION
    if tokens and all(covered(tokens, mentions(tokens, _names("thanks", "greeting"), exact=True))):
        return MessageKind.THANKS if mentions(tokens, _names("thanks"), exact=True) else MessageKind.GREETING
    return MessageKind.OTHER


def _begins(tokens: list[Token], kind: str) -> bool:
    """Return whether a message begins with a word of a kind, after a greeting."""
    greeted = covered(tokens, mentions(tokens, _names("greeting"), exact=True))
    rest = [token for token, over in zip(tokens, greeted, strict=True) if not over]
    found = mentions(rest, _names(kind), exact=True)
    return bool(found) and found[0].start == rest[0].start


def _names(*kinds: str) -> Names:
    """Return the words of some kinds."""
    return names_of((word, kind) for kind in kinds for word in table()["says"][kind])

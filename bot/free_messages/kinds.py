"""What kind of thing a whole message is: a report, «بدون تغییر», an obstacle, a question, a greeting. Pure."""

from enum import StrEnum

from bot.free_messages.proposal import Proposals
from bot.language.cleaning import clean
from bot.language.letters import COMMA, TATWEEL, ZWJ, ZWNJ
from bot.language.lexicon import table
from bot.language.reading.mentions import Names, covered, mentions, names_of
from bot.language.reading.tokens import Token, holds_number, located
from bot.reporting.rules import LONGEST_ACTION

AROUND = f" :{COMMA}-=.{TATWEEL}\n"
FEWEST_WORDS = 4
"""Words of a sentence."""
MOST_IN_NAME = 4
"""Words of an axis' name before a colon."""
HALF_SPACES = (ZWNJ, ZWJ)
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


NOTHING_FOUND = Proposals(())
SAYS_MORE = frozenset({MessageKind.REPORT, MessageKind.UNCHANGED, MessageKind.NOTHING, MessageKind.OBSTACLE})
"""What a reporter's message may be of which something becomes on its own."""


def kind_of(text: str, found: Proposals = NOTHING_FOUND) -> MessageKind:
    """Return what kind of message a text is, of which the rows are known."""
    tokens = _words_of(text)
    if _begins(tokens, "obstacle") and not clean(text)[tokens[0].end :].startswith(HALF_SPACES):
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


def obstacle_in(text: str) -> str:
    """Return what a message says of an obstacle, without the word that it begins with."""
    begins = next((found.end for found in mentions(_words_of(text), _names("obstacle"), exact=True)), 0)
    said = clean(text)[begins:].strip(AROUND)
    axis, colon, rest = said.partition(":")
    return rest.strip(AROUND) if colon and rest and len(axis.split()) <= MOST_IN_NAME else said


def is_sentence(text: str) -> bool:
    """Return whether a text may tell what was done: of some words, and without a number, which would be a figure."""
    return len(_words_of(text)) >= FEWEST_WORDS and len(text) <= LONGEST_ACTION and not holds_number(text)


class Courtesy(StrEnum):
    """What is said that wants one sentence, and no more."""

    GREETING = "greeting"
    THANKS = "thanks"
    LATER = "later"
    HELP = "help"


def courtesy_of(text: str) -> Courtesy | None:
    """Return what a message says that is nothing but courtesy, a word on «later», or a cry for help."""
    tokens = _words_of(text)
    found = {key for mention in mentions(tokens, _names(*Courtesy), exact=True) for key in mention.keys}
    if not tokens or not all(covered(tokens, mentions(tokens, _names(*Courtesy), exact=True))):
        return None
    return next(kind for kind in reversed(Courtesy) if kind in found)


def asks_leave(text: str) -> bool:
    """Return whether a message begins with a word of leave, and says until when: «مرخصی تا پنجشنبه»."""
    tokens = _words_of(text)
    return len(tokens) > 1 and _begins(tokens, "leave")


def _words_of(text: str) -> list[Token]:
    return [token for token in located(clean(text)) if token.kind not in SAYS_NOTHING]


def _begins(tokens: list[Token], kind: str) -> bool:
    """Return whether a message begins with a word of a kind, after a greeting."""
    greeted = covered(tokens, mentions(tokens, _names("greeting"), exact=True))
    rest = [token for token, over in zip(tokens, greeted, strict=True) if not over]
    found = mentions(rest, _names(kind), exact=True)
    return bool(found) and found[0].start == rest[0].start


def _names(*kinds: str) -> Names:
    """Return the words of some kinds."""
    return names_of((word, kind) for kind in kinds for word in table()["says"][kind])

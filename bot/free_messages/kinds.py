"""What kind of thing a whole message is: a report, «بدون تغییر», an obstacle, a question, a greeting. Pure."""

from enum import StrEnum
from functools import cache

from bot.free_messages.proposal import Proposals
from bot.language.cleaning import clean
from bot.language.letters import COMMA, TATWEEL, ZWJ, ZWNJ
from bot.language.lexicon import table
from bot.language.reading.mentions import Mention, Names, covered, mentions, names_of
from bot.language.reading.tokens import Token, holds_number, located
from bot.reporting.rules import LONGEST_ACTION

AROUND = f" :{COMMA}-=.{TATWEEL}\n"
FEWEST_WORDS = 4
"""Words of a sentence."""
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


SAYS_MORE = frozenset({MessageKind.REPORT, MessageKind.UNCHANGED, MessageKind.NOTHING, MessageKind.OBSTACLE})
"""What a reporter's message may be of which something becomes on its own."""


class Courtesy(StrEnum):
    """What is said that wants one sentence, and no more."""

    GREETING = "greeting"
    THANKS = "thanks"
    LATER = "later"
    HELP = "help"


def kind_of(text: str, found: Proposals) -> MessageKind:
    """Return what kind of message a text is, of which the rows are known."""
    if is_obstacle(text):
        return MessageKind.OBSTACLE
    if found.rows:
        return MessageKind.REPORT
    if found.rest or found.nothing:
        return MessageKind.UNCHANGED if found.rest else MessageKind.NOTHING
    if any(token.kind == "doubt" for token in _words_of(text)) or _begin_of(text, "question"):
        return MessageKind.QUESTION
    courtesy = courtesy_of(text)
    return MessageKind(courtesy) if courtesy in {Courtesy.THANKS, Courtesy.GREETING} else MessageKind.OTHER


def is_obstacle(text: str) -> bool:
    """Return whether a message begins with a word of obstacles."""
    return _begin_of(text, "obstacle") is not None


def obstacle_in(text: str) -> str:
    """Return what a message says of an obstacle, without the word that it begins with."""
    begin = _begin_of(text, "obstacle")
    return clean(text)[begin.end if begin else 0 :].strip(AROUND)


def asks_leave(text: str) -> bool:
    """Return whether a message begins with a word of leave, and says until when: «مرخصی تا پنجشنبه»."""
    begin = _begin_of(text, "leave")
    return begin is not None and _words_of(text)[-1].start >= begin.end


def is_sentence(text: str) -> bool:
    """Return whether a text may tell what was done: of some words, and without a number, which would be a figure."""
    return len(_words_of(text)) >= FEWEST_WORDS and len(text) <= LONGEST_ACTION and not holds_number(text)


def courtesy_of(text: str) -> Courtesy | None:
    """Return what a message says that is nothing but courtesy, a word on «later», or a cry for help."""
    tokens = _words_of(text)
    found = mentions(tokens, _names(*Courtesy), exact=True)
    if not tokens or not all(covered(tokens, found)):
        return None
    kinds = frozenset[str]().union(*(mention.keys for mention in found))
    return next(kind for kind in reversed(Courtesy) if kind in kinds)


def _words_of(text: str) -> list[Token]:
    return [token for token in located(clean(text)) if token.kind not in SAYS_NOTHING]


def _begin_of(text: str, kind: str) -> Mention | None:
    """Return the word of a kind that a message begins with, after a greeting; a part of a word is none."""
    tokens = _words_of(text)
    greeted = covered(tokens, mentions(tokens, _names("greeting"), exact=True))
    rest = [token for token, over in zip(tokens, greeted, strict=True) if not over]
    found = next(iter(mentions(rest, _names(kind), exact=True)), None)
    if found is None or found.start != rest[0].start or clean(text)[found.end :].startswith(HALF_SPACES):
        return None
    return found


@cache
def _names(*kinds: str) -> Names:
    """Return the words of some kinds."""
    return names_of((word, kind) for kind in kinds for word in table()["says"][kind])

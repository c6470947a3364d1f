"""A question of a province read: it is about the own province, and never anything that could be a report. Pure."""

from dataclasses import replace
from datetime import date

from bot.asking.names import PROVINCE, Known, own_word_names
from bot.asking.question import Question, Topic
from bot.asking.reading import ORDERS, WordsFound, find_words
from bot.language.reading.tokens import holds_number, located

ASKING = frozenset({"asks", "targets", "behind", "rank", "course"})
"""Kinds of words that no report has: one of them, or a question mark, makes a question of what else is said."""


def read_own_question(text: str, known: Known, today: date) -> Question | None:
    """Return what a text asks of one's own province; None for all that may be a report, and for mere names."""
    found = find_words(text, known, today, own_word_names())
    topic = _topic(found, asking=_is_asking(text, found))
    if topic is None or any(holds_number(word) for word in found.unread):
        return None
    return replace(found.question(topic, today), rank="rank" in found.words)


def _is_asking(text: str, found: WordsFound) -> bool:
    return bool(found.words & ASKING) or any(token.kind == "doubt" for token in located(text))


def _topic(found: WordsFound, *, asking: bool) -> Topic | None:
    """Return what a question is about, the most telling words first."""
    words = found.words
    if found.unread and not asking:
        return None
    if "replies" in words:
        return "replies"
    if "sent" in words:
        return "sent" if asking else None
    if words & {"rank", "behind", *ORDERS}:
        return "behind"
    if "targets" in words:
        return "targets"
    if "obstacles" in words:
        return "obstacles"
    if found.axes() and (found.is_long or asking):
        return "course"
    if "course" in words or found.is_long:
        return "course"
    named = words and (found.timed or found.keys(PROVINCE))  # a mere date is an answer somewhere
    return "province" if named or (words & {"missing", "handed", "standing"} and asking) else None

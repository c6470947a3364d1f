"""Whatever the handbook says that one may type is understood by who reads it."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.asking.own_reading import read_own_question
from bot.asking.reading import read_question
from bot.free_messages.corrections import read_mended, read_row_order
from bot.free_messages.kinds import SAYS_MORE, kind_of
from bot.free_messages.reading import propose, read_in_axis
from bot.language.catalogue import t
from bot.language.reading.clock import read_clock
from bot.language.reading.dates import Dated, read_date
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Understood
from bot.language.units import UNITS
from bot.reporting.words import read_order
from tests.asking.notation import known
from tests.fast.cards import card, cards
from tests.handbook.readers import spoken

TODAY = date(2026, 11, 25)
EXAMPLES = sorted({(piece.source, piece.text) for _code, piece in spoken() if piece.kind == "example"})


def is_number(text: str, unit: str) -> bool:
    """Say whether a number is understood without a question."""
    return isinstance(read_number(text, UNITS[unit]), Understood)


def is_asked(text: str, unit: str) -> bool:
    """Say whether a number is asked about because it tells of a change."""
    found = read_number(text, UNITS[unit])
    return isinstance(found, Ambiguous) and bool(found.sense)


def is_none(text: str, _: str) -> bool:
    """Say whether «no report this week» is offered."""
    found = read_number(text, UNITS["item"])
    return isinstance(found, Ambiguous) and t("number.no_report") in {each.label for each in found.readings}


def fills_card(text: str, axis: str) -> bool:
    """Say whether a message answers every indicator of an axis."""
    others = tuple(each for each in cards() if each.code != axis)
    found = read_in_axis(text, card(axis), "", others)
    return {code for code, _answer in found.answers} == {each.code for each in card(axis).indicators}


def is_proposed(text: str, _: str) -> bool:
    """Say whether every clause of a free message becomes a row."""
    found = propose(text, cards(), ("یزد",))
    return len(found.rows) == len(text.split("،")) and not found.unread


def is_question(text: str, _: str) -> bool:
    """Say whether a question is understood to its last word."""
    question = read_question(text, known(), TODAY)
    return question is not None and not question.unread


def is_own_question(text: str, _: str) -> bool:
    """Say whether a question about the own province is understood to its last word, and is no report."""
    question = read_own_question(text, known(), TODAY)
    return question is not None and not question.unread and kind_of(text, propose(text, cards())) not in SAYS_MORE


READERS: dict[str, Callable[[str, str], bool]] = {
    "number": is_number,
    "asked": is_asked,
    "none": is_none,
    "card": fills_card,
    "fast": is_proposed,
    "ask": is_question,
    "own": is_own_question,
    "kind": lambda text, kind: kind_of(text, propose(text, cards(), ("یزد",))) == kind,
    "row": lambda text, _: read_row_order(text) is not None or read_mended(text) is not None,
    "word": lambda text, _: read_order(text) is not None,
    "clock": lambda text, _: None not in {(found := read_clock(text)).day, found.time},
    "leave": lambda text, _: isinstance(found := read_date(text, TODAY), Dated) and len(found.days) == 1,
}


@pytest.mark.parametrize(("source", "text"), EXAMPLES)
def test_example_is_understood(source: str, text: str) -> None:
    reader, _, argument = source.partition(" ")
    assert READERS[reader](text, argument)


@pytest.mark.parametrize(
    ("reader", "text", "argument"),
    [
        ("number", "۱۲/۵", "bn_toman"),
        ("asked", "۱۲", "bn_toman"),
        ("none", "۱۲", ""),
        ("card", "تخصیص ۱۲", "AX01"),
        ("fast", "برق ۱۲ میلیارد جذب شد، ترانس سوخت", ""),
        ("ask", "قیمت برق یزد", ""),
        ("own", "برق ۱۲ میلیارد جذب شد", ""),
        ("kind", "برق ۱۲ میلیارد جذب شد", "obstacle"),
        ("row", "تأیید همه", ""),
        ("word", "سلام", ""),
        ("clock", "به‌زودی", ""),
        ("leave", "مرخصی", ""),
    ],
)
def test_readers_refuse_what_is_not_understood(reader: str, text: str, argument: str) -> None:
    assert not READERS[reader](text, argument)

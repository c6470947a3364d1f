"""Free messages against their table, against other ways of typing the same, and against hostile text."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.free_messages.cutting import without_bullets
from bot.free_messages.hearing import Listener
from bot.free_messages.proposal import Proposals
from bot.free_messages.reading import propose, read_in_axis, titles
from bot.language import letters
from bot.language.cleaning import clean
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Understood
from bot.language.reading.tokens import located
from bot.programme.called import called
from bot.reporting.answers import Figure
from tests.fast.cards import cards
from tests.fast.notation import INDICATORS, unread, written

TABLE = Path(__file__).with_name("messages.tsv")
HERE = ("یزد", "استان یزد")


def rows() -> Iterator[tuple[str, str, str]]:
    for line in TABLE.read_text("utf-8").split("\n"):
        if line and not line.startswith("# "):
            message, found, rest = line.split("\t")
            yield message.replace("\\n", "\n"), found, rest


ROWS = tuple(rows())
MESSAGES = st.sampled_from([message for message, _, _ in ROWS])
WORDS = st.lists(
    st.sampled_from(sorted({word for message, _, _ in ROWS for word in message.replace("\n", " \n ").split(" ")})),
    max_size=14,
).map(" ".join)


def read(message: str) -> Proposals:
    return propose(message, cards(), HERE)


def test_table_is_large_enough_and_has_no_message_twice() -> None:
    assert len(ROWS) >= 200
    assert len({message for message, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("message", "found", "rest"), ROWS)
def test_message_is_understood_as_the_table_says(message: str, found: str, rest: str) -> None:
    proposals = read(message)
    assert (written(proposals), unread(proposals)) == (found, rest)


@pytest.mark.parametrize("digits", [letters.LATIN_DIGITS, letters.ARABIC_DIGITS, letters.PERSIAN_DIGITS])
def test_shape_of_digits_changes_nothing(digits: str) -> None:
    shape = str.maketrans(letters.LATIN_DIGITS, digits)
    for message, found, _ in ROWS:
        if "«" not in found:
            assert written(read(letters.latin_digits(message).translate(shape))) == found


@pytest.mark.parametrize(
    "typed",
    [
        lambda message: message.replace(" ", "  "),
        lambda message: message.replace("\u200c", " "),
        lambda message: message.replace(" ", " \u200c"),
        lambda message: message.replace("ی", "ي").replace("ک", "ك"),
        lambda message: f"\u202b{message}\u202c\n",
    ],
    ids=["wide", "no half-spaces", "half-spaces", "arabic letters", "bidi marks"],
)
def test_ways_of_typing_change_nothing(typed: Callable[[str], str]) -> None:
    for message, found, _ in ROWS:
        if "«" not in found:
            assert written(read(typed(message))) == found, message


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), WORDS))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read(text)
    whole = clean(text)
    assert all(part in whole for part in found.unread)
    assert all(row.said in whole for row in found.rows)
    read_in_axis(text, cards()[0], "elec_capacity", cards()[1:])


@settings(deadline=None)
@given(st.one_of(WORDS, MESSAGES))
def test_no_answer_holds_a_value_that_is_not_in_the_text(text: str) -> None:
    for row in read(text).rows:
        if isinstance(row.answer, Figure) and not row.answer.parts:
            assert row.answer.value in values_in(text, row.indicator)


def values_in(text: str, code: str) -> set[int | None]:
    """Return every value that the number reader finds in some words of a text that stand side by side."""
    indicator = INDICATORS[code]
    words = re.sub("[\u200c/_]", " ", text).split()
    windows = {" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + 9)}
    found: set[int | None] = set()
    for window in windows:
        match read_number(window, indicator.unit, indicator.maximum, indicator.minimum or 0):
            case Understood(value=value):
                found.add(value)
            case Ambiguous(readings=readings):
                found |= {reading.value for reading in readings}
    return found


@settings(deadline=None)
@given(st.one_of(WORDS, MESSAGES))
def test_no_figure_is_passed_over_in_silence(text: str) -> None:
    ear = Listener(clean(text), {card.code: card for card in cards()}, called(titles(cards()), HERE))
    ear.listen()
    heard = [(heard.clause.start, ear.text_end if heard.what == "text" else heard.clause.end) for heard in ear.heard]
    for token in without_bullets(located(ear.text)):
        if token.figure is not None:
            assert any(start <= token.start < end for start, end in (*heard, *ear.unread)), token


def test_what_is_beyond_the_longest_message_is_said_to_be_unread() -> None:
    found = read("برق جذب ۱۲، " + "الف ب پ " * 300 + "آب ۳۲ لیتر")
    assert written(found) == "elec_absorbed=12"
    assert found.unread[-1].endswith("آب ۳۲ لیتر")

"""Free messages against their table, against other ways of typing the same, and against hostile text."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.free_messages.bullets import bullets_parted
from bot.free_messages.hearing import Listener
from bot.free_messages.proposal import Proposals
from bot.free_messages.reading import propose, read_in_axis, titles
from bot.free_messages.settling import settle
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


def numerals(ear: Listener) -> list[tuple[int, int]]:
    """Return how often every figure of a text stands in what was heard, and in what is unread."""
    heard = [(each.clause.start, ear.text_end if each.what == "text" else each.clause.end) for each in ear.heard]
    heard += [places for each in ear.heard for places in each.unread]
    figures = [token for token in bullets_parted(located(ear.text)) if token.figure is not None]
    return [
        (sum(start <= token.start < end for start, end in heard), sum(a <= token.start < b for a, b in ear.unread))
        for token in figures
    ]


@settings(deadline=None)
@given(st.one_of(WORDS, MESSAGES))
@example("سایر همون ۰")
def test_every_numeral_stands_either_in_what_was_heard_or_in_what_is_unread(text: str) -> None:
    ear = Listener(clean(text), {card.code: card for card in cards()}, called(titles(cards()), HERE))
    ear.listen()
    settle(ear)
    for heard, left in numerals(ear):
        assert (heard > 0) != (left > 0)


def is_one_plain_row(message: str) -> bool:
    ear = Listener(clean(message), {card.code: card for card in cards()}, called(titles(cards()), HERE))
    ear.listen()
    rows = read(message).rows
    return len(ear.heard) == len(rows) == 1 and isinstance(rows[0].answer, Figure) and not rows[0].question


PLAIN = [message for message, _, _ in ROWS if is_one_plain_row(message)]
STRANGE = st.text("بپتجحخدرزسشصطعفقکگلمنهی", min_size=3, max_size=6).map(lambda word: f"ژ{word}")


@settings(deadline=None)
@given(st.sampled_from(PLAIN), STRANGE, st.randoms(use_true_random=False))
def test_an_unknown_word_in_the_clause_of_a_plain_row_makes_it_asked(message: str, strange: str, dice: Random) -> None:
    row = read(message).rows[0]
    words = row.said.split(" ")
    place = dice.randrange(1, len(words)) if len(words) > 1 else 1
    said = " ".join([*words[:place], strange, *words[place:]])
    found = read(message.replace(row.said, said, 1))
    assert all(each.question or not isinstance(each.answer, Figure) for each in found.rows), written(found)


def test_what_is_beyond_the_longest_message_is_said_to_be_unread() -> None:
    found = read("برق جذب ۱۲، " + "الف ب پ " * 300 + "آب ۳۲ لیتر")
    assert written(found) == "elec_absorbed=12"
    assert found.unread[-1].endswith("آب ۳۲ لیتر")

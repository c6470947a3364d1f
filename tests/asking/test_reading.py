"""Questions against their table, against other ways of typing the same, and against hostile text."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.question import Question
from bot.asking.reading import read_question
from bot.language import letters
from tests.asking.notation import known, written

TODAY = date(2026, 11, 25)  # Wednesday 4 Azar 1405
TABLE = Path(__file__).with_name("questions.tsv")


def rows() -> Iterator[tuple[str, str, str]]:
    for line in TABLE.read_text("utf-8").split("\n"):
        if line and not line.startswith("# "):
            text, found, rest = line.split("\t")
            yield text, found, rest


ROWS = tuple(rows())
WORDS = st.lists(st.sampled_from(sorted({word for text, _, _ in ROWS for word in text.split()})), max_size=10)


def read(text: str) -> Question | None:
    return read_question(text, known(), TODAY)


def test_table_is_large_enough_and_has_no_question_twice() -> None:
    assert len(ROWS) >= 150
    assert len({text for text, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("text", "found", "rest"), ROWS)
def test_question_is_understood_as_the_table_says(text: str, found: str, rest: str) -> None:
    question = read(text)
    assert (written(question), " | ".join(question.unread) if question and question.unread else "-") == (found, rest)


@pytest.mark.parametrize(
    "typed",
    [
        letters.latin_digits,
        letters.persian_digits,
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace("\u200c", " "),
        lambda text: text.replace("ی", "ي").replace("ک", "ك"),
        lambda text: f"{text}؟",
        lambda text: f"سلام، {text} لطفاً",
    ],
    ids=["latin digits", "persian digits", "wide", "no half-spaces", "arabic letters", "question mark", "courtesy"],
)
def test_ways_of_typing_change_nothing(typed: Callable[[str], str]) -> None:
    for text, found, _ in ROWS:
        assert written(read(typed(text))) == found, text


@pytest.mark.parametrize(
    "text", ["برق آذر ۱۴۱۰", "برق آذر ۹۹۹۹", "برق آذر ۰۰۰۰", "برق از ۱۴۱۰/۰۱/۰۱", "برق از آبان تا ۱۴۱۰/۱/۱"]
)
def test_the_future_is_no_period(text: str) -> None:
    question = read(text)
    assert question is not None
    assert question.period is None or question.period.end == TODAY


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), WORDS.map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    question = read(text)
    if question is not None and question.period is not None:
        assert question.period.start <= question.period.end <= TODAY


@settings(deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), WORDS.map(" ".join))
def test_a_period_never_lies_in_the_future(today: date, text: str) -> None:
    question = read_question(text, known(), today)
    if question is not None and question.period is not None:
        assert question.period.start <= question.period.end <= today

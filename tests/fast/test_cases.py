"""What CEOs write, against the table of what would be right; a card, a cell and a message read one phrase alike."""

from pathlib import Path

import pytest

from bot.errors import UserError
from bot.free_messages.kinds import kind_of
from bot.free_messages.reading import propose
from bot.reporting.answers import AnswerDoubt, Figure, Words, read_answer
from bot.workbooks.cell_rules import read_one
from bot.workbooks.review import Kind
from bot.workbooks.week_rows import Typed
from tests.fast.cards import card, cards
from tests.fast.notation import unread, written

HERE = ("یزد", "استان یزد")
NAMED = {
    "bn_toman": ("AX01", "elec_absorbed", "جذب برق"),
    "unit": ("AX02", "water_units", "واحدهای برخوردارشده از آب"),
    "pct": ("AX01", "elec_progress", "پیشرفت برق"),
    "ha": ("AX06", "land_freed", "زمین آزادشده"),
    "lps": ("AX02", "water_flow", "دبی آب"),
    "m3d": ("AX05", "reuse_flow", "حجم پساب"),
    "mw": ("AX01", "elec_capacity", "ظرفیت برق"),
}


def table(name: str, columns: int) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").split("\n")
    return [line.split("\t")[:columns] for line in lines if line and not line.startswith("#")]


CASES = table("cases.tsv", 4)
PHRASES = [(unit, phrase) for unit, phrase in table("../language/spoken.tsv", 2) if unit in NAMED]


@pytest.mark.parametrize(("message", "kind", "rows", "rest"), CASES)
def test_message_is_understood_as_the_table_of_cases_says(message: str, kind: str, rows: str, rest: str) -> None:
    text = message.replace("\\n", "\n")
    found = propose(text, cards(), HERE)
    assert (str(kind_of(text, found)), written(found), unread(found)) == (kind, rows, rest)


@pytest.mark.parametrize(("unit", "phrase"), PHRASES)
def test_a_card_a_cell_and_a_message_agree_on_one_phrase(unit: str, phrase: str) -> None:
    """A message takes no other value than a card takes or offers; a cell asks where the card asks.

    A card and a cell hold one figure: what a message has several clauses for, they refuse.
    """
    code, indicator, name = NAMED[unit]
    one = next(each for each in card(code).indicators if each.code == indicator)
    try:
        typed: Figure | Words | AnswerDoubt | None = read_answer(phrase, one)
    except UserError:
        typed = None
    rows = propose(f"{name} {phrase}", cards(), HERE).rows
    taken = {(row.indicator, row.answer.value) for row in rows if isinstance(row.answer, Figure) and not row.question}
    match typed:
        case Figure(value):
            assert taken <= {(indicator, value)}
        case AnswerDoubt(readings=readings):
            assert taken <= {(indicator, value) for _, value in readings}
    if isinstance(typed, AnswerDoubt):
        assert read_one(card(code), one, Typed(one.code, 1, phrase)).kind is not Kind.CHANGE


def test_a_province_that_is_named_makes_the_rows_those_of_another_report() -> None:
    rows = propose("برق بوشهر تخصیص ۸ جذب ۵", cards(), HERE).rows
    assert [(row.indicator, row.answer, row.province) for row in rows] == [
        ("elec_allocated", None, "IR-18"),
        ("elec_absorbed", None, "IR-18"),
    ]
    assert all(row.question and "بوشهر" in row.question.reason for row in rows)
    assert [row.question for row in propose("یزد برق تخصیص ۱۵", cards(), HERE).rows] == [None]


def test_a_cell_beside_the_name_of_another_axis_is_asked() -> None:
    water = card("AX02")
    one = next(each for each in water.indicators if each.code == "water_units")
    assert read_one(water, one, Typed(one.code, 1, "زنجیره ۱۱۵")).kind is Kind.CONFIRM
    assert read_one(water, one, Typed(one.code, 1, "آب ۱۱۵")).kind is Kind.CHANGE

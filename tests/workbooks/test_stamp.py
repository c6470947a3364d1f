"""A stamp cannot be made or changed by anybody else, and says which questions a workbook was made for."""

from dataclasses import replace

import pytest

from bot.reporting.cards import ReportView
from bot.workbooks.stamp import Stamp, asked_of, seal, unseal
from tests.workbooks.conftest import SECRET, card_of, with_card

STAMP = Stamp("2026-11-21", "IR-21", "a" * 16)


def test_a_sealed_stamp_is_read_again() -> None:
    assert unseal(seal(STAMP, SECRET), SECRET) == STAMP


@pytest.mark.parametrize(
    "text",
    [
        "",
        "////",
        seal(STAMP, b"other"),
        seal(STAMP, SECRET).replace("IR-21", "IR-10"),
        seal(STAMP, SECRET).replace("2026-11-21", "2026-11-28"),
        seal(STAMP, SECRET).replace("mehvar1", "mehvar2"),
        seal(STAMP, SECRET) + "/",
        seal(STAMP, SECRET)[:-1] + "\u06f1",
    ],
)
def test_a_stamp_that_was_touched_is_none(text: str) -> None:
    assert unseal(text, SECRET) is None


def test_the_digest_of_the_questions_changes_with_what_is_asked_and_with_nothing_else(week: ReportView) -> None:
    card = card_of(week, "AX01")
    first, *rest = card.indicators
    asked = asked_of(week.cards)
    assert asked_of(with_card(week, "AX01", state="submitted", title="دیگر").cards) == asked
    for changed in (replace(first, maximum=1), replace(first, kind="snapshot"), replace(first, not_over="x")):
        assert asked_of(with_card(week, "AX01", indicators=(changed, *rest)).cards) != asked
    assert asked_of(with_card(week, "AX01", indicators=tuple(rest)).cards) != asked
    assert asked_of(week.cards[1:]) != asked

"""The handbook, ordered more often than anybody can read."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.drawing.press import print_pdf
from bot.handbook import printing
from bot.language.catalogue import t
from tests.attack.acting import CEO, ask, come_in, say, tap
from tests.stage import Stage

PRINT = t("handbook.button.book")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the templates that went to the press."""
    found: list[str] = []

    def press(template: str, data: Mapping[str, Any]) -> bytes:
        found.append(template)
        return print_pdf(template, data)

    monkeypatch.setattr(printing, "print_pdf", press)
    printing._print.cache_clear()
    yield found
    printing._print.cache_clear()


async def test_book_that_is_ordered_again_and_again_goes_to_the_press_once(stage: Stage, printed: list[str]) -> None:
    ceo = await come_in(stage, CEO)
    for _ in range(8):
        await say(stage, ceo, "راهنما")
        await tap(stage, ceo, PRINT)
    assert sum(bool(shown.file) for shown in ceo.messages) == 8
    assert len(printed) == 1
    assert ask(stage, "SELECT count(DISTINCT file) FROM outbox WHERE file <> ''") == [(1,)]

"""Headquarters' questions and what is answered, word by word, over one organisation (`answers.tsv`).

`pytest tests/asking/test_answers.py --update` writes the answers anew; the difference is the review.
"""

import re
from pathlib import Path

import pytest

from bot.asking.answering import answer
from bot.language.catalogue import t
from storage import people
from tests.asking.organisation import open_asked
from tests.briefing.sample import NOW

TABLE = Path(__file__).with_name("answers.tsv")
HIDDEN = re.compile("[\u2066-\u2069]")
LINE = " ⏎ "
"""Between the lines of an answer."""
NONE = t("ask.not_understood").splitlines()[0]


def rows() -> list[tuple[str, str]]:
    """Return who asks what, «رئیس: پرسش», and the answer; a line that begins with «#» is a heading."""
    return [
        (question, found)
        for line in TABLE.read_text("utf-8").splitlines()
        for question, _tab, found in [line.partition("\t")]
    ]


async def test_questions_are_answered_as_the_table_says(request: pytest.FixtureRequest) -> None:
    written, spoken = TABLE.read_text("utf-8"), []
    async with open_asked() as tx:
        askers = {role: (await people.list_ids(tx, role))[0] for role in ("head", "hq_deputy", "ceo")}
        for question, _found in rows():
            if question.startswith("#"):
                spoken.append(question)
                continue
            role, _colon, text = question.rpartition(": ")
            found, _question = await answer(tx, askers[role or "head"], text, NOW)
            spoken.append(f"{question}\t{LINE.join(HIDDEN.sub('', found.text).splitlines())}")
    shown = "\n".join([*spoken, ""])
    if request.config.getoption("--update"):
        TABLE.write_text(shown, "utf-8")
    assert shown == written


def test_there_are_sixty_questions_with_an_answer_and_ten_without() -> None:
    asked = [(question, found) for question, found in rows() if not question.startswith("#")]
    refusals = [t(key).split("{")[0].splitlines()[0] for key in ("ask.not_understood", "ask.own.not_understood")]
    refused = [
        question for question, found in asked if found.startswith(tuple(refusals)) or "نمایش داده نمی‌شود" in found
    ]
    assert len({question for question, _found in asked}) == len(asked)
    assert len(refused) >= 10
    assert len(asked) - len(refused) >= 60

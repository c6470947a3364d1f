"""What version 261bde3 left open goes on with today's code: every button and every typed text leads to a screen."""

import pytest

from bot.language.catalogue import t
from bot.older import now_called
from handlers.conversations import CONVERSATIONS
from storage import seals
from storage.transaction import Reading
from tests.stored.old import Answer, Trial, dialogues, left_behind, open_stop, stops

TYPED = "۱۲"
LOST = {t(key) for key in ("menu.stale", "menu.ended", "menu.not_yours")}
"""What somebody is told who can do no more with what was open."""


KINDS = {
    *("admin_export", "admin_import", "announcement_answers", "ask", "attach", "backup", "brief", "digest", "discard"),
    *("download", "draw_axis", "handbook", "hq_workbook", "period", "returned_workbook", "table", "tidy"),
    "week_workbook",
}
"""The errands of 261bde3."""
SINCE = {"from_estates", "promises"}
"""The conversations that it did not have."""


def goes_on(answer: Answer) -> bool:
    """Say whether what was said led to more than the news that there is nothing to go on with."""
    return is_answered(answer) and not LOST & set(answer.shown)


def is_answered(answer: Answer) -> bool:
    """Say whether what was said led to something: a screen, or an errand that brings one."""
    return answer.state == "done" and bool(answer.shown or answer.ordered)


async def try_all(trial: Trial) -> dict[tuple[str, str, str], Answer]:
    """Press every live button and say a text in every conversation, each as in a copy of the database."""
    answers = {}
    for owner in await trial.conversations():
        for index, label in enumerate(owner.labels):
            answers[owner.flow, owner.state, label] = await trial.press(owner, index)
        answers[owner.flow, owner.state, TYPED] = await trial.say(owner, TYPED)
    return answers


async def press_old(trial: Trial) -> dict[tuple[str, str, str], Answer]:
    """Press every button of the outgoing rows that show something new, live or not."""
    return {
        (owner.buttons, owner.token, label): await trial.press(owner, index)
        for owner in await trial.rows()
        for index, label in enumerate(owner.labels)
    }


@pytest.mark.parametrize("dialogue", dialogues())
async def test_what_was_left_open_goes_on(dialogue: str, caplog: pytest.LogCaptureFixture) -> None:
    for stop in stops(dialogue):
        async with open_stop(stop) as trial:
            answers, old = await try_all(trial), await press_old(trial)
            await trial.service.errands.run_due()
            ends = await trial.service.database.read(_ends, trial.left.errands)
            sealed = await trial.service.database.read(seals.look_through, trial.service.database._secret)
        assert {what: answer for what, answer in answers.items() if not goes_on(answer)} == {}, stop
        assert {what: answer for what, answer in old.items() if not is_answered(answer)} == {}, stop
        assert set(ends) <= {"done"}, (stop, ends)
        assert sealed.whole, (stop, sealed)
        assert [record.getMessage() for record in caplog.records] == [], stop


async def _ends(tx: Reading, numbers: tuple[int, ...]) -> list[str]:
    return [str(await tx.value("SELECT state FROM errands WHERE id = :number", number=number)) for number in numbers]


def test_every_flow_and_every_errand_was_left_open() -> None:
    left = {now_called(flow) for flow in left_behind("conversations", "")}
    assert left | SINCE == {flow.name for flow in CONVERSATIONS}
    assert left_behind("errands", "'waiting'") == KINDS

"""What is over is forgotten, without what still stands on it."""

from tests.attack.acting import CEO, ask, come_in, move, say, tap
from tests.stage import Stage


async def test_screen_that_was_left_open_for_months_does_not_end_the_service(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "تأمین برق", "جزئیات", "وضعیت")  # an edit: its row names the row of the message
    await move(stage, "1405/12/10 09:30")
    assert ask(stage, "SELECT count(*) FROM outbox WHERE id IN (SELECT screen FROM conversations)") == [(1,)]
    await tap(stage, ceo, "طبق برنامه")
    assert "هفتهٔ منتهی به" in ceo.messages[-1].text

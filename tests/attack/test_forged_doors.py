"""Buttons of notices and of help that nobody was shown: forged, somebody else's, of another door and messenger."""

from datetime import timedelta
from itertools import product

from bot.language.catalogue import t
from sandbox.phones import Phone
from sandbox.said import put_press
from tests.attack.acting import CEO, OTHER_CEO, ask, change, come_in, say, tap
from tests.stage import Stage

DEPUTY = "معاون فنی ستاد"
DOORS = ("review_notice", "help", "talk")
INDICES = ("0", "999", "-1", "0:0")
CHANGED = "SELECT (SELECT count(*) FROM comments), (SELECT count(*) FROM errands WHERE kind = 'handbook')"
DEAD = "SELECT count(*) FROM inbox WHERE state = 'dead'"


async def press(stage: Stage, phone: Phone, *data: str) -> None:
    for number, each in enumerate(data):
        put_press(phone.bot, phone.chat, phone.user, phone.messages[-1], each)
        if number % 20 == 0:  # before it is too much
            await stage.settle()
            stage.clock.move_to(stage.clock.now() + timedelta(minutes=2))
    await stage.settle()


def token_of(phone: Phone) -> str:
    return (phone.messages[-1].buttons[0][0].data or "").split(":")[1]


async def test_buttons_that_are_not_ones_own_open_and_change_nothing(stage: Stage) -> None:
    ceo, deputy, other = (
        await come_in(stage, CEO),
        await come_in(stage, DEPUTY, "bale"),
        await come_in(stage, OTHER_CEO),
    )
    await say(stage, ceo, "گفت‌وگو با ستاد")
    await tap(stage, ceo, "تأمین آب")
    await say(stage, ceo, "خصوصی است")
    assert "خصوصی است" in deputy.messages[-1].text
    tokens = [token_of(deputy), token_of(ceo), ""]
    await say(stage, ceo, "راهنما")
    before = ask(stage, CHANGED)
    for phone in (other, ceo):
        theirs = [each for each in (*tokens, token_of(ceo)) if phone is other or each != token_of(ceo)]
        await press(stage, phone, *map(":".join, product(DOORS, theirs, INDICES)))
    assert ask(stage, CHANGED) == before
    assert not any("خصوصی است" in shown.text for shown in other.messages)
    assert ask(stage, DEAD) == [(0,)]


async def test_owner_who_lost_the_axis_is_shown_no_talk_by_the_notice_of_it(stage: Stage) -> None:
    ceo, deputy = await come_in(stage, CEO), await come_in(stage, DEPUTY, "bale")
    await say(stage, ceo, "گفت‌وگو با ستاد")
    await tap(stage, ceo, "تأمین آب")
    await say(stage, ceo, "نخست")
    await change(stage, "UPDATE duties SET axes = 'AX01' WHERE role = 'hq_deputy'")
    await say(stage, ceo, "سپس")
    shown = await tap(stage, deputy, t("talk.button.answer"))
    assert "نخست" not in shown
    await say(stage, deputy, "پاسخ")
    assert ask(stage, "SELECT count(*) FROM comments WHERE side = 'headquarters'") == [(0,)]
    assert not any("سپس" in shown.text for shown in deputy.messages)
    assert ask(stage, DEAD) == [(0,)]

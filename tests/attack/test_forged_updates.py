"""Updates that nobody honest sends: buttons of another conversation, dates of another year, commands by editing."""

import json
from typing import Any

import pytest

from handlers.edge.intake import _whose
from sandbox.phones import Phone
from sandbox.said import put_press
from storage.inbox import Arrival
from tests.attack.acting import ADMIN, CEO, OTHER_CEO, ask, come_in, say, tap
from tests.stage import Stage

DEAD = "SELECT count(*) FROM inbox WHERE state = 'dead'"


async def press(stage: Stage, phone: Phone, data: str) -> None:
    put_press(phone.bot, phone.chat, phone.user, phone.messages[-1], data)
    await stage.settle()


async def receive(stage: Stage, phone: Phone, **fields: Any) -> None:
    """Take in a message as a messenger would hand it over."""
    chat = {"id": phone.user.user_id, "type": "private"}
    sender = {"id": phone.user.user_id, "is_bot": False, "first_name": "x"}
    update = {"update_id": 10**9, "message": {"message_id": 9, "chat": chat, "from": sender, **fields}}
    arrival = Arrival(phone.bot.platform, 100, 10**9, *_whose(update), json.dumps(update))
    await stage.service.platforms[phone.bot.platform].intake._receiver.take([arrival])
    await stage.settle()


async def test_button_of_a_conversation_decides_no_request(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "اطلاعیهٔ جدید")
    _flow, _, rest = admin.messages[-1].buttons[0][0].data.partition(":")  # type: ignore[union-attr]
    await press(stage, admin, f"request:{rest}")
    assert ask(stage, DEAD) == [(0,)]


async def test_button_of_somebody_else_shows_only_where_one_stands_oneself(stage: Stage) -> None:
    ceo, other = await come_in(stage, CEO), await come_in(stage, OTHER_CEO)
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "تأمین برق")
    await say(stage, other, "گزارش این هفته")
    for row in ceo.messages[-1].buttons:
        await press(stage, other, row[0].data or "")
    assert "استان قم" in other.messages[-1].text
    assert ask(stage, "SELECT count(*) FROM drafts") == ask(stage, DEAD) == [(0,)]


@pytest.mark.parametrize("date", [0, 1_600_000_000, 1_794_000_000], ids=["1970", "six years ago", "two weeks ago"])
async def test_date_of_long_ago_opens_no_locked_week(stage: Stage, date: int) -> None:
    ceo = await come_in(stage, CEO)
    await receive(stage, ceo, date=date, text="گزارش این هفته")
    assert "چهارشنبه ۴ آذر ۱۴۰۵" in ceo.messages[-1].text
    assert ask(stage, DEAD) == [(0,)]


async def test_message_that_is_edited_into_a_command_is_no_command(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    first = next(shown for shown in admin.history if not shown.from_bot)
    admin.edit(first, "/announce")
    await stage.settle()
    assert ask(stage, "SELECT count(*) FROM conversations WHERE flow = 'announce'") == [(0,)]

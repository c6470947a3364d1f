"""A person says something, the bot hears it and answers."""

import pytest

from sandbox.server import Messenger
from tests.sandbox.caller import Caller


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_bot_hears_and_answers(platform: str, messenger: Messenger, caller: Caller) -> None:
    phone = messenger.phone(platform, user_id=5, first_name="Sara", phone_number="989121234567")
    phone.start("p1")
    (update,) = await caller.updates(platform, timeout=1)
    assert update["message"]["text"] == "/start p1"
    sent = await caller.ok(platform, "sendMessage", chat_id=5, text="hello")
    assert sent["text"] == "hello"
    assert (await phone.wait_for(lambda shown: shown[-1] if shown else None)).text == "hello"
    assert await caller.updates(platform, offset=update["update_id"] + 1) == []

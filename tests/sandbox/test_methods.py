"""The bot itself, unknown methods, tokens, chats, and the table of methods."""

import pytest

from sandbox.server import Messenger
from tests.sandbox.caller import Caller


async def test_unknown_methods_are_not_found(caller: Caller) -> None:
    assert await caller.refused("telegram", "sendDance") == "404 Not Found: method not found"
    assert await caller.refused("bale", "sendDance") == "404 Not Found"


async def test_a_wrong_token_is_refused_as_its_platform_does(messenger: Messenger, caller: Caller) -> None:
    async def ask(token: str) -> tuple[int, str]:
        async with caller.session.get(f"{messenger.base_url}{token}/getMe") as response:
            return response.status, (await response.json())["description"]

    assert await ask("100:WRONG") == (401, "Unauthorized")
    assert await ask("200:WRONG") == (403, "Bad Request: Token not found")
    assert await ask("nonsense") == (404, "Not Found")


async def test_commands_are_kept_on_telegram_and_unknown_on_bale(caller: Caller) -> None:
    commands = [{"command": "start", "description": "شروع"}]
    assert await caller.ok("telegram", "setMyCommands", commands=commands)
    assert await caller.ok("telegram", "getMyCommands") == commands
    assert await caller.refused("bale", "setMyCommands", commands=commands) == "404 Not Found"
    bad = [{"command": "شروع", "description": "x"}]
    refused = await caller.refused("telegram", "setMyCommands", commands=bad)
    assert refused == "400 Bad Request: BOT_COMMAND_INVALID"
    refused = await caller.refused("telegram", "setMyCommands", commands=[{"command": "a"}])
    assert refused == "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"


async def test_there_is_no_webhook(caller: Caller) -> None:
    assert await caller.ok("bale", "getWebhookInfo") == {"url": ""}
    assert (await caller.ok("telegram", "getWebhookInfo"))["pending_update_count"] == 0
    assert await caller.ok("telegram", "setWebhook", url="")
    assert "no webhooks" in await caller.refused("telegram", "setWebhook", url="https://x.ir")


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_chat_is_full_on_telegram_and_short_on_bale(
    platform: str, messenger: Messenger, caller: Caller
) -> None:
    messenger.phone(platform, 5).start()
    chat = await caller.ok(platform, "getChat", chat_id=5)
    assert ("accent_color_id" in chat) == (platform == "telegram")
    member = await caller.ok(platform, "getChatMember", chat_id=5, user_id=5)
    assert member["status"] == "member"
    refused = await caller.refused(platform, "leaveChat", chat_id=5)
    assert "private" in refused


async def test_on_bale_a_plain_member_may_not_ask_for_members(messenger: Messenger, caller: Caller) -> None:
    messenger.group("bale", -5)
    refused = await caller.refused("bale", "getChatMember", chat_id=-5, user_id=5)
    assert refused == "403 Forbidden: permission_denied"


async def test_several_bots_of_one_flavour_are_apart() -> None:
    tokens = {"telegram": "100:A", "telegram-2": "101:B"}
    async with Messenger(tokens) as messenger:
        messenger.phone("telegram", 5).start()
        assert len(messenger.bots["telegram"].queue) == 1
        assert len(messenger.bots["telegram-2"].queue) == 0


async def test_broken_json_is_refused(messenger: Messenger, caller: Caller) -> None:
    url = f"{messenger.base_url}{messenger.bots['telegram'].token}/sendMessage"
    for body in (b"{", b"[1]"):
        headers = {"Content-Type": "application/json"}
        async with caller.session.post(url, data=body, headers=headers) as response:
            assert response.status == 400
    messenger.phone("telegram", 5).start()
    refused = await caller.refused("telegram", "sendMessage", chat_id=5, text="x", reply_markup="{")
    assert refused == "400 Bad Request: can't parse reply keyboard markup JSON object"
    refused = await caller.refused("telegram", "sendMessage", chat_id=5, text="x", reply_markup="[1]")
    assert refused == "400 Bad Request: object expected as reply markup"

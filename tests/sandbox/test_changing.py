"""Edits, deletions, presses and what is answered to them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.chats import Button
from sandbox.clock import Clock
from sandbox.phones import Phone
from sandbox.server import Messenger
from tests.sandbox.caller import Caller

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MARKUP = {"inline_keyboard": [[{"text": "ثبت", "callback_data": "save"}]]}
OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def clock(messenger: Messenger) -> Clock:
    return messenger.clock


@pytest.fixture
def phones(messenger: Messenger) -> dict[str, Phone]:
    found = {"telegram": messenger.phone("telegram", 5, "Sara"), "bale": messenger.phone("bale", 5, "Sara")}
    for phone in found.values():
        phone.start()
    return found


async def send(caller: Caller, platform: str, **more: Any) -> Any:
    return await caller.ok(platform, "sendMessage", chat_id=5, text="one", reply_markup=MARKUP, **more)


async def newest(caller: Caller, platform: str) -> Any:
    return (await caller.updates(platform))[-1]


async def test_telegram_answers_an_edit_with_the_message_and_bale_with_a_stub(
    phones: dict[str, Phone], caller: Caller
) -> None:
    for platform in phones:
        sent = await send(caller, platform)
        edit = {"chat_id": 5, "message_id": sent["message_id"], "text": "two"}
        edited = await caller.ok(platform, "editMessageText", **edit)
        shown = phones[platform].messages[-1]
        assert (shown.text, shown.labels) == ("two", [])
        assert shown.edited == edited["edit_date"]
        if platform == "telegram":
            assert (edited["message_id"], edited["text"]) == (sent["message_id"], "two")
        else:
            assert edited["message_id"] == 0
            assert "text" not in edited


async def test_telegram_refuses_an_edit_that_changes_nothing(phones: dict[str, Phone], caller: Caller) -> None:
    for platform in phones:
        sent = await send(caller, platform)
        edit = {"chat_id": 5, "message_id": sent["message_id"], "text": "one", "reply_markup": MARKUP}
        status, answer = await caller.raw(platform, "editMessageText", **edit)
        if platform == "telegram":
            assert answer["description"].startswith("Bad Request: message is not modified: specified new")
        else:
            assert status == 200


async def test_a_keyboard_is_taken_away(phones: dict[str, Phone], caller: Caller) -> None:
    sent = await send(caller, "bale")
    await caller.ok("bale", "editMessageReplyMarkup", chat_id=5, message_id=sent["message_id"])
    assert phones["bale"].messages[-1].labels == []


async def test_only_own_texts_that_are_there_can_be_edited(phones: dict[str, Phone], caller: Caller) -> None:
    start = phones["telegram"].history[0].message_id
    photo = phones["telegram"].send_photo(b"x").message_id
    for message_id, words in (
        (999, "message to edit not found"),
        (0, "message identifier is not specified"),
        (start, "message can't be edited"),
        (photo, "message can't be edited"),
    ):
        edit = {"chat_id": 5, "message_id": message_id, "text": "x"}
        assert await caller.refused("telegram", "editMessageText", **edit) == f"400 Bad Request: {words}"
    keyboard = {"keyboard": [["a"]]}
    sent = await send(caller, "telegram")
    edit = {"chat_id": 5, "message_id": sent["message_id"], "text": "x", "reply_markup": keyboard}
    refused = await caller.refused("telegram", "editMessageText", **edit)
    assert refused == "400 Bad Request: inline keyboard expected"


async def test_a_message_is_deleted_within_48_hours(phones: dict[str, Phone], caller: Caller, clock: Clock) -> None:
    first, second = await send(caller, "telegram"), await send(caller, "telegram")
    assert await caller.ok("telegram", "deleteMessage", chat_id=5, message_id=first["message_id"])
    assert phones["telegram"].messages[0].deleted
    again = {"chat_id": 5, "message_id": first["message_id"]}
    refused = await caller.refused("telegram", "deleteMessage", **again)
    assert refused == "400 Bad Request: message to delete not found"
    clock.advance(48 * 3600 + 2)
    late = {"chat_id": 5, "message_id": second["message_id"]}
    refused = await caller.refused("telegram", "deleteMessage", **late)
    assert refused == "400 Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_press_is_heard_and_answered_once(platform: str, phones: dict[str, Phone], caller: Caller) -> None:
    await send(caller, platform)
    press = phones[platform].tap("ثبت")
    heard = (await newest(caller, platform))["callback_query"]
    assert heard["data"] == "save"
    assert heard["message"]["text"] == "one"
    assert heard["chat_instance"]
    answer = {"callback_query_id": heard["id"], "text": "ثبت شد", "show_alert": True}
    assert await caller.ok(platform, "answerCallbackQuery", **answer)
    toast = await press.answered()
    assert (toast.text, toast.alert) == ("ثبت شد", True)
    assert phones[platform].toasts == [toast]
    assert await caller.refused(platform, "answerCallbackQuery", **answer) == OLD


async def test_an_answer_after_150_seconds_is_refused(phones: dict[str, Phone], caller: Caller, clock: Clock) -> None:
    await send(caller, "telegram")
    press = phones["telegram"].tap("ثبت")
    clock.advance(151)
    late = {"callback_query_id": press.press_id}
    assert await caller.refused("telegram", "answerCallbackQuery", **late) == OLD


async def test_the_text_of_an_answer_is_at_most_200_long(phones: dict[str, Phone], caller: Caller) -> None:
    await send(caller, "telegram")
    press = phones["telegram"].tap("ثبت")
    answer = {"callback_query_id": press.press_id, "text": "x" * 201}
    refused = await caller.refused("telegram", "answerCallbackQuery", **answer)
    assert refused == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_bale_may_leave_out_chat_instance_and_an_old_client_shows_nothing(
    phones: dict[str, Phone], messenger: Messenger, caller: Caller
) -> None:
    switches = messenger.bots["bale"].switches
    switches.chat_instance, switches.old_client = False, True
    await send(caller, "bale")
    press = phones["bale"].tap("ثبت")
    assert press.press_id.startswith("1")
    assert "chat_instance" not in (await newest(caller, "bale"))["callback_query"]
    await caller.ok("bale", "answerCallbackQuery", callback_query_id=press.press_id, text="x")
    assert (await press.answered()).text == ""


async def test_a_button_that_is_gone_can_still_be_pressed_late(phones: dict[str, Phone], caller: Caller) -> None:
    phone = phones["telegram"]
    sent = await send(caller, "telegram")
    late = phone.messages[-1].buttons[0][0]
    await caller.ok("telegram", "editMessageText", chat_id=5, message_id=sent["message_id"], text="done")
    with pytest.raises(LookupError, match="no button"):
        phone.tap("ثبت")
    assert phone.tap(late, phone.messages[-1]).data == "save"
    assert phone.tap(Button("x", "forged"), phone.messages[-1]).data == "forged"


async def test_an_unanswered_press_keeps_spinning(phones: dict[str, Phone], caller: Caller) -> None:
    await send(caller, "telegram")
    with pytest.raises(TimeoutError, match="not answered"):
        await phones["telegram"].tap("ثبت").answered(0.01)

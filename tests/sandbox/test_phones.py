"""What people do on their phones, as each platform tells it to the bot."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.phones import Phone
from sandbox.server import Messenger
from tests.sandbox.caller import Caller

CONTACT = {"keyboard": [[{"text": "شماره", "request_contact": True}, "فهرست"]], "one_time_keyboard": True}


@pytest.fixture
def both(messenger: Messenger) -> list[Phone]:
    return [messenger.phone(platform, 5, "Sara", "989121234567") for platform in ("telegram", "bale")]


async def heard(caller: Caller, phone: Phone) -> Any:
    return (await caller.updates(phone.bot.platform))[-1]


async def test_a_command_has_an_entity_on_telegram_and_on_bale_only_when_switched_on(
    both: list[Phone], caller: Caller
) -> None:
    telegram, bale = both
    telegram.start("abc")
    bale.start("abc")
    entity = {"type": "bot_command", "offset": 0, "length": 6}
    assert (await heard(caller, telegram))["message"]["entities"] == [entity]
    assert "entities" not in (await heard(caller, bale))["message"]
    bale.bot.switches.command_entities = True
    bale.say("/help")
    assert (await heard(caller, bale))["message"]["entities"][0]["length"] == 5


async def test_bale_shows_its_empty_extras(both: list[Phone], caller: Caller) -> None:
    both[1].say("x")
    chat = (await heard(caller, both[1]))["message"]["chat"]
    assert chat["photo"] is None
    assert chat["pinned_message"] is None
    assert (chat["title"], chat["last_name"]) == ("", "")


async def test_contacts_are_own_another_s_unknown_or_forwarded(both: list[Phone], caller: Caller) -> None:
    for phone in both:
        phone.share_contact()
        own = (await heard(caller, phone))["message"]["contact"]
        assert own == {"phone_number": "989121234567", "first_name": "Sara", "user_id": 5}
        phone.share_contact("989350000000", user_id=77)
        assert (await heard(caller, phone))["message"]["contact"]["user_id"] == 77
        phone.share_contact("989350000000", user_id=None)
        assert "user_id" not in (await heard(caller, phone))["message"]["contact"]
        phone.share_contact(forwarded=True)
        mark = "forward_from" if phone.bot.bale else "forward_origin"
        assert mark in (await heard(caller, phone))["message"]
    both[1].bot.switches.contact_user_id = False
    both[1].share_contact()
    assert "user_id" not in (await heard(caller, both[1]))["message"]["contact"]


async def test_a_forward_names_its_source_as_the_platform_does(both: list[Phone], caller: Caller) -> None:
    for phone in both:
        phone.forward("سلام")
    assert (await heard(caller, both[0]))["message"]["forward_origin"]["type"] == "user"
    message = (await heard(caller, both[1]))["message"]
    assert message["forward_from"]["id"] == 777
    assert message["forward_date"]


async def test_an_edit_comes_as_edited_message(both: list[Phone], caller: Caller) -> None:
    for phone in both:
        phone.edit(phone.say("one"), "two")
        edited = (await heard(caller, phone))["edited_message"]
        assert edited["text"] == "two"
        assert edited["edit_date"] >= edited["date"]


async def test_the_keyboard_under_the_text_field_is_pressed(both: list[Phone], caller: Caller) -> None:
    phone = both[0]
    phone.start()
    await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_markup=CONTACT)
    assert phone.keyboard == [["شماره", "فهرست"]]
    phone.press_menu("شماره")
    assert (await heard(caller, phone))["message"]["contact"]["user_id"] == 5
    assert phone.keyboard == []
    await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_markup=CONTACT)
    phone.press_menu("فهرست")
    assert (await heard(caller, phone))["message"]["text"] == "فهرست"
    await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_markup=CONTACT)
    remove = {"remove_keyboard": True}
    await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_markup=remove)
    with pytest.raises(LookupError, match="no menu button"):
        phone.press_menu("فهرست")


async def test_files_and_places_are_sent(both: list[Phone], caller: Caller) -> None:
    for phone in both:
        phone.send_photo(b"jpg", "عکس")
        message = (await heard(caller, phone))["message"]
        assert message["caption"] == "عکس"
        assert message["photo"][0]["file_size"] == 3
        phone.send_document(b"pdf", "نامه.pdf", "application/pdf")
        assert (await heard(caller, phone))["message"]["document"]["file_name"] == "نامه.pdf"
        phone.send_voice(b"ogg", 4)
        assert (await heard(caller, phone))["message"]["voice"]["duration"] == 4
        phone.send_location(35.7, 51.4)
        assert (await heard(caller, phone))["message"]["location"]["latitude"] == 35.7
    both[1].bot.switches.voice_duration = False
    both[1].send_voice(b"ogg")
    assert "duration" not in (await heard(caller, both[1]))["message"]["voice"]


async def test_a_message_may_carry_an_older_date(both: list[Phone], caller: Caller) -> None:
    date = int(datetime(2026, 11, 18, 9, 29, 59, tzinfo=UTC).timestamp())
    both[0].say("x", date=date)
    assert (await heard(caller, both[0]))["message"]["date"] == date


async def test_telegram_cleans_what_people_type_and_bale_does_not(both: list[Phone], caller: Caller) -> None:
    for phone in both:
        phone.say("\u202bسلام\u202c ")
    assert (await heard(caller, both[0]))["message"]["text"] == "سلام"
    assert (await heard(caller, both[1]))["message"]["text"] == "\u202bسلام\u202c "


async def test_a_group_is_heard_and_left(both: list[Phone], messenger: Messenger, caller: Caller) -> None:
    for phone in both:
        platform = phone.bot.platform
        group = messenger.group(platform, -100, "همکاران")
        phone.say("سلام", group=group)
        assert (await heard(caller, phone))["message"]["chat"]["type"] == "group"
        await caller.ok(platform, "sendMessage", chat_id=-100, text="x")
        assert not phone.messages
        assert await caller.ok(platform, "leaveChat", chat_id=-100)
        refused = await caller.refused(platform, "sendMessage", chat_id=-100, text="x")
        assert refused.startswith("403 Forbidden: bot was kicked")
    assert (await heard(caller, both[0]))["my_chat_member"]["new_chat_member"]["status"] == "left"


async def test_a_screen_that_does_not_change_is_told_in_the_error(both: list[Phone]) -> None:
    with pytest.raises(TimeoutError, match="telegram-5 waited"):
        await both[0].wait_for(lambda messages: messages, timeout=0.01)


async def test_quiet_waits_until_everything_is_confirmed(
    both: list[Phone], messenger: Messenger, caller: Caller
) -> None:
    both[1].say("x")
    update_id = (await heard(caller, both[1]))["update_id"]
    with pytest.raises(TimeoutError):
        await messenger.quiet(0.01, timeout=0.05)
    await caller.updates("bale", offset=update_id + 1)
    await messenger.quiet(0.01)


async def test_a_location_button_sends_the_place(both: list[Phone], caller: Caller) -> None:
    phone = both[1]
    phone.start()
    keyboard = {"keyboard": [[{"text": "مکان", "request_location": True}]]}
    await caller.ok("bale", "sendMessage", chat_id=5, text="x", reply_markup=keyboard)
    phone.press_menu("مکان")
    assert "location" in (await heard(caller, phone))["message"]
    assert phone.keyboard == [["مکان"]]

"""sendMessage and its refusals, with the real servers' texts."""

import json

import pytest

from sandbox.phones import Phone
from sandbox.server import Messenger
from tests.sandbox.caller import Caller

TOO_LONG = "400 Bad Request: message is too long"


@pytest.fixture
def sara(messenger: Messenger) -> Phone:
    phone = messenger.phone("telegram", 5, "Sara", "989121234567")
    phone.start()
    return phone


@pytest.fixture
def reza(messenger: Messenger) -> Phone:
    phone = messenger.phone("bale", 6, "Reza", "989121234568")
    phone.start()
    return phone


async def test_who_never_started_cannot_be_written_to(messenger: Messenger, caller: Caller) -> None:
    messenger.phone("telegram", 5)
    messenger.phone("bale", 6)
    refused = caller.refused
    assert await refused("telegram", "sendMessage", chat_id=5, text="x") == "400 Bad Request: chat not found"
    assert await refused("bale", "sendMessage", chat_id=6, text="x") == "404 no such group or user"
    messenger.bots["bale"].switches.unknown_chat_status = 400
    assert await refused("bale", "sendMessage", chat_id=6, text="x") == "400 no such group or user"
    invalid = "400 Bad Request: chat_id: must be a valid value"
    assert await refused("bale", "sendMessage", chat_id="abc", text="x") == invalid
    assert await refused("telegram", "sendMessage", text="x") == "400 Bad Request: chat_id is empty"


async def test_text_has_1_to_4096_units_after_rendering(sara: Phone, caller: Caller) -> None:
    refused = caller.refused
    empty = "400 Bad Request: message text is empty"
    assert await refused("telegram", "sendMessage", chat_id=5, text=" \n ") == empty
    assert await refused("telegram", "sendMessage", chat_id=5, text="<b></b>", parse_mode="HTML") == empty
    assert await refused("telegram", "sendMessage", chat_id=5, text="😀" * 2049) == TOO_LONG
    await caller.ok("telegram", "sendMessage", chat_id=5, text="😀" * 2048)
    await caller.ok("telegram", "sendMessage", chat_id=5, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")


async def test_an_edit_that_is_too_long_has_a_text_of_its_own(sara: Phone, caller: Caller) -> None:
    sent = await caller.ok("telegram", "sendMessage", chat_id=5, text="x")
    edit = {"chat_id": 5, "message_id": sent["message_id"], "text": "y" * 4097}
    assert await caller.refused("telegram", "editMessageText", **edit) == "400 Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "a", "callback_data": "ب" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "a", "callback_data": "x", "url": "https://x.ir"}, "BUTTON_TYPE_INVALID"),
        ({"callback_data": "x"}, 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        ({"text": "a", "url": "no"}, "inline keyboard button URL 'no' is invalid: Wrong HTTP URL"),
    ],
)
async def test_a_bad_button_is_refused(
    button: dict[str, object], refusal: str, sara: Phone, reza: Phone, caller: Caller
) -> None:
    markup = {"inline_keyboard": [[button]]}
    for platform, chat in (("telegram", 5), ("bale", 6)):
        refused = await caller.refused(platform, "sendMessage", chat_id=chat, text="x", reply_markup=markup)
        assert refused == f"400 Bad Request: {refusal}"


async def test_bale_has_no_inline_switch_button(reza: Phone, caller: Caller) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "switch_inline_query": "x"}]]}
    assert "unallowed" in await caller.refused("bale", "sendMessage", chat_id=6, text="x", reply_markup=markup)


async def test_telegram_takes_8_buttons_in_a_row_and_100_in_all(sara: Phone, caller: Caller) -> None:
    def rows(count: int, width: int) -> dict[str, object]:
        return {"inline_keyboard": [[{"text": "a", "callback_data": "x"}] * width] * count}

    too_long = "400 Bad Request: reply markup is too long"
    for count, width in ((1, 9), (13, 8)):
        markup = rows(count, width)
        sent = await caller.refused("telegram", "sendMessage", chat_id=5, text="x", reply_markup=markup)
        assert sent == too_long
    await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_markup=rows(12, 8))


async def test_nested_values_may_come_as_text_in_a_form_or_in_the_query(
    sara: Phone, messenger: Messenger, caller: Caller
) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": "x"}]]})
    url = f"{messenger.base_url}{messenger.bots['telegram'].token}/SENDMESSAGE"
    form = {"chat_id": "5", "text": "form", "reply_markup": markup}
    async with caller.session.post(url, data=form) as response:
        assert (await response.json())["result"]["reply_markup"] == json.loads(markup)
    async with caller.session.get(url, params=form) as response:
        assert response.status == 200
    assert [m.labels for m in sara.messages] == [["a"], ["a"]]


async def test_what_telegram_shows_is_rendered_and_bidi_marks_are_gone(sara: Phone, caller: Caller) -> None:
    sent = await caller.ok(
        "telegram", "sendMessage", chat_id=5, text=" \u202bسلام <b>سارا</b>\u202c ", parse_mode="HTML"
    )
    assert sent["text"] == "سلام سارا"
    assert sent["entities"] == [{"type": "bold", "offset": 5, "length": 4}]
    assert sara.messages[-1].text == "سلام سارا"


async def test_bale_ignores_parse_mode_and_renders_its_own_marks(reza: Phone, caller: Caller) -> None:
    raw = "<b>x</b> *گزارش* _تازه_"
    await caller.ok("bale", "sendMessage", chat_id=6, text=raw, parse_mode="HTML")
    shown = reza.messages[-1]
    assert shown.raw == raw
    assert shown.text == "<b>x</b> گزارش تازه"
    assert [e["type"] for e in shown.entities] == ["bold", "italic"]


async def test_a_reply_is_named_differently_on_each_platform(sara: Phone, reza: Phone, caller: Caller) -> None:
    parameters = {"message_id": sara.history[0].message_id}
    sent = await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_parameters=parameters)
    assert sent["reply_to_message"]["text"] == "/start"
    wrong = {"message_id": 999}
    refused = await caller.refused("telegram", "sendMessage", chat_id=5, text="x", reply_parameters=wrong)
    assert refused == "400 Bad Request: message to be replied not found"
    forgiven = wrong | {"allow_sending_without_reply": True}
    sent = await caller.ok("telegram", "sendMessage", chat_id=5, text="x", reply_parameters=forgiven)
    assert "reply_to_message" not in sent
    sent = await caller.ok("bale", "sendMessage", chat_id=6, text="x", reply_parameters={"message_id": 1})
    assert "reply_to_message" not in sent
    sent = await caller.ok("bale", "sendMessage", chat_id=6, text="x", reply_to_message_id=1)
    assert sent["reply_to_message"]["text"] == "/start"


async def test_message_ids_are_one_row_on_telegram_and_one_per_chat_on_bale(
    sara: Phone, reza: Phone, messenger: Messenger
) -> None:
    for platform, ids in (("telegram", [2, 3]), ("bale", [1, 2])):
        other = messenger.phone(platform, 99)
        assert [other.say(word).message_id for word in "ab"] == ids


async def test_a_blocked_user_is_announced_on_telegram_only(sara: Phone, reza: Phone, caller: Caller) -> None:
    for phone in (sara, reza):
        phone.block()
    refusal = "403 Forbidden: bot was blocked by the user"
    assert await caller.refused("telegram", "sendMessage", chat_id=5, text="x") == refusal
    assert await caller.refused("bale", "sendMessage", chat_id=6, text="x") == refusal
    blocked = (await caller.updates("telegram"))[-1]["my_chat_member"]
    assert blocked["new_chat_member"]["status"] == "kicked"
    assert len(await caller.updates("bale")) == 1
    with pytest.raises(ValueError, match="unblock"):
        sara.say("x")
    sara.start()
    await caller.ok("telegram", "sendMessage", chat_id=5, text="x")


async def test_markdown_is_refused_by_name_and_unknown_modes_too(sara: Phone, caller: Caller) -> None:
    for mode, words in (("MarkdownV2", "does not parse Markdown"), ("wiki", "unsupported parse_mode")):
        sent = await caller.refused("telegram", "sendMessage", chat_id=5, text="x", parse_mode=mode)
        assert words in sent


async def test_contacts_places_and_typing_are_shown(sara: Phone, caller: Caller) -> None:
    await caller.ok("telegram", "sendContact", chat_id=5, phone_number="98912", first_name="A")
    await caller.ok("telegram", "sendLocation", chat_id=5, latitude=35.7, longitude=51.4)
    assert [m.kind for m in sara.messages] == ["contact", "location"]
    await caller.ok("telegram", "sendChatAction", chat_id=5, action="typing")
    assert sara.chat.action == "typing"
    refused = await caller.refused("telegram", "sendChatAction", chat_id=5, action="dance")
    assert refused == "400 Bad Request: wrong parameter action in request"


async def test_entities_may_be_given_instead_of_a_mode(sara: Phone, caller: Caller) -> None:
    bold = [{"type": "bold", "offset": 0, "length": 2}]
    sent = await caller.ok("telegram", "sendMessage", chat_id=5, text="abc", entities=bold)
    assert sent["entities"] == bold
    for bad in ("x", [1], [{"type": "bold"}]):
        refused = await caller.refused("telegram", "sendMessage", chat_id=5, text="abc", entities=bad)
        assert "can't parse" in refused


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"inline_keyboard": "x"}, "must be of type Array of Arrays"),
        ({"inline_keyboard": [["x"]]}, "InlineKeyboardButton must be an Object"),
        ({"keyboard": {"a": 1}}, "must be of type Array of Arrays"),
        ({"keyboard": [[{"request_contact": True}]]}, "can't parse keyboard button"),
    ],
)
async def test_a_keyboard_of_another_shape_is_refused(
    markup: dict[str, object], words: str, sara: Phone, caller: Caller
) -> None:
    refused = await caller.refused("telegram", "sendMessage", chat_id=5, text="x", reply_markup=markup)
    assert words in refused

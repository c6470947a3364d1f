"""The messenger as python-telegram-bot sees it, on both platforms."""

import warnings
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.error import BadRequest, Forbidden, InvalidToken

from sandbox.phones import Phone
from sandbox.server import Messenger


@pytest.fixture(params=["telegram", "bale"])
def phone(request: pytest.FixtureRequest, messenger: Messenger) -> Phone:
    return messenger.phone(request.param, 5, "Sara", "989121234567")


@pytest.fixture
async def bot(phone: Phone, messenger: Messenger) -> AsyncIterator[telegram.Bot]:
    made = telegram.Bot(phone.bot.token, base_url=messenger.base_url, base_file_url=messenger.file_url)
    async with made:
        yield made


async def fetch(bot: telegram.Bot) -> list[telegram.Update]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw = await bot.do_api_request("getUpdates", {"timeout": 1})
    return [telegram.Update.de_json(update, bot) for update in raw]


async def test_a_conversation_goes_through(phone: Phone, bot: telegram.Bot) -> None:
    assert (await bot.get_me()).username == phone.bot.username
    phone.start("p1")
    phone.share_contact()
    started, contact = await fetch(bot)
    assert started.message
    assert started.message.text == "/start p1"
    assert contact.message
    assert contact.message.contact
    assert contact.message.contact.user_id == 5
    button = telegram.InlineKeyboardButton("ثبت", callback_data="save")
    sent = await bot.send_message(5, "سلام", reply_markup=telegram.InlineKeyboardMarkup([[button]]))
    press = phone.tap("ثبت")
    query = (await fetch(bot))[-1].callback_query
    assert query
    assert query.data == "save"
    await query.answer("ثبت شد")
    assert (await press.answered()).text == "ثبت شد"
    edited = await bot.edit_message_text("پایان", 5, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.message_id == (0 if phone.bot.bale else sent.message_id)
    assert phone.messages[-1].text == "پایان"
    await bot.delete_message(5, sent.message_id)
    assert phone.messages[-1].deleted


async def test_files_go_both_ways(phone: Phone, bot: telegram.Bot) -> None:
    phone.send_document("نامه".encode(), "نامه.pdf")
    update = (await fetch(bot))[-1]
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()).decode() == "نامه"
    await bot.send_document(5, b"xlsx", filename="گزارش.xlsx", caption="هفته")
    shown = phone.messages[-1]
    assert shown.file
    assert (shown.file.name, shown.file.content, shown.text) == ("گزارش.xlsx", b"xlsx", "هفته")


async def test_every_kind_of_message_parses(phone: Phone, bot: telegram.Bot) -> None:
    first = phone.say("one")
    phone.edit(first, "two")
    phone.send_photo(b"jpg", "c")
    phone.send_voice(b"ogg")
    phone.send_location(35.7, 51.4)
    phone.forward("f")
    phone.block()
    phone.unblock()
    assert len(await fetch(bot)) == (6 if phone.bot.bale else 8)


async def test_errors_come_as_ptb_names_them(phone: Phone, bot: telegram.Bot, messenger: Messenger) -> None:
    unknown: type[Exception] = InvalidToken if phone.bot.bale else BadRequest
    with pytest.raises(unknown, match=None if phone.bot.bale else "Chat not found"):
        await bot.send_message(5, "x")
    phone.start()
    phone.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(5, "x")
    wrong = telegram.Bot(f"{phone.bot.bot_id}:WRONG", base_url=messenger.base_url)
    refused: type[Exception] = Forbidden if phone.bot.bale else InvalidToken
    with pytest.raises(refused):
        await wrong.initialize()
    await wrong.shutdown()

"""What the page shows: formats in both manners, hostile text, files, places, toasts; and using it by keyboard."""

import struct
import zlib

import pytest
from playwright.async_api import expect

from sandbox.server import Messenger
from tests.page.bots import OwnBot
from tests.page.hands import WIDE, Desk, Hand

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ONE, TWO = "کاربر نمونهٔ یک", "کاربر نمونهٔ دو"
ATTACK = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
OVERRIDE = "\u202eوارونه\u2066"


async def begin(desk: Desk, name: str = ONE) -> tuple[Hand, OwnBot]:
    """Start a phone; return it and the bot that it speaks with."""
    phone = desk.phone(name)
    await phone.tap("شروع")
    await phone.sees("/start")
    platform, user_id = ("bale", 1001) if name == ONE else ("telegram", 1002)
    return phone, OwnBot(desk.messenger, platform, user_id)


def png() -> bytes:
    """Return a small picture."""
    rows = b"".join(b"\0" + bytes((23, 89, 74)) * 60 for _ in range(40))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


async def test_telegram_shows_entities_and_bale_its_own_markdown(bare: Desk) -> None:
    phone, bot = await begin(bare, TWO)
    text = "<b>پررنگ <i>هر دو</i></b> <a href='https://example.ir/'>پیوند</a> <code>x = 1</code> 😀 <s>خط</s>"
    await bot.send(text, parse_mode="HTML")
    bubble = await phone.sees("پررنگ هر دو")
    await expect(bubble.locator("strong em")).to_have_text("هر دو")
    await expect(bubble.get_by_role("link")).to_have_attribute("href", "https://example.ir/")
    await expect(bubble.locator("s")).to_have_text("خط")
    phone, bot = await begin(bare, ONE)
    await bot.send("*پررنگ* و <b>نه</b> [راهنما](send:/help)", parse_mode="HTML")
    bubble = await phone.sees("پررنگ و <b>نه</b>")
    await expect(bubble.locator("strong")).to_have_text("پررنگ")
    await bubble.get_by_role("button", name="راهنما").click()
    await phone.sees("/help")


@pytest.mark.parametrize("name", [ONE, TWO])
async def test_hostile_text_is_shown_as_text(name: str, bare: Desk) -> None:
    phone, bot = await begin(bare, name)
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:document.title='hacked'"}
    attack = {"text": ATTACK, "callback_data": "x"}
    await bot.send(ATTACK, entities=[entity], reply_markup={"inline_keyboard": [[attack]]})
    await bot.send("menu", reply_markup={"keyboard": [[ATTACK]]})
    await phone.sees(ATTACK)
    await phone.say(ATTACK)
    await bot.send(OVERRIDE + "x")
    await bot.send("ا" * 4096)
    await bot.send("w" * 4096)
    await phone.sees("w" * 4096)
    await phone.button("گزینه‌های گفت‌وگو").click()
    assert await bare.page.title() == "محور — نمایش محلی"
    assert await bare.runs("document.querySelectorAll('.phone img, .phone script, [href^=javascript]').length") == 0
    assert await bare.runs("[...document.querySelectorAll('.chat')].every((c) => c.scrollWidth <= c.clientWidth)")
    assert await bare.runs("document.documentElement.scrollWidth") == WIDE[0]


async def test_pictures_files_voices_places_and_contacts_are_shown(bare: Desk) -> None:
    phone, bot = await begin(bare)
    await bot.upload("sendPhoto", "map.png", png(), "image/png", caption="نقشه")
    image = (await phone.sees("نقشه")).locator("img")
    await expect(image).to_have_js_property("naturalWidth", 60)
    await bot.upload("sendDocument", "گزارش.html", b"<script>alert(1)</script>", "text/html")
    async with bare.page.expect_download() as waiting:
        await (await phone.sees("گزارش.html")).get_by_role("link").click()
    assert (await waiting.value).suggested_filename == "گزارش.html"
    await bot.upload("sendVoice", "v.ogg", b"OggS", "audio/ogg")
    await expect(phone.node.locator("audio")).to_be_visible()
    await bot.call("sendLocation", chat_id=1001, latitude=31.8974, longitude=54.3569)
    await phone.sees("۳۱٫۸۹۷۴، ۵۴٫۳۵۶۹")
    await phone.tap("پیوست")
    await phone.node.get_by_role("menuitem", name="موقعیت مکانی").click()
    await phone.sees("۳۵٫۶۸۹۲")
    await phone.tap("پیوست")
    async with bare.page.expect_file_chooser() as choosing:
        await phone.node.get_by_role("menuitem", name="فایل", exact=True).click()
    await (await choosing.value).set_files({"name": "سند.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    await phone.sees("سند.pdf")
    await bare.picture("files")


async def test_a_press_spins_until_it_is_answered_by_a_toast_or_an_alert(bare: Desk) -> None:
    phone, bot = await begin(bare, TWO)
    buttons = [[{"text": "یک", "callback_data": "1"}, {"text": "دو", "callback_data": "2"}]]
    await bot.send("کدام؟", reply_markup={"inline_keyboard": buttons})
    await phone.tap("یک")
    await expect(phone.button("یک")).to_have_attribute("aria-busy", "true")
    await bot.call("answerCallbackQuery", callback_query_id=(await bot.presses())[0], text="ثبت شد")
    await expect(phone.node.get_by_role("status").filter(has_text="ثبت شد")).to_be_visible()
    await expect(phone.button("یک")).not_to_have_attribute("aria-busy", "true")
    await phone.tap("دو")
    await bot.call("answerCallbackQuery", callback_query_id=(await bot.presses())[0], text="توجه", show_alert=True)
    await expect(phone.node.get_by_role("alertdialog")).to_contain_text("توجه")
    await bare.page.keyboard.press("Escape")
    await expect(phone.node.get_by_role("alertdialog")).to_have_count(0)


async def test_edits_deletions_typing_and_delivery_marks_are_seen(bare: Desk) -> None:
    phone, bot = await begin(bare, TWO)
    await expect(phone.node.locator(".mark.taken")).to_have_count(0)
    await bot.presses()
    await expect(phone.node.locator(".mark.taken")).to_have_count(1)
    sent = await bot.send("اول")
    await bot.call("editMessageText", chat_id=1002, message_id=sent["message_id"], text="دوم")
    await expect(await phone.sees("دوم")).to_contain_text("ویرایش‌شده")
    await bot.call("deleteMessage", chat_id=1002, message_id=sent["message_id"])
    await expect(phone.node.locator(".bubble", has_text="دوم")).to_have_count(0)
    await bot.call("sendChatAction", chat_id=1002, action="typing")
    await expect(phone.node.get_by_text("در حال نوشتن…")).to_be_visible()
    own = phone.node.locator(".mine").last
    await own.hover()
    await own.get_by_role("button", name="ویرایش این پیام").click()
    await phone.say("/start دوباره")
    await expect(await phone.sees("/start دوباره")).to_contain_text("ویرایش‌شده")


async def test_a_message_higher_than_the_screen_is_shown_from_its_beginning(bare: Desk) -> None:
    phone, bot = await begin(bare, TWO)
    buttons = [[{"text": f"دکمهٔ {number}", "callback_data": str(number)}] for number in range(30)]
    await bot.send("آغاز پیام", reply_markup={"inline_keyboard": buttons})
    await expect(phone.node.get_by_text("آغاز پیام")).to_be_in_viewport()
    await phone.say("پاسخ")
    await expect(phone.node.get_by_text("دکمهٔ 29")).to_be_in_viewport()


async def test_everything_is_reached_by_keyboard(bare: Desk) -> None:
    phone, _ = await begin(bare)
    keyboard = bare.page.keyboard
    await phone.node.get_by_label("متن پیام").focus()
    await keyboard.type("خط یک")
    await keyboard.press("Shift+Enter")
    await keyboard.type("خط دو")
    await keyboard.press("Enter")
    await phone.sees("خط یک\nخط دو")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(phone.node.get_by_role("menuitem").first).to_be_focused()
    await keyboard.press("ArrowDown")
    await expect(phone.node.get_by_role("menuitem").nth(1)).to_be_focused()
    await keyboard.press("Escape")
    await expect(phone.button("دستورها")).to_be_focused()
    unnamed = "[...document.querySelectorAll('button, a, input, textarea')].filter((n) => n.checkVisibility())"
    name = "n.getAttribute('aria-label') || n.textContent.trim() || n.labels?.length"
    assert await bare.runs(f"{unnamed}.filter((n) => !({name})).map((n) => n.outerHTML)") == []


async def test_the_page_goes_on_when_the_messenger_comes_back(bare: Desk) -> None:
    port = int(bare.messenger.address.rpartition(":")[2])
    await bare.phone(ONE).tap("شروع")
    await bare.messenger.__aexit__(None, None, None)
    await expect(bare.page.get_by_role("alert")).to_contain_text("ارتباط با پیام‌رسان محلی قطع است")
    async with Messenger(port=port):
        await expect(bare.page.get_by_role("alert")).to_be_hidden()
        await bare.phone(ONE).tap("شروع")
        await bare.phone(ONE).sees("/start")
        await bare.page.close()
    bare.complaints.clear()  # of the refused connection, which was meant


async def test_the_network_the_log_and_a_block_are_at_hand(bare: Desk) -> None:
    phone, bot = await begin(bare)
    await bare.page.get_by_role("button", name="شبکه").click()
    await bare.page.get_by_text("فقط بله").click()
    await bare.page.get_by_text("قطع", exact=True).click()
    await expect(bare.page.locator(".tool.alarm")).to_be_visible()
    assert (bot.bot.faults.offline, bare.messenger.faults.offline) == (True, False)
    await bare.page.get_by_text("عادی", exact=True).click()
    await expect(bare.page.locator(".tool.alarm")).to_have_count(0)
    await bare.page.keyboard.press("Escape")
    await bare.page.get_by_role("button", name="فراخوانی‌ها").click()
    await bot.send("در دفتر")
    entry = bare.page.locator(".call", has_text="sendMessage").first
    await entry.locator("summary").click()
    await expect(entry.locator("pre")).to_contain_text("در دفتر")
    await phone.tap("گزینه‌های گفت‌وگو")
    await phone.node.get_by_role("menuitem", name="مسدود کردن").click()
    await phone.tap("رفع انسداد و شروع دوباره")
    await expect(phone.node.locator(".bubble", has_text="/start")).to_have_count(2)

"""The page with the real service behind it: registering, reporting, the digest, an announcement, a restart."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.page.conftest import open_desk
from tests.page.hands import NARROW, SMALL, TYPING, Desk, Hand
from tests.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHOTO = Path(__file__).parents[2] / "docs" / "pictures" / "phone-width.png"
ANSWERS = {
    "ثبت موقت: اعتبار تخصیص‌یافته": "۱۲",
    "ثبت موقت: اعتبار جذب‌شده": "۱۱ میلیارد و ۵۰۰ میلیون تومان",
    "ثبت موقت: ظرفیت برق": "۶.۵",
    "همهٔ شاخص‌ها پاسخ دارند": "۴۰ درصد",
}


async def report_electricity(phone: Hand) -> None:
    await phone.tap("گزارش این هفته", "تأمین برق")
    await phone.sees("لطفاً «اعتبار تخصیص‌یافته»")
    for echo, answer in ANSWERS.items():
        await phone.say(answer)
        await phone.sees(echo)
    await phone.attach_photo(PHOTO)
    await phone.sees("عکس به مستندات این محور افزوده شد")
    await phone.tap("ثبت و محور بعدی")
    await phone.sees("شمارهٔ رسید")


@pytest.mark.parametrize(("name", "manner"), [("مدیرعامل یزد", "bale"), ("مدیرعامل فارس", "telegram")])
async def test_a_ceo_registers_and_reports_an_axis_in_either_manner(name: str, manner: str, desk: Desk) -> None:
    phone = desk.phone(name)
    await expect(phone.node).to_have_attribute("data-manner", manner)
    await phone.register()
    await report_electricity(phone)
    edited = phone.node.get_by_text("ویرایش‌شده")
    await (expect(edited).not_to_have_count(0) if manner == "telegram" else expect(edited).to_have_count(0))
    await expect(phone.node.locator(".mark:not(.taken)")).to_have_count(0)
    await desk.picture(f"report-{manner}")


async def test_a_report_goes_on_after_a_restart_in_its_middle(desk: Desk) -> None:
    phone = desk.phone("مدیرعامل یزد")
    await phone.register()
    await phone.tap("گزارش این هفته", "تأمین برق")
    await phone.sees("لطفاً «اعتبار تخصیص‌یافته»")
    await phone.say("۱۲")
    await phone.sees("ثبت موقت: اعتبار تخصیص‌یافته")
    await desk.page.get_by_role("button", name="اجرای سامانه").click()
    await desk.page.locator("[data-hook=restart]").click()
    await expect(desk.page.get_by_text("سامانه دوباره اجرا شد.")).to_be_visible()
    await desk.page.keyboard.press("Escape")
    await phone.say("۱۱")
    await phone.sees("ثبت موقت: اعتبار جذب‌شده، ۱۱ میلیارد تومان")


async def test_the_digest_comes_when_the_clock_is_moved(desk: Desk) -> None:
    phone = desk.phone("رئیس سازمان")
    await phone.register()
    await desk.page.get_by_role("button", name="ساعت نمایش").click()
    await desk.page.locator("[data-moment=digest]").click()
    await phone.sees("گزارش روزانهٔ ستاد | سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۸")
    await expect(desk.page.get_by_role("button", name="ساعت نمایش")).to_contain_text("سه‌شنبه ۳ آذر ۱۴۰۵")
    await desk.picture("digest")


async def test_an_announcement_counts_as_unread_while_a_phone_is_closed_and_is_acknowledged_there(desk: Desk) -> None:
    await desk.phone("مدیرعامل فارس").register("سرکار خانم دکتر")
    await desk.phone("مدیرعامل فارس").tap("بستن تلفن مدیرعامل فارس")
    admin = await desk.take("راهبر سامانه")
    await admin.register()
    await admin.tap("اطلاعیهٔ جدید")
    await admin.sees("متن اطلاعیه")
    await admin.say("نشست مدیران عامل، یکشنبه ساعت ۱۰ برگزار می‌شود.")
    await admin.tap("نوع", "رؤیت")
    await admin.sees("نوع: رؤیت")
    await admin.tap("پیش‌نمایش و ارسال", "تأیید و ارسال")
    badge = desk.person("مدیرعامل فارس").locator(".badge")
    await expect(badge).to_have_text("۱")
    phone = await desk.take("مدیرعامل فارس")
    await phone.sees("نشست مدیران عامل، یکشنبه ساعت ۱۰")
    await expect(badge).to_have_count(0)
    await phone.tap("ملاحظه شد")
    await phone.sees("رؤیت اطلاعیهٔ شمارهٔ")
    await desk.picture("announcement")


async def test_the_guided_tour_leads_to_a_receipt_by_its_marks_alone(desk: Desk) -> None:
    tour, page = desk.page.get_by_label("راهنمای گام‌به‌گام"), desk.page
    await tour.get_by_text("گزارش هفته را ثبت فرمایید").click()
    for step in ("«شروع»", "شمارهٔ خود", "خطاب خود", "«گزارش این هفته»", "محور «تأمین برق»"):
        await expect(tour).to_contain_text(step)
        await page.locator(".hinted").first.click()
        if step == "شمارهٔ خود":
            await page.get_by_role("alertdialog").get_by_role("button", name="ارسال").click()
    await expect(tour).to_contain_text("با یک عدد")
    for echo in ANSWERS:
        await tour.get_by_text("نوشتن نمونه").click()
        await page.keyboard.press("Enter")
        await desk.phone("مدیرعامل یزد").sees(echo)
    await page.locator(".hinted").click()
    await expect(tour).to_contain_text("گزارش این محور ثبت شد")


async def test_a_person_goes_on_in_the_other_messenger_and_after_a_reload(desk: Desk) -> None:
    phone = desk.phone("مدیرعامل یزد")
    await phone.register()
    await phone.tap("تلگرام")
    await expect(phone.node).to_have_attribute("data-manner", "telegram")
    await phone.tap("شروع", "ارسال شمارهٔ من")
    await phone.node.get_by_role("alertdialog").get_by_role("button", name="ارسال").click()
    await expect(phone.button("گزارش این هفته")).to_be_visible()
    await phone.tap("بستن تلفن مدیرعامل یزد")
    await desk.page.reload()
    await expect(desk.phone("مدیرعامل فارس").node).to_be_visible()
    await expect(phone.node).to_have_count(0)
    phone = await desk.take("مدیرعامل یزد")
    await phone.tap("بله")
    await phone.sees("جناب آقای مهندس مدیرعامل یزد")


async def test_three_people_use_it_side_by_side(desk: Desk) -> None:
    first, second, third = (desk.phone(name) for name in ("مدیرعامل یزد", "مدیرعامل فارس", "رئیس سازمان"))
    for phone in (first, second, third):
        await phone.register()
    await report_electricity(first)
    await second.tap("گزارش این هفته", "تأمین آب")
    await second.sees("لطفاً")
    await third.tap("گزارش روزانهٔ ستاد")
    await third.sees("۰ استان کامل، ۱ ناقص")
    await desk.picture("phones")


async def test_it_works_one_phone_at_a_time_at_phone_width(browser: Browser, stage: Stage) -> None:
    async with open_desk(browser, stage.messenger, NARROW) as desk:
        yazd = desk.phone("مدیرعامل یزد")
        await yazd.register()
        fars = await desk.take("مدیرعامل فارس")
        await expect(yazd.node).to_be_hidden()
        await fars.register()
        await fars.tap("گزارش این هفته", "تأمین برق")
        await fars.say("۱۲")
        await fars.sees("ثبت موقت: اعتبار تخصیص‌یافته")
        assert await desk.runs("document.documentElement.scrollWidth") == NARROW[0]
        await desk.picture("phone-width")


@pytest.mark.parametrize(("name", "manner"), [("مدیرعامل یزد", "bale"), ("مدیرعامل فارس", "telegram")])
async def test_after_an_answer_the_question_is_seen_whole_on_a_small_screen(
    name: str, manner: str, browser: Browser, stage: Stage
) -> None:
    asked = "لطفاً «اعتبار جذب‌شده» از ابتدای سال تاکنون را بنویسید (میلیارد تومان)."
    async with open_desk(browser, stage.messenger, SMALL) as desk:
        phone = await desk.take(name)
        await phone.register()
        await phone.tap("گزارش این هفته", "تأمین برق")
        await phone.sees("لطفاً «اعتبار تخصیص‌یافته»")
        await phone.say("۱۲")
        assert await phone.shows_whole(asked)
        await desk.picture(f"small-{manner}")
        above = await phone.node.evaluate("phone => phone.getBoundingClientRect().top")  # the page's own, no phone's
        await desk.page.set_viewport_size({"width": SMALL[0], "height": int(SMALL[1] - TYPING + above)})
        await phone.node.get_by_role("button", name="صفحه‌کلید پاسخ").click()
        await phone.node.get_by_label("متن پیام").focus()
        assert await phone.shows_whole(asked)
        await desk.picture(f"small-typing-{manner}")

"""Composing an announcement: every choice is shown, every mistake is told, nothing unseen is confirmed."""

import pytest

from bot.announcing.draft import AnnouncementDraft, DraftFile, read_draft
from bot.conversing.replies import unread
from bot.language.catalogue import t
from bot.language.cleaning import clean
from bot.said import Edited, File, Location, Said, Stale, Text
from storage import announcements, people
from storage.people import Duty
from tests.announcing.organisation import FARS, TUESDAY, Actor, Office, days, number_of

PHOTO = File("photo", "file-1", "", 1000, "image/jpeg", "متن زیر عکس")


async def begun(office: Office, name: str = "admin") -> Actor:
    return await (await office.actor(name).enter("announce")).say("متن")


async def test_a_draft_is_kept_while_something_else_is_done(office: Office) -> None:
    await (await begun(office)).tap("نوع", "رؤیت", "بعداً")
    again = await office.actor("admin").enter("announce")
    assert "نوع: رؤیت" in again.text
    assert (await again.tap("انصراف")).state is None
    assert await announcements.get_draft(office.tx, number_of("admin")) is None


def test_a_draft_is_read_as_it_was_stored() -> None:
    draft = AnnouncementDraft(
        "متن", "commit", "چند", send_at=TUESDAY, due_at=TUESDAY + days(1), files=(DraftFile("k", "photo"),)
    )
    assert read_draft(draft.stored) == draft


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (Edited(), "common.edited"),
        (Location(35.0, 51.0), "common.other_kind"),
        (Text("هدایت‌شده", forwarded=True), "common.forwarded"),
        (Text(""), "common.other_kind"),
    ],
)
async def test_only_what_one_writes_is_a_text(office: Office, said: Said, key: str) -> None:
    actor = await (await office.actor("admin").enter("announce")).hear(said)
    assert f"{t(key)}\n\nلطفاً متن اطلاعیه" in actor.text
    assert await announcements.get_draft(office.tx, number_of("admin")) is None


async def test_what_is_typed_beside_the_question_leaves_the_text_as_it_is(office: Office) -> None:
    actor = await (await (await begun(office)).tap("نوع")).say("چیز دیگری")
    assert actor.text.startswith(unread("چیز دیگری", t("common.use_buttons")))
    assert "نوع: رؤیت" in (await actor.say("رؤیت")).text
    assert "متن\u2069" in actor.text


async def test_what_does_not_fit_into_one_message_is_refused(office: Office) -> None:
    actor = await (await office.actor("admin").enter("announce")).say("الف" * 1001)
    assert "حداکثر ۳٬۰۰۰" in actor.text
    assert "در یک پیام جا نمی‌شود" in (await actor.say("\n".join("ا" * 1499))).text
    assert "پیش‌نمایش و ارسال" not in actor.labels


async def test_a_stale_button_shows_where_things_stand(office: Office) -> None:
    actor = await (await begun(office)).tap("نوع")
    assert (await actor.hear(Stale())).text == "نوع اطلاعیه کدام است؟"


async def test_times_are_typed_or_tapped_and_never_in_the_past(office: Office) -> None:
    actor = await (await begun(office)).tap("زمان ارسال", "تاریخ و ساعت")
    assert "گذشته است" in (await actor.say("۱۴۰۵/۰۹/۰۱")).text
    assert "تاریخ خوانده نشد" in (await actor.say("نمی‌دانم")).text
    assert "کدام روز" in (await actor.say("10/11")).text
    assert actor.labels[:2] == ["شنبه ۱۰ بهمن ۱۴۰۵", "جمعه ۱۱ دی ۱۴۰۵"]
    await (await actor.tap("بازگشت")).say("۱۴۰۵/۱۰/۰۵")
    assert "ساعت خوانده نشد" in (await actor.say("صبح زود")).text
    assert "زمان ارسال: شنبه ۵ دی ۱۴۰۵، ساعت ۱۰:۳۰" in (await actor.say("۱۰:۳۰")).text
    await actor.tap("زمان ارسال", "تاریخ و ساعت", "دی", "۲۰", "ساعت ۹")
    assert "زمان ارسال: یکشنبه ۲۰ دی ۱۴۰۵، ساعت ۹" in actor.text
    await actor.tap("زمان ارسال", "تاریخ و ساعت", "سه‌شنبه ۳")
    assert "گذشته است" in (await actor.tap("ساعت ۸")).text
    await actor.tap("بازگشت", "اکنون")
    assert "زمان ارسال: اکنون" in actor.text


async def test_a_deadline_lies_after_the_sending(office: Office) -> None:
    actor = await (await (await (await begun(office)).tap("نوع", "رؤیت", "مهلت پاسخ", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۹"
    )
    await (await (await actor.tap("زمان ارسال", "تاریخ و ساعت")).say("پس‌فردا")).tap("ساعت ۱۰")
    assert "مهلت پاسخ پیش از زمان ارسال است" in (await actor.tap("پیش‌نمایش")).text
    await actor.tap("مهلت پاسخ", "بدون مهلت", "پیش‌نمایش")
    assert "کد متن" in actor.text


async def test_an_announcement_for_information_has_no_deadline(office: Office) -> None:
    actor = await (await (await (await begun(office)).tap("نوع", "رؤیت", "مهلت پاسخ", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۹", "نوع", "برای اطلاع"
    )
    assert "مهلت پاسخ" not in actor.labels
    assert "مهلت" not in (await actor.tap("پیش‌نمایش")).screens[-2].text


async def test_urgent_and_repeated_exclude_each_other(office: Office) -> None:
    actor = await (await begun(office)).tap("فوری شود", "زمان ارسال")
    assert "تکرار نمی‌شود" in (await actor.tap("هر هفته")).text
    await actor.tap("بازگشت", "فوری نباشد", "زمان ارسال", "هر ماه", "شنبه ۷", "ساعت ۹")
    assert "تکرار نمی‌شود" in (await actor.tap("فوری شود")).text


async def test_groups_are_composed_with_buttons_and_names(office: Office) -> None:
    actor = await (await (await begun(office)).tap("گیرندگان", "گروه ۱", "استان")).say("یزد")
    assert "✓ یزد" in (await actor.tap("صفحهٔ بعد", "صفحهٔ بعد", "صفحهٔ بعد")).labels
    assert "از دکمه‌های زیر" in (await actor.say("جایی که نیست")).text
    await actor.tap("تأیید", "تأیید", "افزودن گروه", "شهرک", "میبد", "تأیید", "تأیید")
    assert "گروه ۱) گیرندگان: مدیرعامل | استان: یزد" in actor.text
    assert "گروه ۲) گیرندگان: شهرک: \u2068میبد\u2069\nتعداد: ۲ نفر" in actor.text
    await actor.tap("کم کردن گروه", "محور", "تأمین برق", "تأیید", "تأیید")
    assert "به‌جز: محور: تأمین برق\nتعداد: ۱ نفر" in actor.text
    await actor.tap("گروه ۳", "حذف گروه", "فهرست گیرندگان")
    assert "yazd" in actor.text
    assert "estate" in actor.text
    await actor.tap("بازگشت", "گروه ۱", "محور", "تأمین برق", "✓ تأمین برق", "تأیید")
    assert "محور" not in actor.text.split("\n")[2]


async def test_a_person_is_found_by_a_name_like_theirs(office: Office) -> None:
    actor = await (await begun(office)).tap("گیرندگان", "گروه ۱", "افراد با نام")
    assert "یافت نشد" in (await actor.say("ناشناس")).text
    await (await actor.say("liason")).tap("liaison", "تأیید", "تأیید")
    assert "گروه ۱) گیرندگان: \u2068liaison\u2069\nتعداد: ۱ نفر" in actor.text


async def test_nobody_is_no_audience(office: Office) -> None:
    actor = await (await begun(office)).tap("گیرندگان", "گروه ۱", "حذف گروه", "بازگشت")
    assert "هیچ گیرنده‌ای باقی نمی‌ماند" in (await actor.tap("پیش‌نمایش")).text
    await actor.tap("گیرندگان")
    for _ in range(8):
        await actor.tap("افزودن گروه", "تأیید")
    assert "حداکثر ۸ گروه" in (await actor.tap("افزودن گروه")).text


async def test_public_relations_do_not_learn_who_has_not_reported(office: Office) -> None:
    actor = await (await begun(office, "press")).tap("گیرندگان", "گروه ۱")
    assert "تنها گیرندگان بدون گزارش" not in actor.labels
    draft = await announcements.get_draft(office.tx, number_of("press"))
    assert draft
    await announcements.save_draft(
        office.tx, number_of("press"), draft.replace('"silent": false', '"silent": true'), TUESDAY
    )
    assert "تنها برای راهبر سامانه ممکن است" in (await actor.tap("تأیید", "بازگشت", "پیش‌نمایش")).text


async def test_what_has_changed_since_the_preview_is_shown_again_before_it_is_confirmed(office: Office) -> None:
    actor = await (await begun(office)).tap("پیش‌نمایش")
    await people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    assert "تغییر کرد" in (await actor.tap("تأیید و ارسال")).text
    assert await announcements.get(office.tx, 1) is None
    await actor.tap("تأیید و ارسال")
    assert "head" in await office.names()


async def test_the_preview_is_what_recipients_see_on_either_messenger(office: Office) -> None:
    actor = await office.actor("admin").compose("کد [الف]_۱ *مهم*")
    telegram, bale, last = (screen.text for screen in actor.screens[-3:])
    assert "کد [الف]_۱ ∗مهم∗" in telegram
    assert "کد ［الف］＿۱ ∗مهم∗" in bale
    assert "نخست در تلگرام، سپس در بله" in last
    await actor.tap("تأیید و ارسال")
    assert {row.text for row in await office.run() if row.kind == "announcement"} == {telegram}


async def test_a_photo_goes_with_the_text_and_its_caption_is_the_text(office: Office) -> None:
    actor = await (await office.actor("admin").enter("announce")).hear(PHOTO)
    assert "متن زیر عکس" in actor.text
    assert "پیوست: ۱ مورد" in actor.text
    assert "در حال دریافت" in (await actor.tap("پیش‌نمایش")).text
    assert "پیوست ۱) در حال دریافت" in (await actor.tap("پیوست")).text
    assert "پیوست: " not in (await actor.tap("حذف پیوست ۱", "بازگشت")).text


async def test_other_files_are_refused(office: Office) -> None:
    actor = await begun(office)
    assert "تنها عکس و فایل" in (await actor.hear(File("voice", "v", "", 10, "audio/ogg", ""))).text
    assert "۱۹ مگابایت" in (await actor.hear(File("document", "d", "a.pdf", 20_000_000, "application/pdf", ""))).text
    for number in range(5):
        await actor.hear(File("document", f"d{number}", "a.pdf", 10, "application/pdf", ""))
    assert "حداکثر ۵ پیوست" in (await actor.hear(PHOTO)).text


async def test_any_text_is_one_message_with_one_heading(office: Office) -> None:
    for hostile in ("**", "*_[]`", "<b>&", "سلام\n\n\nدنیا", "a" * 3000):
        actor = await (await office.actor("admin").enter("announce")).say(clean(hostile))
        assert len(actor.screens[-1].text) < 4000
        await actor.tap("انصراف")


async def test_a_day_and_its_hour_may_be_typed_at_once(office: Office) -> None:
    actor = await (await begun(office)).tap("زمان ارسال", "تاریخ و ساعت")
    assert "زمان ارسال: شنبه ۵ دی ۱۴۰۵، ساعت ۱۰:۳۰" in (await actor.say("۵ دی ساعت ۱۰:۳۰")).text

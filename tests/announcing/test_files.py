"""Photos and documents go with an announcement, whatever messenger they came from."""

from bot.delivery.attachment import Attachment
from tests import samples
from tests.announcing.organisation import Office
from tests.attack.acting import ADMIN, CEO, OTHER_CEO, ask, come_in, say, tap
from tests.stage import Stage


async def test_files_sent_on_one_messenger_arrive_on_both_with_text_and_buttons_under_the_last(stage: Stage) -> None:
    ceo, other, admin = (
        await come_in(stage, CEO),
        await come_in(stage, OTHER_CEO, "bale"),
        await come_in(stage, ADMIN),
    )
    await say(stage, admin, "اطلاعیهٔ جدید")
    for album in ("a", "a"):
        admin.send_photo(samples.JPEG + album.encode(), "نقشهٔ محل", album=album)
        await stage.settle()
    admin.send_document(samples.PDF, "دعوت‌نامه.pdf")
    await stage.settle()
    assert "پیوست: ۳ مورد" in admin.messages[-1].text
    assert "کد متن" in await tap(stage, admin, "پیش‌نمایش و ارسال")
    await tap(stage, admin, "تأیید و ارسال")
    for phone in (ceo, other):
        *photos, last = phone.messages[-3:]
        assert [shown.kind for shown in photos] == ["photo", "photo"]
        assert last.kind == "document"
        assert "نقشهٔ محل" in last.text
        assert last.labels == ["پرسش دارم"]
    assert ask(stage, "SELECT DISTINCT row_state FROM recipient_states WHERE row_id IS NOT NULL") == [("sent",)]


async def test_a_file_that_cannot_be_had_is_left_out_and_told(stage: Stage) -> None:
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "اطلاعیهٔ جدید", "متن")
    admin.send_photo(samples.EXE)
    await stage.settle()
    assert "کنار گذاشته شد" in admin.messages[-1].text
    assert "پیوست:" not in await say(stage, admin, "اطلاعیهٔ جدید")


async def test_a_version_with_files_comes_anew(office: Office) -> None:
    file = Attachment("5e" * 32, "نامه.pdf", "document", "application/pdf")
    await office.actor("admin").announce("متن")
    await office.run()
    await office.tx.run("UPDATE announcements SET files = :files", files=f"[{file.stored}]")
    await (
        await (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("ویرایش متن")).say(
            "متن دوم"
        )
    ).tap("ارسال نسخهٔ ۲")
    left = [row for row in await office.run() if row.kind == "announcement"]
    assert {row.operation for row in left} == {"file"}
    assert all("متن دوم" in row.text for row in left)

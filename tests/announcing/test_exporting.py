"""The answers to an announcement as a workbook and as a picture."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from bot import stored
from bot.announcing import exporting
from bot.announcing.exporting import Answers, AnswersErrand, answers_data, answers_workbook
from storage import people, recipients
from storage.people import Duty
from tests.announcing.organisation import YAZD, Office, days, number_of
from tests.attack.acting import ADMIN, CEO, ask, come_in, say, tap
from tests.stage import Stage


async def answers(office: Office) -> Answers:
    return Answers(await office.announcement(), tuple(await recipients.list_of(office.tx, 1)), office.now)


async def answered(office: Office) -> None:
    author = await (await (await office.actor("admin").enter("announce")).say("=1+1")).tap("نوع", "رؤیت")
    await (await (await author.tap("مهلت پاسخ", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۱۲", "پیش‌نمایش", "تأیید و ارسال"
    )
    await office.run()
    await office.actor("yazd").press("ملاحظه شد")
    office.now += days(2)
    await office.actor("qom").press("ملاحظه شد")


async def test_the_workbook_has_a_row_a_recipient_and_no_formula(office: Office) -> None:
    await office.tx.run("UPDATE people SET full_name = '=cmd()' WHERE id = 3")
    await answered(office)
    sheet = load_workbook(io.BytesIO(answers_workbook(await answers(office)))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[:3] for row in rows] == [[1, "yazd", "یزد"], [2, "qom", "قم"], [3, "=cmd()", "فارس"]]
    assert [row[5] for row in rows] == ["ملاحظه شد", "ملاحظه شد، پس از مهلت", "در انتظار پاسخ"]
    assert [row[6] for row in rows] == ["۱۴۰۵/۰۹/۰۳", "۱۴۰۵/۰۹/۰۵", None]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


async def test_the_picture_has_a_tile_a_province_with_the_one_who_is_furthest_behind(office: Office) -> None:
    await people.save_duty(office.tx, number_of("head"), Duty("ceo", YAZD, "", ""))
    await answered(office)
    data = answers_data(await answers(office))
    assert [(tile["name"], tile["state"]) for tile in data["tiles"]] == [
        ("فارس", "waiting"),
        ("قم", "late"),
        ("یزد", "waiting"),
    ]
    assert data["counted"] == "پاسخ: ۲ از ۴ گیرنده؛ پس از مهلت: ۱"
    assert exporting.draw_answers(await answers(office)).startswith(b"\x89PNG")


async def test_only_who_looks_after_it_gets_it_and_it_is_ordered_once_asked(office: Office) -> None:
    await answered(office)
    actor = await (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("پاسخ‌ها")).tap("اکسل")
    assert "تا چند لحظهٔ دیگر" in actor.text
    payload = str(await office.tx.value("SELECT payload FROM errands WHERE kind = 'announcement_answers'"))
    errand = stored.read(AnswersErrand, "errand:announcement_answers", payload)
    assert errand
    assert await exporting._load(office.tx, errand)
    assert await exporting._load(office.tx, replace(errand, person=number_of("press"))) is None
    await people.drop_duty(office.tx, number_of("admin"), "admin", "")
    assert await exporting._load(office.tx, errand) is None


async def test_both_files_arrive_where_they_were_asked_for(stage: Stage) -> None:
    await come_in(stage, CEO)
    admin = await come_in(stage, ADMIN)
    await say(stage, admin, "اطلاعیهٔ جدید", "متن")
    await tap(stage, admin, "نوع", "رؤیت", "پیش‌نمایش و ارسال", "تأیید و ارسال", "وضعیت", "پاسخ‌ها به تفکیک استان")
    for label, kind in (("اکسل", "document"), ("تصویر", "photo")):
        await tap(stage, admin, label)
        assert admin.messages[-1].kind == kind
    assert ask(stage, "SELECT count(*) FROM audit WHERE subject LIKE '%announcement/1'") == [(2,)]

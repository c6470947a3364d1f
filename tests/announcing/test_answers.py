"""What recipients answer, with buttons that stay good; what their announcement's author sees of it."""

from datetime import timedelta

from handlers.announcing.respond_view import RespondState
from storage import announcements, people
from storage.people import Duty
from tests.announcing.organisation import QOM, Office, days, number_of


async def with_deadline(office: Office, level: str) -> None:
    author = await (await (await office.actor("admin").enter("announce")).say("متن")).tap("نوع", level)
    if level == "تعهد":
        await author.tap("تنها تاریخ")
    await (await (await author.tap("مهلت پاسخ", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۱۲", "پیش‌نمایش", "تأیید و ارسال"
    )
    await office.run()


async def test_late_answers_are_counted_apart_and_the_deadline_is_told_once(office: Office) -> None:
    await with_deadline(office, "رؤیت")
    assert "ثبت شد" in await office.actor("yazd").press("ملاحظه شد")
    await office.tick(days(1.1))
    await office.deliver()
    summary = (await office.texts("admin"))[-1]
    assert "رؤیت: ۱ نفر از ۳ گیرنده" in summary
    assert "در انتظار پاسخ: فارس، قم" in summary
    await office.tick()
    assert await office.deliver() == []
    assert "پس از مهلت" in await office.actor("qom").press("ملاحظه شد")
    matrix = (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("پاسخ‌ها")).text
    assert "رؤیت: ۲ نفر از ۳ گیرنده\nپس از مهلت: ۱ نفر" in matrix
    assert "ملاحظه شد (۱): یزد" in matrix
    assert "ملاحظه شد، پس از مهلت (۱): قم" in matrix
    assert "در انتظار پاسخ (۱): فارس" in matrix


async def test_several_of_a_province_stand_in_the_matrix_as_a_count(office: Office) -> None:
    await office.actor("admin").announce(
        "متن", "نوع", "رؤیت", "گیرندگان", "گروه ۱", "سمت", "رابط", "رئیس", *["تأیید"] * 2, "بازگشت"
    )
    await office.run()
    await office.actor("liaison").press("ملاحظه شد")
    await office.actor("head").press("ملاحظه شد")
    matrix = (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("پاسخ‌ها")).text
    assert "ملاحظه شد (۲): یزد (۱ از ۲)، head" in matrix
    assert "در انتظار پاسخ (۳): فارس، قم، یزد (۱ از ۲)" in matrix


async def test_said_twice_it_is_kept_once_with_its_first_time(office: Office) -> None:
    await with_deadline(office, "رؤیت")
    await office.actor("yazd").press("ملاحظه شد")
    first = (await office.recipient("yazd")).seen_at
    office.now += timedelta(hours=1)
    assert "وضعیت: ملاحظه شد" in await office.actor("yazd").press("ملاحظه شد")
    assert (await office.recipient("yazd")).seen_at == first


async def test_an_old_button_is_good_after_a_year(office: Office) -> None:
    await office.actor("admin").announce("متن", "نوع", "انتظار")
    await office.run()
    office.now += days(400)
    assert "انجام" in await office.actor("yazd").press("انجام شد")
    assert (await office.recipient("yazd")).done_at


async def test_a_promise_is_asked_about_on_its_day_and_once_more_after_it(office: Office) -> None:
    await with_deadline(office, "تعهد")
    ceo = office.actor("yazd")
    await ceo.press("اعلام تعهد")
    await (await ceo.enter("respond", RespondState("day", 1))).say("دیروز")
    assert "گذشته است" in ceo.text
    await ceo.tap("چهارشنبه ۱۱")
    assert "صبح همان روز یادآوری می‌شود" in ceo.text
    await office.deliver()
    await office.tick(days(7))  # Tuesday 10
    assert not [row for row in await office.deliver() if row.kind == "push"]
    await office.tick(days(1) - timedelta(hours=2))  # Wednesday 11, 08:00
    assert not [row for row in await office.deliver() if row.kind == "push"]
    await office.tick(timedelta(hours=1))  # it waits for the reminder of the report, which nobody sends here
    await office.tick(timedelta(hours=3))
    assert ["امروز" in row.text for row in await office.deliver() if row.kind == "push"] == [True]
    await office.tick(days(2))  # Friday
    assert await office.deliver() == []
    await office.tick(days(1))
    await office.tick(days(1))
    assert ["گذشته است" in row.text for row in await office.deliver() if row.kind == "push"] == [True]
    await office.actor("yazd").press("انجام شد")
    await office.deliver()
    await office.tick(days(3))
    assert await office.deliver() == []
    matrix = (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("پاسخ‌ها")).text
    assert "انجام شد (۱): یزد" in matrix


async def test_another_day_may_be_promised_and_the_first_time_of_promising_stays(office: Office) -> None:
    await with_deadline(office, "تعهد")
    await (await office.actor("yazd").enter("respond", RespondState("day", 1))).tap("شنبه ۷")
    first = (await office.recipient("yazd")).pledged_at
    await office.tick(days(4) + timedelta(hours=2))
    await office.deliver()
    await office.actor("yazd").press("روز دیگر")
    await (await office.actor("yazd").enter("respond", RespondState("day", 1))).tap("یکشنبه ۸")
    again = await office.recipient("yazd")
    assert again.pledged_at == first
    assert str(again.pledge_day) == "2026-11-29"


async def test_a_promised_number_stands_beside_its_day(office: Office) -> None:
    author = await (
        await (await (await office.actor("admin").enter("announce")).say("متن")).tap("نوع", "تعهد", "یک عدد")
    ).say("تعداد پرونده")
    await author.tap("پیش‌نمایش", "تأیید و ارسال")
    await office.run()
    ceo = await office.actor("yazd").enter("respond", RespondState("number", 1))
    for wrong in ("زیاد", "منفی ۳", "۱۲ و نیم"):
        assert "عدد خوانده نشد" in (await ceo.say(wrong)).text
    await (await ceo.say("۱۲")).tap("شنبه ۷")
    assert (await office.recipient("yazd")).pledge_number == 12
    assert (
        "yazd\u2069: ۱۲ تا شنبه ۷ آذر"
        in (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("پاسخ‌ها")).text
    )


async def test_a_question_reaches_the_author_and_the_answer_the_asker(office: Office) -> None:
    await office.actor("press").announce("خبر")
    await office.run()
    await office.actor("yazd").press("پرسش دارم")
    await (await office.actor("yazd").enter("respond", RespondState("ask", 1))).say("کجا؟")
    await office.deliver()
    assert "کجا؟" in (await office.texts("press"))[-1]
    assert "کجا؟" not in "".join(await office.texts("admin"))
    assert "کجا؟" in await office.actor("press").press("پاسخ")
    await (await office.actor("press").enter("respond", RespondState("ask", 1, number_of("yazd")))).say("سالن ۲")
    await office.deliver()
    assert "سالن ۲" in (await office.texts("yazd"))[-1]
    history = await office.actor("yazd").press("همهٔ گفت‌وگو")
    assert history.index("کجا؟") < history.index("سالن ۲")
    listed = await (await (await office.actor("press").enter("manage")).tap("شمارهٔ ۱")).tap("پرسش‌ها (۱، ۰ بی‌پاسخ)")
    assert "سالن ۲" in (await listed.tap("پاسخ داده شد: yazd")).text


async def test_who_may_write_no_announcements_any_more_is_asked_no_questions(office: Office) -> None:
    await office.actor("press").announce("خبر")
    await office.run()
    await people.drop_duty(office.tx, number_of("press"), "pr", "")
    await (await office.actor("yazd").enter("respond", RespondState("ask", 1))).say("کجا؟")
    await office.deliver()
    assert "کجا؟" not in "".join(await office.texts("press"))
    assert "کجا؟" in (await office.texts("admin"))[-1]
    assert "کجا؟" in (await office.texts("second"))[-1]


async def test_the_board_shows_what_came_and_what_is_owed(office: Office) -> None:
    await office.actor("admin").announce("نخست")
    await office.actor("admin").announce("دوم", "نوع", "انتظار")
    await office.run()
    board = await office.actor("yazd").enter("respond")
    assert board.labels[:2] == ["شمارهٔ ۲، در انتظار: دوم", "شمارهٔ ۱: نخست"]
    office.now += days(40)
    assert (await office.actor("yazd").enter("respond")).labels[0] == "شمارهٔ ۲، در انتظار: دوم"
    assert len((await office.actor("yazd").enter("respond")).labels) == 3
    assert (await office.actor("head").enter("respond")).labels == ["نظرخواهی‌ها", "پایان"]
    board = await (await (await office.actor("yazd").enter("respond")).tap("شمارهٔ ۲")).tap("انجام شد")
    assert (await office.recipient("yazd", 2)).done_at
    assert (await office.actor("yazd").enter("respond")).labels == ["نظرخواهی‌ها", "پایان"]


async def test_two_duties_are_one_recipient(office: Office) -> None:
    await people.save_duty(office.tx, number_of("yazd"), Duty("ceo", QOM, "", ""))
    await office.actor("admin").announce()
    await office.run()
    assert await announcements.tally(office.tx, 1) == {"sent": 3}

"""What recipients answer, with buttons that stay good; what their announcement's author sees of it."""

from datetime import timedelta

from handlers.announcing.respond_view import RespondState
from storage import announcements, people
from storage.people import Duty
from tests.announcing.organisation import QOM, Office, days, number_of


def with_deadline(office: Office, level: str) -> None:
    author = office.actor("admin").enter("announce").say("متن").tap("نوع", level)
    if level == "تعهد":
        author.tap("تنها تاریخ")
    author.tap("مهلت پاسخ", "تاریخ و ساعت").say("فردا").tap("ساعت ۱۲", "پیش‌نمایش", "تأیید و ارسال")
    office.run()


def test_late_answers_are_counted_apart_and_the_deadline_is_told_once(office: Office) -> None:
    with_deadline(office, "رؤیت")
    assert "ثبت شد" in office.actor("yazd").press("ملاحظه شد")
    office.tick(days(1.1))
    office.deliver()
    summary = office.texts("admin")[-1]
    assert "رؤیت: ۱ نفر از ۳ گیرنده" in summary
    assert "در انتظار پاسخ: فارس، قم" in summary
    office.tick()
    assert office.deliver() == []
    assert "پس از مهلت" in office.actor("qom").press("ملاحظه شد")
    matrix = office.actor("admin").enter("manage").tap("شمارهٔ ۱").tap("پاسخ‌ها").text
    assert "رؤیت: ۲ نفر از ۳ گیرنده\nپس از مهلت: ۱ نفر" in matrix
    assert "ملاحظه شد (۱): یزد" in matrix
    assert "ملاحظه شد، پس از مهلت (۱): قم" in matrix
    assert "در انتظار پاسخ (۱): فارس" in matrix


def test_several_of_a_province_stand_in_the_matrix_as_a_count(office: Office) -> None:
    office.actor("admin").announce(
        "متن", "نوع", "رؤیت", "گیرندگان", "گروه ۱", "سمت", "رابط", "رئیس", *["تأیید"] * 2, "بازگشت"
    )
    office.run()
    office.actor("liaison").press("ملاحظه شد")
    office.actor("head").press("ملاحظه شد")
    matrix = office.actor("admin").enter("manage").tap("شمارهٔ ۱").tap("پاسخ‌ها").text
    assert "ملاحظه شد (۲): یزد (۱ از ۲)، head" in matrix
    assert "در انتظار پاسخ (۳): فارس، قم، یزد (۱ از ۲)" in matrix


def test_said_twice_it_is_kept_once_with_its_first_time(office: Office) -> None:
    with_deadline(office, "رؤیت")
    office.actor("yazd").press("ملاحظه شد")
    first = office.recipient("yazd").seen_at
    office.now += timedelta(hours=1)
    assert "وضعیت: ملاحظه شد" in office.actor("yazd").press("ملاحظه شد")
    assert office.recipient("yazd").seen_at == first


def test_an_old_button_is_good_after_a_year(office: Office) -> None:
    office.actor("admin").announce("متن", "نوع", "انتظار")
    office.run()
    office.now += days(400)
    assert "انجام" in office.actor("yazd").press("انجام شد")
    assert office.recipient("yazd").done_at


def test_a_promise_is_asked_about_on_its_day_and_once_more_after_it(office: Office) -> None:
    with_deadline(office, "تعهد")
    ceo = office.actor("yazd")
    ceo.press("اعلام تعهد")
    ceo.enter("respond", RespondState("day", 1)).say("دیروز")
    assert "گذشته است" in ceo.text
    ceo.tap("چهارشنبه ۱۱")
    assert "صبح همان روز یادآوری می‌شود" in ceo.text
    office.deliver()
    office.tick(days(7))  # Tuesday 10
    assert not [row for row in office.deliver() if row.kind == "push"]
    office.tick(days(1) - timedelta(hours=2))  # Wednesday 11, 08:00
    assert not [row for row in office.deliver() if row.kind == "push"]
    office.tick(timedelta(hours=1))
    office.tick(timedelta(hours=1))
    assert ["امروز" in row.text for row in office.deliver() if row.kind == "push"] == [True]
    office.tick(days(2))  # Friday
    assert office.deliver() == []
    office.tick(days(1))
    office.tick(days(1))
    assert ["گذشته است" in row.text for row in office.deliver() if row.kind == "push"] == [True]
    office.actor("yazd").press("انجام شد")
    office.deliver()
    office.tick(days(3))
    assert office.deliver() == []
    matrix = office.actor("admin").enter("manage").tap("شمارهٔ ۱").tap("پاسخ‌ها").text
    assert "انجام شد (۱): یزد" in matrix


def test_another_day_may_be_promised_and_the_first_time_of_promising_stays(office: Office) -> None:
    with_deadline(office, "تعهد")
    office.actor("yazd").enter("respond", RespondState("day", 1)).tap("شنبه ۷")
    first = office.recipient("yazd").pledged_at
    office.tick(days(4))
    office.deliver()
    office.actor("yazd").press("روز دیگر")
    office.actor("yazd").enter("respond", RespondState("day", 1)).tap("یکشنبه ۸")
    again = office.recipient("yazd")
    assert again.pledged_at == first
    assert str(again.pledge_day) == "2026-11-29"


def test_a_promised_number_stands_beside_its_day(office: Office) -> None:
    author = office.actor("admin").enter("announce").say("متن").tap("نوع", "تعهد", "یک عدد").say("تعداد پرونده")
    author.tap("پیش‌نمایش", "تأیید و ارسال")
    office.run()
    ceo = office.actor("yazd").enter("respond", RespondState("number", 1))
    for wrong in ("زیاد", "منفی ۳", "۱۲ و نیم"):
        assert "عدد خوانده نشد" in ceo.say(wrong).text
    ceo.say("۱۲").tap("شنبه ۷")
    assert office.recipient("yazd").pledge_number == 12
    assert "yazd\u2069: ۱۲ تا شنبه ۷ آذر" in office.actor("admin").enter("manage").tap("شمارهٔ ۱").tap("پاسخ‌ها").text


def test_a_question_reaches_the_author_and_the_answer_the_asker(office: Office) -> None:
    office.actor("press").announce("خبر")
    office.run()
    office.actor("yazd").press("پرسش دارم")
    office.actor("yazd").enter("respond", RespondState("ask", 1)).say("کجا؟")
    office.deliver()
    assert "کجا؟" in office.texts("press")[-1]
    assert "کجا؟" not in "".join(office.texts("admin"))
    assert "کجا؟" in office.actor("press").press("پاسخ")
    office.actor("press").enter("respond", RespondState("ask", 1, number_of("yazd"))).say("سالن ۲")
    office.deliver()
    assert "سالن ۲" in office.texts("yazd")[-1]
    history = office.actor("yazd").press("همهٔ گفت‌وگو")
    assert history.index("کجا؟") < history.index("سالن ۲")
    listed = office.actor("press").enter("manage").tap("شمارهٔ ۱").tap("پرسش‌ها (۱، ۰ بی‌پاسخ)")
    assert "سالن ۲" in listed.tap("پاسخ داده شد: yazd").text


def test_who_may_write_no_announcements_any_more_is_asked_no_questions(office: Office) -> None:
    office.actor("press").announce("خبر")
    office.run()
    people.drop_duty(office.tx, number_of("press"), "pr", "")
    office.actor("yazd").enter("respond", RespondState("ask", 1)).say("کجا؟")
    office.deliver()
    assert "کجا؟" not in "".join(office.texts("press"))
    assert "کجا؟" in office.texts("admin")[-1]
    assert "کجا؟" in office.texts("second")[-1]


def test_the_board_shows_what_came_and_what_is_owed(office: Office) -> None:
    office.actor("admin").announce("نخست")
    office.actor("admin").announce("دوم", "نوع", "انتظار")
    office.run()
    board = office.actor("yazd").enter("respond")
    assert board.labels[:2] == ["شمارهٔ ۲، در انتظار: دوم", "شمارهٔ ۱: نخست"]
    office.now += days(40)
    assert office.actor("yazd").enter("respond").labels[0] == "شمارهٔ ۲، در انتظار: دوم"
    assert len(office.actor("yazd").enter("respond").labels) == 3
    assert office.actor("head").enter("respond").labels == ["نظرخواهی‌ها", "پایان"]
    board = office.actor("yazd").enter("respond").tap("شمارهٔ ۲").tap("انجام شد")
    assert office.recipient("yazd", 2).done_at
    assert office.actor("yazd").enter("respond").labels == ["نظرخواهی‌ها", "پایان"]


def test_two_duties_are_one_recipient(office: Office) -> None:
    people.save_duty(office.tx, number_of("yazd"), Duty("ceo", QOM, "", ""))
    office.actor("admin").announce()
    office.run()
    assert announcements.tally(office.tx, 1) == {"sent": 3}

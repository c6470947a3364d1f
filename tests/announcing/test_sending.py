"""Everybody who is meant gets an announcement once, or stands on the list of those who did not."""

from dataclasses import replace

import pytest

from bot.announcing.policy import policy
from bot.delivery.outcomes import Blocked, Outcome, Rejected, RetryAfter, Sent, Uncertain
from handlers.announcing import rules
from storage import accounts, announcements, audit, people
from storage.outgoing import Outgoing
from storage.people import Duty
from tests.announcing.organisation import FARS, PEOPLE, Office, days, number_of
from tests.trail import acts

DECISIONS = {"announcement.agree", "announcement.refuse"}


def told(office: Office, name: str) -> list[str]:
    return office.texts(name, "announcement")


def lines(office: Office) -> str:
    """Return the list of those whom the first announcement did not reach, as its author sees it."""
    author = office.actor("admin")
    author.press("وضعیت")
    return author.enter("manage").tap("شمارهٔ ۱").tap("نرسیده‌ها").text


def test_everybody_who_is_meant_gets_it_once_and_the_author_sees_it_in_one_message(office: Office) -> None:
    office.actor("admin").announce("جلسهٔ یکشنبه")
    left = office.run()
    assert [row.person_id for row in left if row.kind == "announcement"] == [1, 2, 3]
    assert told(office, "yazd") == ["**اطلاعیهٔ ستاد — شمارهٔ ۱**\n\u2068جلسهٔ یکشنبه\u2069"]
    assert office.announcement().state == "sent"
    progress = [row for row in left if row.person_id == number_of("admin") and row.kind == "notice"]
    assert [row.operation for row in progress] == ["send", "edit"]
    assert "ارسال‌شده: ۳ نفر از ۳ گیرنده" in progress[-1].text
    assert office.run() == []
    assert audit.find_break(office.tx, b"s" * 32) is None


def test_on_bale_progress_is_told_at_the_start_and_at_the_end(office: Office) -> None:
    office.now += days(0.001)
    office.actor("admin", "bale").announce()
    office.run(lambda row: RetryAfter(1) if row.person_id == number_of("qom") else Sent(row.id))
    office.run()
    texts = office.texts("admin", "notice")
    assert len(texts) == 2
    assert "در حال ارسال" in texts[0]
    assert "ارسال شد" in texts[1]


def test_a_person_on_both_messengers_gets_it_on_the_one_used_last(office: Office) -> None:
    office.now += days(0.001)
    office.hear_from("yazd", "bale")
    office.actor("admin").announce()
    by_person = {row.person_id: row.platform for row in office.run() if row.kind == "announcement"}
    assert by_person == {1: "bale", 2: "telegram", 3: "telegram"}


def test_who_has_blocked_one_messenger_gets_it_on_the_other(office: Office) -> None:
    office.now += days(0.001)
    office.hear_from("yazd", "bale")
    office.actor("admin").announce()

    def outcome(row: Outgoing) -> Outcome:
        return Blocked("blocked") if row.platform == "bale" and row.kind == "announcement" else Sent(row.id)

    left = [row.platform for row in office.run(outcome) if row.person_id == number_of("yazd")]
    assert left == ["bale", "telegram"]
    assert office.recipient("yazd").row_state == "sent"
    assert announcements.tally(office.tx, 1) == {"sent": 3}


def test_every_one_whom_it_did_not_reach_is_listed_with_the_reason(office: Office) -> None:
    office.tx.run("DELETE FROM accounts WHERE user_id = :qom", qom=number_of("qom"))
    office.actor("admin").announce("متن", "گیرندگان", "گروه ۱", "سمت", "رابط", "مدیر شهرک", "تأیید", "تأیید", "بازگشت")
    outcomes: dict[int, Outcome] = {
        number_of("yazd"): Blocked("bot was blocked"),
        number_of("fars"): Rejected("too long"),
        number_of("liaison"): Uncertain("silence", hardly=False),
    }
    office.run(
        lambda row: outcomes.get(row.person_id or 0, Sent(row.id)) if row.kind == "announcement" else Sent(row.id)
    )
    assert announcements.tally(office.tx, 1) == {"": 1, "blocked": 1, "failed": 1, "unknown": 1, "sent": 1}
    listed = lines(office)
    for name, why in (
        ("yazd", "bot was blocked"),
        ("fars", "too long"),
        ("liaison", "معلوم نیست"),
        ("qom", "عضو سامانه"),
    ):
        assert any(name in line and why in line for line in listed.splitlines()), name
    assert "estate" not in listed
    assert not [row for row in office.run() if row.kind == "announcement"]  # nothing is tried again by itself


def test_who_was_suspended_since_gets_nothing_and_is_listed(office: Office) -> None:
    office.actor("admin").announce()
    people.save_state(office.tx, number_of("qom"), "suspended")
    office.run()
    assert told(office, "qom") == []
    assert announcements.tally(office.tx, 1) == {"sent": 2, "failed": 1}
    assert "qom\u2069 (قم) — دیگر فعال نیست" in lines(office)


def test_who_joins_later_receives_what_is_still_valid(office: Office) -> None:
    office.actor("admin").announce("برای مدیران عامل")
    office.run()
    people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    office.tick(days(1))
    office.deliver()
    assert len(told(office, "head")) == 1
    office.tick(days(1))
    assert office.deliver() == []
    people.save_duty(office.tx, number_of("press"), Duty("ceo", FARS, "", ""))
    office.tick(days(policy().valid_days))
    office.deliver()
    assert told(office, "press") == []


def test_who_has_an_account_only_later_receives_it_then(office: Office) -> None:
    office.tx.run("DELETE FROM accounts WHERE user_id = :qom", qom=number_of("qom"))
    office.actor("admin").announce()
    office.run()
    assert office.recipient("qom").row_id is None
    office.hear_from("qom", "telegram")
    office.run()
    assert len(told(office, "qom")) == 1


def test_who_had_not_reported_that_week_is_joined_by_nobody(office: Office) -> None:
    taps = ("گیرندگان", "گروه ۱", "تنها گیرندگان بدون گزارش", "تأیید", "بازگشت")
    office.actor("admin").announce("گزارش", *taps)
    office.run()
    assert office.names() == {"yazd", "qom", "fars"}
    people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    office.tick(days(1))
    assert office.names() == {"yazd", "qom", "fars"}


def test_recipients_are_frozen_at_the_confirmation(office: Office) -> None:
    author = office.actor("admin").enter("announce").say("متن")
    author.tap("زمان ارسال", "تاریخ و ساعت").say("فردا").tap("ساعت ۱۰", "پیش‌نمایش", "تأیید و ارسال")
    people.drop_duty(office.tx, number_of("qom"), "ceo", PEOPLE["qom"].province)
    office.tick(days(1))
    office.deliver()
    assert len(told(office, "qom")) == 1


def test_outside_working_hours_it_waits_for_the_morning(office: Office) -> None:
    office.now += days(0.3)  # 17:12
    author = office.actor("admin").compose("شامگاه")
    assert "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۸" in author.text
    author.tap("تأیید و ارسال")
    office.run()
    assert told(office, "yazd") == []
    office.tick(days(15 / 24))
    office.deliver()
    assert len(told(office, "yazd")) == 1


def test_an_urgent_one_leaves_at_night_and_only_so_many_do_in_a_month(office: Office) -> None:
    office.now += days(0.4)
    for number in range(1, policy().urgent_a_month + 1):
        office.actor("admin").announce(f"فوری {number}", "فوری شود")
        office.run()
        assert len(told(office, "yazd")) == number
    assert "اطلاعیهٔ فوری ستاد" in told(office, "yazd")[0]
    author = office.actor("admin").enter("announce").say("سومی").tap("فوری شود")
    assert "سهمیهٔ اطلاعیه‌های فوری این ماه (۲ مورد) به پایان رسیده است" in author.text
    office.now += days(28)  # 1 Dey
    assert office.actor("admin").enter("announce").tap("فوری شود").labels.count("فوری نباشد") == 1


def test_many_recipients_need_another_admin(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "policy", lambda: replace(policy(), second_admin_above=2))
    author = office.actor("admin").announce("برای همه")
    office.run()
    assert office.announcement().state == "awaiting"
    assert told(office, "yazd") == []
    assert "برای همه" in office.texts("second")[-2]
    office.actor("admin").press("تأیید", of="second")  # not theirs
    assert office.announcement().state == "awaiting"
    assert "در صف ارسال" in office.actor("second").press("تأیید")
    office.run()
    assert len(told(office, "yazd")) == 1
    assert office.announcement().second_id == number_of("second")
    assert "پیش‌تر تصمیم گرفته شده" in office.actor("second").press("رد")
    assert [act for act in acts(office.tx) if act in DECISIONS] == ["announcement.agree"]
    people.drop_duty(office.tx, number_of("second"), "admin", "")
    assert "راهبر دیگری عضو نیست" in author.enter("announce").say("باز هم").tap("پیش‌نمایش").text


def test_another_admin_may_refuse_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "policy", lambda: replace(policy(), second_admin_above=2))
    office.actor("press").announce("برای همه")
    office.run()
    office.actor("second").press("رد")
    office.run()
    assert office.announcement().state == "refused"
    assert told(office, "yazd") == []
    assert "تأیید نکرد" in office.texts("press")[-1]
    assert [act for act in acts(office.tx) if act in DECISIONS] == ["announcement.refuse"]


def test_what_is_not_what_was_confirmed_does_not_leave(office: Office) -> None:
    author = office.actor("admin").enter("announce").say("درست")
    author.tap("زمان ارسال", "تاریخ و ساعت").say("فردا").tap("ساعت ۱۰", "پیش‌نمایش", "تأیید و ارسال")
    office.tx.run("UPDATE announcements SET text = 'نادرست'")
    office.tick(days(1))
    office.deliver()
    assert office.announcement().state == "held"
    assert told(office, "yazd") == []
    assert any("یکی نیست" in text for text in office.texts("second"))


def test_a_weekly_one_counts_its_recipients_each_time_and_its_deadline_moves_along(office: Office) -> None:
    author = office.actor("admin").enter("announce").say("هفتگی").tap("نوع", "رؤیت")
    author.tap("زمان ارسال", "هر هفته", "شنبه ۷", "ساعت ۹", "مهلت پاسخ", "تاریخ و ساعت", "یکشنبه ۸", "ساعت ۱۲")
    author.tap("پیش‌نمایش", "تأیید و ارسال")
    people.drop_duty(office.tx, number_of("qom"), "ceo", PEOPLE["qom"].province)
    people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    office.tick(days(4))
    office.deliver()
    assert [len(told(office, name)) for name in ("yazd", "head")] == [1, 1]
    following = office.announcement(2)
    first = office.announcement(1)
    assert first.send_at
    assert first.due_at
    assert (following.state, following.send_at) == ("scheduled", first.send_at + days(7))
    assert following.due_at == first.due_at + days(7)
    office.tick(days(7))
    office.deliver()
    assert len(told(office, "yazd")) == 2
    office.actor("admin").press("توقف ارسال", of="admin")
    assert office.announcement(3).state == "scheduled"
    office.actor("admin").enter("manage").tap("شمارهٔ ۳").tap("توقف ارسال")
    office.tick(days(7))
    office.deliver()
    assert len(told(office, "yazd")) == 2


def test_a_closed_office_sends_nothing_by_itself_though_its_time_has_come(office: Office) -> None:
    author = office.actor("admin").enter("announce").say("متن")
    author.tap("زمان ارسال", "تاریخ و ساعت").say("جمعه ۶ آذر").tap("ساعت ۱۰", "پیش‌نمایش")
    assert "شنبه ۷ آذر ۱۴۰۵، ساعت ۸" in author.text


def test_the_account_that_is_left_in_the_meantime_is_not_written_to(office: Office) -> None:
    office.actor("admin").announce()
    accounts.note_blocked(office.tx, "telegram", number_of("yazd"), office.now)
    office.now += days(0.01)
    office.run(lambda row: Blocked("blocked") if row.person_id == 1 else Sent(row.id))
    assert office.recipient("yazd").row_state == "blocked"

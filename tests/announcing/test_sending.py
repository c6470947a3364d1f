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


async def told(office: Office, name: str) -> list[str]:
    return await office.texts(name, "announcement")


async def lines(office: Office) -> str:
    """Return the list of those whom the first announcement did not reach, as its author sees it."""
    author = office.actor("admin")
    await author.press("وضعیت")
    return (await (await (await author.enter("manage")).tap("شمارهٔ ۱")).tap("نرسیده‌ها")).text


async def test_everybody_who_is_meant_gets_it_once_and_the_author_sees_it_in_one_message(office: Office) -> None:
    await office.actor("admin").announce("جلسهٔ یکشنبه")
    left = await office.run()
    assert [row.person_id for row in left if row.kind == "announcement"] == [1, 2, 3]
    assert await told(office, "yazd") == ["**اطلاعیهٔ ستاد — شمارهٔ ۱**\n\u2068جلسهٔ یکشنبه\u2069"]
    assert (await office.announcement()).state == "sent"
    progress = [row for row in left if row.person_id == number_of("admin") and row.kind == "notice"]
    assert [row.operation for row in progress] == ["send", "edit"]
    assert "ارسال‌شده: ۳ نفر از ۳ گیرنده" in progress[-1].text
    assert await office.run() == []
    assert await audit.find_break(office.tx, b"s" * 32) is None


async def test_on_bale_progress_is_told_at_the_start_and_at_the_end(office: Office) -> None:
    office.now += days(0.001)
    await office.actor("admin", "bale").announce()
    await office.run(lambda row: RetryAfter(1) if row.person_id == number_of("qom") else Sent(row.id))
    await office.run()
    texts = await office.texts("admin", "notice")
    assert len(texts) == 2
    assert "در حال ارسال" in texts[0]
    assert "ارسال شد" in texts[1]


async def test_a_person_on_both_messengers_gets_it_on_the_one_used_last(office: Office) -> None:
    office.now += days(0.001)
    await office.hear_from("yazd", "bale")
    await office.actor("admin").announce()
    by_person = {row.person_id: row.platform for row in await office.run() if row.kind == "announcement"}
    assert by_person == {1: "bale", 2: "telegram", 3: "telegram"}


async def test_who_has_blocked_one_messenger_gets_it_on_the_other(office: Office) -> None:
    office.now += days(0.001)
    await office.hear_from("yazd", "bale")
    await office.actor("admin").announce()

    def outcome(row: Outgoing) -> Outcome:
        return Blocked("blocked") if row.platform == "bale" and row.kind == "announcement" else Sent(row.id)

    left = [row.platform for row in await office.run(outcome) if row.person_id == number_of("yazd")]
    assert left == ["bale", "telegram"]
    assert (await office.recipient("yazd")).row_state == "sent"
    assert await announcements.tally(office.tx, 1) == {"sent": 3}


async def test_every_one_whom_it_did_not_reach_is_listed_with_the_reason(office: Office) -> None:
    await office.tx.run("DELETE FROM accounts WHERE user_id = :qom", qom=number_of("qom"))
    await office.actor("admin").announce(
        "متن", "گیرندگان", "گروه ۱", "سمت", "رابط", "مدیر شهرک", "تأیید", "تأیید", "بازگشت"
    )
    outcomes: dict[int, Outcome] = {
        number_of("yazd"): Blocked("bot was blocked"),
        number_of("fars"): Rejected("too long"),
        number_of("liaison"): Uncertain("silence", hardly=False),
    }
    await office.run(
        lambda row: outcomes.get(row.person_id or 0, Sent(row.id)) if row.kind == "announcement" else Sent(row.id)
    )
    assert await announcements.tally(office.tx, 1) == {"": 1, "blocked": 1, "failed": 1, "unknown": 1, "sent": 1}
    listed = await lines(office)
    for name, why in (
        ("yazd", "bot was blocked"),
        ("fars", "too long"),
        ("liaison", "معلوم نیست"),
        ("qom", "عضو سامانه"),
    ):
        assert any(name in line and why in line for line in listed.splitlines()), name
    assert "estate" not in listed
    assert not [row for row in await office.run() if row.kind == "announcement"]  # nothing is tried again by itself


async def test_who_was_suspended_since_gets_nothing_and_is_listed(office: Office) -> None:
    await office.actor("admin").announce()
    await people.save_state(office.tx, number_of("qom"), "suspended")
    await office.run()
    assert await told(office, "qom") == []
    assert await announcements.tally(office.tx, 1) == {"sent": 2, "failed": 1}
    assert "qom\u2069 (قم) — دیگر فعال نیست" in await lines(office)


async def test_who_joins_later_receives_what_is_still_valid(office: Office) -> None:
    await office.actor("admin").announce("برای مدیران عامل")
    await office.run()
    await people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    await office.tick(days(1))
    await office.deliver()
    assert len(await told(office, "head")) == 1
    await office.tick(days(1))
    assert await office.deliver() == []
    await people.save_duty(office.tx, number_of("press"), Duty("ceo", FARS, "", ""))
    await office.tick(days(policy().valid_days))
    await office.deliver()
    assert await told(office, "press") == []


async def test_who_has_an_account_only_later_receives_it_then(office: Office) -> None:
    await office.tx.run("DELETE FROM accounts WHERE user_id = :qom", qom=number_of("qom"))
    await office.actor("admin").announce()
    await office.run()
    assert (await office.recipient("qom")).row_id is None
    await office.hear_from("qom", "telegram")
    await office.run()
    assert len(await told(office, "qom")) == 1


async def test_who_had_not_reported_that_week_is_joined_by_nobody(office: Office) -> None:
    taps = ("گیرندگان", "گروه ۱", "تنها گیرندگان بدون گزارش", "تأیید", "بازگشت")
    await office.actor("admin").announce("گزارش", *taps)
    await office.run()
    assert await office.names() == {"yazd", "qom", "fars"}
    await people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    await office.tick(days(1))
    assert await office.names() == {"yazd", "qom", "fars"}


async def test_recipients_are_frozen_at_the_confirmation(office: Office) -> None:
    author = await (await office.actor("admin").enter("announce")).say("متن")
    await (await (await author.tap("زمان ارسال", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۱۰", "پیش‌نمایش", "تأیید و ارسال"
    )
    await people.drop_duty(office.tx, number_of("qom"), "ceo", PEOPLE["qom"].province)
    await office.tick(days(1))
    await office.deliver()
    assert len(await told(office, "qom")) == 1


async def test_outside_working_hours_it_waits_for_the_morning(office: Office) -> None:
    office.now += days(0.3)  # 17:12
    author = await office.actor("admin").compose("شامگاه")
    assert "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۸" in author.text
    await author.tap("تأیید و ارسال")
    await office.run()
    assert await told(office, "yazd") == []
    await office.tick(days(15 / 24))
    await office.deliver()
    assert len(await told(office, "yazd")) == 1


async def test_an_urgent_one_leaves_at_night_and_only_so_many_do_in_a_month(office: Office) -> None:
    office.now += days(0.4)
    for number in range(1, policy().urgent_a_month + 1):
        await office.actor("admin").announce(f"فوری {number}", "فوری شود")
        await office.run()
        assert len(await told(office, "yazd")) == number
    assert "اطلاعیهٔ فوری ستاد" in (await told(office, "yazd"))[0]
    author = await (await (await office.actor("admin").enter("announce")).say("سومی")).tap("فوری شود")
    assert "سهمیهٔ اطلاعیه‌های فوری این ماه (۲ مورد) به پایان رسیده است" in author.text
    office.now += days(28)  # 1 Dey
    assert (await (await office.actor("admin").enter("announce")).tap("فوری شود")).labels.count("فوری نباشد") == 1


async def test_many_recipients_need_another_admin(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "policy", lambda: replace(policy(), second_admin_above=2))
    author = await office.actor("admin").announce("برای همه")
    await office.run()
    assert (await office.announcement()).state == "awaiting"
    assert await told(office, "yazd") == []
    assert "برای همه" in (await office.texts("second"))[-2]
    await office.actor("admin").press("تأیید", of="second")  # not theirs
    assert (await office.announcement()).state == "awaiting"
    assert "در صف ارسال" in await office.actor("second").press("تأیید")
    await office.run()
    assert len(await told(office, "yazd")) == 1
    assert (await office.announcement()).second_id == number_of("second")
    assert "پیش‌تر تصمیم گرفته شده" in await office.actor("second").press("رد")
    assert [act for act in await acts(office.tx) if act in DECISIONS] == ["announcement.agree"]
    await people.drop_duty(office.tx, number_of("second"), "admin", "")
    assert "راهبر دیگری عضو نیست" in (await (await (await author.enter("announce")).say("باز هم")).tap("پیش‌نمایش")).text


async def test_another_admin_may_refuse_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "policy", lambda: replace(policy(), second_admin_above=2))
    await office.actor("press").announce("برای همه")
    await office.run()
    await office.actor("second").press("رد")
    await office.run()
    assert (await office.announcement()).state == "refused"
    assert await told(office, "yazd") == []
    assert "تأیید نکرد" in (await office.texts("press"))[-1]
    assert [act for act in await acts(office.tx) if act in DECISIONS] == ["announcement.refuse"]


async def test_what_is_not_what_was_confirmed_does_not_leave(office: Office) -> None:
    author = await (await office.actor("admin").enter("announce")).say("درست")
    await (await (await author.tap("زمان ارسال", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۱۰", "پیش‌نمایش", "تأیید و ارسال"
    )
    await office.tx.run("UPDATE announcements SET text = 'نادرست'")
    await office.tick(days(1))
    await office.deliver()
    assert (await office.announcement()).state == "held"
    assert await told(office, "yazd") == []
    assert any("یکی نیست" in text for text in await office.texts("second"))


async def test_a_weekly_one_counts_its_recipients_each_time_and_its_deadline_moves_along(office: Office) -> None:
    author = await (await (await office.actor("admin").enter("announce")).say("هفتگی")).tap("نوع", "رؤیت")
    await author.tap("زمان ارسال", "هر هفته", "شنبه ۷", "ساعت ۹", "مهلت پاسخ", "تاریخ و ساعت", "یکشنبه ۸", "ساعت ۱۲")
    await author.tap("پیش‌نمایش", "تأیید و ارسال")
    await people.drop_duty(office.tx, number_of("qom"), "ceo", PEOPLE["qom"].province)
    await people.save_duty(office.tx, number_of("head"), Duty("ceo", FARS, "", ""))
    await office.tick(days(4))
    await office.deliver()
    assert [len(await told(office, name)) for name in ("yazd", "head")] == [1, 1]
    following = await office.announcement(2)
    first = await office.announcement(1)
    assert first.send_at
    assert first.due_at
    assert (following.state, following.send_at) == ("scheduled", first.send_at + days(7))
    assert following.due_at == first.due_at + days(7)
    await office.tick(days(7))
    await office.deliver()
    assert len(await told(office, "yazd")) == 2
    await office.actor("admin").press("توقف ارسال", of="admin")
    assert (await office.announcement(3)).state == "scheduled"
    await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۳")).tap("توقف ارسال")
    await office.tick(days(7))
    await office.deliver()
    assert len(await told(office, "yazd")) == 2


async def test_a_closed_office_sends_nothing_by_itself_though_its_time_has_come(office: Office) -> None:
    author = await (await office.actor("admin").enter("announce")).say("متن")
    await (await (await author.tap("زمان ارسال", "تاریخ و ساعت")).say("جمعه ۶ آذر")).tap("ساعت ۱۰", "پیش‌نمایش")
    assert "شنبه ۷ آذر ۱۴۰۵، ساعت ۸" in author.text


async def test_the_account_that_is_left_in_the_meantime_is_not_written_to(office: Office) -> None:
    await office.actor("admin").announce()
    await accounts.note_blocked(office.tx, "telegram", number_of("yazd"), office.now)
    office.now += days(0.01)
    await office.run(lambda row: Blocked("blocked") if row.person_id == 1 else Sent(row.id))
    assert (await office.recipient("yazd")).row_state == "blocked"

"""What is done to an announcement after its confirmation: stopped, edited, deleted; who is silent is nudged."""

from datetime import timedelta

from bot.delivery.outcomes import Blocked, Outcome, Rejected, Sent, Uncertain
from storage import announcements
from storage.outgoing import Outgoing
from tests.announcing.organisation import Office, days, number_of
from tests.trail import acts


def of_announcement(rows: list[Outgoing]) -> list[tuple[int | None, str, str]]:
    return [(row.person_id, row.platform, row.operation) for row in rows if row.kind == "announcement"]


async def edited(office: Office, text: str = "متن دوم") -> None:
    await (
        await (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("ویرایش متن")).say(text)
    ).tap("ارسال نسخهٔ ۲")


async def test_a_stopped_one_sends_nothing_more_and_says_who_did_not_get_it(office: Office) -> None:
    await office.actor("admin").announce()
    await office.actor("admin").press("توقف ارسال")
    assert of_announcement(await office.run()) == []
    assert await announcements.tally(office.tx, 1) == {"cancelled": 3}
    listed = (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("نرسیده‌ها")).text
    assert listed.count("پیش از ارسال متوقف شد") == 3
    assert "متوقف شد" in (await office.texts("admin"))[-1]


async def test_one_that_had_not_left_becomes_a_draft_again(office: Office) -> None:
    author = await (await (await office.actor("admin").enter("announce")).say("برای بعد")).tap("نوع", "رؤیت")
    await (await (await author.tap("زمان ارسال", "تاریخ و ساعت")).say("فردا")).tap(
        "ساعت ۱۰", "پیش‌نمایش", "تأیید و ارسال"
    )
    await author.press("توقف ارسال")
    await office.tick(days(2))
    assert of_announcement(await office.deliver()) == []
    again = await office.actor("admin").enter("announce")
    assert "برای بعد" in again.text
    assert "نوع: رؤیت" in again.text
    assert "زمان ارسال گذشته است" in (await again.tap("پیش‌نمایش")).text


async def test_a_new_version_stands_in_place_on_telegram_and_comes_anew_on_bale(office: Office) -> None:
    office.now += timedelta(minutes=1)
    await office.hear_from("qom", "bale")
    await office.actor("admin").announce("متن نخست", "نوع", "رؤیت")
    await office.run()
    await office.actor("yazd").press("ملاحظه شد")
    await edited(office)
    left = await office.run()
    assert of_announcement(left) == [(1, "telegram", "edit"), (3, "telegram", "edit"), (2, "bale", "send")]
    assert all("نسخهٔ ۲" in row.text and "متن دوم" in row.text for row in left if row.kind == "announcement")
    assert await announcements.tally(office.tx, 1) == {"sent": 3}
    assert (await office.recipient("yazd")).seen_at  # what was answered stays
    assert "پس از" not in await office.actor("fars").press("ملاحظه شد")
    kept = await office.tx.column("SELECT text FROM announcement_versions WHERE announcement_id = 1 AND version = 1")
    assert kept == ["متن نخست"]


async def test_an_edit_replaces_what_had_not_left_and_reaches_whom_the_first_did_not(office: Office) -> None:
    await office.actor("admin").announce("متن نخست")

    def outcome(row: Outgoing) -> Outcome:
        if row.kind != "announcement":
            return Sent(row.id)
        troubles: dict[int | None, Outcome] = {1: Blocked("x"), 2: Uncertain("silence", hardly=False)}
        return troubles.get(row.person_id, Sent(row.id))

    await edited(office)
    left = await office.run(outcome)
    assert [row.text.count("متن دوم") for row in left if row.kind == "announcement"] == [1, 1, 1]
    assert await announcements.tally(office.tx, 1) == {"blocked": 1, "unknown": 1, "sent": 1}
    await (
        await (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("ویرایش متن")).say(
            "متن سوم"
        )
    ).tap("ارسال نسخهٔ ۳")
    assert sorted(of_announcement(await office.run())) == [
        (1, "telegram", "send"),
        (2, "telegram", "send"),
        (3, "telegram", "edit"),
    ]
    assert await announcements.tally(office.tx, 1) == {"sent": 3}


async def test_the_same_tap_makes_no_third_version(office: Office) -> None:
    await office.actor("admin").announce()
    await office.run()
    author = await (await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("ویرایش متن")).say(
        "متن دوم"
    )
    stale = office.actor("admin")
    stale.flow, stale.state, stale.screens = author.flow, author.state, list(author.screens)
    await author.tap("ارسال نسخهٔ ۲")
    await stale.tap("ارسال نسخهٔ ۲")
    assert (await office.announcement()).version == 2


async def test_a_deletion_takes_every_message_back_that_is_young_enough(office: Office) -> None:
    office.now += timedelta(minutes=1)
    await office.hear_from("qom", "bale")
    await office.actor("admin").announce()
    await office.run()
    await edited(office)
    await office.run()
    await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("حذف", "حذف شود")
    left = await office.run()
    assert of_announcement(left) == [
        (1, "telegram", "delete"),
        (3, "telegram", "delete"),
        (2, "bale", "delete"),
        (2, "bale", "delete"),
    ]
    assert "آغاز شد (۴ پیام)" in (await office.texts("admin"))[-1]
    assert await office.actor("yazd").press("پرسش دارم") == "این اطلاعیه دیگر در دسترس نیست."


async def test_a_deletion_goes_to_the_messenger_that_shows_it_even_if_the_person_now_uses_another(
    office: Office,
) -> None:
    await office.actor("admin").announce()
    shown = {row.person_id: row.id for row in await office.run() if row.kind == "announcement"}
    office.now += timedelta(minutes=1)
    await office.hear_from("qom", "bale")
    await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("حذف", "حذف شود")
    left = [row for row in await office.run() if row.kind == "announcement"]
    assert of_announcement(left) == [(number, "telegram", "delete") for number in (1, 2, 3)]
    assert {row.person_id: row.target for row in left} == shown


async def test_what_is_too_old_to_be_deleted_is_told(office: Office) -> None:
    await office.actor("admin").announce()
    await office.run()
    office.now += days(3)
    await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("حذف", "حذف شود")
    assert of_announcement(await office.run()) == []
    assert "از ارسال ۳ پیام بیش از ۴۸ ساعت گذشته است" in (await office.texts("admin"))[-1]


async def test_only_who_has_not_answered_is_nudged_and_once_a_day(office: Office) -> None:
    await office.actor("admin").announce("متن", "نوع", "رؤیت")
    await office.run(lambda row: Blocked("x") if row.person_id == number_of("fars") else Sent(row.id))
    await office.actor("yazd").press("ملاحظه شد")
    author = await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("یادآوری برای پاسخ")
    assert "برای ۱ نفر" in author.text
    assert "امروز یک بار یادآوری شده است" in (await author.tap("یادآوری برای پاسخ")).text
    assert [row.person_id for row in await office.run() if row.kind == "push"] == [number_of("qom")]
    office.now += days(0.8)  # Wednesday, 05:12
    await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap("یادآوری برای پاسخ")
    await office.tick()
    assert not [row for row in await office.deliver() if row.kind == "push"]
    await office.tick(days(0.2))
    await office.tick(days(0.1))
    assert [row.person_id for row in await office.deliver() if row.kind == "push"] == [number_of("qom")]
    await office.actor("qom").press("ملاحظه شد")
    assert "یادآوری برای پاسخ" not in (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).labels


async def test_whom_it_may_not_have_reached_get_it_once_more_when_the_author_says_so(office: Office) -> None:
    troubles: dict[int | None, Outcome] = {1: Uncertain("silence", hardly=False), 2: Rejected("x"), 3: Blocked("x")}
    await office.actor("admin").announce()
    await office.run(lambda row: troubles.get(row.person_id, Sent(row.id)))
    author = await (await (await office.actor("admin").enter("manage")).tap("شمارهٔ ۱")).tap(
        "نرسیده‌ها", "ارسال دوباره", "دوباره ارسال شود"
    )
    assert "برای ۲ گیرنده" in author.text
    assert [person for person, *_ in of_announcement(await office.run())] == [1, 2]
    assert await announcements.tally(office.tx, 1) == {"sent": 2, "blocked": 1}
    assert (await acts(office.tx))[-1] == "announcement.resend"
    assert not [
        label
        for label in (await (await author.enter("manage")).tap("شمارهٔ ۱", "نرسیده‌ها")).labels
        if "ارسال دوباره" in label
    ]

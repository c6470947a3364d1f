"""The schedule and the Thursdays are changed as they were shown, from weeks that have not begun; and taken back."""

from datetime import date, datetime, timedelta

import pytest

from bot.administering import changing
from bot.administering.editable_weeks import read, schedule_key, thursdays_key
from bot.administering.edits import Edit, MakeChange, inverted
from bot.errors import UserError
from bot.language.week import Week
from bot.programme.in_memory import hold_calendar
from bot.programme.schedule import check_lines, lines_of, put
from bot.programme.timetable import seed_rules
from bot.said import Choice
from storage import audit, schedules
from tests.administering.office import ADMIN, MONDAY, SECOND, Office

NEXT = Week(date(2026, 11, 28))
"""The first week that may be changed on MONDAY."""
SEED = lines_of(seed_rules())
EARLY = {**SEED, "deadline": "3 12:00"}


async def make(office: Office, *edits: Edit, now: datetime = MONDAY) -> int:
    return await changing.make(office.tx, await office.caller(), MakeChange("schedule", edits), now)


async def stored(office: Office) -> list[tuple[str, int]]:
    return [(each.week.isoformat(), "3 12:00" in each.lines) for each in await schedules.list_all(office.tx)]


@pytest.mark.parametrize("week", [NEXT.previous, NEXT.previous.previous])
async def test_week_that_has_begun_is_not_changed(office: Office, week: Week) -> None:
    for edit in (
        Edit(schedule_key(week), SEED, EARLY),
        Edit(thursdays_key("IR-21", week), {"worked": False}, {"worked": True}),
    ):
        assert "آغاز شده است" in await changing.problem_of(office.tx, await office.caller(), (edit,), MONDAY)
        with pytest.raises(UserError, match=r"admin\.begun"):
            await make(office, edit)
    assert not await schedules.list_all(office.tx)


async def test_change_is_taken_back_until_its_week_begins(office: Office) -> None:
    edit = Edit(schedule_key(NEXT), SEED, EARLY)
    await make(office, edit)
    assert await read(office.tx, edit.key) == EARLY
    friday = MONDAY + timedelta(days=4)
    assert not await changing.problem_of(office.tx, await office.caller(), inverted([edit]), friday)
    assert await changing.problem_of(office.tx, await office.caller(), inverted([edit]), friday + timedelta(days=1))
    await make(office, *inverted([edit]), now=friday)
    assert await read(office.tx, edit.key) == SEED
    assert (await hold_calendar(office.tx)).rules_of(NEXT) == seed_rules()


async def test_later_plan_stays_when_an_earlier_week_is_changed(office: Office) -> None:
    await make(office, Edit(schedule_key(NEXT.next), SEED, {**SEED, "digest": "10:00"}))
    await make(office, Edit(schedule_key(NEXT), SEED, EARLY))
    held = await hold_calendar(office.tx)
    assert lines_of(held.rules_of(NEXT)) == EARLY
    assert lines_of(held.rules_of(NEXT.next)) == {**SEED, "digest": "10:00"}
    await office.enter("admin_schedule")
    assert "برنامهٔ دیگری در نظر گرفته شده است" in office.text


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ({"deadline": "2 13:00"}, "apart.opens"),
        ({"deadline": "4 08:30"}, "apart.reminder"),
        ({"reminder": "11:15"}, "apart.reminder"),
        ({"last_reminder": "00:10"}, "apart.last_reminder"),
        ({"table": "00:05"}, "apart.deadline"),
        ({"table": "03:30"}, "hours"),
        ({"lock": "09:00"}, "apart.overdue"),
        ({"deadline": "5 13:00"}, "day"),
        ({"reminder": "07:30"}, "hours"),
    ],
)
async def test_week_out_of_order_is_refused(office: Office, lines: dict[str, str], key: str) -> None:
    with pytest.raises(UserError, match=rf"admin_schedule\.{key}"):
        check_lines({**SEED, **lines})
    with pytest.raises(UserError):
        await make(office, Edit(schedule_key(NEXT), SEED, {**SEED, **lines}))


async def test_week_does_not_open_before_the_one_before_it_is_locked(office: Office) -> None:
    with pytest.raises(UserError, match=r"apart\.lock"):
        await make(office, Edit(schedule_key(NEXT), SEED, {**SEED, "opens": "0 12:00"}))
    await make(office, Edit(schedule_key(NEXT), SEED, {**SEED, "opens": "0 13:00"}))
    stands = await read(office.tx, schedule_key(NEXT))
    with pytest.raises(UserError, match=r"apart\.lock"):  # the week after opens on its Saturday
        await make(office, Edit(schedule_key(NEXT), stands, {**stands, "overdue": "8 08:30"}))


def test_line_beside_the_deadline_keeps_its_distance() -> None:
    with_reminder = put(SEED, "last_reminder", 4, datetime(2026, 1, 1, 11).time())  # noqa: DTZ001
    assert with_reminder == {**SEED, "last_reminder": "02:00"}
    with pytest.raises(UserError, match=r"apart\.deadline"):
        put(SEED, "table", 4, datetime(2026, 1, 1, 12).time())  # noqa: DTZ001


async def test_second_tap_changes_nothing_more(office: Office) -> None:
    await (await (await (await office.enter("admin_schedule")).tap("مهلت")).say("سه‌شنبه ۱۲")).tap("تغییرهای")
    await (await office.hear(Choice("confirm"))).hear(Choice("confirm"))
    assert await stored(office) == [(NEXT.key, True)]
    assert await office.tx.value("SELECT count(*) FROM admin_changes") == 1
    assert [link.actor async for link in audit.list_links(office.tx)][-2:] == [f"person:{ADMIN}"] * 2
    assert await audit.find_break(office.tx, office.tx.secret) is None


async def test_wrong_words_change_nothing(office: Office) -> None:
    await (await office.enter("admin_schedule")).tap("یادآوری نخست")
    for text in ("چهارشنبه ۲۳", "سه‌شنبه ۹", "۷", "۱۷", "۹ یا ۱۰", "چیزی", "/admin", ""):
        await office.say(text)
        assert "اکنون: چهارشنبه، ساعت ۸:۳۰" in office.text
    await office.say("چهارشنبه ۹")
    assert "یادآوری نخست: چهارشنبه ۱۱ آذر، ساعت ۹ (تأییدنشده)" in office.text
    await (await office.tap("یادآوری نخست")).say("۸:۳۰")
    assert "تأییدنشده" not in office.text


async def test_afternoon_may_be_said_as_at_home(office: Office) -> None:
    await (await (await office.enter("admin_schedule")).tap("مهلت")).say("چهارشنبه ساعت ۲ و نیم")
    assert "مهلت: چهارشنبه ۱۱ آذر، ساعت ۱۴:۳۰ (تأییدنشده)" in office.text


async def test_what_another_admin_confirmed_meanwhile_is_kept(office: Office) -> None:
    await (await (await office.enter("admin_schedule")).tap("مهلت")).say("سه‌شنبه ۱۲")
    await (await (await (await Office(office.tx, SECOND).enter("admin_schedule")).tap("باز شدن")).say("یکشنبه ۱۰")).tap(
        "تغییرهای", "تأیید"
    )
    await (await office.enter("admin_schedule")).tap("تغییرهای")
    assert "جداگانه تغییر کرده است" in office.text
    assert "تأیید" not in office.labels
    await (await (await office.tap("بازگشت", "یادآوری آخر")).say("۱۰")).tap("تغییرهای", "تأیید")
    lines = await read(office.tx, schedule_key(NEXT))
    assert (lines["opens"], lines["deadline"], lines["last_reminder"]) == ("1 10:00", "3 12:00", "02:00")


async def test_change_that_waited_too_long_moves_to_another_week(office: Office) -> None:
    await (await office.enter("admin_thursdays")).say("یزد")
    later = MONDAY + timedelta(days=7)
    draft = await changing.draft_of(office.tx, await office.caller(), "thursdays")
    assert await changing.problem_of(office.tx, await office.caller(), draft, later)
    await office.tap("از کدام هفته", "هفتهٔ منتهی به ۱۸ آذر")
    draft = await changing.draft_of(office.tx, await office.caller(), "thursdays")
    assert [edit.key for edit in draft] == [thursdays_key("IR-21", NEXT.next)]
    assert not await changing.problem_of(office.tx, await office.caller(), draft, later)


async def test_thursdays_begin_with_their_week(office: Office) -> None:
    await (await office.enter("admin_thursdays")).tap("اصفهان", "تغییرهای", "تأیید")
    await office.tap("از کدام هفته", "هفتهٔ منتهی به ۱۸ آذر", "✓ اصفهان", "تغییرهای", "تأیید")
    calendar = (await hold_calendar(office.tx)).calendar
    thursdays = [week.saturday + timedelta(days=5) for week in (NEXT.previous, NEXT, NEXT.next)]
    assert [calendar.is_working(day, "IR-10") for day in thursdays] == [False, True, False]
    assert [calendar.is_working(day, "IR-21") for day in thursdays] == [False, False, False]
    await office.enter("admin_thursdays")
    assert "پنجشنبه‌های اصفهان از هفتهٔ منتهی به چهارشنبه ۱۸ آذر ۱۴۰۵ تعطیل می‌شود." in office.text

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


def make(office: Office, *edits: Edit, now: datetime = MONDAY) -> int:
    return changing.make(office.tx, office.caller(), MakeChange("schedule", edits), now)


def stored(office: Office) -> list[tuple[str, int]]:
    return [(each.week.isoformat(), "3 12:00" in each.lines) for each in schedules.list_all(office.tx)]


@pytest.mark.parametrize("week", [NEXT.previous, NEXT.previous.previous])
def test_week_that_has_begun_is_not_changed(office: Office, week: Week) -> None:
    for edit in (
        Edit(schedule_key(week), SEED, EARLY),
        Edit(thursdays_key("IR-21", week), {"worked": False}, {"worked": True}),
    ):
        assert "آغاز شده است" in changing.problem_of(office.tx, office.caller(), (edit,), MONDAY)
        with pytest.raises(UserError, match=r"admin\.begun"):
            make(office, edit)
    assert not schedules.list_all(office.tx)


def test_change_is_taken_back_until_its_week_begins(office: Office) -> None:
    edit = Edit(schedule_key(NEXT), SEED, EARLY)
    make(office, edit)
    assert read(office.tx, edit.key) == EARLY
    friday = MONDAY + timedelta(days=4)
    assert not changing.problem_of(office.tx, office.caller(), inverted([edit]), friday)
    assert changing.problem_of(office.tx, office.caller(), inverted([edit]), friday + timedelta(days=1))
    make(office, *inverted([edit]), now=friday)
    assert read(office.tx, edit.key) == SEED
    assert hold_calendar(office.tx).rules_of(NEXT) == seed_rules()


def test_later_plan_stays_when_an_earlier_week_is_changed(office: Office) -> None:
    make(office, Edit(schedule_key(NEXT.next), SEED, {**SEED, "digest": "10:00"}))
    make(office, Edit(schedule_key(NEXT), SEED, EARLY))
    held = hold_calendar(office.tx)
    assert lines_of(held.rules_of(NEXT)) == EARLY
    assert lines_of(held.rules_of(NEXT.next)) == {**SEED, "digest": "10:00"}
    office.enter("admin_schedule")
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
def test_week_out_of_order_is_refused(office: Office, lines: dict[str, str], key: str) -> None:
    with pytest.raises(UserError, match=rf"admin_schedule\.{key}"):
        check_lines({**SEED, **lines})
    with pytest.raises(UserError):
        make(office, Edit(schedule_key(NEXT), SEED, {**SEED, **lines}))


def test_week_does_not_open_before_the_one_before_it_is_locked(office: Office) -> None:
    with pytest.raises(UserError, match=r"apart\.lock"):
        make(office, Edit(schedule_key(NEXT), SEED, {**SEED, "opens": "0 12:00"}))
    make(office, Edit(schedule_key(NEXT), SEED, {**SEED, "opens": "0 13:00"}))
    stands = read(office.tx, schedule_key(NEXT))
    with pytest.raises(UserError, match=r"apart\.lock"):  # the week after opens on its Saturday
        make(office, Edit(schedule_key(NEXT), stands, {**stands, "overdue": "8 08:30"}))


def test_line_beside_the_deadline_keeps_its_distance() -> None:
    with_reminder = put(SEED, "last_reminder", 4, datetime(2026, 1, 1, 11).time())  # noqa: DTZ001
    assert with_reminder == {**SEED, "last_reminder": "02:00"}
    with pytest.raises(UserError, match=r"apart\.deadline"):
        put(SEED, "table", 4, datetime(2026, 1, 1, 12).time())  # noqa: DTZ001


def test_second_tap_changes_nothing_more(office: Office) -> None:
    office.enter("admin_schedule").tap("مهلت").say("سه‌شنبه ۱۲").tap("تغییرهای")
    office.hear(Choice("confirm")).hear(Choice("confirm"))
    assert stored(office) == [(NEXT.key, True)]
    assert office.tx.value("SELECT count(*) FROM admin_changes") == 1
    assert [link.actor for link in audit.list_links(office.tx)][-2:] == [f"person:{ADMIN}"] * 2
    assert audit.find_break(office.tx, office.tx.secret) is None


def test_wrong_words_change_nothing(office: Office) -> None:
    office.enter("admin_schedule").tap("یادآوری نخست")
    for text in ("چهارشنبه ۲۳", "سه‌شنبه ۹", "۷", "۱۷", "۹ یا ۱۰", "چیزی", "/admin", ""):
        office.say(text)
        assert "اکنون: چهارشنبه، ساعت ۸:۳۰" in office.text
    office.say("چهارشنبه ۹")
    assert "یادآوری نخست: چهارشنبه ۱۱ آذر، ساعت ۹ (تأییدنشده)" in office.text
    office.tap("یادآوری نخست").say("۸:۳۰")
    assert "تأییدنشده" not in office.text


def test_afternoon_may_be_said_as_at_home(office: Office) -> None:
    office.enter("admin_schedule").tap("مهلت").say("چهارشنبه ساعت ۲ و نیم")
    assert "مهلت: چهارشنبه ۱۱ آذر، ساعت ۱۴:۳۰ (تأییدنشده)" in office.text


def test_what_another_admin_confirmed_meanwhile_is_kept(office: Office) -> None:
    office.enter("admin_schedule").tap("مهلت").say("سه‌شنبه ۱۲")
    Office(office.tx, SECOND).enter("admin_schedule").tap("باز شدن").say("یکشنبه ۱۰").tap("تغییرهای", "تأیید")
    office.enter("admin_schedule").tap("تغییرهای")
    assert "جداگانه تغییر کرده است" in office.text
    assert "تأیید" not in office.labels
    office.tap("بازگشت", "یادآوری آخر").say("۱۰").tap("تغییرهای", "تأیید")
    lines = read(office.tx, schedule_key(NEXT))
    assert (lines["opens"], lines["deadline"], lines["last_reminder"]) == ("1 10:00", "3 12:00", "02:00")


def test_change_that_waited_too_long_moves_to_another_week(office: Office) -> None:
    office.enter("admin_thursdays").say("یزد")
    later = MONDAY + timedelta(days=7)
    draft = changing.draft_of(office.tx, office.caller(), "thursdays")
    assert changing.problem_of(office.tx, office.caller(), draft, later)
    office.tap("از کدام هفته", "هفتهٔ منتهی به ۱۸ آذر")
    draft = changing.draft_of(office.tx, office.caller(), "thursdays")
    assert [edit.key for edit in draft] == [thursdays_key("IR-21", NEXT.next)]
    assert not changing.problem_of(office.tx, office.caller(), draft, later)


def test_thursdays_begin_with_their_week(office: Office) -> None:
    office.enter("admin_thursdays").tap("اصفهان", "تغییرهای", "تأیید")
    office.tap("از کدام هفته", "هفتهٔ منتهی به ۱۸ آذر", "✓ اصفهان", "تغییرهای", "تأیید")
    calendar = hold_calendar(office.tx).calendar
    thursdays = [week.saturday + timedelta(days=5) for week in (NEXT.previous, NEXT, NEXT.next)]
    assert [calendar.is_working(day, "IR-10") for day in thursdays] == [False, True, False]
    assert [calendar.is_working(day, "IR-21") for day in thursdays] == [False, False, False]
    office.enter("admin_thursdays")
    assert "پنجشنبه‌های اصفهان از هفتهٔ منتهی به چهارشنبه ۱۸ آذر ۱۴۰۵ تعطیل می‌شود." in office.text

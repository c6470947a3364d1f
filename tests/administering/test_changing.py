"""A change is made as it was shown, or not at all; and it is taken back as long as nobody has gone on from it."""

import pytest

from bot.administering import changing, editable
from bot.administering.editable import person_key, read_person
from bot.administering.edits import Edit, MakeChange, inverted, merged, restored, stored
from bot.errors import UserError
from bot.language.catalogue import t
from storage import admin_changes, agencies, audit, people
from storage import programme as programmes
from storage.programme import Target
from tests.administering.office import ADMIN, CEO, MONDAY, SECOND, YEAR, Office


def suspended(office: Office, number: int) -> Edit:
    part = read_person(office.tx, number)
    assert part
    return Edit(person_key(number), part, part | {"state": "suspended"})


def make(office: Office, *edits: Edit, reverts: int | None = None) -> int:
    return changing.make(office.tx, office.caller(), MakeChange("people", edits, reverts), MONDAY)


def state_of(office: Office, number: int) -> str:
    person = people.get(office.tx, number)
    assert person
    return person.state


def test_edits_are_kept_as_they_are() -> None:
    edits = (Edit("a:1", None, {"x": [1, "ب"]}), Edit("a:2", {"x": None}, None))
    assert restored(stored(edits)) == edits


def test_edits_of_one_thing_become_one_and_vanish_where_nothing_is_left() -> None:
    edits = [Edit("a", {"x": 1}, {"x": 2}), Edit("b", None, {"x": 1}), Edit("a", {"x": 2}, {"x": 3})]
    assert merged(edits) == (Edit("a", {"x": 1}, {"x": 3}), Edit("b", None, {"x": 1}))
    assert merged([*edits, Edit("b", {"x": 1}, None), Edit("a", {"x": 3}, {"x": 1})]) == ()


def test_change_and_its_inverse_leave_everything_as_it_was(office: Office) -> None:
    before, edit = read_person(office.tx, CEO), suspended(office, CEO)
    number = make(office, edit)
    assert state_of(office, CEO) == "suspended"
    make(office, *inverted([edit]), reverts=number)
    assert read_person(office.tx, CEO) == before
    found = admin_changes.list_recent(office.tx, 0, 5)
    assert [(each.reverts, each.reverted) for each in found] == [(number, False), (None, True)]


def test_what_has_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    edit = suspended(office, CEO)
    people.save_name(office.tx, CEO, "نام دیگر", "")
    assert changing.problem_of(office.tx, office.caller(), (edit,), MONDAY)
    with pytest.raises(UserError, match=r"admin\.changed_since"):
        make(office, edit)
    assert state_of(office, CEO) == "active"


def test_admins_cannot_lock_themselves_out(office: Office) -> None:
    with pytest.raises(UserError, match=r"admin\.own_rights"):
        make(office, suspended(office, ADMIN))
    make(office, suspended(office, SECOND))


def test_the_last_admin_stays(office: Office) -> None:
    both = tuple(suspended(office, number) for number in (ADMIN, SECOND))
    with pytest.raises(UserError, match=r"admin\.last_admin"):
        editable.check(office.tx, both, MONDAY)


def test_change_is_in_the_audit_trail_by_codes_alone(office: Office) -> None:
    make(office, suspended(office, CEO))
    links = list(audit.list_links(office.tx))
    assert {link.actor for link in links[-2:]} == {f"person:{ADMIN}"}
    assert [link.subject for link in links[-2:]] == [f"person:{CEO}", "change:1"]
    assert "علی" not in "".join(link.detail for link in links)
    assert audit.find_break(office.tx, office.tx.secret) is None


def test_log_holds_no_phone(office: Office) -> None:
    office.enter("admin_people").tap("افزودن").say("زهرا آزمون").say("۰۹۱۲۳۴۵۶۷۸۹").tap("مدیر ستاد", "ادامه", "تأیید")
    kept = office.tx.column("SELECT edits FROM admin_changes UNION ALL SELECT edits FROM admin_drafts")
    assert kept
    assert not any("9123456789" in str(each) for each in kept)


def test_meaning_of_an_indicator_with_answers_stays(office: Office) -> None:
    number = programmes.get(office.tx, YEAR)
    assert number
    office.tx.run(
        """INSERT INTO reports (programme_id, week, province, axis, state, revision, written_by, first_at, submitted_at)
           VALUES (:number, '2026-11-14', 'IR-21', 'AX02', 'submitted', 1, 3, 'x', 'x')""",
        number=number.id,
    )
    office.tx.run(
        """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, at)
           VALUES (1, 1, 'water_flow', :number, 'IR-21', '2026-11-14', 5, 'x')""",
        number=number.id,
    )
    office.enter("admin_plan").tap("۲. ")
    office.tap(next(label for label in office.labels if "آب" in label and label[0] in "۱۲۳۴"))
    assert "پاسخ ثبت‌شده دارد" in office.text
    office.tap("واحد", "هکتار", "بررسی و انتشار")
    assert "پاسخ ثبت‌شده دارد" in office.text
    assert "انتشار" not in office.labels


def test_published_programme_is_what_is_read_next_and_agencies_stay(office: Office) -> None:
    held = programmes.get(office.tx, YEAR)
    assert held
    before = agencies.list_all(office.tx, held.id)
    office.enter("admin_plan").tap("۴. ", "نام کوتاه").say("بازار سرمایه").tap("بررسی و انتشار", "انتشار")
    assert "۴. بازار سرمایه" in office.labels
    assert agencies.list_all(office.tx, held.id) == before


def test_target_that_is_taken_away_is_gone_and_comes_back(office: Office) -> None:
    held = programmes.get(office.tx, YEAR)
    assert held
    office.enter("admin_plan").tap("۱. ", "۱. ", "هدف‌های کشور", "کشور").say("۵۰۰ میلیارد تومان")
    office.tap("بازگشت", "بررسی و انتشار", "انتشار")
    target = Target("elec_allocated", "", 500 * 10**10)
    assert programmes.list_targets(office.tx, held.id) == [target]
    office.tap("۱. ", "۱. ", "هدف‌های کشور", "کشور", "بدون هدف", "بازگشت", "بررسی و انتشار", "انتشار")
    assert programmes.list_targets(office.tx, held.id) == []
    office.tap("برگشت به نسخهٔ قبل", "برگرداندن")
    assert programmes.list_targets(office.tx, held.id) == [target]


def test_first_screen_names_the_rooms_whose_changes_are_not_confirmed(office: Office) -> None:
    assert "تأییدنشده" not in office.enter("admin").text
    office.enter("admin_plan").tap("۴. ", "ماهانه شود")
    assert office.enter("admin").text.endswith(f"نگه داشته شده است: {t('admin.room.plan')}")
    assert "تأییدنشده" not in Office(office.tx, SECOND).enter("admin").text


def test_a_room_is_entered_by_what_its_button_says_and_nothing_else_is_an_answer(office: Office) -> None:
    assert office.enter("admin").say("افراد").flow == "admin_people"
    assert office.enter("admin").say("ناکجا").text.startswith(t("common.use_buttons"))

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


async def suspended(office: Office, number: int) -> Edit:
    part = await read_person(office.tx, number)
    assert part
    return Edit(person_key(number), part, part | {"state": "suspended"})


async def make(office: Office, *edits: Edit, reverts: int | None = None) -> int:
    return await changing.make(office.tx, await office.caller(), MakeChange("people", edits, reverts), MONDAY)


async def state_of(office: Office, number: int) -> str:
    person = await people.get(office.tx, number)
    assert person
    return person.state


def test_edits_are_kept_as_they_are() -> None:
    edits = (Edit("a:1", None, {"x": [1, "ب"]}), Edit("a:2", {"x": None}, None))
    assert restored(stored(edits)) == edits


def test_edits_of_one_thing_become_one_and_vanish_where_nothing_is_left() -> None:
    edits = [Edit("a", {"x": 1}, {"x": 2}), Edit("b", None, {"x": 1}), Edit("a", {"x": 2}, {"x": 3})]
    assert merged(edits) == (Edit("a", {"x": 1}, {"x": 3}), Edit("b", None, {"x": 1}))
    assert merged([*edits, Edit("b", {"x": 1}, None), Edit("a", {"x": 3}, {"x": 1})]) == ()


async def test_change_and_its_inverse_leave_everything_as_it_was(office: Office) -> None:
    before, edit = await read_person(office.tx, CEO), await suspended(office, CEO)
    number = await make(office, edit)
    assert await state_of(office, CEO) == "suspended"
    await make(office, *inverted([edit]), reverts=number)
    assert await read_person(office.tx, CEO) == before
    found = await admin_changes.list_recent(office.tx, 0, 5)
    assert [(each.reverts, each.reverted) for each in found] == [(number, False), (None, True)]


async def test_what_has_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    edit = await suspended(office, CEO)
    await people.save_name(office.tx, CEO, "نام دیگر", "")
    assert await changing.problem_of(office.tx, await office.caller(), (edit,), MONDAY)
    with pytest.raises(UserError, match=r"admin\.changed_since"):
        await make(office, edit)
    assert await state_of(office, CEO) == "active"


async def test_admins_cannot_lock_themselves_out(office: Office) -> None:
    with pytest.raises(UserError, match=r"admin\.own_rights"):
        await make(office, await suspended(office, ADMIN))
    await make(office, await suspended(office, SECOND))


async def test_the_last_admin_stays(office: Office) -> None:
    both = tuple([await suspended(office, number) for number in (ADMIN, SECOND)])
    with pytest.raises(UserError, match=r"admin\.last_admin"):
        await editable.check(office.tx, both, MONDAY)


async def test_change_is_in_the_audit_trail_by_codes_alone(office: Office) -> None:
    await make(office, await suspended(office, CEO))
    links = [link async for link in audit.list_links(office.tx)]
    assert {link.actor for link in links[-2:]} == {f"person:{ADMIN}"}
    assert [link.subject for link in links[-2:]] == [f"person:{CEO}", "change:1"]
    assert "علی" not in "".join(link.detail for link in links)
    assert await audit.find_break(office.tx, office.tx.secret) is None


async def test_log_holds_no_phone(office: Office) -> None:
    await (
        await (await (await (await office.enter("admin_people")).tap("افزودن")).say("زهرا آزمون")).say("۰۹۱۲۳۴۵۶۷۸۹")
    ).tap("مدیر ستاد", "ادامه", "تأیید")
    kept = await office.tx.column("SELECT edits FROM admin_changes UNION ALL SELECT edits FROM admin_drafts")
    assert kept
    assert not any("9123456789" in str(each) for each in kept)


async def test_meaning_of_an_indicator_with_answers_stays(office: Office) -> None:
    number = await programmes.get(office.tx, YEAR)
    assert number
    await office.tx.run(
        """INSERT INTO reports (programme_id, week, province, axis, state, revision, written_by, first_at, submitted_at)
           VALUES (:number, '2026-11-14', 'IR-21', 'AX02', 'submitted', 1, 3, 'x', 'x')""",
        number=number.id,
    )
    await office.tx.run(
        """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, at)
           VALUES (1, 1, 'water_flow', :number, 'IR-21', '2026-11-14', 5, 'x')""",
        number=number.id,
    )
    await (await office.enter("admin_plan")).tap("۲. ")
    await office.tap(next(label for label in office.labels if "آب" in label and label[0] in "۱۲۳۴"))
    assert "پاسخ ثبت‌شده دارد" in office.text
    await office.tap("واحد", "هکتار", "بررسی و انتشار")
    assert "پاسخ ثبت‌شده دارد" in office.text
    assert "انتشار" not in office.labels


async def test_published_programme_is_what_is_read_next_and_agencies_stay(office: Office) -> None:
    held = await programmes.get(office.tx, YEAR)
    assert held
    before = await agencies.list_all(office.tx, held.id)
    await (await (await (await office.enter("admin_plan")).tap("۴. ", "نام کوتاه")).say("بازار سرمایه")).tap(
        "بررسی و انتشار", "انتشار"
    )
    assert "۴. بازار سرمایه" in office.labels
    assert await agencies.list_all(office.tx, held.id) == before


async def test_target_that_is_taken_away_is_gone_and_comes_back(office: Office) -> None:
    held = await programmes.get(office.tx, YEAR)
    assert held
    await (await (await office.enter("admin_plan")).tap("۱. ", "۱. ", "هدف‌های کشور", "کشور")).say("۵۰۰ میلیارد تومان")
    await office.tap("بازگشت", "بررسی و انتشار", "انتشار")
    target = Target("elec_allocated", "", 500 * 10**10)
    assert await programmes.list_targets(office.tx, held.id) == [target]
    await office.tap("۱. ", "۱. ", "هدف‌های کشور", "کشور", "بدون هدف", "بازگشت", "بررسی و انتشار", "انتشار")
    assert await programmes.list_targets(office.tx, held.id) == []
    await office.tap("برگشت به نسخهٔ قبل", "برگرداندن")
    assert await programmes.list_targets(office.tx, held.id) == [target]


async def test_first_screen_names_the_rooms_whose_changes_are_not_confirmed(office: Office) -> None:
    assert "تأییدنشده" not in (await office.enter("admin")).text
    await (await office.enter("admin_plan")).tap("۴. ", "ماهانه شود")
    assert (await office.enter("admin")).text.endswith(f"نگه داشته شده است: {t('admin.room.plan')}")
    assert "تأییدنشده" not in (await Office(office.tx, SECOND).enter("admin")).text


async def test_a_room_is_entered_by_what_its_button_says_and_nothing_else_is_an_answer(office: Office) -> None:
    assert (await (await office.enter("admin")).say("افراد")).flow == "admin_people"
    said = await (await office.enter("admin")).say("ناکجا")
    assert said.text.startswith("خوانده نشد: «ناکجا». ")

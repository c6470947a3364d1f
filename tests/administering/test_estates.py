"""Estates are changed as they were shown; people and answers follow them, and nothing that was said is lost."""

from datetime import date
from typing import Any

import pytest

from bot.administering import changing
from bot.administering.editable_estates import estate_key, read
from bot.administering.edits import Edit, MakeChange, inverted
from bot.announcing.audience import Part, read_parts, write_parts
from bot.errors import UserError
from bot.language.week import Week
from bot.programme.in_memory import hold_programme
from bot.reporting.estates.loading import estates_of, load_estates
from bot.said import Choice
from storage import estate_register, estates, people
from storage.estates import AskedEstates, EstateAnswer, EstateObstacle
from storage.migrations import SCRIPTS, migrate
from storage.people import Duty
from tests.administering.office import ADMIN, CEO, DEPUTY, MONDAY, YEAR, Office
from tests.fresh import look, open_content

YAZD, QOM = "IR-21", "IR-26"
WEEK = Week(date(2026, 11, 21))
FIRST, SECOND = "شهرک میبد", "شهرک میبد دو"
"""One name that is the beginning of another."""


@pytest.fixture
async def manager(office: Office) -> int:
    """Return somebody who looks after two estates of Yazd, and has answered for both; Qom has one of the same name."""
    person = await people.add(office.tx, "زهرا مدیر", "", "active", MONDAY)
    await people.save_duty(office.tx, person, Duty("estate_manager", YAZD, f"{FIRST};{SECOND}", ""))
    await people.save_duty(office.tx, person, Duty("estate_manager", QOM, FIRST, ""))
    for province, name in ((YAZD, FIRST), (YAZD, SECOND), (QOM, FIRST)):
        answer = EstateAnswer(name, "water_flow", 12)
        await estates.save_answer(office.tx, (WEEK.saturday, province), answer, person, MONDAY)
        obstacle = EstateObstacle(name, "AX02", "لوله")
        await estates.save_obstacle(office.tx, (WEEK.saturday, province), obstacle, person, MONDAY)
    return person


async def edit_of(office: Office, number: int, **fields: object) -> Edit:
    part = await read(office.tx, number)
    assert part
    return Edit(estate_key(number), part, {**part, **fields})


async def make(office: Office, *edits: Edit) -> None:
    await changing.make(office.tx, await office.caller(), MakeChange("estates", edits), MONDAY)


async def rows(office: Office) -> list[list[tuple[Any, ...]]]:
    """Return all that names an estate."""
    return [
        await look(office.tx, sql)
        for sql in (
            "SELECT * FROM estates ORDER BY id",
            "SELECT person_id, province, estate FROM duties WHERE role = 'estate_manager' ORDER BY province",
            "SELECT province, estate, value FROM estate_answers ORDER BY province, estate",
            "SELECT province, estate, words FROM estate_obstacles ORDER BY province, estate",
        )
    ]


async def test_name_takes_its_people_and_answers_along_and_no_others(office: Office, manager: int) -> None:
    before, edit = await rows(office), await edit_of(office, 1, name="شهرک جهان‌آباد")
    await make(office, edit)
    assert (await people.list_roster_duties(office.tx, manager))[0].estate == f"شهرک جهان‌آباد;{SECOND}"
    assert (await people.list_roster_duties(office.tx, manager))[1].estate == FIRST
    assert {each.estate for each in await estates.list_answers(office.tx, WEEK.saturday, YAZD)} == {
        "شهرک جهان‌آباد",
        SECOND,
    }
    assert {each.estate for each in await estates.list_answers(office.tx, WEEK.saturday, QOM)} == {FIRST}
    await make(office, *inverted([edit]))
    assert await rows(office) == before


@pytest.mark.parametrize(("number", "meant"), [(1, [FIRST, "شهرک نو"]), (2, ["شهرک نو"])])
async def test_announcement_goes_on_meaning_an_estate(
    office: Office, manager: int, number: int, meant: list[str]
) -> None:
    named = FIRST if number == 1 else SECOND  # Qom has an estate of the first one's name, and keeps it
    await office.tx.run(
        """INSERT INTO announcements (author_id, text, recipients, confirmed_at, audience, state)
           VALUES (:manager, 'x', 1, 'x', :audience, 'scheduled')""",
        manager=manager,
        audience=write_parts((Part(provinces=(YAZD,), estates=(named,)),)),
    )
    await make(office, await edit_of(office, number, name="شهرک نو"))
    audience = str(await office.tx.value("SELECT audience FROM announcements"))
    assert read_parts(audience) == (Part(provinces=(YAZD,), estates=tuple(meant)),)


async def test_change_of_everything_and_its_inverse_leave_all_as_it_was(office: Office, manager: int) -> None:
    before = await rows(office)
    edits = (
        await edit_of(office, 1, name="الف", managers=[CEO]),
        await edit_of(office, 2, managers=[], active=False),
        await edit_of(office, 3, managers=[DEPUTY, manager]),
        Edit(estate_key(4), None, {"province": YAZD, "name": "ب", "managers": [CEO], "active": True}),
    )
    await make(office, *edits)
    assert [duty.estate for duty in await people.list_roster_duties(office.tx, manager)] == [FIRST]
    assert (await people.list_roster_duties(office.tx, CEO))[-1].estate == "الف;ب"
    await make(office, *inverted(edits))
    assert (await rows(office))[2:] == before[2:]
    assert (await rows(office))[0] == before[0]
    assert {row[:2]: set(row[2].split(";")) for row in (await rows(office))[1]} == {
        row[:2]: set(row[2].split(";")) for row in before[1]
    }


async def test_retired_estate_is_not_asked_and_counts_in_the_weeks_of_its_answers(office: Office, manager: int) -> None:
    plan = await hold_programme(office.tx, YEAR)
    await estates.open_question(office.tx, YAZD, AskedEstates("AX02", "water_flow"), CEO, MONDAY)
    await make(office, await edit_of(office, 2, managers=[], active=False))
    assert await estates_of(office.tx, YAZD) == (FIRST,)
    assert [each.estates for each in await estates.list_managers(office.tx, YAZD)] == [FIRST]
    held = await load_estates(office.tx, plan, WEEK, YAZD, "AX02")
    assert (held.all, held.total("water_flow")) == ((FIRST, SECOND), 24)
    assert (await load_estates(office.tx, plan, WEEK.next, YAZD, "AX02")).all == (FIRST,)
    await estates.open_question(office.tx, YAZD, AskedEstates("AX01", ""), CEO, MONDAY)
    assert (await load_estates(office.tx, plan, WEEK, YAZD, "AX01")).all == (FIRST,)
    assert manager


@pytest.mark.parametrize("name", [FIRST, SECOND])
async def test_name_of_another_estate_of_the_province_is_refused(office: Office, manager: int, name: str) -> None:
    await make(office, await edit_of(office, 2, managers=[], active=False))  # a retired one keeps its name
    new = Edit(estate_key(4), None, {"province": YAZD, "name": name, "managers": [manager], "active": True})
    with pytest.raises(UserError, match=r"admin_estates\.known"):
        await make(office, new)
    await make(office, Edit(estate_key(4), None, {"province": "IR-10", "name": name, "managers": [], "active": True}))


async def test_new_estate_is_taken_back_until_it_has_answered(office: Office, manager: int) -> None:
    new = Edit(estate_key(4), None, {"province": YAZD, "name": "شهرک تفت", "managers": [manager], "active": True})
    await make(office, new)
    answer = EstateAnswer("شهرک تفت", "water_flow", 3)
    await estates.save_answer(office.tx, (WEEK.saturday, YAZD), answer, manager, MONDAY)
    problem = await changing.problem_of(office.tx, await office.caller(), inverted([new]), MONDAY)
    assert "پاسخ ثبت‌شده دارد" in problem
    await office.tx.run("DELETE FROM estate_answers WHERE estate = 'شهرک تفت'")
    await make(office, *inverted([new]))
    assert await estate_register.get(office.tx, 4) is None


async def test_estate_of_the_roster_is_known_and_one_that_comes_back_is_active(office: Office, manager: int) -> None:
    await make(office, await edit_of(office, 2, managers=[], active=False))
    await people.save_duty(office.tx, manager, Duty("estate_manager", YAZD, f"{SECOND};شهرک نو", ""))
    assert await estates_of(office.tx, YAZD) == (FIRST, SECOND, "شهرک نو")


async def test_wrong_names_and_old_taps_change_nothing(office: Office, manager: int) -> None:
    await (await (await office.enter("admin_estates")).say("یزد")).tap("افزودن")
    for text in ("", "/admin", "الف;ب", "الف؛ ب", "ن" * 61, FIRST):
        await office.say(text)
        assert "نام شهرک یا ناحیهٔ تازهٔ استان یزد چیست؟" in office.text
    await (await office.say("شهرک تفت")).tap("زهرا مدیر")
    await (
        await (await (await office.hear(Choice("confirm"))).hear(Choice("confirm"))).hear(Choice("person", ("999",)))
    ).hear(Choice("sure"))
    assert await office.tx.value("SELECT count(*) FROM admin_changes") == 1
    assert (await people.list_roster_duties(office.tx, manager))[0].estate == f"{FIRST};{SECOND};شهرک تفت"


async def test_who_is_suspended_is_not_offered(office: Office, manager: int) -> None:
    await people.save_state(office.tx, manager, "suspended")
    await (await (await office.enter("admin_estates")).say("یزد")).tap("شهرک میبد", "تعیین مدیر")
    assert "زهرا مدیر" not in office.labels
    await office.say("زهرا")
    assert "یافت نشد" in office.text
    await office.hear(Choice("person", (str(manager),)))
    assert office.state.at == "manager"
    assert ADMIN not in await people.list_ids(office.tx, "estate_manager")


async def test_estates_of_old_duties_and_answers_are_known_after_the_migration() -> None:
    async with open_content(b"") as connection:
        await migrate(connection, SCRIPTS.index("0015_schedule.sql"))
        await connection.executescript(
            """INSERT INTO people (id, full_name, state, created_at) VALUES (1, 'x', 'active', 'x');
               INSERT INTO duties (person_id, role, province, estate)
               VALUES (1, 'estate_manager', 'IR-21', 'b;a'), (1, 'estate_manager', 'IR-26', '');
               INSERT INTO estate_answers VALUES ('2026-11-21', 'IR-21', 'a', 'i', 1, 1, 'x'),
                                                 ('2026-11-21', 'IR-21', 'c', 'i', 1, 1, 'x');
               INSERT INTO admin_drafts VALUES (1, 'people', '[]', 'x');"""
        )
        await migrate(connection)
        found = await connection.execute_fetchall("SELECT province, name, active FROM estates ORDER BY id")
        assert list(found) == [("IR-21", "b", 1), ("IR-21", "a", 1), ("IR-21", "c", 0)]
        assert list(await connection.execute_fetchall("SELECT kind, edits FROM admin_drafts")) == [("people", "[]")]

"""A roster makes the people of the database what it says, and nobody disappears unasked."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.people.roster import apply_roster, compare_roster
from bot.people.roster_file import RosterRow
from bot.people.roster_lines import difference_lines
from bot.people.sample import sample_roster
from storage import audit, people, phones
from storage.people import Duty
from storage.transaction import Transaction
from tests.fresh import open_fresh
from tests.trail import acts

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = b"s" * 32
YAZD = RosterRow(2, "989121110001", "الف", "دکتر", "ceo", "IR-21", "", "")
HEAD = RosterRow(3, "989121110002", "ب", "", "head", "", "", "")


@pytest.fixture
async def tx(tmp_path: Path) -> AsyncIterator[Transaction]:
    async with open_fresh(tmp_path / "m.db", SECRET) as database, database.transaction() as opened:
        yield opened


async def imported(tx: Transaction, *rows: RosterRow, suspend_missing: bool = False, kept: str = "") -> list[str]:
    difference = await compare_roster(tx, rows, frozenset({kept}))
    await apply_roster(tx, difference, NOW, suspend_missing=suspend_missing)
    return difference_lines(difference)


async def who(tx: Transaction, row: RosterRow) -> int:
    found = await phones.find_person(tx, row.phone)
    assert found
    return found


async def test_new_people_are_active_with_their_duties(tx: Transaction) -> None:
    lines = await imported(
        tx, YAZD, HEAD, replace(YAZD, province="IR-08", axes="AX01;AX02", role="liaison", estate="یک")
    )
    assert await people.list_duties(tx, await who(tx, YAZD)) == [
        Duty("ceo", "IR-21", "", ""),
        Duty("liaison", "IR-08", "یک", "AX01;AX02"),
    ]
    assert [person.full_name for person in await people.list_in_state(tx, "active")] == ["الف", "ب"]
    text = "\n".join(lines)
    assert "مدیرعامل، یزد، همهٔ محورها" in text
    assert "رئیس سازمان، ستاد" in text
    assert "جمع: ۲ فرد تازه، ۰ تغییر نام، ۳ سمت تازه" in text


async def test_the_same_roster_again_changes_nothing(tx: Transaction) -> None:
    await imported(tx, *sample_roster())
    head = await audit.get_head(tx)
    assert await imported(tx, *sample_roster()) == ["تفاوتی نیست."]
    assert await audit.get_head(tx) == head


async def test_names_and_duties_change(tx: Transaction) -> None:
    await imported(tx, YAZD)
    lines = await imported(tx, replace(YAZD, full_name="پ", honorific="", axes="AX03"))
    person = await people.get(tx, await who(tx, YAZD))
    assert person
    assert (person.full_name, person.honorific) == ("پ", "")
    assert (await people.list_duties(tx, person.id))[0].axes == "AX03"
    assert "از «\u2068دکتر الف\u2069» به «\u2068پ\u2069»" in lines[0]
    assert "همهٔ محورها" in lines[1]
    assert "AX03" in lines[1]
    assert await acts(tx) == ["person.add", "duty.save", "person.rename", "duty.save"]


async def test_who_is_not_in_the_file_is_shown_and_stays(tx: Transaction) -> None:
    await imported(tx, YAZD, HEAD)
    lines = await imported(tx, replace(YAZD, province="IR-08"))
    assert await people.count_in_state(tx, "active") == 2
    assert len(await people.list_duties(tx, await who(tx, YAZD))) == 2
    assert any(line.startswith("فردی که در پرونده نیست") for line in lines)
    assert any(line.startswith("سمتی که در پرونده نیست") for line in lines)


async def test_who_is_missing_is_suspended_when_asked(tx: Transaction) -> None:
    await imported(tx, YAZD, HEAD)
    await imported(tx, replace(YAZD, province="IR-08"), suspend_missing=True)
    assert [duty.province for duty in await people.list_duties(tx, await who(tx, YAZD))] == ["IR-08"]
    suspended = await people.get(tx, await who(tx, HEAD))
    assert suspended
    assert suspended.state == "suspended"
    assert sorted((await acts(tx))[4:]) == ["duty.drop", "duty.save", "person.suspend"]
    assert await imported(tx, replace(YAZD, province="IR-08"), suspend_missing=True) == ["تفاوتی نیست."]


async def test_admins_of_the_configuration_are_never_missing(tx: Transaction) -> None:
    admin = replace(HEAD, role="admin")
    await imported(tx, YAZD, admin)
    await imported(tx, YAZD, suspend_missing=True, kept=admin.phone)
    assert await people.count_in_state(tx, "active") == 2
    await imported(tx, YAZD, replace(admin, role="observer"), suspend_missing=True, kept=admin.phone)
    assert {duty.role for duty in await people.list_duties(tx, await who(tx, admin))} == {"admin", "observer"}


@pytest.mark.parametrize("state", ["suspended", "asking", "refused"])
async def test_who_is_in_the_file_again_is_active_again(tx: Transaction, state: str) -> None:
    await imported(tx, YAZD)
    await people.save_state(tx, await who(tx, YAZD), state)
    (line, _sum) = await imported(tx, YAZD)
    assert line.startswith("دوباره فعال می‌شود")
    assert await people.count_in_state(tx, "active") == 1
    assert (await acts(tx))[2:] == ["person.activate"]


async def test_neither_the_lines_nor_the_trail_show_a_whole_phone(tx: Transaction) -> None:
    lines = await imported(tx, YAZD, HEAD)
    await imported(tx, replace(YAZD, full_name="پ"), suspend_missing=True)
    trail = repr(await tx.all(audit.AuditRow, "SELECT id, at, actor, action, subject, detail, mac FROM audit"))
    for text in ("\n".join(lines), trail, repr(await compare_roster(tx, [YAZD]))):
        assert "1110001" not in text
    assert "98912•••0001" in "\n".join(lines)
    assert "الف" not in trail
    assert await audit.find_break(tx, SECRET) is None

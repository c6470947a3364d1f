"""A closure is declared, told once and taken back; an exception is granted."""

from datetime import date, timedelta

import pytest

from bot.language.week import Week
from bot.people.caller import Caller
from bot.programme.in_memory import hold_calendar
from bot.programme.naming import find_provinces
from bot.said import Choice, Text
from handlers.closing import form
from handlers.closing.flow import CLOSE
from handlers.closing.view import CloseState, CloseView, Declare, Revert
from handlers.excepting.flow import EXCEPTION
from handlers.excepting.view import ExceptState, Grant
from storage import calendar, exceptions, people
from storage.accounts import Account
from storage.people import Duty
from storage.transaction import Transaction
from tests.chasing.world import World, tehran

WEEK = Week(date(2026, 11, 21))
WEDNESDAY = date(2026, 11, 25)
YAZD, QOM = "IR-21", "IR-25"
NOW = tehran("1405/09/02 10:00")
NOTICES = "SELECT person_id FROM outbox WHERE kind = 'notice' ORDER BY id"


@pytest.fixture
async def admin(world: World) -> int:
    await world.tick(NOW)
    return await world.person(NOW, "admin")


async def caller(tx: Transaction, person: int) -> Caller:
    found = await people.get(tx, person)
    assert found
    return Caller(Account("telegram", 1, 1, person, None, None, asked_phone=False), found, (Duty("admin", "", "", ""),))


async def save(world: World, admin: int, *facts: Declare | Revert) -> None:
    async with world.turn() as tx:
        await CLOSE.save(tx, await caller(tx, admin), facts, NOW)


async def test_everybody_concerned_is_told_once(world: World, admin: int) -> None:
    ceo, liaison = await world.person(NOW, "ceo", YAZD), await world.person(NOW, "liaison", YAZD, "AX01")
    other, head = await world.person(NOW, "ceo", QOM), await world.person(NOW, "head")
    await save(world, admin, Declare(WEDNESDAY, (YAZD,), "x"))
    assert world.ask(NOTICES) == [(ceo,), (liaison,)]
    await save(world, admin, Declare(WEDNESDAY, (), "x"))
    assert world.ask(NOTICES)[2:] == [(other,), (head,)]  # for Yazd nothing moves any more
    assert world.ask("SELECT action FROM audit WHERE action LIKE 'closure%'") == [("closure.declare",)] * 2


async def test_a_closure_that_is_taken_back_leaves_the_times_as_they_were(world: World, admin: int) -> None:
    async with world.turn() as tx:
        before = (await hold_calendar(tx)).times(WEEK, YAZD)
    await save(world, admin, Declare(WEDNESDAY, (YAZD, QOM), "x"))
    async with world.turn() as tx:
        assert (await hold_calendar(tx)).times(WEEK, YAZD) != before
    await save(world, admin, Revert(WEDNESDAY, (QOM, YAZD)))
    async with world.turn() as tx:
        assert (await hold_calendar(tx)).times(WEEK, YAZD) == before
        assert await calendar.list_closures(tx) == []


def view(**state: str) -> CloseView:
    return CloseView(CloseState(**state), NOW.date())


def test_a_day_that_is_over_is_not_closed(world: World) -> None:
    for said in (Choice("day", ("2026-11-22",)), Text("دیروز")):
        step = form.step(view(), said, NOW)
        assert step.state == CloseState()
    step = form.step(view(at="preview", day="2026-11-22", provinces="*", reason="x"), Choice("confirm"), NOW)
    assert step.facts == ()


async def test_a_closure_is_taken_back_only_while_it_is_still_to_come(world: World, admin: int) -> None:
    await save(world, admin, Declare(WEDNESDAY, (), "x"))
    state = CloseState("revert", day=WEDNESDAY.isoformat(), provinces="*")
    for now, facts in ((NOW, (Revert(WEDNESDAY, ()),)), (NOW + timedelta(days=2), ())):
        async with world.turn() as tx:
            seen = await CLOSE.load(tx, await caller(tx, admin), state, Choice("confirm"), now)
        assert form.step(seen, Choice("confirm"), now).facts == facts


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("یزد", [YAZD]),
        ("یزد و قم", [YAZD, QOM]),
        ("استان یزد، قم", [YAZD, QOM]),
        ("سیستان و بلوچستان و قم", ["IR-11", QOM]),
        ("سیستان و بلوچستان، قم", ["IR-11", QOM]),
        ("یزد، ناکجا", [YAZD, None]),
    ],
)
def test_provinces_of_a_typed_list(text: str, codes: list[str | None]) -> None:
    assert [province and province.code for _name, province in find_provinces(text)] == codes


async def grant(world: World, admin: int, until: str, *axes: str) -> None:
    async with world.turn() as tx:
        fact = Grant(YAZD, WEEK, axes, tehran(until), "x")
        await EXCEPTION.save(tx, await caller(tx, admin), (fact,), tehran("1405/09/08 10:00"))


async def test_an_exception_holds_for_its_axes_until_it_expires_and_is_told_to_who_reports_them(
    world: World, admin: int
) -> None:
    ceo, _liaison = await world.person(NOW, "ceo", YAZD), await world.person(NOW, "liaison", YAZD, "AX03")
    await grant(world, admin, "1405/09/10 13:00", "AX01", "AX02")
    await grant(world, admin, "1405/09/09 13:00", "AX02")
    assert world.ask(NOTICES) == [(ceo,)] * 2
    async with world.turn() as tx:
        for moment, axes in (
            ("1405/09/08 09:59", []),
            ("1405/09/08 10:00", ["AX01", "AX02"]),
            ("1405/09/09 13:00", ["AX01"]),
            ("1405/09/10 13:00", []),
        ):
            found = await exceptions.list_valid(tx, YAZD, tehran(moment))
            assert [each.axis for each in found] == axes
            assert await exceptions.list_valid(tx, QOM, tehran(moment)) == []


async def test_an_exception_is_offered_for_locked_weeks_with_something_missing(world: World, admin: int) -> None:
    ceo = await world.person(NOW, "ceo", YAZD)
    await world.submit_all(NOW, ceo, YAZD, WEEK, but=1)
    for moment, first, count in (("1405/09/07 12:59", "2026-11-14", 13), ("1405/09/07 13:00", WEEK.key, 1)):
        async with world.turn() as tx:
            seen = await EXCEPTION.load(
                tx, await caller(tx, admin), ExceptState("week", YAZD), Choice("enter"), tehran(moment)
            )
        assert (seen.weeks[0].week.key, len(seen.weeks[0].missing)) == (first, count)

"""An opening of thousands is told in slices, a mistake in one kind of call stops no other, and nobody is told twice."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.chasing import calling
from bot.chasing.calling import MOST, call
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.provinces import PROVINCES
from bot.ticking import WORKS
from storage import people
from storage.people import Duty
from tests.chasing.world import World, tehran, tick

BEFORE, OPENED = tehran("1405/08/29 10:00"), tehran("1405/09/02 09:02")
YAZD, QOM = "IR-21", "IR-25"


async def call_once(world: World) -> bool:
    async with world.turn() as tx:
        return await call(tx, OPENED)


async def test_at_most_so_many_are_told_in_one_slice_and_everybody_once(world: World) -> None:
    crowd = {await world.person(BEFORE, "liaison", YAZD, "AX01") for _ in range(2 * MOST + 7)}
    await world.tick(BEFORE)
    told = []
    while await call_once(world):
        told.append(len(world.seen()))
    assert told == [MOST, 2 * MOST]
    assert Counter(seen.person for seen in world.seen()) == Counter(crowd)
    assert world.ask("SELECT outcome FROM ledger WHERE period = '2026-11-21' AND subject = ?", YAZD) == [("done",)]
    assert not await call_once(world)
    assert len(world.seen()) == len(crowd)


async def test_whoever_hands_in_between_two_slices_is_left_out_of_the_second(world: World) -> None:
    crowd = [await world.person(BEFORE, "liaison", YAZD, "AX01") for _ in range(MOST + 3)]
    await world.tick(BEFORE)
    assert await call_once(world)
    week = week_from_key(world.seen()[0].entries[0][1])
    await world.submit(OPENED, crowd[0], YAZD, week, "AX01")
    assert not await call_once(world)
    assert len(world.seen()) == MOST
    assert world.ask("SELECT count(*) FROM ledger WHERE kind = 'opening' AND reason = 'answered'") == [(3,)]


async def test_somebody_with_two_provinces_reads_one_message_though_the_second_comes_in_a_later_slice(
    world: World,
) -> None:
    both = await world.person(BEFORE, "ceo", PROVINCES[0].code)
    async with world.turn() as tx:
        await people.save_duty(tx, both, Duty("ceo", PROVINCES[-1].code, "", ""))
    for _ in range(MOST + 1):
        await world.person(BEFORE, "liaison", PROVINCES[1].code, "AX01")
    await world.tick(BEFORE)
    await world.tick(OPENED)
    own = [seen for seen in world.seen() if seen.person == both and seen.kind == "opening"]
    assert len(own) == 1
    assert {subject.partition("/")[0] for _kind, _period, subject in own[0].entries} == {
        PROVINCES[0].code,
        PROVINCES[-1].code,
    }


async def test_a_mistake_in_one_kind_is_told_to_the_admins_and_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await world.person(BEFORE, "admin")
    ceo = await world.person(BEFORE, "ceo", YAZD)
    await world.tick(BEFORE)
    write = calling._write

    def fail_at_openings(now, kind, wanted, held):  # type: ignore[no-untyped-def]
        if kind == "opening":
            raise ZeroDivisionError
        return write(now, kind, wanted, held)

    monkeypatch.setattr(calling, "_write", fail_at_openings)
    async with world.turn() as tx:
        await tick(tx, OPENED)
    assert not [seen for seen in world.seen() if seen.kind == "opening"]
    alerts = world.ask("SELECT text FROM outbox WHERE person_id = ? AND kind = 'notice'", admin)
    assert alerts == [(t("delivery.alert_work", work="opening", problem="ZeroDivisionError"),)]
    assert world.ask("SELECT count(*) FROM ledger WHERE kind = 'house'") != [(0,)]
    monkeypatch.undo()
    await world.tick(OPENED + timedelta(minutes=1))
    assert [seen.person for seen in world.seen() if seen.kind == "opening"] == [ceo]


async def test_a_mistake_in_one_work_of_the_clock_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.person(BEFORE, "admin")
    done: list[str] = []

    async def broken(_tx: object, _now: object) -> None:
        raise LookupError

    async def sound(_tx: object, _now: object) -> None:
        done.append("sound")

    async with world.turn() as tx:
        assert await tick(tx, OPENED, (broken, sound)) == ()
    assert done == ["sound"]
    assert world.ask("SELECT subject FROM ledger WHERE kind = 'alert'") == [("clock broken",)]
    assert len(WORKS) > 10

"""An opening of thousands is told in slices, a mistake in one kind of call stops no other, and nobody is told twice."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.chasing import calling
from bot.chasing.calling import MOST, call
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.provinces import PROVINCES
from bot.ticking import WORKS, tick
from storage import people
from storage.people import Duty
from tests.chasing.world import World, tehran

BEFORE, OPENED = tehran("1405/08/29 10:00"), tehran("1405/09/02 09:02")
YAZD, QOM = "IR-21", "IR-25"


def call_once(world: World) -> bool:
    with world.turn() as tx:
        return call(tx, OPENED)


def test_at_most_so_many_are_told_in_one_slice_and_everybody_once(world: World) -> None:
    crowd = {world.person(BEFORE, "liaison", YAZD, "AX01") for _ in range(2 * MOST + 7)}
    world.tick(BEFORE)
    told = []
    while call_once(world):
        told.append(len(world.seen()))
    assert told == [MOST, 2 * MOST]
    assert Counter(seen.person for seen in world.seen()) == Counter(crowd)
    assert world.ask("SELECT outcome FROM ledger WHERE period = '2026-11-21' AND subject = ?", YAZD) == [("done",)]
    assert not call_once(world)
    assert len(world.seen()) == len(crowd)


def test_whoever_hands_in_between_two_slices_is_left_out_of_the_second(world: World) -> None:
    crowd = [world.person(BEFORE, "liaison", YAZD, "AX01") for _ in range(MOST + 3)]
    world.tick(BEFORE)
    assert call_once(world)
    week = week_from_key(world.seen()[0].entries[0][1])
    world.submit(OPENED, crowd[0], YAZD, week, "AX01")
    assert not call_once(world)
    assert len(world.seen()) == MOST
    assert world.ask("SELECT count(*) FROM ledger WHERE kind = 'opening' AND reason = 'answered'") == [(3,)]


def test_somebody_with_two_provinces_reads_one_message_though_the_second_comes_in_a_later_slice(world: World) -> None:
    both = world.person(BEFORE, "ceo", PROVINCES[0].code)
    with world.turn() as tx:
        people.save_duty(tx, both, Duty("ceo", PROVINCES[-1].code, "", ""))
    for _ in range(MOST + 1):
        world.person(BEFORE, "liaison", PROVINCES[1].code, "AX01")
    world.tick(BEFORE)
    world.tick(OPENED)
    own = [seen for seen in world.seen() if seen.person == both and seen.kind == "opening"]
    assert len(own) == 1
    assert {subject.partition("/")[0] for _kind, _period, subject in own[0].entries} == {
        PROVINCES[0].code,
        PROVINCES[-1].code,
    }


def test_a_mistake_in_one_kind_is_told_to_the_admins_and_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = world.person(BEFORE, "admin")
    ceo = world.person(BEFORE, "ceo", YAZD)
    world.tick(BEFORE)
    write = calling._write

    def fail_at_openings(now, kind, wanted, held):  # type: ignore[no-untyped-def]
        if kind == "opening":
            raise ZeroDivisionError
        return write(now, kind, wanted, held)

    monkeypatch.setattr(calling, "_write", fail_at_openings)
    with world.turn() as tx:
        tick(tx, OPENED)
    assert not [seen for seen in world.seen() if seen.kind == "opening"]
    alerts = world.ask("SELECT text FROM outbox WHERE person_id = ? AND kind = 'notice'", admin)
    assert alerts == [(t("delivery.alert_work", work="opening", problem="ZeroDivisionError"),)]
    assert world.ask("SELECT count(*) FROM ledger WHERE kind = 'house'") != [(0,)]
    monkeypatch.undo()
    world.tick(OPENED + timedelta(minutes=1))
    assert [seen.person for seen in world.seen() if seen.kind == "opening"] == [ceo]


def test_a_mistake_in_one_work_of_the_clock_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.person(BEFORE, "admin")
    done: list[str] = []

    def broken(_tx: object, _now: object) -> None:
        raise LookupError

    def sound(_tx: object, _now: object) -> None:
        done.append("sound")

    with world.turn() as tx:
        assert tick(tx, OPENED, (broken, sound)) == ()
    assert done == ["sound"]
    assert world.ask("SELECT subject FROM ledger WHERE kind = 'alert'") == [("clock broken",)]
    assert len(WORKS) > 10

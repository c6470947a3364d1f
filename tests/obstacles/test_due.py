"""The clock of an obstacle: pure, over a row and the calendar."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.obstacles.due import STEPS, due
from bot.programme.calendar import Calendar, Closure, calendar_of
from bot.programme.in_memory import HeldCalendar
from bot.programme.timetable import seed_rules
from storage.obstacles import Obstacle
from tests.obstacles.organisation import MONDAY, day, days

PLAIN = HeldCalendar(seed_rules(), Calendar())
ROW = Obstacle(
    1, 1405, 1, day("2026-11-21"), "IR-21", "AX01", "a", "r", "r", "headquarters", "", None, "recorded", "", None, 1,
    MONDAY, MONDAY, MONDAY, None, None, None,
)  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+03:30")


def found(row: Obstacle, when: str, held: HeldCalendar = PLAIN) -> list[tuple[str, str]]:
    return [(each.what, each.who) for each in due(row, at(when), held)]


NEW, MINE, HEADS = ("new", "owner"), ("acknowledge", "owner"), ("acknowledge", "head")
DECIDE, HEADS_DECIDE = ("decide", "owner"), ("decide", "head")


@pytest.mark.parametrize(
    ("when", "steps"),
    [
        ("2026-11-23T15:00", []),
        ("2026-11-24T07:59", []),
        ("2026-11-24T08:00", [NEW]),
        ("2026-11-25T08:00", [NEW, MINE]),
        ("2026-11-28T08:00", [NEW, MINE]),  # Thursday and Friday are no working days
        ("2026-11-29T07:59", [NEW, MINE]),
        ("2026-11-29T08:00", [NEW, MINE, HEADS]),
        ("2026-12-02T07:59", [NEW, MINE, HEADS]),
        ("2026-12-02T08:00", [NEW, MINE, HEADS, DECIDE]),
        ("2026-12-06T08:00", [NEW, MINE, HEADS, DECIDE, HEADS_DECIDE]),
        ("2027-03-01T08:00", [NEW, MINE, HEADS, DECIDE, HEADS_DECIDE]),
    ],
)
def test_the_owner_hears_and_is_reminded_and_then_the_head(when: str, steps: list[tuple[str, str]]) -> None:
    assert found(ROW, when) == steps


def test_who_has_taken_it_on_is_only_asked_to_decide() -> None:
    taken = replace(ROW, acknowledged_at=MONDAY)
    assert found(taken, "2026-12-01T08:00") == []
    assert found(taken, "2026-12-06T08:00") == [DECIDE, HEADS_DECIDE]


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, answered_at=MONDAY, acknowledged_at=MONDAY),
        replace(ROW, level="province", asked_at=None),
        replace(ROW, state="resolved", ended_at=MONDAY),
    ],
)
def test_who_owes_nothing_is_not_asked(row: Obstacle) -> None:
    assert found(row, "2027-01-10T08:00") == []


def test_holidays_and_closures_put_it_off() -> None:
    closed = (
        Closure(day("2026-11-24"), MONDAY, "cold"),
        Closure(day("2026-11-25"), MONDAY, "cold", frozenset({"IR-21"})),
    )
    held = HeldCalendar(seed_rules(), calendar_of((), closed))
    assert found(ROW, "2026-11-24T08:00", held) == []
    assert found(ROW, "2026-11-25T08:00", held) == [NEW]  # a province's closure is not headquarters'


def test_what_is_asked_anew_is_due_anew() -> None:
    again = replace(ROW, asked_at=MONDAY + days(14))
    assert found(again, "2026-12-07T12:00") == []
    (new,) = due(again, at("2026-12-08T08:00"), PLAIN)
    assert new.since == day("2026-12-07")


def test_the_province_is_asked_fifteen_days_after_a_decision_and_never_on_the_day_it_is_told() -> None:
    told = MONDAY + days(3)
    decided = replace(
        ROW, state="decided", decision="1", decision_day=day("2026-11-20"), changed_at=told, answered_at=told
    )
    assert found(decided, "2026-12-05T07:59") == []
    assert found(decided, "2026-12-05T08:00") == [("executed", "asker")]
    late = replace(decided, decision_day=day("2026-06-01"))
    assert found(late, "2026-11-26T16:00") == []
    assert found(late, "2026-11-27T08:00") == [("executed", "asker")]


def test_steps_stand_in_the_order_of_their_days_for_each() -> None:
    for who in ("owner", "head"):
        held = [number for number, _what, whose in STEPS if whose == who]
        assert held == sorted(set(held))
    assert timedelta(days=STEPS[-1][0]) == days(9)

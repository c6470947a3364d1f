"""A schedule from some week on: the weeks before stay as they were, and the clock neither doubles nor skips."""

import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chasing.calls import seed_calls
from bot.chasing.rules import list_due, next_calls
from bot.errors import UserError
from bot.language.week import Week
from bot.programme.calendar import Calendar, Closure, Holiday, at, calendar_of, day_of, seed_holidays
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.provinces import PROVINCES
from bot.programme.schedule import DAYS, SWITCHES, check_lines, check_neighbours, lines_of, rules_of_lines
from bot.programme.timetable import seed_rules, timetable
from storage import calendar, quiet, schedules
from storage.calendar import Thursdays
from storage.quiet import Quiet
from storage.schedules import StoredSchedule
from tests.chasing.world import World, tehran

SEED = lines_of(seed_rules())
FIRST = Week(date(2026, 12, 5))  # 14 Azar 1405
AROUND = [Week(FIRST.saturday + timedelta(weeks=number)) for number in range(-5, 6)]
YAZD = "IR-21"
OTHER = {
    **SEED,
    "opens": "1 10:00",
    "reminder": "08:00",
    "last_reminder": "00:45",
    "deadline": "3 11:30",
    "table": "01:00",
    "overdue": "7 09:00",
    "lock": "10:30",
    "digest": "09:00",
    "off": "deputy",
}


def draw(chance: Random) -> dict[str, str]:
    """Return any lines of a week, coherent or not."""
    return {
        **{line: f"{chance.choice(days)} {_hour(chance)}" for line, days in DAYS.items()},
        "reminder": _hour(chance),
        "last_reminder": chance.choice(("00:30", "01:00", "01:30", "02:15")),
        "table": chance.choice(("00:10", "00:30", "02:00")),
        "lock": _hour(chance),
        "digest": f"{chance.randint(8, 15):02}:00",
        "off": ";".join(sorted(kind for kind in SWITCHES if chance.random() < 0.2)),
    }


def _hour(chance: Random) -> str:
    return f"{chance.randint(8, 15):02}:{chance.choice((0, 10, 30, 45)):02}"


def is_week(lines: dict[str, str]) -> bool:
    try:
        check_lines(lines)
        for before, after in ((SEED, lines), (lines, lines)):
            check_neighbours(before, after)
    except UserError:
        return False
    return True


CHANCE = Random(1405)
WEEKS = [lines for lines in (draw(CHANCE) for _ in range(6_000)) if is_week(lines)]
CLOSED = st.lists(
    st.builds(
        lambda day, hours, province: Closure(
            day, at(day, time(6)) - timedelta(hours=hours), "برف", frozenset({province} if province else ())
        ),
        st.dates(FIRST.saturday - timedelta(days=14), FIRST.saturday + timedelta(days=14)),
        st.integers(0, 30),
        st.sampled_from(["", YAZD]),
    ),
    max_size=4,
)

OFF = st.lists(st.dates(FIRST.saturday, FIRST.saturday + timedelta(days=8)), max_size=5)


def held(lines: dict[str, str] | None, days: Calendar) -> HeldCalendar:
    return HeldCalendar(seed_rules(), days, changes=((FIRST, rules_of_lines(lines)),) if lines else ())


def test_lines_are_the_rules_that_they_came_from() -> None:
    assert rules_of_lines(SEED) == seed_rules()
    assert is_week(SEED)
    assert is_week(OTHER)
    assert len(WEEKS) > 60
    assert all(lines_of(rules_of_lines(lines)) == lines for lines in WEEKS)


@given(st.sampled_from(WEEKS), CLOSED)
@settings(max_examples=150, deadline=None)
def test_change_leaves_the_weeks_before_as_they_were(lines: dict[str, str], closed: list[Closure]) -> None:
    days = calendar_of(seed_holidays(), closed, {YAZD: [FIRST.saturday]})
    old, new = held(None, days), held(lines, days)
    for week in AROUND:
        for province in ("", YAZD, "IR-23"):
            if week < FIRST:
                assert new.times(week, province) == old.times(week, province)
                assert new.digest_at(week.wednesday) == old.digest_at(week.wednesday)
            elif times := new.times(week, province):
                assert times.off == frozenset(filter(None, lines["off"].split(";")))
    late = at(AROUND[-1].saturday, time(12))
    before = [due for due in list_due(late, new, YAZD, seed_calls()) if due.week < FIRST]
    assert before == [due for due in list_due(late, old, YAZD, seed_calls()) if due.week < FIRST]


def test_provinces_with_nothing_of_their_own_share_the_times_and_calls_of_a_week() -> None:
    snow = Closure(FIRST.wednesday, at(FIRST.saturday, time(9)), "برف", frozenset({YAZD}))
    new = held(OTHER, calendar_of([], [snow]))
    shared = new.times(FIRST, "")
    assert all((new.times(FIRST, each.code) is shared) == (each.code != YAZD) for each in PROVINCES)
    for each in PROVINCES:
        dues = list_due(at(FIRST.next.next.saturday, time(9)), new, each.code, seed_calls())
        assert {due.province for due in dues} == {each.code}
        assert FIRST in {due.week for due in dues}
    assert len({id(dues) for (week, _place), (_calls, dues) in new.schedules.items() if week == FIRST}) == 2


@given(st.sampled_from([None, *WEEKS[:50]]), CLOSED, st.lists(st.sampled_from(["", YAZD, "IR-22"])))
@settings(max_examples=150, deadline=None)
def test_shared_times_are_those_that_a_province_would_have_alone(
    lines: dict[str, str] | None, closed: list[Closure], thursdays: list[str]
) -> None:
    new = held(lines, calendar_of(seed_holidays(), closed, {place: [AROUND[4].saturday] for place in thursdays}))
    for week in AROUND:
        for province in ("", YAZD, "IR-22", "IR-23"):
            alone = timetable(week, new.rules_of(week), new.calendar, province)
            assert new.times(week, province) == alone


@given(st.sampled_from(WEEKS), CLOSED, OFF)
@settings(max_examples=250, deadline=None)
def test_week_keeps_its_order_whatever_is_changed_and_closed(
    lines: dict[str, str], closed: list[Closure], off: list[date]
) -> None:
    new = held(lines, calendar_of([*seed_holidays(), *(Holiday(day, "روز دیگر") for day in off)], closed))
    for week in AROUND:
        for province in ("", YAZD):
            if times := new.times(week, province):
                assert times.opens < times.deadline < times.table
                assert times.deadline < times.overdue < times.lock
                said = (times.opens, times.reminder, times.last_reminder, times.deadline)
                known = [instant for instant in said if instant]
                assert known == sorted(known)


@pytest.mark.parametrize("lines", [OTHER, *WEEKS[:3]])
def test_each_call_of_each_week_is_due_once_across_the_change(lines: dict[str, str]) -> None:
    new = held(lines, calendar_of(seed_holidays()))
    periods: Counter[tuple[str, str]] = Counter()
    for week in AROUND[:-1]:
        times = new.times(week, YAZD)
        assert times
        dues = [due for due in list_due(times.lock, new, YAZD, seed_calls()) if due.week == week]
        periods.update((due.call.kind, due.week.key) for due in dues)
        wanted = {call.kind for call in seed_calls().calls if getattr(times, call.at)} - times.off
        assert {due.call.kind for due in dues} == wanted
        assert all(due.at >= (new.times(week.previous, YAZD) or times).lock for due in dues if due.call.at == "opens")
    assert set(periods.values()) == {1}


async def change(world: World, lines: dict[str, str]) -> HeldCalendar:
    async with world.turn() as tx:
        await schedules.save(tx, StoredSchedule(FIRST.saturday, json.dumps(lines)))
        return await hold_calendar(tx)


async def test_the_ticker_crosses_the_change_and_tells_everything_once_and_in_time(world: World) -> None:
    begin, end = tehran("1405/09/08 08:30"), tehran("1405/09/25 16:30")
    ceo, head = await world.person(begin, "ceo", YAZD), await world.person(begin, "head")
    new = await change(world, OTHER)
    now = begin
    told: list[tuple[str, str, str, datetime]] = []
    while now <= end:
        for instant in (now, now):  # and again, at the same time
            told += [(*entry, instant) for each in await world.tick(instant) for entry in each.entries]
        now += timedelta(minutes=30 if 8 <= day_hour(now) < 16 else 60)
    for week in (FIRST.previous, FIRST):
        times = new.times(week, YAZD)
        assert times
        names = ("opening", "reminder", "last_reminder", "overdue")
        wanted = {
            kind: getattr(times, "opens" if kind == "opening" else kind) for kind in names if kind not in times.off
        }
        found = {kind: instant for kind, key, _who, instant in told if key[:10] == week.key and kind in names}
        assert found.keys() == wanted.keys()
        for kind, instant in wanted.items():
            assert timedelta(0) <= found[kind] - instant < timedelta(minutes=30)
    assert set(Counter((kind, key[:10], who) for kind, key, who, _instant in told).values()) == {1}
    digests = [datetime.fromisoformat(json.loads(row[0])["moment"]) for row in orders(world, "digest", head)]
    assert [day_of(moment) for moment in digests] == sorted({day_of(moment) for moment in digests})
    assert {day_hour(moment) for moment in digests if day_of(moment) < FIRST.saturday} == {8}
    assert {day_hour(moment) for moment in digests if day_of(moment) >= FIRST.saturday} == {9}
    assert len(orders(world, "table", head)) == 3
    assert ceo in {each.person for each in world.seen()}


def day_hour(moment: datetime) -> int:
    return (moment + timedelta(hours=3, minutes=30)).hour


def orders(world: World, kind: str, person: int) -> list[tuple[str]]:
    return [
        row
        for row in world.ask("SELECT payload FROM errands WHERE kind = ? ORDER BY id", kind)
        if json.loads(row[0])["person"] == person
    ]


async def test_messages_that_are_off_are_not_sent_and_the_rest_is(world: World) -> None:
    begin = tehran("1405/09/13 07:00")
    await world.person(begin, "ceo", YAZD)
    await world.person(begin, "liaison", YAZD, "AX01")
    await change(world, {**SEED, "off": "deputy;reminder"})
    kinds = set()
    for hours in range(9 * 24):
        for each in await world.tick(begin + timedelta(hours=hours, minutes=31)):
            kinds |= {kind for kind, period, _subject in each.entries if period.startswith(FIRST.key)}
    assert {"opening", "last_reminder", "overdue"} <= kinds
    assert not kinds & {"deputy", "reminder"}


def test_week_whose_only_working_day_ends_before_it_would_open_has_no_report() -> None:
    lines = {**SEED, "opens": "2 15:00", "deadline": "4 11:00", "reminder": "08:00"}
    days = [Holiday(FIRST.saturday + timedelta(days=number), "عید") for number in (2, 3)]
    assert is_week(lines)
    assert held(lines, calendar_of(days)).times(FIRST, YAZD) is None
    assert held(lines, calendar_of(days[:1])).times(FIRST, YAZD)


def test_nothing_says_that_a_message_comes_that_is_off() -> None:
    times = held({**SEED, "off": "last_reminder;reminder;deputy"}, calendar_of([])).times(FIRST, YAZD)
    assert times
    following = next_calls(times.opens, times, frozenset({"ceo", "liaison"}), seed_calls())
    assert following
    assert (following[0], [call.kind for call in following[1]]) == (times.overdue, ["overdue"])


async def test_who_wants_the_last_reminder_alone_gets_another_where_that_is_off(world: World) -> None:
    begin = tehran("1405/09/13 07:00")
    person = await world.person(begin, "ceo", YAZD)
    async with world.turn() as tx:
        await quiet.save(tx, person, Quiet("last"))
    await change(world, {**SEED, "off": "last_reminder"})
    told = [
        each.kind
        for hours in range(4 * 24)
        for each in await world.tick(tehran("1405/09/16 08:31") + timedelta(hours=hours))
        if each.person == person and each.entries[0][1].startswith(FIRST.key)
    ]
    assert "reminder" in told


async def test_thursdays_are_worked_from_their_week_on_and_not_before(world: World) -> None:
    async with world.turn() as tx:
        assert not (await hold_calendar(tx)).calendar.thursdays
        for week, worked in ((FIRST, True), (AROUND[7], True), (AROUND[8], False)):
            await calendar.save_thursdays(tx, Thursdays(YAZD, week.saturday, worked))
    async with world.turn() as tx:
        days = (await hold_calendar(tx)).calendar
    thursdays = [week.saturday + timedelta(days=5) for week in AROUND]
    assert [days.is_working(day, YAZD) for day in thursdays] == [False] * 5 + [True] * 3 + [False] * 3
    assert not any(days.is_working(day, other) for day in thursdays for other in ("", "IR-23"))

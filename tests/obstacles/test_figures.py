"""Figures of obstacles equal a count by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.language.week import Week
from bot.obstacles.acts import answer, move
from bot.obstacles.ages import ages, nth_working_day
from bot.obstacles.facts import MoveObstacles
from bot.obstacles.figures import (
    AgencyLoad,
    AnswerRate,
    OwnerAnswers,
    answer_rate,
    count_answers,
    list_answering,
    list_awaiting_lines,
    list_open_lines,
    load_by_agency,
)
from bot.obstacles.lines import ObstacleLine
from bot.programme.calendar import Calendar
from bot.programme.in_memory import hold_programme
from handlers.obstacles.grouping import group
from storage.transaction import Transaction
from tests.obstacles.organisation import MONDAY, day, days, make
from tests.obstacles.test_due import ROW

BEGIN, END = MONDAY, MONDAY + days(7)
moments = st.one_of(st.none(), st.integers(-300, 300).map(lambda hours: MONDAY + timedelta(hours=hours)))


async def test_agencies_are_counted_with_the_age_of_the_oldest(tx: Transaction) -> None:
    await make(tx, agency="شرکت گاز")
    await make(tx, "qom", MONDAY + days(5), agency="توانیر")
    await make(tx, "fars", MONDAY + days(6), agency="توانیر")
    await make(tx, "fars", MONDAY + days(6), agency="توانیر", axis="AX04")
    lines = await list_open_lines(tx, MONDAY + days(7), frozenset({"AX01"}))
    assert load_by_agency(lines) == (AgencyLoad("توانیر", 2, 2, 2), AgencyLoad("شرکت گاز", 1, 1, 5))
    assert [load.obstacles for load in load_by_agency(await list_open_lines(tx, MONDAY + days(7)))] == [3, 1]
    assert load_by_agency([]) == ()


async def test_what_awaits_a_person_is_what_an_owner_owes_and_the_head_once_told(tx: Transaction) -> None:
    first, _second, _province = await make(tx), await make(tx, axis="AX09"), await make(tx, level="province")

    async def waiting(person: int, after: float) -> list[int]:
        return [line.row.id for line in await list_awaiting_lines(tx, MONDAY + days(after), person)]

    assert [await waiting(person, 0) for person in (5, 6, 7)] == [[1], [], [2]]
    assert await waiting(7, 6) == [1, 2]
    await answer(tx, 5, (first,), "پاسخ", MONDAY)
    assert [await waiting(person, 6) for person in (5, 6, 7)] == [[], [], [2]]


async def test_the_answer_rate_of_a_week(tx: Transaction) -> None:
    rows = [await make(tx, now=MONDAY - days(before)) for before in (20, 4, 0)]
    await make(tx, level="province")
    gone = await make(tx)
    await move(tx, 1, MoveObstacles("province", (gone,), "resolved"), MONDAY)
    await answer(tx, 5, (rows[1],), "پاسخ", MONDAY)
    week = Week(day("2026-11-21"))
    assert await count_answers(tx, week) == AnswerRate(asked=3, answered=1, late=1)
    assert await count_answers(tx, week.next) == AnswerRate(asked=2, answered=0, late=2)
    assert await count_answers(tx, week, frozenset({"AX04"})) == AnswerRate(0, 0, 0)


async def test_the_answers_of_a_week_are_counted_by_owner_and_by_whether_they_were_in_time(tx: Transaction) -> None:
    in_time, after_time = await make(tx, now=MONDAY - days(1)), await make(tx, now=MONDAY - days(20))
    await make(tx, now=MONDAY - days(20), axis="AX02")
    await make(tx, axis="AX04")
    await make(tx, axis="AX09")
    await make(tx, level="province")
    await answer(tx, 5, (in_time, after_time), "پاسخ", MONDAY)
    found = await list_answering(tx, MONDAY, Week(day("2026-11-21")))
    shorts = {axis: (await hold_programme(tx, 1405)).axis(axis) for axis in ("AX01", "AX04", "AX09")}
    owners = {axis: one.owner or "رئیس سازمان" for axis, one in shorts.items() if one}
    assert found[0] == OwnerAnswers(owners["AX01"], 3, 1, 1, 1)
    assert {(each.owner, each.asked, each.overdue) for each in found[1:]} == {
        (owners["AX04"], 1, 0),
        (owners["AX09"], 1, 0),
    }
    assert await list_answering(tx, MONDAY, Week(day("2026-11-21")), frozenset({"AX09"})) == (
        OwnerAnswers(owners["AX09"], 1, 0, 0, 0),
    )


@given(st.lists(st.tuples(moments, moments, moments), max_size=12))
def test_the_rate_is_what_a_count_by_hand_finds(
    found: list[tuple[datetime | None, datetime | None, datetime | None]],
) -> None:
    rows = [replace(ROW, asked_at=asked, answered_at=answered, ended_at=ended) for asked, answered, ended in found]
    rate = answer_rate(rows, BEGIN, END, Calendar())
    by_hand = [
        (asked, answered, ended)
        for asked, answered, ended in found
        if asked and asked < END and (not answered or answered >= BEGIN) and (answered or not ended or ended >= END)
    ]
    assert rate.asked == len(by_hand)
    assert rate.answered == sum(bool(answered and answered < END) for _asked, answered, _ended in by_hand)
    assert 0 <= rate.late <= rate.asked - rate.answered


@given(st.lists(st.dates(day("2026-09-01"), day("2026-12-30")), max_size=6), st.integers(0, 9))
def test_ages_are_the_working_days_after_a_day(since: list[object], number: int) -> None:
    calendar, today = Calendar(), day("2026-12-30")
    for first, age in ages(calendar, since, today).items():  # type: ignore[arg-type]
        after = (first + timedelta(days=number) for number in range(1, (today - first).days + 1))
        assert age == sum(map(calendar.is_working, after))
        later = nth_working_day(calendar, first, number)
        if later <= today:
            assert ages(calendar, [first], later)[first] == number


def test_groups_stand_first_that_wait_then_by_agency_and_age() -> None:
    def line(number: int, agency: str, words: str, age: int) -> ObstacleLine:
        return ObstacleLine(
            replace(ROW, id=number, agency=agency, folded=words, recorded_at=MONDAY - days(age)), "x", age
        )

    lines = [
        line(1, "a", "p", 3),
        line(2, "b", "q", 9),
        line(3, "b", "r", 1),
        line(4, "c", "s", 7),
        line(5, "a", "p", 5),
    ]
    groups = group(lines, frozenset({4}))
    assert [[line.row.id for line in each.lines] for each in groups] == [[4], [5, 1], [2], [3]]
    assert [(each.waiting, each.age) for each in groups] == [(1, 7), (0, 5), (0, 9), (0, 1)]

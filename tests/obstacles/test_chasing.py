"""Reminders of obstacles: each once, in working hours, in one message a person, and to the head in the end."""

from datetime import datetime

from bot.obstacles.acts import acknowledge, answer, move
from bot.obstacles.chasing import chase_obstacles
from bot.obstacles.facts import MoveObstacles
from storage import people
from storage.transaction import Transaction
from tests.obstacles.organisation import MONDAY, day, days, make, reload, sent


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+03:30")


async def test_all_that_is_new_comes_in_one_message_on_the_next_morning_once(tx: Transaction) -> None:
    await make(tx)
    await make(tx, "qom")
    for when in ("2026-11-23T15:59", "2026-11-24T07:59", "2026-11-24T08:00", "2026-11-24T08:01", "2026-11-24T15:00"):
        await chase_obstacles(tx, at(when))
    (text,) = await sent(tx, "deputy")
    assert "مانع ۱۴۰۵/۱: استان یزد" in text
    assert "مانع ۱۴۰۵/۲: استان قم" in text
    assert await sent(tx, "head") == await sent(tx, "manager") == await sent(tx, "yazd") == []


async def test_nothing_comes_outside_working_hours_and_all_of_it_later(tx: Transaction) -> None:
    await make(tx)
    for when in ("2026-11-24T16:00", "2026-11-24T22:00", "2026-11-26T10:00", "2026-11-27T10:00"):
        await chase_obstacles(tx, at(when))
    assert await sent(tx, "deputy") == []
    await chase_obstacles(tx, at("2026-11-28T08:00"))
    assert await sent(tx, "deputy") == []  # the notice of 08:30 would take it along
    await chase_obstacles(tx, at("2026-11-28T08:31"))
    (text,) = await sent(tx, "deputy")
    assert "پذیرش" in text
    assert "تازه" not in text  # of what was missed the last step alone is sent


async def test_missed_steps_are_entered_as_skipped(tx: Transaction) -> None:
    await make(tx)
    await chase_obstacles(tx, at("2026-12-06T09:00"))
    rows = await tx.column("SELECT outcome || ' ' || subject FROM ledger WHERE kind = 'push' ORDER BY subject")
    assert rows == [
        "skipped obstacle:1:acknowledge:head/7",
        "skipped obstacle:1:acknowledge:owner/5",
        "done obstacle:1:decide:head/7",
        "done obstacle:1:decide:owner/5",
        "skipped obstacle:1:new:owner/5",
    ]
    assert len(await sent(tx, "deputy")) == len(await sent(tx, "head")) == 1


async def test_the_head_hears_after_two_more_working_days_and_an_answer_ends_it(tx: Transaction) -> None:
    row = await make(tx)
    for number in range(30):
        await chase_obstacles(tx, MONDAY + days(number))
        if number == 10:
            await acknowledge(tx, 5, await reload(tx, row.id), MONDAY + days(number))
    assert [len(await sent(tx, name)) for name in ("deputy", "head")] == [3, 2]
    other = await make(tx, "qom", MONDAY + days(30))
    await answer(tx, 5, (other,), "پاسخ", MONDAY + days(30))
    for number in range(30, 60):
        await chase_obstacles(tx, MONDAY + days(number))
    assert [len(await sent(tx, name)) for name in ("deputy", "head")] == [3, 2]
    assert len(await sent(tx, "qom")) == 1  # the answer


async def test_an_axis_without_an_owner_is_the_heads(tx: Transaction) -> None:
    await make(tx, axis="AX09")
    await chase_obstacles(tx, at("2026-11-24T08:00"))
    assert len(await sent(tx, "head")) == 1


async def test_a_suspended_owner_hears_nothing_and_the_next_one_in_line_does(tx: Transaction) -> None:
    await make(tx)
    await people.save_state(tx, 5, "suspended")
    await chase_obstacles(tx, at("2026-11-24T08:00"))
    assert await sent(tx, "deputy") == []
    assert len(await sent(tx, "head")) == 1


async def test_the_asker_is_asked_once_whether_a_decision_was_executed(tx: Transaction) -> None:
    row = await make(tx, level="taskforce")
    for to in ("referred", "on_agenda"):
        await move(tx, 1, MoveObstacles("province", (row,), to), MONDAY)
    decided = MoveObstacles("province", (row,), "decided", decision="12", day=day("2026-11-23"))
    await move(tx, 1, decided, MONDAY)
    for number in range(30):
        await chase_obstacles(tx, MONDAY + days(number))
    (text,) = await sent(tx, "yazd")
    assert "آیا مصوبه اجرا شده است؟" in text
    assert await sent(tx, "deputy") == []

"""All that is due to a person in one morning is one message: each part settled, each button leads where it says."""

from datetime import date, datetime, timedelta

import pytest

from bot.announcing.body import Body, confirmed
from bot.announcing.ticking import announce_due
from bot.chasing import pushing
from bot.chasing.calling import call
from bot.chasing.pushing import Push
from bot.conversing.buttons import read_buttons
from bot.language.week import Week
from storage import announcements, quiet, recipients
from storage.quiet import Quiet
from storage.transaction import Transaction
from tests.chasing.world import World, tehran, tick

WEEK = Week(date(2026, 11, 21))  # Wednesday 4 Azar 1405
YAZD = "IR-21"
BEFORE, OPENS = tehran("1405/09/02 08:00"), tehran("1405/09/02 09:00")
REMINDER, LAST = tehran("1405/09/04 08:30"), tehran("1405/09/04 11:30")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def liaison(world: World) -> int:
    """Return a liaison who owes two axes, and has promised something for the deadline's Wednesday."""
    person = await world.person(BEFORE, "liaison", YAZD, "AX01;AX02")
    await pledge(world, person, "تعیین تکلیف پرونده‌ها")
    await world.tick(OPENS)
    return person


async def pledge(world: World, person: int, text: str) -> int:
    """Let somebody promise something for the deadline's day."""
    async with world.turn() as tx:
        new = confirmed(Body(text, "commit"), person, "[]", BEFORE)
        number = await announcements.add(tx, new, BEFORE)
        await announcements.save_state(tx, number, "sent")
        await recipients.add(tx, number, person, YAZD)
        await tx.flush()
        recipient = await recipients.get(tx, number, person)
        assert recipient
        await recipients.save_pledge(tx, recipient, WEEK.wednesday, None, BEFORE)
    return number


async def test_a_pledge_of_a_deadlines_day_is_asked_inside_the_reminder(world: World, liaison: int) -> None:
    await pledge(world, liaison, "نصب تابلو")
    assert await world.tick(REMINDER - 30 * MINUTE) == []
    seen = await world.tick(REMINDER)
    assert [(each.kind, each.counted) for each in seen] == [("reminder", True), ("pledge", False), ("pledge", False)]
    assert len({each.message for each in seen}) == 1
    assert all("تعیین تکلیف پرونده‌ها" in each.text and "نصب تابلو" in each.text for each in seen)
    world.deliver()
    assert await world.tick(REMINDER + MINUTE) == []
    assert [each.kind for each in await world.tick(LAST)] == ["last_reminder", "deputy"]


async def test_each_part_is_settled_in_the_ledger_and_keeps_its_own_buttons(world: World, liaison: int) -> None:
    await world.tick(REMINDER)
    assert world.ask("SELECT outcome FROM ledger WHERE kind = 'pledge today'") == [("done",)]
    reminded = "SELECT outcome FROM ledger WHERE kind = 'reminder' AND subject = ? AND period LIKE ?"
    assert world.ask(reminded, f"{YAZD}/{liaison}", f"{WEEK.key}%") == [("done",)]
    ((stored,),) = world.ask("SELECT buttons FROM outbox WHERE kind = 'push' ORDER BY id DESC LIMIT 1")
    held = read_buttons(stored)
    flows = {button.name: held.flow_of(button) for row in held.rows for button in row}
    assert flows["complete"] == "reminder"
    assert flows["done"] == flows["pledge"] == "announced"


async def test_a_part_that_is_no_longer_due_is_left_out(world: World, liaison: int) -> None:
    async with world.turn() as tx:
        await recipients.note_done(tx, 1, liaison, OPENS)
    assert [each.kind for each in await world.tick(REMINDER)] == ["reminder"]


async def test_a_pledge_goes_alone_where_nothing_is_owed(world: World, liaison: int) -> None:
    await world.submit_all(OPENS, liaison, YAZD, WEEK)
    assert [each.kind for each in await world.tick(REMINDER)] == ["pledge"]


async def test_who_wants_the_last_reminder_alone_is_asked_in_it(world: World, liaison: int) -> None:
    async with world.turn() as tx:
        await quiet.save(tx, liaison, Quiet("last"))
    assert await world.tick(REMINDER) == []
    assert [each.kind for each in await world.tick(LAST)] == ["last_reminder", "deputy", "pledge"]


async def test_what_goes_along_is_not_lost_where_the_message_is_taken_back(world: World, liaison: int) -> None:
    await world.tick(REMINDER)
    await world.submit_all(REMINDER, liaison, YAZD, WEEK)
    await world.tick(REMINDER + MINUTE)  # the reminder is taken back, the pledge is due anew
    await world.tick(REMINDER + 2 * MINUTE)
    waiting = world.ask("SELECT text FROM outbox WHERE kind = 'push' AND state = 'pending'")
    assert [text.splitlines()[0] for (text,) in waiting] == ["یادآوری تعهد امروز (چهارشنبه ۴ آذر ۱۴۰۵)"]
    counted = world.ask("SELECT kind FROM pushes WHERE person_id = ? AND counted AND at >= ?", liaison, "2026-11-25")
    assert counted == [("pledge",)]  # what never left is none of the day's two
    assert world.ask("SELECT outcome FROM ledger WHERE kind = 'pledge today'") == [("done",)]


async def test_a_mistake_of_a_room_lets_the_reminder_leave_without(
    world: World, liaison: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_tx: Transaction, _now: datetime, _person: int) -> list[Push]:
        raise ZeroDivisionError

    monkeypatch.setattr(pushing, "ROOMS", [fail])
    async with world.turn() as tx:
        await tick(tx, REMINDER, (call,))
    assert [each.kind for each in world.seen()] == ["opening", "reminder"]


async def test_many_are_told_in_slices_and_still_each_in_one_message(world: World, liaison: int) -> None:
    async with world.turn() as tx:
        await call(tx, REMINDER, most=0)
        await announce_due(tx, REMINDER)
    assert [each.kind for each in world.seen()] == ["opening"]  # the pledge waits for the slice of the reminder
    assert [each.kind for each in await world.tick(REMINDER + MINUTE)] == ["reminder", "pledge"]

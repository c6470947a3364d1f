"""The one way to push: quiet hours, two a day, what is worth more first; what could not leave is taken back."""

from datetime import date, datetime, timedelta

import pytest

from bot.chasing.calls import seed_calls
from bot.chasing.pushing import Push, push
from bot.chasing.rules import Readiness, offer_snoozes, snooze_time, weigh
from bot.chasing.withdrawing import withdraw
from bot.conversing.screen import Screen
from bot.language.week import Week
from bot.programme.in_memory import hold_calendar
from storage import calendar, quiet, snoozes
from storage.calendar import StoredClosure
from storage.quiet import Quiet
from storage.snoozes import Snooze
from tests.chasing.world import World, open_world, tehran

WEEK = Week(date(2026, 11, 21))  # Wednesday 4 Azar 1405
YAZD = "IR-21"
BEFORE, OPENS = tehran("1405/09/02 08:00"), tehran("1405/09/02 09:00")
REMINDER, LAST, LOCK = tehran("1405/09/04 08:30"), tehran("1405/09/04 11:30"), tehran("1405/09/07 13:00")
MINUTE = timedelta(minutes=1)


async def nudge(world: World, now: datetime, person: int, subject: str, province: str = YAZD, **more: object) -> bool:
    async with world.turn() as tx:
        wanted = Push(person, "nudge", (("nudge", "-", subject),), Screen(subject), (province,), **more)  # type: ignore[arg-type]
        return await push(tx, now, wanted)


@pytest.fixture
async def ceo(world: World) -> int:
    person = await world.person(BEFORE, "ceo", YAZD)
    await world.tick(BEFORE)
    return person


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("1405/09/03 07:59", False),
        ("1405/09/03 08:00", True),
        ("1405/09/03 15:59", True),
        ("1405/09/03 16:00", False),
        ("1405/09/05 10:00", False),  # Thursday
        ("1405/09/06 10:00", False),  # Friday
    ],
)
async def test_pushes_wait_for_working_hours(world: World, ceo: int, moment: str, sent: bool) -> None:
    assert await nudge(world, tehran(moment), ceo, "a") is sent
    assert len(world.seen()) == sent


async def test_working_hours_are_those_of_the_province(world: World, ceo: int) -> None:
    async with world.turn() as tx:
        await calendar.save_closure(tx, StoredClosure(date(2026, 11, 24), YAZD, "x", BEFORE))
    assert not await nudge(world, tehran("1405/09/03 10:00"), ceo, "a")
    assert await nudge(world, tehran("1405/09/03 10:00"), ceo, "a", province="IR-25")


async def test_two_pushes_a_day_are_the_most(world: World, ceo: int) -> None:
    now = tehran("1405/09/03 10:00")
    assert [await nudge(world, now, ceo, subject) for subject in "abc"] == [True, True, False]
    assert await nudge(world, tehran("1405/09/07 12:00"), ceo, "c")


async def test_what_is_worth_more_and_comes_later_today_keeps_its_place(world: World, ceo: int) -> None:
    assert not await nudge(world, tehran("1405/09/04 08:00"), ceo, "a")  # two reminders will come
    await world.submit_all(tehran("1405/09/04 08:10"), ceo, YAZD, WEEK)
    assert await nudge(world, tehran("1405/09/04 08:20"), ceo, "a")


async def test_a_push_is_sent_once_and_useless_ones_are_recorded(world: World, ceo: int) -> None:
    now = tehran("1405/09/03 10:00")
    assert await nudge(world, now, ceo, "a")
    assert await nudge(world, now, ceo, "a")
    assert await nudge(world, now, ceo, "b", until=now - MINUTE)
    assert [seen.text for seen in world.seen()] == ["a"]
    assert world.ask("SELECT subject, outcome, reason FROM ledger WHERE kind = 'nudge' ORDER BY subject") == [
        ("a", "done", ""),
        ("b", "skipped", "late"),
    ]


async def test_a_push_goes_to_the_messenger_used_last(world: World, ceo: int) -> None:
    world.connection.execute(
        """INSERT INTO accounts (platform, user_id, chat_id, person_id, used_at)
           VALUES ('bale', 7, 7, ?, '2026-11-24T05:00:00.000+00:00')""",
        (ceo,),
    )
    await nudge(world, tehran("1405/09/03 10:00"), ceo, "a")
    assert world.ask("SELECT platform FROM outbox WHERE text = 'a'") == [("bale",)]


def waiting(world: World) -> list[str]:
    return [kind for (kind,) in world.ask(
        "SELECT pushes.kind FROM pushes JOIN outbox ON outbox.id = outbox_id WHERE state = 'pending' ORDER BY pushes.id"
    )]  # fmt: skip


async def test_what_could_not_leave_gives_way_to_what_is_newer(world: World, ceo: int) -> None:
    for now in (OPENS, REMINDER, LAST):
        await world.tick(now)
        assert len(waiting(world)) == 1
    assert waiting(world) == ["last_reminder"]
    outcomes = dict(world.ask("SELECT kind, reason FROM ledger WHERE subject = ?", f"{YAZD}/{ceo}"))
    assert outcomes["opening"] == outcomes["reminder"] == "newer"


async def test_what_could_not_leave_in_time_is_taken_back(world: World, ceo: int) -> None:
    await world.tick(REMINDER)
    await world.tick(tehran("1405/09/04 13:00"))
    assert waiting(world) == []


async def test_what_could_not_leave_before_it_was_answered_is_taken_back(world: World, ceo: int) -> None:
    await world.tick(REMINDER)
    await world.submit_all(REMINDER, ceo, YAZD, WEEK)
    await world.tick(REMINDER + MINUTE)
    assert waiting(world) == []


async def test_what_is_being_sent_is_not_taken_back(world: World, ceo: int) -> None:
    await world.tick(REMINDER)
    world.connection.execute("UPDATE outbox SET state = 'sending' WHERE kind = 'push'")
    await world.submit_all(REMINDER, ceo, YAZD, WEEK)
    async with world.turn() as tx:
        await withdraw(tx, REMINDER + MINUTE)
    assert world.ask("SELECT DISTINCT state FROM outbox WHERE kind = 'push'") == [("sending",)]


async def wish(world: World, person: int, *moments: datetime) -> None:
    async with world.turn() as tx:
        for moment in moments:
            await snoozes.save(tx, Snooze(person, moment), OPENS)


async def test_a_snooze_is_sent_when_it_was_asked_for_and_not_counted(world: World, ceo: int) -> None:
    await world.tick(OPENS)
    evening = tehran("1405/09/02 21:15")
    await wish(world, ceo, evening)
    assert await world.tick(evening - MINUTE) == []
    (seen,) = await world.tick(evening)
    assert (seen.kind, seen.counted) == ("snooze", False)
    assert await world.tick(evening + MINUTE) == []
    assert world.count("snoozes") == 0


async def test_a_reminder_that_was_asked_for_comes_to_who_wants_none_otherwise(world: World, ceo: int) -> None:
    async with world.turn() as tx:
        await quiet.save(tx, ceo, Quiet("last"))
    await wish(world, ceo, REMINDER)
    assert [seen.kind for seen in await world.tick(REMINDER)] == ["snooze"]


@pytest.mark.parametrize(
    ("muted", "asked", "fate"), [(True, False, "muted"), (True, True, "send"), (False, True, "send")]
)
def test_only_who_asked_is_reminded_in_spite_of_the_wish_for_quiet(muted: bool, asked: bool, fate: str) -> None:
    ready = Readiness(True, True, muted, answering=False, not_before=OPENS, pushed=0, reserved=0)
    assert weigh(OPENS, LOCK, ready, seed_calls(), asked=asked) == fate


@pytest.mark.parametrize(
    ("clock", "offered"), [("14:29", True), ("14:30", True), ("14:31", False), ("14:59", False), ("15:00", False)]
)
async def test_a_reminder_in_less_than_half_an_hour_is_not_offered(clock: str, offered: bool) -> None:
    async with open_world() as world, world.turn() as tx:
        calendar_of_day = (await hold_calendar(tx)).calendar
    now = tehran(f"1405/09/02 {clock}")
    offers = offer_snoozes(now, LOCK, calendar_of_day, YAZD, seed_calls())
    assert ("afternoon" in offers) is offered
    assert "hour" in offers


async def test_of_several_snoozes_at_once_and_a_reminder_only_one_is_sent(world: World, ceo: int) -> None:
    await world.tick(OPENS)
    await wish(world, ceo, REMINDER - 2 * MINUTE, REMINDER - MINUTE)
    assert [seen.kind for seen in await world.tick(REMINDER)] == ["reminder"]
    await wish(world, ceo, REMINDER + MINUTE, REMINDER + 2 * MINUTE)
    assert [seen.kind for seen in await world.tick(REMINDER + 3 * MINUTE)] == ["snooze"]
    assert await world.tick(REMINDER + 4 * MINUTE) == []


async def test_a_snooze_of_who_has_answered_since_is_left_out(world: World, ceo: int) -> None:
    await world.tick(OPENS)
    await wish(world, ceo, OPENS + 60 * MINUTE)
    await world.submit_all(OPENS, ceo, YAZD, WEEK)
    assert await world.tick(OPENS + 60 * MINUTE) == []
    assert world.ask("SELECT outcome, reason FROM ledger WHERE kind = 'snooze'") == [("skipped", "answered")]


async def test_a_snooze_missed_until_after_the_lock_is_left_out(world: World, ceo: int) -> None:
    await world.tick(OPENS)
    await wish(world, ceo, LAST)
    assert await world.tick(LOCK + MINUTE) == []
    assert world.count("snoozes") == 0


async def test_what_a_liaison_hears_of_the_others_is_in_the_last_reminder(world: World, ceo: int) -> None:
    liaison = await world.person(BEFORE, "liaison", YAZD, "AX01;AX02")
    for now in (OPENS, REMINDER, LAST, tehran("1405/09/07 08:00"), tehran("1405/09/07 08:30")):
        await world.tick(now)
    seen = [each for each in world.seen() if each.person == liaison]
    assert [each.kind for each in seen] == ["opening", "reminder", "last_reminder", "deputy", "overdue"]
    assert len({each.message for each in seen}) == 4  # of the others the liaison hears in the last reminder


def test_an_hour_later_is_a_whole_minute_as_it_is_said() -> None:
    hour = next(each for each in seed_calls().snoozes if each.name == "hour")
    assert snooze_time(hour, REMINDER + timedelta(seconds=40)) == REMINDER + timedelta(hours=1)

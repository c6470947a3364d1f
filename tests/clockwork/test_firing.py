"""APScheduler lets the jobs fire, the clock port says when, and the ledger what there is to do."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcing.audience import CEOS, write_parts
from bot.announcing.body import Body, confirmed
from bot.backup.nightly import next_backup
from bot.briefing.ordering import next_period
from bot.briefing.periods import MONTH, QUARTER
from bot.chasing import calling
from bot.clockwork import firing, jobs
from bot.clockwork.firing import NEVER, PULSE, MomentTrigger
from bot.clockwork.jobs import HEARS, JOBS, SOON
from bot.delivery.beats import LONGEST, Beats
from bot.ticking import WORKS, Work, do
from storage import accounts, announcements, calendar, exceptions, ledger, recipients, schedules, snoozes
from storage.calendar import StoredClosure
from storage.exceptions import Granted
from storage.snoozes import Snooze
from storage.transaction import Transaction
from tests.chasing.world import tehran
from tests.clockwork.house import (
    HOUR,
    MINUTE,
    OPENS,
    QOM,
    SECOND,
    SUNDAY,
    YAZD,
    House,
    MovedClock,
    make_house,
    open_house,
)
from tests.delivery.by_hand import looping, until


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "mehvar.db") as opened:
        yield opened


# --- the trigger


def test_the_trigger_fires_at_a_moment_of_the_clock_port_in_the_hosts_time() -> None:
    clock, host = MovedClock(OPENS - HOUR), datetime(2001, 1, 1, tzinfo=UTC)
    trigger = MomentTrigger(clock, lambda: OPENS)
    assert trigger.get_next_fire_time(None, host) == host + HOUR
    clock.instant = OPENS + HOUR
    assert trigger.get_next_fire_time(None, host) == host
    assert trigger.get_next_fire_time(host, host) == NEVER, "what has fired waits to be reckoned anew"
    assert MomentTrigger(clock, lambda: None).get_next_fire_time(None, host) == NEVER


def test_every_work_has_its_jobs_in_the_order_of_the_works_and_hears_of_something() -> None:
    assert list(dict.fromkeys(job.work for job in JOBS)) == list(WORKS)
    assert set(HEARS) == set(WORKS)
    assert len({job.name for job in JOBS}) == len(JOBS)


# --- the scheduler drives


async def test_at_its_start_all_that_is_due_is_done_and_a_moved_clock_does_the_rest_at_once(house: House) -> None:
    await house.person("ceo", YAZD)
    async with looping(house.clockwork.run()):
        await until(lambda: house.clockwork.moments["opening"] == OPENS)
        assert await house.kinds() == []
        house.clock.instant = OPENS
        house.clockwork.moved()
        await until(lambda: house.clockwork.moments["opening"] == OPENS + timedelta(days=7))
        assert await house.kinds() == ["opening"]


async def test_the_scheduler_waits_for_the_moment_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock runs: nothing moves it, and nothing but APScheduler waits."""
    await house.person("ceo", YAZD)
    await house.clockwork.tick()
    loop = asyncio.get_running_loop()
    began = loop.time()
    monkeypatch.setattr(house.clock, "now", lambda: OPENS - 0.3 * SECOND + timedelta(seconds=loop.time() - began))
    assert house.clockwork.moments["opening"] == OPENS
    async with looping(house.clockwork.run()):
        await until(lambda: house.clockwork.moments["opening"] != OPENS)
        assert await house.kinds() == ["opening"]
    assert await house.ask("SELECT count(*) FROM pushes WHERE at < :opens", opens=OPENS) == [(0,)]


async def test_a_clock_that_was_set_without_a_word_is_noticed_at_the_next_pulse(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firing, "PULSE", 0.01)
    await house.person("ceo", YAZD)
    async with looping(house.clockwork.run()):
        await until(lambda: house.clockwork.moments["opening"] == OPENS)
        house.clock.instant = OPENS
        await until(lambda: house.clockwork.moments["opening"] != OPENS)
        assert await house.kinds() == ["opening"]


async def test_what_is_stored_is_looked_at_within_seconds_and_only_by_whom_it_concerns(house: House) -> None:
    person = await house.person("ceo", YAZD)
    await house.clockwork.tick()
    before = dict(house.clockwork.moments)
    async with house.database.transaction() as tx:
        await snoozes.save(tx, Snooze(person, SUNDAY + HOUR), SUNDAY)
    changed = {name: moment for name, moment in house.clockwork.moments.items() if moment != before[name]}
    assert changed == {"snoozes": SUNDAY + SOON}
    await house.pass_to(SUNDAY + SOON)
    assert house.clockwork.moments["snoozes"] == SUNDAY + HOUR


async def test_that_somebody_says_something_wakes_nothing_but_one_who_had_blocked_us_does(house: House) -> None:
    await house.person("ceo", YAZD)
    await house.clockwork.tick()
    before = dict(house.clockwork.moments)
    async with house.database.transaction() as tx:
        await accounts.meet(tx, "telegram", 1000, 1000, SUNDAY + HOUR)
    assert house.clockwork.moments == before
    async with house.database.transaction() as tx:
        await accounts.note_blocked(tx, "telegram", 1000, SUNDAY)
    await house.clockwork.tick()
    before = dict(house.clockwork.moments)
    async with house.database.transaction() as tx:
        await accounts.meet(tx, "telegram", 1000, 1000, SUNDAY + HOUR)
    assert house.clockwork.moments != before


async def test_a_snooze_fires_at_its_very_moment(house: House) -> None:
    person = await house.person("ceo", YAZD)
    await house.pass_to(OPENS + HOUR)
    due = OPENS + 2 * HOUR
    async with house.database.transaction() as tx:
        await snoozes.save(tx, Snooze(person, due), house.clock.now())
    await house.pass_to(due - SECOND)
    assert await house.kinds() == ["opening"]
    await house.pass_to(due + MINUTE)
    assert await house.kinds() == ["opening", "snooze"]
    assert await house.ask("SELECT count(*) FROM pushes WHERE at = :due", due=due) == [(1,)]


async def test_a_sudden_closure_moves_the_opening(house: House) -> None:
    await house.person("ceo", YAZD)
    await house.clockwork.tick()
    assert house.clockwork.moments["opening"] == OPENS
    async with house.database.transaction() as tx:
        await calendar.save_closure(tx, StoredClosure(date(2026, 11, 23), "", "آلودگی", SUNDAY))
    await house.pass_to(OPENS + MINUTE)
    assert house.clockwork.moments["opening"] == OPENS + timedelta(days=1)
    assert await house.kinds() == []
    await house.pass_to(OPENS + timedelta(days=1))
    assert await house.kinds() == ["opening"]


@pytest.mark.parametrize("what", ["schedule", "exception", "Thursdays", "holiday"])
async def test_whatever_changes_the_calendar_lets_every_job_look_anew(house: House, what: str) -> None:
    await house.clockwork.tick()
    person = await house.person("admin")
    await house.pass_to(SUNDAY + MINUTE)
    async with house.database.transaction() as tx:
        now = house.clock.now()
        match what:
            case "schedule":
                await schedules.save(tx, schedules.StoredSchedule(date(2027, 1, 2), "{}"))
            case "exception":
                await exceptions.grant(tx, person, Granted(YAZD, date(2026, 11, 14), "AX01", "x", now, now + HOUR))
            case "Thursdays":
                await calendar.save_thursdays(tx, calendar.Thursdays(YAZD, date(2026, 11, 28), worked=True))
            case _:
                await calendar.save_day(tx, calendar.CalendarDay(date(2026, 12, 1), "x", worked=False))
    assert {house.clockwork.moments[jobs.first_of(work)] for work in WORKS} == {now + SOON}


async def test_an_announcement_ordered_for_an_hour_leaves_then(house: House) -> None:
    author = await house.person("pr")
    await house.person("ceo", YAZD)
    await house.clockwork.tick()
    await announce(house, author, SUNDAY + HOUR)
    await house.pass_to(SUNDAY + HOUR - SECOND)
    assert await house.ask("SELECT state FROM announcements") == [("scheduled",)]
    await house.pass_to(SUNDAY + HOUR)
    assert await house.ask("SELECT state FROM announcements") == [("sending",)]


async def announce(house: House, author: int, send_at: datetime) -> None:
    async with house.database.transaction() as tx:
        number = await announcements.add(
            tx, confirmed(Body("سلام"), author, write_parts(CEOS), send_at), house.clock.now()
        )
        for person in await tx.column("SELECT person_id FROM duties WHERE role = 'ceo'"):
            await recipients.add(tx, number, int(person or 0), YAZD)


# --- order, once, apart


async def test_works_that_are_due_at_one_moment_are_done_in_their_order_whoever_fires_first(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Work] = []
    original = do

    async def note(tx: Transaction, now: datetime, work: Work) -> bool:
        done.append(work)
        return await original(tx, now, work)

    monkeypatch.setattr(jobs, "do", note)
    await house.person("ceo", YAZD)
    await house.clockwork.tick()
    async with looping(house.clockwork.run()):
        await until(lambda: house.clockwork._scheduled)
        done.clear()
        for name in ("backup", "opening", "digest", "housekeeping", "deadline"):
            house.clockwork._moments[name] = SUNDAY + SECOND
        house.clock.instant = SUNDAY + SECOND
        for name in ("digest", "opening", "backup", "deadline", "housekeeping"):
            house.clockwork._scheduled[name].modify(next_run_time=datetime.now(UTC))
        await until(lambda: len(done) >= 5)
    names = [work.__name__ for work in done]
    assert names[:5] == ["keep_house", "turn_second_key", "call", "order_digests", "order_backup"]
    assert names.count("call") == 1


async def test_a_job_that_fires_twice_does_nothing_twice(house: House) -> None:
    await house.person("ceo", YAZD)
    await house.person("hq_deputy")
    await house.pass_to(OPENS)
    rows = "SELECT (SELECT count(*) FROM pushes), (SELECT count(*) FROM ledger), (SELECT count(*) FROM errands)"
    before = await house.ask(rows)
    for _ in range(3):
        house.clockwork.moved()
        await asyncio.gather(house.clockwork._fire(), house.clockwork._fire())
    assert await house.ask(rows) == before
    assert await house.kinds() == ["opening"]


async def test_a_job_that_raises_alerts_is_tried_again_and_lets_the_others_fire(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.person("admin")
    await house.person("ceo", YAZD)
    await house.person("hq_deputy")
    await house.pass_to(OPENS - MINUTE)

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(calling, "_write", fail)
    await house.pass_to(OPENS + SECOND)
    assert await house.ask("SELECT subject FROM ledger WHERE kind = 'alert'") == [("clock opening",)]
    assert await house.kinds() == []
    monkeypatch.undo()
    await house.pass_to(OPENS + MINUTE)
    assert await house.kinds() == ["opening"]
    async with house.database.transaction() as tx:
        assert await ledger.has(tx, "digest", "2026-11-23", str(3))


async def test_a_job_whose_next_moment_cannot_be_reckoned_alerts_and_is_reckoned_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(snoozes, "next_due", fail)
        await house.clockwork.tick()
    assert await house.ask("SELECT subject FROM ledger WHERE kind = 'alert'") == [("clock remind_again",)]
    assert house.clockwork.moments["snoozes"] == SUNDAY + 30 * SECOND
    assert house.clockwork.moments["opening"] == OPENS


async def test_what_was_missed_while_the_service_was_down_is_done_or_skipped_and_the_ledger_says_so(
    house: House,
) -> None:
    await house.person("ceo", YAZD)
    await house.person("hq_deputy")
    await house.pass_to(SUNDAY + HOUR)
    later = tehran("1405/09/04 12:00")  # opening and first reminder were missed, and two digests
    again = make_house(house.database, MovedClock(later))
    async with looping(again.clockwork.run()):
        await until(lambda: again.clockwork.moments["deadline"] == tehran("1405/09/04 13:00"))
    assert await again.kinds() == ["last_reminder"]
    skipped = await again.ask(
        "SELECT kind, reason FROM ledger WHERE outcome = 'skipped' AND subject LIKE 'IR-21/%' AND period > '2026-11-20'"
    )
    assert sorted(skipped) == [("opening", "newer"), ("reminder", "newer")]
    digests = await again.ask("SELECT period, outcome FROM ledger WHERE kind = 'digest' AND period > '2026-11-22'")
    assert sorted(digests) == [("2026-11-23", "skipped"), ("2026-11-24", "skipped"), ("2026-11-25", "done")]


async def test_others_have_their_turns_between_two_slices(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slices: list[str] = []

    async def work_in_slices(_tx: Transaction, _now: datetime, work: Work) -> bool:
        if work is not calling.call:
            return False
        slices.append("slice")
        return len(slices) < 6

    monkeypatch.setattr(jobs, "do", work_in_slices)
    tick = asyncio.create_task(house.clockwork.tick())
    while not tick.done():
        async with house.database.transaction():
            slices.append("turn")
        await asyncio.sleep(0)
    await tick
    assert slices[slices.index("slice") :][:3] == ["slice", "turn", "slice"]


# --- quiet


async def test_in_a_quiet_day_nothing_is_asked_but_at_the_moments_of_the_calendar(house: House) -> None:
    for province in (YAZD, QOM):
        await house.person("ceo", province)
    await house.person("hq_deputy")
    await house.pass_to(tehran("1405/09/08 23:59"))  # a Sunday night: the week has not opened, last week is locked
    transactions = 0
    whole = house.database.transaction

    def counted():  # type: ignore[no-untyped-def]
        nonlocal transactions
        transactions += 1
        return whole()

    house.database.transaction = counted  # type: ignore[method-assign]
    await house.pass_to(tehran("1405/09/09 08:30"))  # up to the opening of the Monday
    night = transactions
    assert night <= 24 // 2, "midnight, the digest, what follows from them, and once an hour to be safe"


async def test_under_traffic_a_work_looks_once_in_some_seconds_whatever_is_stored(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[datetime] = []
    original = do

    async def note(tx: Transaction, now: datetime, work: Work) -> bool:
        if work.__name__ == "remind_again":
            looks.append(now)
        return await original(tx, now, work)

    person = await house.person("ceo", YAZD)
    await house.clockwork.tick()
    monkeypatch.setattr(jobs, "do", note)
    for number in range(60):
        await house.pass_to(SUNDAY + number * SECOND)
        async with house.database.transaction() as tx:
            await snoozes.save(tx, Snooze(person, SUNDAY + number * HOUR), SUNDAY)
    assert 0 < len(looks) <= MINUTE // SOON


# --- alive, or not


async def test_the_watchdog_starves_when_the_clockwork_hangs_and_when_its_scheduler_is_gone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firing, "PULSE", 0.01)
    time = 0.0
    beats = house.clockwork._beats = Beats(lambda: time)
    async with looping(house.clockwork.run()):
        await until(lambda: house.clockwork.moments["opening"] == OPENS)
        time = 2 * LONGEST
        await until(lambda: not beats.stuck())
        async with house.clockwork._at_work:  # a slice that never ends
            await asyncio.sleep(0.05)
            time = 4 * LONGEST
            await asyncio.sleep(0.05)
            assert beats.stuck() == ["clockwork"]
        await until(lambda: not beats.stuck())
        assert PULSE * 2 < LONGEST
        next(iter(house.clockwork._scheduled.values()))._scheduler.pause()
        await asyncio.sleep(0.05)
        time = 6 * LONGEST
        await asyncio.sleep(0.05)
        assert beats.stuck() == ["clockwork"]


async def test_a_disk_that_fails_ends_the_loop_and_with_it_the_process(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(jobs, "do", fail)
    with pytest.raises(sqlite3.OperationalError):
        await asyncio.wait_for(house.clockwork.run(), 10)


async def test_dropped_in_the_middle_of_a_slice_it_leaves_nothing_half_done(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hold() -> None:
        begun.set()
        await asyncio.sleep(3600)

    whole = house.database.transaction
    task = asyncio.create_task(house.clockwork.run())

    @asynccontextmanager
    async def held():  # type: ignore[no-untyped-def]
        async with whole() as tx:
            yield tx
            await hold()

    house.database.transaction = held  # type: ignore[method-assign]
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    house.database.transaction = whole  # type: ignore[method-assign]
    assert await house.ask("SELECT count(*) FROM ledger") == [(0,)]


async def test_the_next_backup_is_tonights_or_tomorrows_and_there_is_none_where_none_is_set_up(house: House) -> None:
    async with house.database.transaction() as tx:
        assert await next_backup(tx, SUNDAY) is None
        house.database.memory.backups = True
        tonight = await next_backup(tx, SUNDAY)
        assert tonight is not None
        assert tonight - SUNDAY < timedelta(days=1)
        assert await next_backup(tx, tonight) == tonight + timedelta(days=1)
    await house.pass_to(tonight - SECOND)
    assert await house.ask("SELECT count(*) FROM errands WHERE kind = 'backup'") == [(1,)]  # last night's
    await house.pass_to(tonight)
    assert await house.ask("SELECT count(*) FROM errands WHERE kind = 'backup'") == [(2,)]


@pytest.mark.parametrize(
    ("now", "month", "quarter"),
    [
        ("1405/08/30 10:00", "1405/09/01 08:30", "1405/10/01 08:30"),
        ("1405/09/01 08:29", "1405/09/01 08:30", "1405/10/01 08:30"),
        ("1405/09/01 08:30", "1405/10/01 08:30", "1405/10/01 08:30"),
        ("1405/12/29 12:00", "1406/01/07 08:30", "1406/01/07 08:30"),
        ("1406/01/07 08:30", "1406/02/01 08:30", "1406/04/01 08:30"),
    ],
)
async def test_month_and_quarter_are_next_told_of_on_the_first_working_day_after_one(
    house: House, now: str, month: str, quarter: str
) -> None:
    async with house.database.transaction() as tx:
        assert await next_period(tx, tehran(now), MONTH) == tehran(month)
        assert await next_period(tx, tehran(now), QUARTER) == tehran(quarter)

"""Who is called to what, when, and how often; who owes nothing hears nothing."""

from datetime import date, datetime, timedelta

import pytest

from bot.language.week import Week
from bot.programme.provinces import PROVINCES
from storage import drafts, quiet
from storage.quiet import Quiet
from tests.chasing.world import Seen, World, tehran

WEEK = Week(date(2026, 11, 21))  # Wednesday 4 Azar 1405
YAZD, QOM = "IR-21", "IR-25"
OPENS, REMINDER, LAST = tehran("1405/09/02 09:00"), tehran("1405/09/04 08:30"), tehran("1405/09/04 11:30")
DEADLINE, OVERDUE, LOCK = tehran("1405/09/04 13:00"), tehran("1405/09/07 08:30"), tehran("1405/09/07 13:00")
BEFORE = tehran("1405/09/02 08:00")
MINUTE = timedelta(minutes=1)
AXES = "AX01;AX02"


def told(seen: list[Seen]) -> list[tuple[int, str]]:
    return [(each.person, each.kind) for each in seen]


def reasons(world: World, kind: str, person: int) -> list[str]:
    """Return why a call of the week was left out for somebody."""
    question = "SELECT reason FROM ledger WHERE kind = ? AND period LIKE ? AND subject = ?"
    return [reason for (reason,) in world.ask(question, kind, f"{WEEK.key}%", f"{YAZD}/{person}")]


async def all_others_report(world: World, person: int) -> None:
    """Let every other province hand everything in."""
    for province in PROVINCES:
        if province.code != YAZD:
            await world.submit_all(OPENS, person, province.code, WEEK)


@pytest.fixture
async def ceo(world: World) -> int:
    person = await world.person(BEFORE, "ceo", YAZD)
    await world.tick(BEFORE)
    return person


async def test_a_week_in_which_nothing_is_answered(world: World, ceo: int) -> None:
    for now, kind in ((OPENS, "opening"), (REMINDER, "reminder"), (LAST, "last_reminder"), (OVERDUE, "overdue")):
        assert await world.tick(now - MINUTE) == []
        assert told(await world.tick(now)) == [(ceo, kind)]
        assert await world.tick(now) == await world.tick(now + MINUTE) == []
    assert await world.tick(LOCK) == []


async def test_a_reminder_says_what_is_missing_how_long_there_is_and_what_comes_next(world: World, ceo: int) -> None:
    await world.person(BEFORE, "hq_manager", "", AXES)
    await world.submit_all(OPENS, ceo, YAZD, WEEK, but=2)
    (seen,) = await world.tick(LAST)
    assert "از ۹ محور، ۷ محور ثبت شده و ۲ محور باقی است" in seen.text
    assert "باقی‌مانده: حمایت از تولید، واحد کارگاهی" in seen.text
    assert "زمان باقی‌مانده: ۱ ساعت و ۳۰ دقیقه" in seen.text
    assert "شنبه ۷ آذر ۱۴۰۵، ساعت ۸:۳۰، اعلام موارد باقی‌مانده به شما و اعلام به مسئول محور در ستاد" in seen.text


async def test_reminders_stop_once_everything_is_answered(world: World, ceo: int) -> None:
    await world.tick(OPENS)
    await world.submit_all(OPENS, ceo, YAZD, WEEK)
    for now in (REMINDER, LAST, OVERDUE, LOCK):
        assert await world.tick(now) == []
    assert reasons(world, "reminder", ceo) == ["answered"]


async def test_who_reports_some_axes_hears_of_those_alone(world: World, ceo: int) -> None:
    liaison = await world.person(BEFORE, "liaison", YAZD, AXES)
    await world.submit(OPENS, liaison, YAZD, WEEK, "AX01")
    by_person = {seen.person: seen.text for seen in await world.tick(REMINDER)}
    assert "از ۲ محور، ۱ محور ثبت شده" in by_person[liaison]
    assert "از ۹ محور، ۱ محور ثبت شده" in by_person[ceo]
    await world.submit(REMINDER, liaison, YAZD, WEEK, "AX02")
    assert ("last_reminder", liaison) not in {(seen.kind, seen.person) for seen in await world.tick(LAST)}


async def test_a_person_of_two_provinces_gets_one_message(world: World) -> None:
    person = await world.person(BEFORE, "ceo", YAZD)
    world.connection.execute("INSERT INTO duties (person_id, role, province) VALUES (?, 'ceo', ?)", (person, QOM))
    (seen,) = await world.tick(REMINDER)
    assert "استان یزد" in seen.text
    assert "استان قم" in seen.text
    await world.submit_all(REMINDER, person, QOM, WEEK)
    (seen,) = await world.tick(LAST)
    assert "استان قم" not in seen.text


async def test_the_ladder_is_climbed_rung_by_rung_while_something_is_missing(world: World, ceo: int) -> None:
    liaison = await world.person(BEFORE, "liaison", YAZD)
    owner, stranger = (
        await world.person(BEFORE, "hq_deputy", "", AXES),
        await world.person(BEFORE, "hq_manager", "", "AX99"),
    )
    head = await world.person(BEFORE, "head")
    await all_others_report(world, ceo)
    await world.tick(OPENS)
    assert told(await world.tick(REMINDER)) == [(ceo, "reminder")]
    assert told(await world.tick(LAST)) == [(ceo, "last_reminder"), (liaison, "deputy")]
    overdue = await world.tick(OVERDUE)
    assert told(overdue) == [(ceo, "overdue"), (owner, "owner")]
    assert "تأمین برق: یزد" in overdue[1].text
    (listed,) = await world.tick(LOCK)
    assert (listed.person, listed.kind) == (head, "headquarters")
    assert "گزارش ۱ استان" in listed.text
    assert "بدون گزارش (۱): یزد" in listed.text
    assert stranger not in {seen.person for seen in world.seen()}


async def test_owner_hears_only_of_the_own_axes_that_are_missing(world: World, ceo: int) -> None:
    owner = await world.person(BEFORE, "hq_deputy", "", AXES)
    other = await world.person(BEFORE, "hq_deputy", "", "AX03")
    await all_others_report(world, ceo)
    for axis in ("AX01", "AX02"):
        await world.submit(OPENS, ceo, YAZD, WEEK, axis)
    assert {(seen.person, seen.kind) for seen in await world.tick(OVERDUE)} == {(ceo, "overdue"), (other, "owner")}
    assert owner not in {seen.person for seen in world.seen()}


async def test_a_half_filled_answer_is_not_disturbed(world: World, ceo: int) -> None:
    async with world.turn() as tx:
        await drafts.save(tx, ceo, (WEEK.saturday, YAZD, "AX01"), "{}", REMINDER - 5 * MINUTE)
    assert await world.tick(REMINDER) == await world.tick(REMINDER + 4 * MINUTE) == []
    assert told(await world.tick(REMINDER + 6 * MINUTE)) == [(ceo, "reminder")]


async def test_who_answers_until_the_deadline_is_not_reminded_at_all(world: World, ceo: int) -> None:
    now = REMINDER
    while now < DEADLINE + 10 * MINUTE:
        async with world.turn() as tx:
            await drafts.save(tx, ceo, (WEEK.saturday, YAZD, "AX01"), "{}", now)
        assert await world.tick(now) == []
        now += 5 * MINUTE
    assert reasons(world, "last_reminder", ceo) == ["late"]


async def test_after_an_outage_only_the_newest_is_sent(world: World, ceo: int) -> None:
    assert told(await world.tick(LAST + MINUTE)) == [(ceo, "last_reminder")]
    assert reasons(world, "opening", ceo) == reasons(world, "reminder", ceo) == ["newer"]


async def test_after_a_long_outage_what_is_too_late_is_skipped_and_recorded(world: World, ceo: int) -> None:
    assert told(await world.tick(OVERDUE + MINUTE)) == [(ceo, "overdue")]
    assert {reasons(world, kind, ceo)[0] for kind in ("opening", "reminder", "last_reminder")} == {"newer"}
    assert await world.tick(LOCK + MINUTE) == []


async def test_an_overdue_notice_after_the_lock_is_skipped(world: World, ceo: int) -> None:
    await world.tick(LAST)
    assert await world.tick(LOCK + MINUTE) == []
    assert reasons(world, "overdue", ceo) == ["late"]


async def test_who_cannot_be_reached_is_left_out_once(world: World) -> None:
    person = await world.person(BEFORE, "ceo", YAZD, linked=False)
    assert await world.tick(REMINDER) == []
    assert reasons(world, "reminder", person) == ["unreachable"]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Quiet("last"), [(LAST, "last_reminder")]),
        (
            Quiet("all", 10),
            [(OPENS + 60 * MINUTE, "opening"), (REMINDER + 90 * MINUTE, "reminder"), (LAST, "last_reminder")],
        ),
        (Quiet("last", 12), [(LAST + 30 * MINUTE, "last_reminder")]),
        (Quiet("all", 14), [(OPENS + 300 * MINUTE, "opening"), (REMINDER, "reminder"), (LAST, "last_reminder")]),
    ],
)
async def test_a_wish_for_quiet_is_kept(
    world: World, ceo: int, wish: Quiet, expected: list[tuple[datetime, str]]
) -> None:
    async with world.turn() as tx:
        await quiet.save(tx, ceo, wish)
    now = OPENS
    while now < DEADLINE:
        await world.tick(now)
        now += 30 * MINUTE
    assert [(seen.at, seen.kind) for seen in world.seen()] == expected


async def test_weekly_table_is_ordered_for_headquarters_once(world: World, ceo: int) -> None:
    head = await world.person(BEFORE, "head")
    for now in (DEADLINE + 30 * MINUTE, DEADLINE + 31 * MINUTE):
        await world.tick(now)
    orders = world.ask(
        "SELECT json_extract(payload, '$.person'), payload LIKE '%planned%' FROM errands WHERE kind = 'table'"
    )
    assert orders == [(head, 0)]


@pytest.mark.parametrize(("hours", "ordered"), [(0, 1), (3, 1), (23, 1), (25, 0)])
async def test_a_late_table_is_headed_so_and_a_too_late_one_is_skipped(world: World, hours: int, ordered: int) -> None:
    await world.person(BEFORE, "head")
    await world.tick(DEADLINE + 30 * MINUTE + timedelta(hours=hours))
    orders = world.ask("SELECT payload LIKE '%planned%' FROM errands WHERE kind = 'table'")
    assert orders == [(int(hours > 0),)] * ordered


async def test_digest_of_a_missed_morning_is_ordered_as_late_and_older_ones_are_skipped(world: World) -> None:
    await world.person(BEFORE, "head")
    await world.tick(tehran("1405/09/01 08:00"))
    await world.tick(tehran("1405/09/05 07:00"))  # Thursday before eight: Wednesday's is 23 hours late
    orders = world.ask("SELECT json_extract(payload, '$.planned') FROM errands WHERE kind = 'digest' ORDER BY id")
    assert orders == [(None,), (tehran("1405/09/04 08:00").isoformat(),)]
    outcomes = world.ask(
        "SELECT outcome, reason FROM ledger WHERE kind = 'digest' AND period >= '2026-11-23' ORDER BY period"
    )
    assert outcomes == [("skipped", "late"), ("skipped", "late"), ("done", "")]


@pytest.mark.parametrize(("minutes", "orders"), [(29, [None]), (30, ["late"]), (24 * 60, ["late"]), (24 * 60 + 1, [])])
async def test_digest_after_an_absence_is_headed_as_late_and_after_a_day_it_is_left_out(
    world: World, minutes: int, orders: list[str | None]
) -> None:
    due = tehran("1405/09/04 08:00")  # Thursday has none of its own
    await world.person(BEFORE, "head")
    await world.tick(due + minutes * MINUTE)
    found = world.ask(
        "SELECT iif(json_extract(payload, '$.planned') = ?, 'late', NULL) FROM errands WHERE kind = 'digest'",
        due.isoformat(),
    )
    assert [late for (late,) in found] == orders
    (outcome,) = world.ask("SELECT outcome, reason FROM ledger WHERE kind = 'digest' AND period = '2026-11-25'")
    assert outcome == (("done", "") if orders else ("skipped", "late"))


async def test_headquarters_is_reminded_of_what_it_is_asked_itself(world: World) -> None:
    owner = await world.person(BEFORE, "hq_manager", "", "AX11")
    other = await world.person(BEFORE, "hq_manager", "", "AX01")
    month_end = tehran("1405/09/25 08:30")
    assert [seen for seen in await world.tick(REMINDER) if seen.kind == "reminder"] == []  # a monthly axis
    (seen,) = (seen for seen in await world.tick(month_end) if seen.kind == "reminder")
    assert seen.person == owner
    assert "ستاد: از ۱ محور، ۰ محور ثبت شده" in seen.text
    await world.submit(month_end, owner, "HQ", Week(date(2026, 12, 12)), "AX11")
    assert {seen.person for seen in await world.tick(tehran("1405/09/28 08:30"))} == {owner, other}  # of the provinces

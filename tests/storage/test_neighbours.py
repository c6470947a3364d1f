"""Every condition of a question leaves a neighbour alone: another person, province, day or state than the one meant."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from storage import (
    accounts,
    announcements,
    calendar,
    errands,
    handovers,
    health,
    inbox,
    invitations,
    ledger,
    obstacle_drafts,
    outages,
    outbox,
    people,
    programme,
    pushes,
    signing,
    threads,
)
from storage.calendar import StoredClosure
from storage.inbox import Arrival
from storage.memory import Memory
from storage.outages import Outage
from storage.outbox import Address, Letter
from storage.people import Duty
from storage.pushes import Pushed
from storage.transaction import Transaction
from tests.fresh import beneath, open_memory

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_memory() as connection:
        yield Transaction(connection, Memory(), b"s" * 32)


async def ask(tx: Transaction, sql: str) -> list[tuple[object, ...]]:
    await tx.flush()
    found: sqlite3.Cursor = beneath(tx.connection).execute(sql)
    return found.fetchall()


async def come_in(tx: Transaction, name: str, role: str = "ceo", state: str = "active") -> int:
    """Add somebody with a duty for Yazd and an account of the same number on both messengers."""
    person = await people.add(tx, name, "", state, NOW)
    await people.save_duty(tx, person, Duty(role, "IR-21", "", ""))
    for platform in ("bale", "telegram"):
        await accounts.link(tx, await accounts.meet(tx, platform, 100 + person, 100 + person, NOW), person, NOW)
    return person


async def test_a_handover_takes_all_that_is_open_and_leaves_what_is_over_and_what_is_another_persons(
    tx: Transaction,
) -> None:
    old, new, other = [await come_in(tx, name) for name in ("old", "new", "other")]
    for giver, taker, ended in ((old, other, None), (other, old, None), (old, new, None), (old, other, NOW)):
        await tx.run(
            """INSERT INTO delegations (kind, province, giver_id, person_id, axes, begins, given_at, begun_at, ended_at)
               VALUES ('axes', 'IR-21', :giver, :taker, 'AX01', '2026-11-23', :now, :now, :ended)""",
            giver=giver, taker=taker, now=NOW, ended=ended,
        )  # fmt: skip
    for person in (old, other):
        await tx.run("INSERT INTO excused VALUES ('IR-21', :person, :person, :now)", person=person, now=NOW)
        await tx.run("INSERT INTO signing_cards VALUES (:person, 'IR-21', 1, '')", person=person)
        await tx.run(
            "INSERT INTO obstacle_drafts VALUES (:person, 'IR-21', 'AX01', '{}', :now)", person=person, now=NOW
        )
        for used in (None, NOW):
            await tx.run(
                """INSERT INTO invitations (person_id, code_hash, created_at, expires_at, used_at)
                   VALUES (:person, :code, :now, :now, :used)""",
                person=person, code=f"{person} {used}", now=NOW, used=used,
            )  # fmt: skip
    await handovers.move(tx, old, new)
    assert await ask(tx, "SELECT giver_id, person_id, ended_at IS NULL FROM delegations ORDER BY id") == [
        (new, other, 1),
        (other, new, 1),
        (old, new, 0),
        (old, other, 0),
    ]
    for table in ("excused", "obstacle_drafts"):
        assert await ask(tx, f"SELECT person_id FROM {table} ORDER BY 1") == [(new,), (other,)]
    assert await ask(tx, "SELECT person_id FROM signing_cards") == [(other,)]
    assert await ask(tx, "SELECT person_id, used_at IS NULL FROM invitations ORDER BY id") == [
        (old, 0),
        (other, 1),
        (other, 0),
    ]


async def test_only_errands_of_before_that_are_done_are_forgotten(tx: Transaction) -> None:
    for kind, made in (("old", NOW - DAY), ("new", NOW), ("waiting", NOW - DAY)):
        await errands.add(tx, kind, "{}", made)
    for each in await errands.list_due(tx, NOW):
        if each.kind != "waiting":
            await errands.end(tx, each.id)
    assert await errands.forget(tx, NOW) == 1
    assert await ask(tx, "SELECT kind FROM errands ORDER BY kind") == [("new",), ("waiting",)]


async def test_the_ledger_tells_periods_subjects_and_units_apart(tx: Transaction) -> None:
    for period, subject in (("1", "IR-21"), ("1", "IR-21/7"), ("1", "IR-2/7"), ("2", "IR-07"), ("2", "IR-21/8")):
        await ledger.enter(tx, NOW, ("opening", period, subject))
    assert await ledger.list_subjects(tx, "opening", "1") == {"IR-21", "IR-21/7", "IR-2/7"}
    assert await ledger.list_units(tx, "opening", "1") == {"IR-21"}
    assert await ledger.list_people(tx, "opening", "1", "IR-21") == {"IR-21/7"}
    await ledger.take_back(tx, ("opening", "1", "IR-21/7"), "newer")
    assert await ask(tx, "SELECT period, subject FROM ledger WHERE outcome = 'skipped'") == [("1", "IR-21/7")]


async def test_an_account_is_known_by_its_messenger_and_its_number(tx: Transaction) -> None:
    one, two = await come_in(tx, "one"), await come_in(tx, "two")
    for person in (one, two):
        found = await accounts.get(tx, "bale", 100 + person)
        assert found
        assert (found.platform, found.person_id) == ("bale", person)
    await accounts.note_blocked(tx, "bale", 100 + two, NOW)
    assert await ask(tx, "SELECT platform, user_id FROM accounts WHERE blocked_at IS NOT NULL") == [("bale", 100 + two)]
    arrivals = [Arrival("bale", 1, number, 100 + person, 100 + person, "{}") for number, person in ((1, one), (2, two))]
    assert [row.line for row in await inbox.save(tx, arrivals, NOW)] == [f"person:{one}", f"person:{two}"]


async def test_a_push_leaves_only_for_somebody_who_is_active_and_a_reply_for_anybody(tx: Transaction) -> None:
    active, gone = await come_in(tx, "active"), await come_in(tx, "gone", state="suspended")
    rows = {
        (kind, person): (await outbox.save(tx, Address("bale", 1, person), Letter("", kind=kind), NOW)).id
        for kind in ("push", "reply")
        for person in (active, gone, None)
    }
    begun = await outbox.begin_sending(tx, dict.fromkeys(rows.values(), "send"))
    assert begun == set(rows.values()) - {rows["push", gone]}
    await outbox.withhold(tx, rows["push", gone], NOW)
    await outbox.withhold(tx, rows["push", active], NOW)  # it has left already
    assert await ask(tx, "SELECT state FROM outbox WHERE kind = 'push' ORDER BY id") == [
        ("sending",),
        ("failed",),
        ("sending",),
    ]


async def test_announcements_are_due_at_their_time_and_the_newest_stand_first(tx: Transaction) -> None:
    author = await come_in(tx, "author", "admin")
    for text, state, at in (("now", "scheduled", NOW), ("later", "scheduled", NOW + DAY), ("gone", "sent", NOW - DAY)):
        await tx.run(
            """INSERT INTO announcements (author_id, text, level, audience, state, version, body_hash, send_at,
                                          recipients, confirmed_at)
               VALUES (:author, :text, 'inform', '[]', :state, 1, '', :at, 0, :now)""",
            author=author, text=text, state=state, at=at, now=NOW,
        )  # fmt: skip
    assert [each.text for each in await announcements.list_due(tx, NOW)] == ["now"]
    assert [each.text for each in await announcements.list_recent(tx, author, 2)] == ["gone", "later"]
    assert await announcements.hold_due(tx, NOW) == 1
    assert await ask(tx, "SELECT text FROM announcements WHERE state = 'held'") == [("now",)]


async def test_holders_of_a_role_are_active_and_the_roster_has_those_without_a_duty_too(tx: Transaction) -> None:
    ceo, gone = await come_in(tx, "ceo"), await come_in(tx, "gone", state="suspended")
    idle = await people.add(tx, "idle", "", "active", NOW)
    assert [each.id for each in await people.list_holders(tx, "ceo", "IR-21")] == [ceo]
    assert [each.id for each in await people.list_of_role(tx, "ceo", "IR-21")] == [ceo]
    assert await people.list_ids(tx, "ceo") == [ceo]
    assert {(each.id, each.role) for each in await people.list_roster(tx)} == {(ceo, "ceo"), (gone, "ceo"), (idle, "")}


async def test_one_target_one_closure_one_draft_and_one_card_are_meant(tx: Transaction) -> None:
    person, other = await come_in(tx, "one"), await come_in(tx, "other")
    for province in ("IR-21", "IR-25"):
        await tx.run("INSERT INTO signing_cards VALUES (:person, :unit, 1, :unit)", person=person, unit=province)
        for who in (person, other):
            await tx.run(
                "INSERT INTO obstacle_drafts VALUES (:who, :unit, 'AX01', '{}', :now)", who=who, unit=province, now=NOW
            )
        await calendar.save_closure(tx, StoredClosure(NOW.date(), province, "x", NOW))
    card = await signing.get_card(tx, person, "IR-25")
    assert card
    assert card.shown == "IR-25"
    await obstacle_drafts.drop(tx, person, ("IR-21", "AX01"))
    assert await ask(tx, "SELECT person_id, province FROM obstacle_drafts ORDER BY 1, 2") == [
        (person, "IR-25"),
        (other, "IR-21"),
        (other, "IR-25"),
    ]
    assert await calendar.drop_closure(tx, StoredClosure(NOW.date(), "IR-21", "x", NOW))
    assert [each.provinces for each in await calendar.list_closures(tx)] == ["IR-25"]
    beneath(tx.connection).execute("PRAGMA foreign_keys = OFF")
    for province in ("IR-21", "IR-25"):
        await programme.save_target(tx, 1, "a", province, 5)
    await programme.drop_target(tx, 1, "a", "IR-21")
    assert [each.province for each in await programme.list_targets(tx, 1)] == ["IR-25"]


async def test_the_last_who_answered_a_thread_is_asked_and_guesses_are_an_accounts_own(tx: Transaction) -> None:
    beneath(tx.connection).execute("PRAGMA foreign_keys = OFF")
    for recipient, author in ((7, 1), (7, 2), (7, 7), (8, 3)):
        await tx.run(
            """INSERT INTO thread_messages (announcement_id, recipient_id, author_id, text, at)
               VALUES (1, :recipient, :author, 'x', :now)""",
            recipient=recipient, author=author, now=NOW,
        )  # fmt: skip
    assert (await threads.get_answerer(tx, (1, 7)), await threads.get_answerer(tx, (1, 9))) == (2, None)
    for platform, user in (("bale", 7), ("bale", 7), ("bale", 8), ("telegram", 7)):
        await tx.run("INSERT INTO guesses VALUES (:platform, :user, :now)", platform=platform, user=user, now=NOW)
    assert await invitations.count_guesses(tx, "bale", 7, NOW) == 2
    assert await invitations.count_guesses(tx, "bale", 7, NOW + DAY) == 0


async def test_whom_messages_do_not_reach_is_somebody_all_of_whose_accounts_are_closed(tx: Transaction) -> None:
    open_one, closed = await come_in(tx, "open"), await come_in(tx, "closed")
    await accounts.note_blocked(tx, "bale", 100 + open_one, NOW)
    for platform in ("bale", "telegram"):
        await accounts.note_blocked(tx, platform, 100 + closed, NOW)
    never = await people.add(tx, "never", "", "active", NOW)
    await people.save_duty(tx, never, Duty("ceo", "IR-25", "", ""))
    assert (await health.get_standing(tx, NOW)).blocked == 1
    assert {(each.id, each.why) for each in await health.list_silent(tx)} == {(closed, "blocked"), (never, "never")}


async def test_an_outage_touches_a_span_that_it_begins_in_even_in_its_last_instant(tx: Transaction) -> None:
    for begin, end in ((NOW - DAY, NOW), (NOW + DAY, NOW + 2 * DAY), (NOW + DAY + timedelta(seconds=1), NOW + 2 * DAY)):
        await outages.add(tx, Outage("bale", begin, end))
    assert [each.began_at for each in await outages.list_between(tx, NOW, NOW + DAY)] == [NOW + DAY]


async def test_a_push_waits_as_long_as_its_own_row(tx: Transaction) -> None:
    person = await come_in(tx, "one")
    rows = [(await outbox.save(tx, Address("bale", 1, person), Letter("", kind="push"), NOW)).id for _ in range(2)]
    for row in rows:
        await pushes.add(tx, NOW, Pushed(0, person, "opening", (), None, row), counted=True)
    assert await outbox.begin_sending(tx, {rows[0]: "send"}) == {rows[0]}
    assert [each.outbox_id for each in await pushes.list_waiting(tx)] == [rows[1]]

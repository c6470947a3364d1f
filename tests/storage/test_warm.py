"""What is kept of the database between turns is what the database says."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import aiosqlite
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.programme.loading import ensure_programme
from storage import accounts, audit, conversations, drafts, exceptions, outbox, people, phones, reports
from storage import settings as kept_settings
from storage.conversations import Conversation
from storage.database import Database
from storage.exceptions import Granted
from storage.memory import Memory
from storage.outbox import Address, Letter
from storage.people import Duty
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from storage.warm import MOST_VIEWS, StaleError, Warm
from tests.fresh import look, open_fresh, open_memory

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WEEK = date(2026, 11, 21)
PROVINCES = ("IR-21", "IR-25")


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    """A turn with two CEOs, whose reads are kept."""
    async with open_memory() as connection:
        opened = Transaction(connection, Memory(), b"s" * 32, Warm())
        await _come_in(opened)
        yield opened


async def _come_in(tx: Transaction) -> None:
    await ensure_programme(tx, 1405, NOW)
    for number, province in enumerate(PROVINCES, start=1):
        assert await people.add(tx, f"Person {number}", "", "active", NOW) == number
        await people.save_duty(tx, number, Duty("ceo", province, "", ""))
        await accounts.link(tx, await accounts.meet(tx, "bale", number, number, NOW), number, NOW)


def asked(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the questions that go to the connection from now on."""
    found: list[str] = []
    fetch = aiosqlite.Connection.execute_fetchall

    def note(self: aiosqlite.Connection, sql: str, parameters: object = None) -> object:
        found.append(sql)
        return fetch(self, sql, parameters)

    monkeypatch.setattr(aiosqlite.Connection, "execute_fetchall", note)
    return found


async def test_what_is_asked_again_is_not_asked_of_the_connection(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await people.get(tx, 1)
    found = asked(tx, monkeypatch)
    assert await people.get(tx, 1) == first
    assert found == []
    await people.save_state(tx, 1, "suspended")
    changed = await people.get(tx, 1)
    assert changed
    assert changed.state == "suspended"
    assert len(found) > 0


async def test_a_column_that_nobody_asked_for_may_change(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await accounts.get(tx, "bale", 1)
    await accounts.note_blocked(tx, "bale", 1, NOW)
    await tx.flush()
    await accounts.get(tx, "bale", 1)
    found = asked(tx, monkeypatch)
    await accounts.note_blocked(tx, "bale", 1, NOW)
    assert await accounts.get(tx, "bale", 1) == before
    assert found == []


async def test_what_one_province_hands_in_lets_another_keep_what_it_asked(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    for province in (*PROVINCES, *PROVINCES):
        await hand_in(tx, province, "AX01", 1)
        await reports.list_of_province(tx, WEEK, "IR-21")
    found = asked(tx, monkeypatch)
    await hand_in(tx, "IR-25", "AX01", 2)
    found.clear()
    await reports.list_of_province(tx, WEEK, "IR-21")
    assert found == []
    await hand_in(tx, "IR-21", "AX01", 2)
    assert [each.revision for each in await reports.list_of_province(tx, WEEK, "IR-21")] == [3]


async def test_what_is_rolled_back_was_never_read(tx: Transaction) -> None:
    await tx.flush()
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with tx.savepoint():
            await people.save_state(tx, 1, "suspended")
            assert (await people.get(tx, 1)).state == "suspended"  # type: ignore[union-attr]
            await outbox.save(tx, Address("bale", 1), Letter("never"), NOW)
            raise ZeroDivisionError
    assert (await people.get(tx, 1)).state == "active"  # type: ignore[union-attr]
    assert (await outbox.save(tx, Address("bale", 1), Letter("first"), NOW)).id == 1
    assert await look(tx, "SELECT text FROM outbox") == [("first",)]


async def test_another_connection_changes_what_is_read(tmp_path: Path) -> None:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as database:
        async with database.transaction() as tx:
            assert await kept_settings.get(tx, "a") is None
        async with aiosqlite.connect(tmp_path / "mehvar.db", isolation_level=None) as other:
            await other.execute("INSERT INTO settings VALUES ('a', '1')")
        async with database.transaction() as tx:
            assert await kept_settings.get(tx, "a") == "1"


async def test_a_transaction_that_fails_leaves_nothing_kept(tmp_path: Path) -> None:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as database:
        await fail_after_reading(database)
        async with database.transaction() as tx:
            assert await kept_settings.get(tx, "a") is None


async def fail_after_reading(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.transaction() as tx:
            await kept_settings.save(tx, "a", "1")
            assert await kept_settings.get(tx, "a") == "1"
            raise ZeroDivisionError


async def test_a_view_is_made_again_only_when_something_that_it_was_made_of_changes(tx: Transaction) -> None:
    made = []

    async def make() -> str:
        made.append("")
        return ", ".join([each.full_name for number in (1, 2) if (each := await people.get(tx, number))])

    await drafts.save(tx, 1, (WEEK, "IR-21", "AX01"), "{}", NOW)  # a statement is learnt when it is first done
    await tx.flush()
    assert await tx.view("names", make) == await tx.view("names", make) == "Person 1, Person 2"
    assert len(made) == 1
    await drafts.save(tx, 1, (WEEK, "IR-21", "AX01"), "{}", NOW)
    await tx.view("names", make)
    assert len(made) == 1
    await people.save_name(tx, 2, "Other", "")
    assert await tx.view("names", make) == "Person 1, Other"
    assert len(made) == 2


async def test_of_many_views_those_are_kept_that_were_used_last(tx: Transaction) -> None:
    made: list[int] = []

    async def make(number: int) -> int:
        made.append(number)
        return number

    for number in (*range(MOST_VIEWS), 0, MOST_VIEWS):
        assert await tx.view(("view", number), lambda number=number: make(number)) == number  # type: ignore[misc]
    made.clear()
    for number in (0, 1):
        await tx.view(("view", number), lambda number=number: make(number))  # type: ignore[misc]
    assert made == [1]


async def test_what_is_of_one_instant_is_not_kept(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    async def make() -> int:
        return await tx.count("SELECT count(*) FROM people WHERE created_at <= :now", now=NOW)

    assert await tx.view("now", make) == 2
    found = asked(tx, monkeypatch)
    assert await tx.view("now", make) == 2
    assert len(found) == 1


async def test_a_change_that_was_missed_is_noticed_where_what_is_kept_is_doubted(tx: Transaction) -> None:
    await people.get(tx, 1)
    await tx.flush()
    await tx.connection.execute("UPDATE people SET full_name = 'past the transaction'")
    assert tx.warm
    tx.warm.doubted = True
    with pytest.raises(StaleError):
        await people.get(tx, 1)


async def hand_in(tx: Transaction, province: str, axis: str, value: int) -> None:
    programme = await tx.count("SELECT id FROM programmes WHERE year = 1405")
    (indicator,) = (await tx.column("SELECT code FROM indicators WHERE axis = :axis ORDER BY position", axis=axis))[:1]
    answers = (Answer(str(indicator), value, "", unchanged=False),)
    submission = Submission(programme, WEEK, province, axis, "", "", late=False, answers=answers)
    await reports.submit(tx, PROVINCES.index(province) + 1, submission, NOW)


WHO = st.integers(1, 2)
WHERE = st.sampled_from(PROVINCES)
AXES = st.sampled_from(("AX01", "AX02"))
ACTS = st.one_of(
    st.tuples(st.just("draft"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("drop"), WHO, WHERE, AXES, st.just(0)),
    st.tuples(st.just("hand in"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("talk"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("send"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("grant"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("meet"), WHO, WHERE, AXES, st.integers(1, 3)),
    st.tuples(st.just("name"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("phone"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("fail"), WHO, WHERE, AXES, st.integers(0, 3)),
    st.tuples(st.just("flush"), WHO, WHERE, AXES, st.just(0)),
)


async def act(tx: Transaction, what: str, who: int, where: str, axis: str, number: int) -> None:
    match what:
        case "draft":
            await drafts.save(tx, who, (WEEK, where, axis), str(number), NOW)
        case "drop":
            await drafts.drop(tx, who, (WEEK, where, axis))
        case "hand in":
            await hand_in(tx, where, axis, number)
        case "talk":
            await conversations.save(tx, who, Conversation("report", str(number), None), NOW)
        case "send":
            await outbox.save(tx, Address("bale", who, who), Letter(str(number)), NOW)
        case "grant":
            await exceptions.grant(tx, who, Granted(where, WEEK, axis, str(number), NOW, NOW))
        case "meet":
            await accounts.meet(tx, "bale", who, number, NOW)
        case "name":
            await people.save_name(tx, who, f"Name {number}", "")
        case "phone":
            await phones.save(tx, who, f"98912000000{number + 4 * who}")
        case "fail":
            with pytest.raises(ZeroDivisionError):  # noqa: PT012
                async with tx.savepoint():
                    await act(tx, "draft", who, where, axis, number + 1)
                    await ask(tx)
                    await act(tx, "send", who, where, axis, number)
                    raise ZeroDivisionError
        case "flush":
            await tx.flush()


async def ask(tx: Transaction) -> None:
    """Ask what turns ask; what is kept is compared with what the database says."""
    for who in (1, 2):
        await people.get(tx, who)
        await people.list_duties(tx, who)
        await conversations.get(tx, who)
        await accounts.get(tx, "bale", who)
        await accounts.get_address(tx, who)
        await outbox.get_by_id(tx, who)
        await phones.find_person(tx, f"98912000000{4 + who}")
        for where in PROVINCES:
            await drafts.list_of_week(tx, who, WEEK, where)
            await exceptions.list_valid(tx, where, NOW)
            await reports.list_of_province(tx, WEEK, where)
            await tx.view(("all", where), lambda where=where: reports.list_of_province(tx, WEEK, where))  # type: ignore[misc]


@settings(max_examples=30, deadline=None)
@given(st.lists(ACTS, min_size=10, max_size=40))
async def test_whatever_turns_do_what_is_kept_is_what_the_database_says(
    acts: list[tuple[str, int, str, str, int]],
) -> None:
    async with open_memory() as connection:
        tx = Transaction(connection, Memory(), b"s" * 32, Warm(doubted=True))
        await _come_in(tx)
        for each in acts:
            await act(tx, *each)
            await ask(tx)
        assert await audit.find_break(tx, b"s" * 32) is None

"""Forgetting rows of the outbox that are over."""

from datetime import timedelta

from storage import announcements, outbox, people
from storage.announcements import NewAnnouncement
from storage.database import Database
from storage.outbox import Address, Letter
from storage.transaction import Transaction
from tests.delivery.by_hand import NOW

LATER = NOW + timedelta(days=60)
HERE = Address("telegram", 7)


def announce(tx: Transaction) -> int:
    """Add an announcement, and return its number."""
    author = people.add(tx, "author", "", "active", NOW)
    new = NewAnnouncement(author, "text", "inform", "", "[]", "[]", "", False, "", "sending", "", NOW, None)
    return announcements.add(tx, new, NOW)


async def test_row_that_a_waiting_edit_names_is_kept(database: Database) -> None:
    async with database.transaction() as tx:
        shown = outbox.save(tx, HERE, Letter("shown"), NOW)
        outbox.note_sent(tx, shown.id, 5, NOW)
        edit = outbox.save(tx, HERE, Letter("edit", operation="edit", target=shown.id), NOW)
        assert outbox.forget(tx, LATER) == 0
        outbox.note_sent(tx, edit.id, None, NOW)
        assert outbox.forget(tx, LATER) == 2


async def test_forgetting_looks_for_the_edits_of_a_row_in_an_index(database: Database) -> None:
    async with database.transaction() as tx:
        plan = tx.connection.execute("EXPLAIN QUERY PLAN SELECT 1 FROM outbox WHERE target = :id", {"id": 1}).fetchall()
    assert "outbox_by_target" in str(plan)


async def test_row_of_an_announcement_is_kept_as_long_as_the_announcement(database: Database) -> None:
    async with database.transaction() as tx:
        sent = announce(tx)
        for letter in (Letter("carried", kind="announcement", announcement_id=sent), Letter("reply")):
            outbox.note_sent(tx, outbox.save(tx, HERE, letter, NOW).id, 5, NOW)
        assert outbox.forget(tx, LATER) == 1
        assert tx.column("SELECT text FROM outbox") == ["carried"]


async def test_message_of_the_same_number_on_another_messenger_is_another_message(database: Database) -> None:
    async with database.transaction() as tx:
        letter = Letter("text", kind="announcement", announcement_id=announce(tx))
        for address in (HERE, Address("bale", 7)):
            outbox.note_sent(tx, outbox.save(tx, address, letter, NOW).id, 5, NOW)
        found = outbox.list_messages(tx, 1, NOW)
        assert [(each.platform, each.chat_id) for each in found] == [("telegram", 7), ("bale", 7)]

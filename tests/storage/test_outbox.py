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


async def announce(tx: Transaction) -> int:
    """Add an announcement, and return its number."""
    author = await people.add(tx, "author", "", "active", NOW)
    new = NewAnnouncement(author, "text", "inform", "", "[]", "[]", "", False, "", "sending", "", NOW, None)
    return await announcements.add(tx, new, NOW)


async def test_row_that_a_waiting_edit_names_is_kept(database: Database) -> None:
    async with database.transaction() as tx:
        shown = await outbox.save(tx, HERE, Letter("shown"), NOW)
        await outbox.note_sent(tx, shown.id, 5, NOW)
        edit = await outbox.save(tx, HERE, Letter("edit", operation="edit", target=shown.id), NOW)
        assert await outbox.forget(tx, LATER) == 0
        await outbox.note_sent(tx, edit.id, None, NOW)
        assert await outbox.forget(tx, LATER) == 2


async def test_forgetting_looks_for_the_edits_of_a_row_in_an_index(database: Database) -> None:
    async with database.transaction() as tx:
        plan = await tx.connection.execute_fetchall("EXPLAIN QUERY PLAN SELECT 1 FROM outbox WHERE target = 1")
    assert "outbox_by_target" in str(list(plan))


async def test_row_of_an_announcement_is_kept_as_long_as_the_announcement(database: Database) -> None:
    async with database.transaction() as tx:
        sent = await announce(tx)
        for letter in (Letter("carried", kind="announcement", announcement_id=sent), Letter("reply")):
            await outbox.note_sent(tx, (await outbox.save(tx, HERE, letter, NOW)).id, 5, NOW)
        assert await outbox.forget(tx, LATER) == 1
        assert await tx.column("SELECT text FROM outbox") == ["carried"]


async def test_message_of_the_same_number_on_another_messenger_is_another_message(database: Database) -> None:
    async with database.transaction() as tx:
        letter = Letter("text", kind="announcement", announcement_id=await announce(tx))
        for address in (HERE, Address("bale", 7)):
            await outbox.note_sent(tx, (await outbox.save(tx, address, letter, NOW)).id, 5, NOW)
        found = await outbox.list_messages(tx, 1, NOW)
        assert [(each.platform, each.chat_id) for each in found] == [("telegram", 7), ("bale", 7)]

"""Forgetting rows of the outbox that are over."""

from datetime import timedelta

from storage import outbox
from storage.database import Database
from storage.outbox import Address, Letter
from tests.delivery.by_hand import NOW

LATER = NOW + timedelta(days=60)
HERE = Address("telegram", 7)


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

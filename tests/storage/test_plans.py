"""No question reads the whole of a table that grows: SQLite is asked how it would answer each."""

import ast
import re
from collections.abc import Iterator

from tests.fresh import open_memory
from tests.house.tree import modules

GROWING = frozenset(
    {
        *("acceptances", "answers", "audit", "comments", "errands", "estate_answers", "estate_obstacles", "evidence"),
        *("guesses", "inbox", "ledger", "obstacle_events", "outbox", "pushes", "recipients", "reports", "returns"),
        *("returned_workbooks", "review_notices", "revisions", "thread_messages"),
    }
)
"""Tables that get rows with every message, report or week."""
WHOLE = {
    "SELECT count(*) FROM audit": "a command counts the links of the whole trail",
    "SELECT id, at, actor, action, subject, detail, mac FROM audit ORDER BY id": "a command reads the whole trail",
    "SELECT mac FROM audit WHERE at <= :moment ORDER BY id DESC LIMIT 1": "one row, the last of a day",
    "SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1": "one row, the last",
    "SELECT (SELECT count(*) FROM estate_answers": "an admin renames or retires an estate, now and then",
    "UPDATE estate_answers SET estate": "an admin renames an estate, now and then",
    "UPDATE estate_obstacles SET estate": "an admin renames an estate, now and then",
    "SELECT every.id, programme_id, week, province, axis, state": "reports are held against the whole trail",
    "SELECT DISTINCT sha256 FROM evidence": "a backup names every file",
    "SELECT reports.week, reports.province, reports.axis": "an export of everything",
    "DELETE FROM people": "an admin drops somebody who was only just added",
    "SELECT at, year, number, axis, kind, obstacle_events.state": "by the obstacles of one province",
    "WITH served AS": "an admin asks whom messages do not reach; rows are kept for sixty days",
    "SELECT recipient_states.* FROM recipient_states JOIN announcements": "promises that are due, once a day",
}
"""Statements that may, by how they begin, and why."""


def statements() -> Iterator[str]:
    for module in modules():
        for node in ast.walk(module.tree) if module.room == "storage" else ():
            sql = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if re.match(r"(SELECT|INSERT|UPDATE|DELETE|WITH)\s", sql) and sql.count('"') % 2 == 0:
                yield sql


async def test_no_statement_reads_the_whole_of_a_table_that_grows() -> None:
    used, found, count = set(), [], 0
    async with open_memory() as connection:
        short = {
            name
            for (name,) in await connection.execute_fetchall(
                "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%) WHERE %' AND sql NOT LIKE '%<>%'"
            )
        }
        assert {"outbox_open", "inbox_waiting"} <= short
        for sql in statements():
            names = dict.fromkeys(re.findall(r":(\w+)", sql))
            count += 1
            for *_place, detail in await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}", names):
                scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", detail)
                if scan and scan[1] in GROWING and scan[2] not in short:
                    allowed = {begin for begin in WHOLE if " ".join(sql.split()).startswith(begin)}
                    used |= allowed
                    found += [] if allowed else [f"{detail}: {sql[:100]}"]
    assert count > 300
    assert not found
    assert used == set(WHOLE), "these read no whole table any more"

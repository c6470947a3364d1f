"""Drafts: what a person has answered so far, by week, province and axis."""

from datetime import date, datetime

from storage.transaction import Reading, Transaction


def get(tx: Reading, person_id: int, week: date, province: str, axis: str) -> str | None:
    """Return a draft's body (JSON)."""
    found = tx.value(
        """SELECT body FROM drafts WHERE person_id = :person_id AND week = :week AND province = :province
           AND axis = :axis""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
    )
    return None if found is None else str(found)


def list_axes(tx: Reading, person_id: int, week: date, province: str) -> list[str]:
    """Return the axes on which a person has a draft."""
    found = tx.column(
        "SELECT axis FROM drafts WHERE person_id = :person_id AND week = :week AND province = :province",
        person_id=person_id,
        week=week,
        province=province,
    )
    return [str(axis) for axis in found]


def save(tx: Transaction, person_id: int, key: tuple[date, str, str], body: str, now: datetime) -> None:
    """Keep a draft; ``key`` is week, province, axis."""
    week, province, axis = key
    tx.run(
        """INSERT INTO drafts (person_id, week, province, axis, body, updated_at)
           VALUES (:person_id, :week, :province, :axis, :body, :now)
           ON CONFLICT (person_id, week, province, axis) DO UPDATE SET body = :body, updated_at = :now""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
        body=body,
        now=now,
    )


def drop(tx: Transaction, person_id: int, key: tuple[date, str, str]) -> None:
    """Drop a draft that was submitted."""
    week, province, axis = key
    tx.run(
        """DELETE FROM drafts WHERE person_id = :person_id AND week = :week AND province = :province
           AND axis = :axis""",
        person_id=person_id,
        week=week,
        province=province,
        axis=axis,
    )

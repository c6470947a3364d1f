"""Handovers: everything that belongs to a post goes from one person to another."""

from datetime import datetime

from storage.transaction import Reading, Transaction


async def move(tx: Transaction, old: int, new: int) -> None:
    """Make what belongs to the post of one person another's; where both have the same, the new one's stays.

    Duties of the same role and province become one: with the axes and estates of the old one.
    """
    people = {"old": old, "new": new}
    tx.write(
        """INSERT INTO duties (person_id, role, province, estate, axes)
           SELECT :new, role, province, estate, axes FROM duties WHERE person_id = :old
           ON CONFLICT (person_id, role, province) DO UPDATE SET estate = excluded.estate, axes = excluded.axes""",
        **people,
    )
    tx.write("DELETE FROM duties WHERE person_id = :old", old=old)
    tx.write("UPDATE OR IGNORE drafts SET person_id = :new WHERE person_id = :old", **people)
    tx.write("DELETE FROM drafts WHERE person_id = :old", old=old)
    tx.write("UPDATE OR IGNORE obstacle_drafts SET person_id = :new WHERE person_id = :old", **people)
    tx.write("DELETE FROM obstacle_drafts WHERE person_id = :old", old=old)
    tx.write("UPDATE evidence SET person_id = :new WHERE person_id = :old AND report_id IS NULL", **people)
    tx.write("UPDATE OR IGNORE snoozes SET person_id = :new WHERE person_id = :old", **people)
    tx.write("DELETE FROM snoozes WHERE person_id = :old", old=old)
    tx.write("UPDATE delegations SET ended_at = begun_at WHERE giver_id = :old AND person_id = :new", **people)
    tx.write("UPDATE delegations SET giver_id = :new WHERE giver_id = :old AND ended_at IS NULL", **people)
    tx.write("UPDATE delegations SET person_id = :new WHERE person_id = :old AND ended_at IS NULL", **people)
    tx.write(
        """UPDATE decisions SET executor = :new
           WHERE executor = :old AND id IN (SELECT decision_id FROM decided_obstacles
                                            JOIN obstacles ON obstacles.id = obstacle_id WHERE ended_at IS NULL)""",
        **people,
    )
    tx.write("UPDATE OR IGNORE excused SET person_id = :new WHERE person_id = :old", **people)
    tx.write("DELETE FROM excused WHERE person_id = :old", old=old)
    tx.write("DELETE FROM signing_cards WHERE person_id = :old", old=old)
    tx.write("DELETE FROM invitations WHERE person_id = :old AND used_at IS NULL", old=old)


async def get_successor(tx: Reading, person_id: int) -> int:
    """Return who has taken over from a person since, the person where nobody has."""
    found = await tx.value(
        """WITH RECURSIVE later (person, number) AS (
               SELECT :person_id, 0
               UNION SELECT new_id, id FROM handovers JOIN later ON old_id = person AND id > number)
           SELECT person FROM later ORDER BY number DESC LIMIT 1""",
        person_id=person_id,
    )
    return int(found or person_id)


async def add(tx: Transaction, who: tuple[int, int], duties: str, actor: str, now: datetime) -> None:
    """Write down who took over from whom, and which duties (JSON)."""
    tx.write(
        """INSERT INTO handovers (old_id, new_id, duties, actor, at)
           VALUES (:old, :new, :duties, :actor, :now)""",
        old=who[0],
        new=who[1],
        duties=duties,
        actor=actor,
        now=now,
    )

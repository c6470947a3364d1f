"""Who is named for a restricted topic."""

from storage.transaction import Reading, Transaction


async def list_topics(tx: Reading, person_id: int) -> frozenset[str]:
    """Return the codes of the topics that a person is named for."""
    found = await tx.column("SELECT topic FROM topic_readers WHERE person_id = :person_id", person_id=person_id)
    return frozenset(map(str, found))


async def list_people(tx: Reading, topic: str) -> frozenset[int]:
    """Return who is named for a topic."""
    found = await tx.column("SELECT person_id FROM topic_readers WHERE topic = :topic", topic=topic)
    return frozenset(int(person) for person in found if person is not None)


async def save(tx: Transaction, topic: str, person_id: int) -> None:
    """Name somebody for a topic."""
    tx.write(
        "INSERT INTO topic_readers (topic, person_id) VALUES (:topic, :person_id) ON CONFLICT DO NOTHING",
        topic=topic,
        person_id=person_id,
    )


async def drop(tx: Transaction, topic: str, person_id: int) -> None:
    """Take back that somebody is named for a topic."""
    tx.write(
        "DELETE FROM topic_readers WHERE topic = :topic AND person_id = :person_id", topic=topic, person_id=person_id
    )

"""Recipients: whom an announcement is for, whether it reached them, and what they answered."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Recipient:
    """A recipient; ``row_state`` is that of the newest row that carries the announcement to them, '' without one.

    ``active``: the person is, and, of what is restricted, still belongs to the province.
    """

    announcement_id: int
    person_id: int
    name: str
    province: str
    active: bool
    row_id: int | None
    row_state: str
    problem: str
    seen_at: datetime | None
    pledged_at: datetime | None
    pledge_day: date | None
    pledge_number: int | None
    done_at: datetime | None


@dataclass(frozen=True)
class Carrier:
    """Where an announcement stands in a recipient's chat: ``row_id`` is the row whose message an edit names."""

    person_id: int
    newest_id: int
    row_id: int
    platform: str
    chat_id: int
    state: str


async def add(tx: Transaction, announcement_id: int, person_id: int, province: str) -> None:
    """Add somebody for whom an announcement is; nothing changes for who is there already."""
    tx.write(
        """INSERT INTO recipients (announcement_id, person_id, province)
           VALUES (:announcement_id, :person_id, :province) ON CONFLICT DO NOTHING""",
        announcement_id=announcement_id,
        person_id=person_id,
        province=province,
    )


async def get(tx: Reading, announcement_id: int, person_id: int) -> Recipient | None:
    """Return a recipient of an announcement, as long as it is for them (``active``)."""
    return await tx.one(
        Recipient,
        """SELECT * FROM recipient_states
           WHERE announcement_id = :announcement_id AND person_id = :person_id AND active""",
        announcement_id=announcement_id,
        person_id=person_id,
    )


async def list_of(tx: Reading, announcement_id: int) -> list[Recipient]:
    """Return the recipients of an announcement."""
    return await tx.all(
        Recipient,
        "SELECT * FROM recipient_states WHERE announcement_id = :announcement_id ORDER BY person_id",
        announcement_id=announcement_id,
    )


async def list_of_person(tx: Reading, person_id: int, since: datetime) -> list[Recipient]:
    """Return what a person received since an instant, and what they still owe however old it is, newest first."""
    return await tx.all(
        Recipient,
        """SELECT recipient_states.* FROM recipient_states
           JOIN announcements ON announcements.id = announcement_id
           WHERE person_id = :person_id AND announcements.state IN ('sending', 'sent')
           AND (send_at >= :since OR (level IN ('commit', 'expect') AND done_at IS NULL))
           ORDER BY announcement_id DESC LIMIT 30""",
        person_id=person_id,
        since=since,
    )


async def list_people(tx: Reading, announcement_id: int) -> frozenset[int]:
    """Return who the recipients of an announcement are."""
    found = await tx.column("SELECT person_id FROM recipients WHERE announcement_id = :id", id=announcement_id)
    return frozenset(int(person) for person in found if person is not None)


async def list_unqueued(tx: Reading, announcement_id: int) -> list[int]:
    """Return the active recipients who have an account now, but to whom nothing was queued yet."""
    found = await tx.column(
        """SELECT person_id FROM recipients JOIN people ON people.id = person_id
           WHERE announcement_id = :announcement_id AND row_id IS NULL AND state = 'active'
           AND person_id IN (SELECT person_id FROM accounts) ORDER BY person_id""",
        announcement_id=announcement_id,
    )
    return [int(person) for person in found if person is not None]


async def list_carriers(tx: Reading, announcement_id: int) -> list[Carrier]:
    """Return the newest row of every recipient who has one."""
    return await tx.all(
        Carrier,
        """SELECT recipients.person_id, id, coalesce(target, id), platform, chat_id, state
           FROM recipients JOIN outbox ON outbox.id = row_id
           WHERE recipients.announcement_id = :announcement_id ORDER BY recipients.person_id""",
        announcement_id=announcement_id,
    )


async def note_queued(tx: Transaction, announcement_id: int, person_id: int, row_id: int) -> None:
    """Note which row carries the announcement to a recipient."""
    tx.write(
        """UPDATE recipients SET row_id = :row_id
           WHERE announcement_id = :announcement_id AND person_id = :person_id""",
        row_id=row_id,
        announcement_id=announcement_id,
        person_id=person_id,
    )


async def move(tx: Transaction, old: int, new: int) -> None:
    """Let another row carry what a row could not."""
    tx.write("UPDATE recipients SET row_id = :new WHERE row_id = :old", new=new, old=old)


async def note_seen(tx: Transaction, announcement_id: int, person_id: int, at: datetime) -> None:
    """Note that a recipient has acknowledged; the first time stays."""
    tx.write(
        """UPDATE recipients SET seen_at = coalesce(seen_at, :at)
           WHERE announcement_id = :announcement_id AND person_id = :person_id""",
        at=at,
        announcement_id=announcement_id,
        person_id=person_id,
    )


async def save_pledge(tx: Transaction, recipient: Recipient, day: date, number: int | None, at: datetime) -> None:
    """Keep what a recipient promises; the time of the first promise stays."""
    tx.write(
        """UPDATE recipients SET pledge_day = :day, pledge_number = :number, pledged_at = coalesce(pledged_at, :at),
                  seen_at = coalesce(seen_at, :at)
           WHERE announcement_id = :announcement_id AND person_id = :person_id""",
        day=day,
        number=number,
        at=at,
        announcement_id=recipient.announcement_id,
        person_id=recipient.person_id,
    )


async def note_done(tx: Transaction, announcement_id: int, person_id: int, at: datetime) -> None:
    """Note that a recipient has done it; the first time stays."""
    tx.write(
        """UPDATE recipients SET done_at = coalesce(done_at, :at), seen_at = coalesce(seen_at, :at)
           WHERE announcement_id = :announcement_id AND person_id = :person_id""",
        at=at,
        announcement_id=announcement_id,
        person_id=person_id,
    )


async def next_pledge(tx: Reading) -> date | None:
    """Return the first day of an open promise, be it past."""
    found = await tx.value("SELECT min(pledge_day) FROM recipients WHERE pledge_day IS NOT NULL AND done_at IS NULL")
    return None if found is None else date.fromisoformat(str(found))


async def list_pledges_due(tx: Reading, until: date) -> list[Recipient]:
    """Return the open promises whose day has come."""
    return await tx.all(
        Recipient,
        """SELECT recipient_states.* FROM recipient_states
           JOIN announcements ON announcements.id = announcement_id
           WHERE pledge_day <= :until AND done_at IS NULL AND active AND announcements.state IN ('sending', 'sent')
           ORDER BY announcement_id, person_id""",
        until=until,
    )

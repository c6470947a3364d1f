"""Announcements: what was confirmed, by whom, when it leaves and how far it has got."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Announcement:
    """A confirmed announcement; its number is its id.

    States: awaiting (a second admin) → scheduled → sending → sent; refused, cancelled, deleted; held: what stands here
    is not what was confirmed. ``audience`` and ``files`` are JSON; ``only_on`` is a messenger, '' for any.
    """

    id: int
    author_id: int
    text: str
    level: str
    question: str
    audience: str
    files: str
    only_on: str
    urgent: bool
    repeats: str
    state: str
    version: int
    body_hash: str
    recipients: int
    second_id: int | None
    send_at: datetime | None
    due_at: datetime | None
    ended: int
    progress_id: int | None
    confirmed_at: datetime
    restricted: bool


@dataclass(frozen=True)
class NewAnnouncement:
    """What is confirmed."""

    author_id: int
    text: str
    level: str
    question: str
    audience: str
    files: str
    only_on: str
    urgent: bool
    repeats: str
    state: str
    body_hash: str
    send_at: datetime
    due_at: datetime | None
    restricted: bool = False


@dataclass(frozen=True)
class AnswerTally:
    """How many rows of an announcement's recipients stand in a state; cancelled ones apart, '' has no row."""

    state: str
    rows: int


async def add(tx: Transaction, new: NewAnnouncement, now: datetime) -> int:
    """Add a confirmed announcement and return its number."""
    return await tx.insert(
        """INSERT INTO announcements (author_id, text, level, question, audience, files, only_on, urgent, repeats,
                                      state, body_hash, send_at, due_at, restricted, recipients, confirmed_at)
           VALUES (:author_id, :text, :level, :question, :audience, :files, :only_on, :urgent, :repeats, :state,
                   :body_hash, :send_at, :due_at, :restricted, 0, :now)""",
        now=now,
        **new.__dict__,
    )


async def get(tx: Reading, number: int) -> Announcement | None:
    """Return an announcement."""
    return await tx.one(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE id = :number""",
        number=number,
    )


async def get_next_number(tx: Reading) -> int:
    """Return the number that the next announcement will have, if nobody else confirms one first."""
    return await tx.count("SELECT coalesce(max(id), 0) + 1 FROM announcements")


async def list_due(tx: Reading, now: datetime) -> list[Announcement]:
    """Return what is scheduled and whose time has come."""
    return await tx.all(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE state IN ('scheduled', 'sending') AND state = 'scheduled' AND send_at <= :now
           ORDER BY id""",
        now=now,
    )


async def list_sending(tx: Reading) -> list[Announcement]:
    """Return what is on its way."""
    return await tx.all(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE state IN ('scheduled', 'sending') AND state = 'sending' ORDER BY id""",
    )


async def list_valid(tx: Reading, now: datetime, since: datetime) -> list[Announcement]:
    """Return what still concerns who joins now: sent, its time for answers not over, or without one sent since."""
    return await tx.all(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE state IN ('sending', 'sent') AND audience <> '[]'
           AND (due_at > :now OR (due_at IS NULL AND send_at >= :since)) ORDER BY id""",
        now=now,
        since=since,
    )


async def list_over(tx: Reading, now: datetime, since: datetime) -> list[Announcement]:
    """Return what was sent and whose time for answers has ended since an instant."""
    return await tx.all(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE state IN ('sending', 'sent') AND due_at <= :now AND due_at > :since ORDER BY id""",
        now=now,
        since=since,
    )


async def list_coming(tx: Reading, now: datetime) -> list[Announcement]:
    """Return what the clock still has to do something about: what waits to leave, or for the end of its answers."""
    return await tx.all(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE state IN ('scheduled', 'sending') OR (state = 'sent' AND due_at > :now)
           ORDER BY id""",
        now=now,
    )


async def list_recent(tx: Reading, author_id: int | None, most: int) -> list[Announcement]:
    """Return the newest announcements of an author (None: of all), consultations left out."""
    return await tx.all(
        Announcement,
        """SELECT id, author_id, text, level, question, audience, files, only_on, urgent, repeats, state, version,
                  body_hash, recipients, second_id, send_at, due_at, ended, progress_id, confirmed_at, restricted
           FROM announcements WHERE level <> 'consult' AND author_id = coalesce(:author_id, author_id)
           ORDER BY id DESC LIMIT :most""",
        author_id=author_id,
        most=most,
    )


async def save_state(tx: Transaction, number: int, state: str) -> None:
    """Change the state of an announcement."""
    tx.write("UPDATE announcements SET state = :state WHERE id = :number", state=state, number=number)


async def send_on(tx: Transaction, number: int) -> None:
    """Let an announcement be on its way again, with a message of its own that shows the progress."""
    tx.write(
        "UPDATE announcements SET state = 'sending', ended = 0, progress_id = NULL WHERE id = :number", number=number
    )


async def save_second(tx: Transaction, number: int, person_id: int, state: str, send_at: datetime) -> None:
    """Note the second admin's confirmation, and when it leaves now."""
    tx.write(
        "UPDATE announcements SET second_id = :person_id, state = :state, send_at = :send_at WHERE id = :number",
        person_id=person_id,
        state=state,
        send_at=send_at,
        number=number,
    )


async def save_progress(tx: Transaction, number: int, ended: int, progress_id: int) -> None:
    """Note how many rows had their end when the progress was shown, and by which outgoing row."""
    tx.write(
        "UPDATE announcements SET ended = :ended, progress_id = :progress_id WHERE id = :number",
        ended=ended,
        progress_id=progress_id,
        number=number,
    )


async def count_recipients(tx: Transaction, number: int) -> int:
    """Count the recipients anew, and return how many they are."""
    return await tx.count(
        """UPDATE announcements SET recipients =
               (SELECT count(*) FROM recipients WHERE announcement_id = announcements.id)
           WHERE id = :number RETURNING recipients""",
        number=number,
    )


async def save_version(tx: Transaction, old: Announcement, text: str, body_hash: str, now: datetime) -> int:
    """Keep the old text as a version, put the new one on its way, and return the new version's number."""
    tx.write(
        """INSERT INTO announcement_versions (announcement_id, version, text, body_hash, replaced_at)
           VALUES (:number, :version, :text, :body_hash, :now)""",
        number=old.id,
        version=old.version,
        text=old.text,
        body_hash=old.body_hash,
        now=now,
    )
    tx.write(
        "UPDATE announcements SET text = :text, body_hash = :body_hash, version = version + 1 WHERE id = :number",
        text=text,
        body_hash=body_hash,
        number=old.id,
    )
    await send_on(tx, old.id)
    return old.version + 1


async def tally(tx: Reading, number: int) -> dict[str, int]:
    """Count the recipients of an announcement by the state of their row («cancelled» apart; '' has none)."""
    found = await tx.all(
        AnswerTally,
        """SELECT CASE WHEN row_state = 'replaced' THEN 'cancelled' ELSE row_state END AS state, count(*)
           FROM recipient_states WHERE announcement_id = :number GROUP BY state""",
        number=number,
    )
    return {row.state: row.rows for row in found}


async def count_urgent(tx: Reading, since: datetime, until: datetime) -> int:
    """Count the urgent announcements confirmed in a span of time that were neither refused nor cancelled unsent."""
    return await tx.count(
        """SELECT count(*) FROM announcements
           WHERE urgent AND confirmed_at >= :since AND confirmed_at < :until AND state <> 'refused'""",
        since=since,
        until=until,
    )


async def list_files(tx: Reading) -> list[str]:
    """Return the digests of the files that announcements may still be sent with, and those of drafts."""
    found = await tx.column(
        """SELECT json_extract(value, '$.sha256') FROM announcements, json_each(files)
           WHERE state IN ('awaiting', 'scheduled', 'sending', 'sent', 'held')
           UNION SELECT json_extract(json_extract(value, '$.stored'), '$.sha256')
           FROM announcement_drafts, json_each(CASE WHEN json_valid(body) THEN body ELSE '{}' END, '$.files')
           WHERE json_extract(value, '$.stored') <> ''"""
    )
    return [str(digest) for digest in found]


async def hold_due(tx: Transaction, now: datetime) -> int:
    """Hold what would leave now: after a restore nobody knows whether it has left before; return how many they are."""
    return await tx.run(
        "UPDATE announcements SET state = 'held' WHERE state = 'scheduled' AND send_at <= :now", now=now
    )


async def get_draft(tx: Reading, person_id: int) -> str | None:
    """Return what an author has composed so far, as JSON."""
    found = await tx.value("SELECT body FROM announcement_drafts WHERE person_id = :person_id", person_id=person_id)
    return None if found is None else str(found)


async def save_draft(tx: Transaction, person_id: int, body: str, now: datetime) -> None:
    """Keep what an author has composed so far."""
    tx.write(
        """INSERT INTO announcement_drafts (person_id, body, updated_at) VALUES (:person_id, :body, :now)
           ON CONFLICT (person_id) DO UPDATE SET body = :body, updated_at = :now""",
        person_id=person_id,
        body=body,
        now=now,
    )


async def drop_draft(tx: Transaction, person_id: int) -> None:
    """Drop a draft that was confirmed or given up."""
    tx.write("DELETE FROM announcement_drafts WHERE person_id = :person_id", person_id=person_id)

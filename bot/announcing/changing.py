"""What an author does to an announcement after its confirmation: stop it, edit it, delete it, nudge who is silent."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcing import progress, sending
from bot.announcing.audience import read_parts
from bot.announcing.body import FLOW, LOST, UNSENT, body_of, named, read_files, show_body
from bot.announcing.consulting.matter import matter_of
from bot.announcing.draft import AnnouncementDraft, DraftFile
from bot.announcing.nudging import push_nudges, want_nudge
from bot.announcing.policy import policy
from bot.announcing.telling import caretakers, tell
from bot.conversing.posting import edits, post
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from storage import announcements, audit, consultations, outbox, recipients
from storage.announcements import Announcement
from storage.audit import Act, Action
from storage.outbox import Address, Letter
from storage.recipients import Carrier
from storage.transaction import Reading, Transaction


async def stop(tx: Transaction, found: Announcement, person_id: int, now: datetime) -> None:
    """Stop an announcement: nothing leaves any more but what is under way; one that never left becomes a draft."""
    await announcements.save_state(tx, found.id, "cancelled")
    stopped = await outbox.cancel_announcement(tx, found.id, now)
    await _note(tx, found, person_id, "announcement.cancel", now, stopped=stopped)
    if found.state in UNSENT:
        await announcements.save_draft(tx, found.author_id, (await draft_of(tx, found)).stored, now)
    else:
        await progress.show(tx, found.id, now)


async def draft_of(tx: Reading, found: Announcement) -> AnnouncementDraft:
    """Return an announcement as a draft, to be confirmed anew."""
    consultation = await consultations.get(tx, found.id)
    return AnnouncementDraft(
        text=found.text,
        level=found.level,
        question=found.question,
        parts=read_parts(found.audience),
        send_at=found.send_at,
        due_at=found.due_at,
        repeats=found.repeats,
        urgent=found.urgent,
        matter=matter_of(consultation) if consultation else None,
        files=tuple(DraftFile(file.sha256, file.kind, file.stored) for file in read_files(found.files)),
    )


async def edit(tx: Transaction, found: Announcement, person_id: int, text: str, now: datetime) -> None:
    """Send another text as the next version: in place where the messenger can, elsewhere anew."""
    body_hash = replace(body_of(found), text=text).digest
    version = await announcements.save_version(tx, found, text, body_hash, now)
    await _note(tx, found, person_id, "announcement.edit", now, version=version, hash=body_hash)
    changed = await announcements.get(tx, found.id)
    if changed is None:
        return
    for carrier in await recipients.list_carriers(tx, found.id):
        await _send_version(tx, changed, carrier, now)
    await progress.show(tx, found.id, now)


async def _send_version(tx: Transaction, found: Announcement, carrier: Carrier, now: datetime) -> None:
    waited = await outbox.replace_waiting(tx, carrier.newest_id, now)
    anew = not await edits(tx, carrier.platform) or carrier.state in {"blocked", "failed"} or found.files != "[]"
    if waited or anew:
        await sending.queue(tx, found, carrier.person_id, now)
        return
    address = Address(carrier.platform, carrier.chat_id, carrier.person_id)
    letter = Letter(
        "",
        kind="announcement",
        operation="edit",
        target=carrier.row_id,
        announcement_id=found.id,
        only_on=found.only_on,
    )
    row = await post(tx, address, show_body(body_of(found), found.id, found.version), now, letter, FLOW)
    await recipients.note_queued(tx, found.id, carrier.person_id, row.id)


async def delete(tx: Transaction, found: Announcement, person_id: int, now: datetime) -> None:
    """Take an announcement back from every chat, as far as messengers still delete it."""
    await announcements.save_state(tx, found.id, "deleted")
    await outbox.cancel_announcement(tx, found.id, now)
    every = await outbox.list_messages(tx, found.id, datetime.min.replace(tzinfo=now.tzinfo))
    young = await outbox.list_messages(tx, found.id, now - timedelta(hours=policy().delete_hours))
    for shown in young:
        address = Address(shown.platform, shown.chat_id, shown.person_id)
        letter = Letter("", kind="announcement", operation="delete", target=shown.id, announcement_id=found.id)
        await outbox.save(tx, address, letter, now)
    await _note(tx, found, person_id, "announcement.delete", now, messages=len(young), left=len(every) - len(young))
    text = t("announce.deleted", named=named(found), count=len(young))
    if len(young) < len(every):
        text += "\n" + t("announce.not_deleted", count=len(every) - len(young), hours=policy().delete_hours)
    for caretaker in await caretakers(tx, found):
        await tell(tx, caretaker, Screen(text), now)


async def resend(tx: Transaction, found: Announcement, person_id: int, now: datetime) -> None:
    """Send it once more to whom it may not have reached: some of them may have it twice, and the author wants that."""
    lost = [each for each in await recipients.list_of(tx, found.id) if each.active and each.row_state in LOST]
    for recipient in lost:
        await sending.queue(tx, found, recipient.person_id, now)
    await announcements.send_on(tx, found.id)
    await _note(tx, found, person_id, "announcement.resend", now, to=len(lost))
    await progress.show(tx, found.id, now)


async def nudge(tx: Transaction, found: Announcement, person_id: int, now: datetime) -> None:
    """Remind those whom it reached and who have not answered, at most once a day."""
    if await want_nudge(tx, found, now):
        await _note(tx, found, person_id, "announcement.nudge", now)
        await push_nudges(tx, now)


async def _note(
    tx: Transaction, found: Announcement, person_id: int, action: Action, now: datetime, **detail: str | int | None
) -> None:
    await audit.append(tx, now, Act(f"person:{person_id}", action, f"announcement:{found.id}", detail))

"""Confirms, queues and repeats announcements, in the turn or the work that does it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.announcing import progress
from bot.announcing.audience import AudienceMember, for_joiners, read_parts, select, wants_silent
from bot.announcing.body import FLOW, body_of, confirmed, named, show_body, show_other_files
from bot.announcing.progress_screens import stop_button
from bot.announcing.repeating import next_time
from bot.announcing.telling import BY_AUTHOR, caretakers, tell
from bot.announcing.unreported import missing_axes
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery import alerts
from bot.language.catalogue import t
from storage import accounts, announcements, audiences, audit, recipients
from storage.announcements import Announcement
from storage.audit import Act
from storage.outbox import Letter
from storage.transaction import Transaction


async def freeze(tx: Transaction, number: int, members: Iterable[AudienceMember]) -> None:
    """Write down whom an announcement is for."""
    for member in members:
        await recipients.add(tx, number, member.person_id, member.province)
    await announcements.count_recipients(tx, number)


async def start(tx: Transaction, found: Announcement, now: datetime) -> None:
    """Queue an announcement for everybody it is for, if it still is what was confirmed."""
    if body_of(found).digest != found.body_hash:
        await announcements.save_state(tx, found.id, "held")
        await alerts.alert(tx, now, f"announcement {found.id}", t("announce.held", named=named(found)))
        return
    if found.repeats:
        await freeze(tx, found.id, await _members_now(tx, found, now))
        await _schedule_next(tx, found, now)
    await announcements.save_state(tx, found.id, "sending")
    for person_id in sorted(await recipients.list_people(tx, found.id)):
        await queue(tx, found, person_id, now)
    detail: dict[str, str | int | None] = {
        "to": await announcements.count_recipients(tx, found.id),
        "version": found.version,
    }
    await audit.append(
        tx, now, Act(f"person:{found.author_id}", "announcement.send", f"announcement:{found.id}", detail)
    )
    await progress.show(tx, found.id, now)


async def queue(tx: Transaction, found: Announcement, person_id: int, now: datetime) -> None:
    """Queue an announcement for one recipient, on the messenger they used last; without an account it waits."""
    address = (
        await accounts.get_address_on(tx, person_id, found.only_on)
        if found.only_on
        else await accounts.get_address(tx, person_id)
    )
    if address:
        letter = Letter("", kind="announcement", announcement_id=found.id, only_on=found.only_on)
        body = body_of(found)
        for screen in show_other_files(body):
            await post(tx, address, screen, now, letter)
        row = await post(tx, address, show_body(body, found.id, found.version), now, letter, FLOW)
        await recipients.note_queued(tx, found.id, person_id, row.id)


async def reach_joiners(tx: Transaction, valid: Iterable[Announcement], now: datetime) -> None:
    """Send what is still valid to who has joined its audience since, or has an account only now."""
    holders = await audiences.list_holders(tx)
    for found in valid:
        parts = for_joiners(read_parts(found.audience))
        there = await recipients.list_people(tx, found.id)
        joined = [member for member in select(parts, holders, {}) if member.person_id not in there]
        if joined:
            await freeze(tx, found.id, joined)
        for person_id in await recipients.list_unqueued(tx, found.id):
            await queue(tx, found, person_id, now)


async def tell_scheduled(tx: Transaction, found: Announcement, text: str, now: datetime) -> None:
    """Tell who looks after an announcement when it will leave, with the button that stops it."""
    for person_id in await caretakers(tx, found):
        await tell(tx, person_id, Screen(text, stop_button(found.id)), now, BY_AUTHOR)


async def _members_now(tx: Transaction, found: Announcement, now: datetime) -> tuple[AudienceMember, ...]:
    parts = read_parts(found.audience)
    missing = await missing_axes(tx, now) if wants_silent(parts) else {}
    return select(parts, await audiences.list_holders(tx), missing)


async def _schedule_next(tx: Transaction, found: Announcement, now: datetime) -> None:
    """Confirm the next of a series; its deadline moves with it."""
    planned = found.send_at or now
    moment = next_time(planned, found.repeats, now)
    due_at = found.due_at + (moment - planned) if found.due_at else None
    body = replace(body_of(found), due_at=due_at)
    new = confirmed(body, found.author_id, found.audience, moment)
    await announcements.add(tx, replace(new, only_on=found.only_on, repeats=found.repeats), now)

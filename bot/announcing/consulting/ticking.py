"""Reminds who has said nothing on an open consultation: the working day before its deadline, and that morning."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.announcing.nudging import about, reminder
from bot.announcing.policy import policy
from bot.chasing.pushing import Push, push
from bot.chasing.rules import FOR_EVER
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_calendar
from storage import announcements, consultations, ledger, recipients
from storage.announcements import Announcement
from storage.consultations import Consultation
from storage.recipients import Recipient
from storage.transaction import Reading, Transaction

LOOKED_AGAIN = timedelta(minutes=30)
"""How often, on a day of reminders, it is looked whether the question has reached somebody more."""


async def remind_consulted(tx: Transaction, now: datetime) -> None:
    """Remind whoever is due to be reminded; brought by the one way to push, once for each day."""
    if now >= at(day_of(now), policy().pledges_at):
        async for announcement in _list_of_today(tx, now):
            everybody = await recipients.list_of(tx, announcement.id)
            async for wanted in _list_unreminded(tx, announcement, day_of(now), everybody):
                await push(tx, now, wanted)


async def consulted_of(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what a person is still to be reminded of today."""
    pushes = []
    async for announcement in _list_of_today(tx, now):
        if recipient := await recipients.get(tx, announcement.id, person):
            pushes += [each async for each in _list_unreminded(tx, announcement, day_of(now), [recipient])]
    return pushes


async def _list_of_today(tx: Reading, now: datetime) -> AsyncIterator[Announcement]:
    """Yield the announcements of the consultations of which is reminded today."""
    for found in await consultations.list_waiting(tx, now):
        announcement = await announcements.get(tx, found.id)
        if announcement and day_of(now) in await _days(tx, found, announcement):
            yield announcement


async def next_consulting(tx: Reading, now: datetime) -> datetime | None:
    """Return when the next reminder is due; on the days of reminders whoever is reached only then is looked for."""
    moments = []
    for found in await consultations.list_waiting(tx, now):
        announcement = await announcements.get(tx, found.id)
        days = await _days(tx, found, announcement) if announcement else ()
        moments += [at(day, policy().pledges_at) for day in days]
        if day_of(now) in days:
            moments.append(now + LOOKED_AGAIN)
    return min((moment for moment in moments if moment > now), default=None)


async def _days(tx: Reading, found: Consultation, announcement: Announcement) -> tuple[date, ...]:
    """Return the days on which it is reminded of, those left out on which it had not been asked yet."""
    if found.due_at is None or announcement.send_at is None:
        return ()
    calendar, due = (await hold_calendar(tx)).calendar, day_of(found.due_at)
    before = due - DAY
    while not calendar.is_working(before):
        before -= DAY
    return tuple(day for day in (before, due) if day > day_of(announcement.send_at))


async def _list_unreminded(
    tx: Reading, announcement: Announcement, today: date, everybody: list[Recipient]
) -> AsyncIterator[Push]:
    """Yield the reminders of those whom the question has reached, and whose province has said nothing."""
    spoken = {each.province for each in await consultations.list_viewpoints(tx, announcement.id)}
    reminded = await ledger.list_subjects(tx, "consultation reminder", today.isoformat())
    for recipient in everybody:
        subject = f"{announcement.id}:{recipient.person_id}"
        reached = recipient.active and recipient.row_state in {"sent", "unknown"}
        if reached and recipient.province not in spoken and subject not in reminded:
            entry = ("consultation reminder", today.isoformat(), subject)
            wanted = about(announcement, recipient, ("consultation", entry), *reminder(announcement, "consult"))
            yield replace(wanted, until=announcement.due_at or FOR_EVER)

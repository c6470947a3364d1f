"""Reminds who has said nothing on an open consultation: the working day before its deadline, and that morning."""

from datetime import date, datetime, timedelta

from bot.announcing.body import answer_buttons, named
from bot.announcing.nudging import WORDS, push_about
from bot.announcing.policy import policy
from bot.conversing.screen import Screen
from bot.conversing.widgets import first_words
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_calendar
from storage import announcements, consultations, ledger, recipients
from storage.announcements import Announcement
from storage.consultations import Consultation
from storage.transaction import Reading, Transaction

LOOKED_AGAIN = timedelta(minutes=30)
"""How often, on a day of reminders, it is looked whether the question has reached somebody more."""


async def remind_consulted(tx: Transaction, now: datetime) -> None:
    """Remind whoever is due to be reminded; brought by the one way to push, once for each day."""
    today = day_of(now)
    if now < at(today, policy().pledges_at):
        return
    for found in await consultations.list_waiting(tx, now):
        announcement = await announcements.get(tx, found.id)
        if announcement and today in await _days(tx, found, announcement):
            await _remind(tx, found, announcement, today, now)


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


async def _remind(tx: Transaction, found: Consultation, announcement: Announcement, today: date, now: datetime) -> None:
    spoken = {each.province for each in await consultations.list_viewpoints(tx, found.id)}
    reminded = await ledger.list_subjects(tx, "consultation reminder", today.isoformat())
    for recipient in await recipients.list_of(tx, found.id):
        subject = f"{found.id}:{recipient.person_id}"
        reached = recipient.active and recipient.row_state in {"sent", "unknown"}
        if reached and recipient.province not in spoken and subject not in reminded:
            entry = ("consultation reminder", today.isoformat(), subject)
            await push_about(tx, announcement, recipient, ("consultation", entry), _reminder(announcement), now)


def _reminder(announcement: Announcement) -> Screen:
    words = first_words(announcement.text, WORDS)
    lines = [t("announce.nudge.consult", named=named(announcement), words=words)]
    if announcement.due_at:
        lines.append(t("announce.nudge.until", moment=dates.moment(announcement.due_at)))
    return Screen("\n".join(lines), answer_buttons("consult", announcement.id))

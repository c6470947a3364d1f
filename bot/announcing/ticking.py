"""What the clock does for announcements: sends them, shows progress, tells of deadlines, asks about promises."""

from datetime import datetime, timedelta

from bot.announcing import matrix, progress, sending
from bot.announcing.body import ANSWERS, named
from bot.announcing.nudging import push_nudges
from bot.announcing.pledging import ask_pledges
from bot.announcing.policy import policy
from bot.announcing.telling import BY_AUTHOR, caretakers, tell
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.timetable import push_time
from storage import announcements, ledger, recipients
from storage.announcements import Announcement
from storage.transaction import Reading, Transaction

TOLD_WITHIN = timedelta(days=7)
"""A deadline that is longer over is not told any more."""


async def announce_due(tx: Transaction, now: datetime) -> None:
    """Do what is due now; what leaves by itself keeps working hours, unless it is urgent."""
    held = await hold_calendar(tx)
    office = push_time(now, held.rules, held.calendar) <= now
    for found in await announcements.list_due(tx, now):
        if office or found.urgent:
            await sending.start(tx, found, now)
    valid = await announcements.list_valid(tx, now, now - timedelta(days=policy().valid_days))
    if valid := [found for found in valid if office or found.urgent]:
        await sending.reach_joiners(tx, valid, now)
    for found in await announcements.list_sending(tx):
        await progress.show(tx, found.id, now)
    for found in await announcements.list_over(tx, now, now - TOLD_WITHIN):
        if ANSWERS[found.level] and await ledger.enter(tx, now, ("announcement due", str(found.id), "")):
            await _tell_of_deadline(tx, found, now)
    await push_nudges(tx, now)
    if now >= at(day_of(now), policy().pledges_at):
        await ask_pledges(tx, now)


async def next_announcing(tx: Reading, now: datetime) -> datetime | None:
    """Return when something is next due about an announcement; how far one has got on its way, no time tells."""
    held, moments = await hold_calendar(tx), []
    for found in await announcements.list_coming(tx, now):
        if found.state == "scheduled":
            leaves = max(found.send_at or now, now)
            moments.append(leaves if found.urgent else push_time(leaves, held.rules, held.calendar))
        if found.due_at:
            moments.append(found.due_at)
    if await announcements.list_valid(tx, now, now - timedelta(days=policy().valid_days)):
        moments.append(push_time(now, held.rules, held.calendar))
    if first := await recipients.next_pledge(tx):
        today = at(max(first, day_of(now)), policy().pledges_at)
        moments += [today, today + DAY]
    return min((moment for moment in moments if moment > now), default=None)


async def _tell_of_deadline(tx: Transaction, found: Announcement, now: datetime) -> None:
    """Tell who looks after an announcement how many have answered by the deadline, and who has not."""
    everybody = await recipients.list_of(tx, found.id)
    counted = matrix.count(found, everybody)
    lines = [
        t("announce.deadline.title", named=named(found)),
        t(f"announce.manage.answered.{found.level}", count=counted.answered, all=len(everybody)),
    ]
    buttons = [Button(t("announce.button.status"), "status", (str(found.id),))]
    if counted.missing:
        lines.append(t("announce.deadline.missing", names=matrix.names_by_province(counted.missing)))
        buttons.insert(0, Button(t("announce.button.nudge"), "nudge", (str(found.id),)))
    for person_id in await caretakers(tx, found):
        await tell(tx, person_id, Screen("\n".join(lines), (tuple(buttons),)), now, BY_AUTHOR)

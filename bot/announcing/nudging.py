"""Reminds recipients who have not answered: wanted once a day by an author, brought by the one way to push."""

from datetime import datetime

from bot.announcing import matrix
from bot.announcing.body import FLOW, answer_buttons, named
from bot.chasing.pushing import Push, push
from bot.conversing.screen import Screen
from bot.conversing.widgets import first_words
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import DAY, day_of
from storage import announcements, ledger, recipients
from storage.announcements import Announcement
from storage.recipients import Recipient
from storage.transaction import Reading, Transaction

WANTED, BROUGHT = "announcement nudge", "announcement nudged"
DAYS = 3
"""For so many days a nudge is tried: meanwhile the person may be answering, or have had enough pushes for the day."""
WORDS = 60
"""So much of an announcement's first line is said in a reminder."""


async def want_nudge(tx: Transaction, found: Announcement, now: datetime) -> bool:
    """Write down that who has not answered is to be reminded; False: that was wanted today already."""
    return await ledger.enter(tx, now, (WANTED, day_of(now).isoformat(), str(found.id)))


async def was_wanted(tx: Reading, found: Announcement, now: datetime) -> bool:
    """Say whether who has not answered was to be reminded today."""
    return await ledger.has(tx, WANTED, day_of(now).isoformat(), str(found.id))


async def push_nudges(tx: Transaction, now: datetime) -> None:
    """Remind whom nobody has reminded yet of what is wanted, as far as they may be disturbed now."""
    for back in range(DAYS):
        day = (day_of(now) - back * DAY).isoformat()
        for number in sorted(await ledger.list_subjects(tx, WANTED, day), key=int):
            found = await announcements.get(tx, int(number))
            if found and found.state in {"sending", "sent"}:
                await _push_all(tx, found, day, now)


async def _push_all(tx: Transaction, found: Announcement, day: str, now: datetime) -> None:
    brought = await ledger.list_subjects(tx, BROUGHT, day)
    for recipient in matrix.count(found, await recipients.list_of(tx, found.id)).missing:
        subject = f"{found.id}:{recipient.person_id}"
        if subject not in brought:
            await push_about(tx, found, recipient, ("nudge", (BROUGHT, day, subject)), _reminder(found), now)


async def push_about(
    tx: Transaction,
    found: Announcement,
    recipient: Recipient,
    what: tuple[str, ledger.Entry],
    screen: Screen,
    now: datetime,
) -> None:
    """Push something about an announcement; ``what`` is its kind and what it settles in the ledger."""
    kind, entry = what
    wanted = Push(
        recipient.person_id,
        kind,
        (entry,),
        screen,
        provinces=(recipient.province,),
        flow=FLOW,
        essential=True,
        only_on=found.only_on,
    )
    await push(tx, now, wanted)


def _reminder(found: Announcement) -> Screen:
    lines = [t(f"announce.nudge.{found.level}", named=named(found), words=first_words(found.text, WORDS))]
    if found.due_at:
        lines.append(t("announce.nudge.until", moment=dates.moment(found.due_at)))
    return Screen("\n".join(lines), answer_buttons(found.level, found.id))

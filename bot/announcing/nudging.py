"""Reminds recipients who have not answered: wanted once a day by an author, brought by the one way to push."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from bot.announcing import matrix
from bot.announcing.body import FLOW, answer_buttons, named
from bot.chasing.pushing import Push, push
from bot.conversing.screen import Screen
from bot.conversing.widgets import first_words, in_rows
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
    async for found, day in _list_wanted(tx, now):
        async for wanted in _list_unreminded(tx, found, day, await recipients.list_of(tx, found.id)):
            await push(tx, now, wanted)


async def nudges_of(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what a person is still to be reminded of."""
    pushes = []
    async for found, day in _list_wanted(tx, now):
        if recipient := await recipients.get(tx, found.id, person):
            pushes += [each async for each in _list_unreminded(tx, found, day, [recipient])]
    return pushes


async def _list_wanted(tx: Reading, now: datetime) -> AsyncIterator[tuple[Announcement, str]]:
    """Yield the announcements of which is to be reminded, and the day on which that was wanted."""
    for back in range(DAYS):
        day = (day_of(now) - back * DAY).isoformat()
        for number in sorted(await ledger.list_subjects(tx, WANTED, day), key=int):
            found = await announcements.get(tx, int(number))
            if found and found.state in {"sending", "sent"}:
                yield found, day


async def _list_unreminded(
    tx: Reading, found: Announcement, day: str, everybody: list[Recipient]
) -> AsyncIterator[Push]:
    """Yield the reminders of those who have not answered and were not reminded."""
    brought = await ledger.list_subjects(tx, BROUGHT, day)
    for recipient in matrix.count(found, everybody).missing:
        subject = f"{found.id}:{recipient.person_id}"
        if subject not in brought:
            yield about(found, recipient, ("nudge", (BROUGHT, day, subject)), *reminder(found, found.level))


def about(found: Announcement, recipient: Recipient, what: tuple[str, ledger.Entry], screen: Screen, line: str) -> Push:
    """Return a push about an announcement; ``what`` is its kind and what it settles in the ledger.

    In another's message its ``line`` stands; its buttons, but for the question, say which announcement they are of.
    """
    kind, entry = what
    answers = [each for row in screen.rows for each in row if each.name != "ask"]
    buttons = [replace(each, label=t("announce.line.button", what=each.label, number=found.id)) for each in answers]
    return Push(
        recipient.person_id,
        kind,
        (entry,),
        screen,
        provinces=(recipient.province,),
        flow=FLOW,
        essential=True,
        only_on=found.only_on,
        brief=Screen(line, in_rows(buttons)),
    )


def reminder(found: Announcement, level: str) -> tuple[Screen, str]:
    """Return what reminds of an answer that is asked for, alone and as a line."""
    said = {"named": named(found), "words": first_words(found.text, WORDS)}
    lines, line = [t(f"announce.nudge.{level}", **said)], t(f"announce.line.{level}", **said)
    if found.due_at:
        until = t("announce.nudge.until", moment=dates.moment(found.due_at))
        lines.append(until)
        line = t("announce.line.until", line=line, until=until)
    return Screen("\n".join(lines), answer_buttons(level, found.id)), line

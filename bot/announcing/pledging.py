"""Asks about promises: each open one on the morning of its day, and once more on the working day after it."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.announcing.body import named
from bot.announcing.nudging import WORDS, about
from bot.chasing.pushing import Push, push
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import first_words
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import day_of
from storage import announcements, ledger, recipients
from storage.recipients import Recipient
from storage.transaction import Reading, Transaction


async def ask_pledges(tx: Transaction, now: datetime) -> None:
    """Ask about each promise whose day has come."""
    async for wanted in _list_unasked(tx, now, await recipients.list_pledges_due(tx, day_of(now))):
        await push(tx, now, wanted)


async def pledges_of(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what a person is to be asked today about promises."""
    due = [each for each in await recipients.list_pledges_due(tx, day_of(now)) if each.person_id == person]
    return [each async for each in _list_unasked(tx, now, due)]


async def _list_unasked(tx: Reading, now: datetime, due: list[Recipient]) -> AsyncIterator[Push]:
    for recipient in due:
        found = await announcements.get(tx, recipient.announcement_id)
        if found is None or recipient.pledge_day is None:
            continue
        when = "today" if recipient.pledge_day == day_of(now) else "over"
        entry = (f"pledge {when}", recipient.pledge_day.isoformat(), f"{found.id}:{recipient.person_id}")
        if not await ledger.has(tx, *entry):
            number, day = str(found.id), dates.date(recipient.pledge_day)
            said = {"named": named(found), "words": first_words(found.text, WORDS), "day": day}
            text, line = t(f"announce.pledge.{when}", **said), t(f"announce.line.{when}", **said)
            buttons = (
                Button(t("announce.answer.done"), "done", (number,)),
                Button(t("announce.answer.another_day"), "pledge", (number,)),
                Button(t("announce.answer.ask"), "ask", (number,)),
            )
            yield about(found, recipient, ("pledge", entry), Screen(text, (buttons,)), line)

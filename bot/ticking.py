"""The works of the clock: each asks the database what is due now. Done twice it does nothing twice (the ledger)."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

from bot.administering.new_year import tell_of_year, year_of
from bot.announcing.consulting.ticking import consulted_of, remind_consulted
from bot.announcing.nudging import nudges_of
from bot.announcing.pledging import pledges_of
from bot.announcing.ticking import announce_due
from bot.backup.nightly import order_backup
from bot.briefing.ordering import order_digests, order_periods, order_tables
from bot.chasing.calling import call
from bot.chasing.pushing import ROOMS
from bot.chasing.snoozing import remind_again
from bot.chasing.withdrawing import withdraw
from bot.delegating.turning import turn_over
from bot.delivery import metrics
from bot.delivery.apart import apart
from bot.delivery.outgoing_files import TidyErrand
from bot.language.jalali import jalali
from bot.obstacles.chasing import chase_obstacles, obstacles_of
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import programme_year
from bot.programme.loading import ensure_programme
from bot.reporting.estates.entry_telling import entries_due, tell_entries
from bot.reporting.estates.reminding import estates_due, remind_estates
from bot.reviewing.leaving import let_returns_leave
from bot.reviewing.telling import tell_reviews
from bot.signing.two_keys import turn_second_key
from bot.stored import dump
from storage import errands, inbox, ledger, outbox, returned
from storage.transaction import Reading, Transaction

INBOX_KEPT = timedelta(hours=48)
OUTBOX_KEPT = timedelta(days=60)


async def keep_house(tx: Transaction, now: datetime) -> None:
    """Once a day: make the year's programme where there is none, and forget what is over."""
    today = day_of(now)
    if await ledger.enter(tx, now, ("house", today.isoformat(), "")):
        for days in (-28, 0, 30):  # weeks of last year may still be open; the next year's plan is a draft from 1 Esfand
            await ensure_programme(tx, programme_year(tx, jalali(today + timedelta(days=days)).year), now)
        await inbox.forget(tx, now - INBOX_KEPT)
        await outbox.forget(tx, now - OUTBOX_KEPT)
        await errands.forget(tx, now - OUTBOX_KEPT)
        await returned.forget(tx, now - OUTBOX_KEPT)
        await errands.add(tx, "tidy", dump(TidyErrand(now - OUTBOX_KEPT)), now)


async def next_house(_tx: Reading, now: datetime) -> datetime:
    """Return the next midnight."""
    return at(day_of(now) + DAY, time.min)


Work = Callable[[Transaction, datetime], Awaitable[bool | None]]
"""Does a slice of what is due; True says that there is more."""
WORKS: tuple[Work, ...] = (
    keep_house,
    turn_over,
    turn_second_key,
    let_returns_leave,
    tell_reviews,
    call,
    remind_estates,
    tell_entries,
    remind_again,
    withdraw,
    chase_obstacles,
    order_tables,
    order_digests,
    order_periods,
    announce_due,
    remind_consulted,
    tell_of_year,
    order_backup,
)
"""What the clock does, in the order in which one thing may follow from another."""


ROOMS[:] = (pledges_of, estates_due, entries_due, obstacles_of, nudges_of, consulted_of, year_of)
"""What goes along with whatever leaves to a person, in this order."""


async def do(tx: Transaction, now: datetime, work: Work) -> bool:
    """Do a slice of a work that is due; True says that there is more."""
    more: bool | None = False
    with metrics.CLOCK.labels(work.__name__).time():
        async with apart(tx, now, work.__name__):
            more = await work(tx, now)
    return bool(more)

"""The tick: asks the database what is due now. Run twice it does nothing twice; the ledger decides."""

import json
from datetime import datetime, timedelta

from bot.announcing.consulting.ticking import remind_consulted
from bot.announcing.ticking import announce_due
from bot.backup.nightly import order_backup
from bot.briefing.ordering import order_digests, order_periods, order_tables
from bot.chasing.calling import call
from bot.chasing.snoozing import remind_again
from bot.chasing.withdrawing import withdraw
from bot.delegating.turning import turn_over
from bot.language.jalali import jalali
from bot.obstacles.chasing import chase_obstacles
from bot.programme.calendar import day_of
from bot.programme.held import programme_year
from bot.programme.loading import ensure_programme
from bot.reporting.estates.reminding import remind_estates
from bot.reviewing.telling import tell_reviews
from bot.signing.two_keys import turn_second_key
from storage import errands, inbox, ledger, outbox, returned
from storage.transaction import Transaction

INBOX_KEPT = timedelta(hours=48)
OUTBOX_KEPT = timedelta(days=60)


def tick(tx: Transaction, now: datetime) -> None:
    """Do what is due, in the order in which one thing may follow from another; the ledger decides."""
    _keep_house(tx, now)
    turn_over(tx, now)
    turn_second_key(tx, now)
    tell_reviews(tx, now)
    call(tx, now)
    remind_estates(tx, now)
    remind_again(tx, now)
    withdraw(tx, now)
    chase_obstacles(tx, now)
    order_tables(tx, now)
    order_digests(tx, now)
    order_periods(tx, now)
    announce_due(tx, now)
    remind_consulted(tx, now)
    order_backup(tx, now)


def _keep_house(tx: Transaction, now: datetime) -> None:
    """Once a day: make the year's programme where there is none, and forget what is over."""
    today = day_of(now)
    if ledger.enter(tx, now, ("house", today.isoformat(), "")):
        for days in (-28, 0, 14):  # weeks of last year may still be open
            ensure_programme(tx, programme_year(tx, jalali(today + timedelta(days=days)).year), now)
        inbox.forget(tx, now - INBOX_KEPT)
        outbox.forget(tx, now - OUTBOX_KEPT)
        errands.forget(tx, now - OUTBOX_KEPT)
        returned.forget(tx, now - OUTBOX_KEPT)
        errands.add(tx, "tidy", json.dumps({"before": (now - OUTBOX_KEPT).isoformat()}), now)

"""The tick: asks the database what is due now. Run twice it does nothing twice; the ledger decides."""

import json
from datetime import datetime, timedelta

from bot.announcing.ticking import announce_due
from bot.backup.nightly import order_backup
from bot.briefing.digest import DIGEST_AT
from bot.chasing.reminding import remind
from bot.language.jalali import jalali
from bot.obstacles.chasing import chase_obstacles
from bot.people.caller import DIGEST_READERS
from bot.programme.calendar import at, day_of
from bot.programme.held import hold_calendar, programme_year
from bot.programme.loading import ensure_programme
from storage import errands, inbox, ledger, outbox, people, returned
from storage.transaction import Transaction

INBOX_KEPT = timedelta(hours=48)
OUTBOX_KEPT = timedelta(days=60)


def tick(tx: Transaction, now: datetime) -> None:
    """Do what is due: reminders, obstacles, digests, announcements, housekeeping, the nightly backup."""
    _keep_house(tx, now)
    remind(tx, now)
    chase_obstacles(tx, now)
    _order_digests(tx, now)
    announce_due(tx, now)
    order_backup(tx, now)


def _order_digests(tx: Transaction, now: datetime) -> None:
    """Write an errand for each reader of today's digest; each finds its place in the ledger again."""
    today = day_of(now)
    if now < at(today, DIGEST_AT) or not hold_calendar(tx).calendar.is_working(today):
        return
    if ledger.enter(tx, now, ("digest", today.isoformat(), "")):
        readers = {person for role in DIGEST_READERS for person in people.list_ids(tx, role)}
        for person in sorted(readers):
            errands.add(tx, "digest", json.dumps({"person": person, "moment": now.isoformat()}), now)


def _keep_house(tx: Transaction, now: datetime) -> None:
    """Once a day: make the year's programme where there is none, and forget what is over."""
    today = day_of(now)
    if ledger.enter(tx, now, ("house", today.isoformat(), "")):
        ensure_programme(tx, programme_year(tx, jalali(today).year), now)
        ensure_programme(tx, programme_year(tx, jalali(today + timedelta(days=14)).year), now)
        inbox.forget(tx, now - INBOX_KEPT)
        outbox.forget(tx, now - OUTBOX_KEPT)
        errands.forget(tx, now - OUTBOX_KEPT)
        returned.forget(tx, now - OUTBOX_KEPT)
        errands.add(tx, "tidy", json.dumps({"before": (now - OUTBOX_KEPT).isoformat()}), now)

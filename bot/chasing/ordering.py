"""Orders headquarters' slow work when its time has come: the day's digest, the week's table."""

import json
from datetime import datetime

from bot.chasing.calls import seed_calls
from bot.chasing.rules import list_days_due, list_due
from bot.people.caller import DIGEST_READERS
from bot.programme.calendar import at
from bot.programme.held import hold_calendar
from storage import errands, ledger, people
from storage.transaction import Transaction


def order_digests(tx: Transaction, now: datetime) -> None:
    """Order the newest digest that is due for each of its readers; the older ones are skipped, as are those too late.

    An errand's payload names ``person`` and ``moment``; ``planned`` is when it was due, if it is headed as late.
    """
    days = list_days_due(now, hold_calendar(tx).calendar, seed_calls())
    fresh = [due for due in days if not ledger.has(tx, "digest", due.day.isoformat())]
    for due in fresh:
        entry = ("digest", due.day.isoformat(), "")
        if due.missed or due != fresh[-1]:
            ledger.enter(tx, now, entry, "skipped", "late" if due.missed else "newer")
        elif ledger.enter(tx, now, entry):
            planned = at(due.day, seed_calls().digest_at) if due.late else None
            _order(tx, now, "digest", frozenset(DIGEST_READERS), {}, planned)


def order_tables(tx: Transaction, now: datetime) -> None:
    """Order the weekly table that is due; its payload also names the ``week``, by its key."""
    for due in list_due(now, hold_calendar(tx), "", seed_calls()):
        entry = (due.call.kind, due.period, "")
        if due.call.does != "errand" or ledger.has(tx, *entry):
            continue
        if now > due.until:
            ledger.enter(tx, now, entry, "skipped", "late")
        elif ledger.enter(tx, now, entry):
            planned = due.at if now - due.at >= seed_calls().digest_punctual else None
            _order(tx, now, due.call.kind, due.call.roles, {"week": due.week.key}, planned)


def _order(
    tx: Transaction, now: datetime, kind: str, roles: frozenset[str], about: dict[str, str], planned: datetime | None
) -> None:
    """Write an errand for each active holder of some roles."""
    late = {"planned": planned.isoformat()} if planned else {}
    for person in sorted({person for role in roles for person in people.list_ids(tx, role)}):
        payload = {"person": person, "moment": now.isoformat(), **about, **late}
        errands.add(tx, kind, json.dumps(payload), now)

"""«Remind me later»: a wish is kept when its button is tapped, and kept to when its time has come."""

from datetime import datetime
from itertools import groupby

from bot.chasing import screens
from bot.chasing.calls import seed_calls
from bot.chasing.owing import debts_of
from bot.chasing.pushing import Push, leave_out, push
from bot.conversing.widgets import REMINDER
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import place_of
from storage import snoozes
from storage.ledger import Entry
from storage.snoozes import Snooze
from storage.transaction import Reading, Transaction


async def remind_again(tx: Transaction, now: datetime) -> None:
    """Remind everybody who asked for it by now: once each, and only who still owes something."""
    for person, wishes in groupby(await snoozes.list_due(tx, now), lambda wish: wish.person_id):
        newest, *older = wishes
        await leave_out(tx, now, tuple(map(_entry, older)), "newer")
        if await _remind(tx, now, newest):
            await snoozes.drop_until(tx, person, newest.due_at)


async def next_snooze(tx: Reading, now: datetime) -> datetime | None:
    """Return the next moment that somebody has asked for."""
    return await snoozes.next_due(tx, now)


async def _remind(tx: Transaction, now: datetime, wish: Snooze) -> bool:
    """Keep to one wish; False if it has to wait."""
    debts = await debts_of(tx, wish.person_id, now)
    if not debts:
        await leave_out(tx, now, (_entry(wish),), "answered")
        return True
    wanted = Push(
        person=wish.person_id,
        kind="snooze",
        entries=(_entry(wish),),
        screen=screens.show("snooze", debts, now, (await hold_calendar(tx)).calendar, seed_calls()),
        provinces=tuple(place_of(debt.province) for debt in debts),
        flow=REMINDER,
        until=max(debt.times.lock for debt in debts),
        asked=True,
    )
    return await push(tx, now, wanted)


def _entry(wish: Snooze) -> Entry:
    return "snooze", wish.due_at.isoformat(), str(wish.person_id)

"""Tells the operator how things stand: as an object for `/healthz`, and in the gauges for `/metrics`."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.delivery import metrics
from storage.database import Database
from storage.health import ServiceHealth, get_standing

PATIENCE = 5.0
"""Seconds that we wait for the reader: a long export must not make health look dead."""


async def ask_standing(database: Database, clock: Clock) -> dict[str, Any]:
    """Return what waits, what was set aside and who is blocked; «busy» while the reader has something long to do."""
    now = clock.now()
    try:
        standing = await asyncio.wait_for(database.read(get_standing, now), PATIENCE)
    except TimeoutError:
        return {"database": "busy"}
    return _tell(standing, now)


def _tell(standing: ServiceHealth, now: datetime) -> dict[str, Any]:
    oldest = {
        queue.name: 0 if queue.since is None else max(0, round((now - queue.since).total_seconds()))
        for queue in standing.queues
    }
    metrics.OLDEST.clear()
    for what, seconds in oldest.items():
        metrics.OLDEST.labels(what).set(seconds)
    for queue in standing.queues:
        if queue.name == "errands":
            metrics.WAITING.labels("errands").set(queue.waiting)
    for what, count in standing.dead.items():
        metrics.DEAD.labels(what).set(count)
    metrics.BLOCKED.set(standing.blocked)
    return {"database": "good", "oldest_seconds": oldest, "dead": standing.dead, "blocked_people": standing.blocked}


def tell_backups(last: datetime | None, *, set_up: bool) -> dict[str, Any]:
    """Return when the newest backup was made, and note it in the gauges."""
    metrics.BACKUPS.set(int(set_up))
    metrics.LAST_BACKUP.set(last.timestamp() if last else 0)
    return {"set_up": set_up, "last": last.isoformat() if last else None}


def tell_next(moments: Mapping[str, datetime | None], now: datetime) -> dict[str, str | None]:
    """Return when each job of the clock fires next, the soonest first; None: not before something is stored."""
    known = {name: max(moment, now) for name, moment in moments.items() if moment}
    told = {name: known[name].isoformat(timespec="seconds") for name in sorted(known, key=known.__getitem__)}
    return told | {name: None for name in moments if name not in known}

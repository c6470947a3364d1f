"""The nightly backup: ordered by the clock, made by an errand in a thread, told to the trail."""

import asyncio
import logging
import sqlite3
import threading
import tomllib
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from importlib import resources
from pathlib import Path

from bot.backup import making, shelf
from bot.backup.making import BackupOrder, Made
from bot.backup.manifest import DATABASE
from bot.clock import Clock
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery import alerts
from bot.delivery.attachment import Attachment
from bot.delivery.beats import Beats
from bot.delivery.errands import Finish
from bot.delivery.lateness import enter_done
from bot.delivery.outgoing_files import LARGEST, OutgoingFiles
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import DAY, at, day_of
from bot.stored import dump
from storage import accounts, audit, errands, settings
from storage.audit import Act
from storage.database import Database
from storage.outbox import Letter
from storage.process_lock import AlreadyRunningError
from storage.transaction import Reading, Transaction

AT: time = tomllib.loads((resources.files("bot.backup") / "nightly.toml").read_text(encoding="utf-8"))["at"]
LAST = "last_backup"
"""The setting that says when the newest nightly backup was made."""
EVERY = 5.0
"""Seconds between two signs of life while a backup is made."""
SEALED = "application/octet-stream"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BackupErrand:
    """A backup is to be made, of things as they stand then."""


class BackupFailed(Exception):  # noqa: N818 - the admins read this name
    """No backup could be made; the log says why, and it is tried again."""


async def order_backup(tx: Transaction, now: datetime) -> None:
    """Write tonight's errand, once, where backups are set up."""
    today = day_of(now)
    due = at(today, AT)
    if not tx.memory.backups or now < due:
        return
    if await enter_done(tx, now, ("backup", today.isoformat(), ""), due):
        await errands.add(tx, "backup", dump(BackupErrand()), now)


async def next_backup(tx: Reading, now: datetime) -> datetime | None:
    """Return when the next nightly backup is due, where backups are set up."""
    tonight = at(day_of(now), AT)
    return (tonight if tonight > now else at(day_of(now) + DAY, AT)) if tx.memory.backups else None


class Backups:
    """The errand «backup». ``outgoing`` is where a small one is kept to be sent to the admins; None: it is not sent."""

    def __init__(
        self, order: BackupOrder, secret: bytes, clock: Clock, beats: Beats, outgoing: OutgoingFiles | None = None
    ) -> None:
        self._order = order
        self._secret = secret
        self._clock = clock
        self._beats = beats
        self._outgoing = outgoing

    async def make(self, database: Database, _errand: BackupErrand) -> Finish:
        """Make a backup and clear away those that no longer stay; raises BackupFailed."""
        try:
            with making.workplace(self._order) as folder:
                copy = folder / DATABASE
                await database.copy(copy)
                made = await self._in_thread(copy)
            shelf.rotate(self._order.folder)
        except (UserError, OSError, sqlite3.Error, AlreadyRunningError) as problem:  # the database itself goes on
            raise BackupFailed(problem.text if isinstance(problem, UserError) else str(problem)) from problem
        return partial(self._note, made=made, file=await self._keep_to_send(made))

    async def _in_thread(self, copy: Path) -> Made:
        """Check, pack and seal in a thread, saying that we are alive; cancelled, let it stop at its next piece."""
        stop = threading.Event()

        def progress(_bytes: int) -> None:
            if stop.is_set():
                raise BackupFailed("the service was stopped")

        def work() -> Made:
            return asyncio.run(making.finish(self._order, copy, self._secret, self._clock.now(), progress))

        task = asyncio.create_task(asyncio.to_thread(work))
        try:
            while not task.done():
                self._beats.beat("errands")
                await asyncio.wait({task}, timeout=EVERY)
        except asyncio.CancelledError:
            stop.set()
            await asyncio.wait({task})
            raise
        return task.result()

    async def _keep_to_send(self, made: Made) -> Attachment | None:
        if self._outgoing is None or made.size > LARGEST:
            return None
        return await self._outgoing.keep(await asyncio.to_thread(made.path.read_bytes), made.path.name, SEALED)

    async def _note(self, tx: Transaction, made: Made, file: Attachment | None) -> None:
        now, detail = self._clock.now(), made.manifest
        counts: dict[str, str | int | None] = {
            "size": made.size,
            "files": len(detail.members) - 1,
            "links": detail.links,
            "missing": len(made.missing),
            "damaged": len(made.damaged),
        }
        await audit.append(tx, now, Act("schedule", "backup.make", made.path.name, counts))
        await settings.save(tx, LAST, detail.made_at.isoformat())
        if made.missing or made.damaged:
            text = t("backup.alert_evidence", missing=len(made.missing), damaged=len(made.damaged))
            await alerts.alert(tx, now, "evidence", text)
        for address in await accounts.list_addresses(tx, "admin") if file else []:
            caption = t("backup.sent", moment=dates.moment(detail.made_at), files=len(detail.members) - 1)
            await post(tx, address, Screen(caption, file=file), now, Letter("", kind="notice"))

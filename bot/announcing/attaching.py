"""Brings the files of an announcement in: fetched from the messenger they were sent on, kept to be sent on any."""

from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.announcing.draft import DraftFile, read_draft
from bot.announcing.telling import tell
from bot.clock import Clock
from bot.conversing.screen import Screen
from bot.delivery.attachment import Attachment, file_name
from bot.delivery.beats import Beats
from bot.delivery.errands import Finish
from bot.delivery.fetching import Source
from bot.delivery.outgoing_files import OutgoingFiles
from bot.evidence.rules import LARGEST, recognise
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.said import File
from bot.stored import dump
from storage import announcements, errands
from storage.database import Database
from storage.transaction import Transaction


@dataclass(frozen=True)
class AttachErrand:
    """What the errand says: whose draft wants which file, on which messenger it lies, and what it calls itself."""

    person: int
    platform: str
    file_id: str
    kind: str
    name: str
    mime: str


async def order_file(tx: Transaction, caller: Caller, said: File, now: datetime) -> None:
    """Order that a file of a draft be fetched."""
    errand = AttachErrand(caller.person.id, caller.account.platform, said.file_id, said.kind, said.name, said.mime)
    await errands.add(tx, "attach", dump(errand), now)


class Attaching:
    """The errand «attach»."""

    def __init__(self, outgoing: OutgoingFiles, clock: Clock, sources: Mapping[str, Source], beats: Beats) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._sources = sources
        self._beats = beats

    async def attach(self, _database: Database, errand: AttachErrand) -> Finish:
        """Fetch a file and keep it; raises FetchError, or OSError where it cannot be written."""
        content = await self._read(errand)
        kind = errand.kind
        if content is None or (kind == "photo" and not recognise(kind, content)):
            return partial(self._leave_out, errand=errand)
        title, _, ending = errand.name.rpartition(".")
        name = (
            file_name(title, ending)
            if title
            else file_name(t("announce.file_name"), "jpg" if kind == "photo" else "bin")
        )
        file = await self._outgoing.keep(content, name, errand.mime, "photo" if kind == "photo" else "document")
        return partial(_put_in, errand=errand, file=file, now=self._clock.now())

    async def give_up(self, tx: Transaction, errand: AttachErrand) -> None:
        """Leave out a file that could not be fetched: its errand has failed for the last time."""
        await self._leave_out(tx, errand)

    async def _read(self, errand: AttachErrand) -> bytes | None:
        content = bytearray()
        async with aclosing(self._sources[errand.platform].fetch(errand.file_id)) as pieces:
            async for piece in pieces:
                self._beats.beat("errands")
                content += piece
                if len(content) > LARGEST[errand.kind]:
                    return None
        return bytes(content)

    async def _leave_out(self, tx: Transaction, errand: AttachErrand) -> None:
        now = self._clock.now()
        if await _change(tx, errand, None, now):
            await tell(tx, errand.person, Screen(t("announce.file_failed")), now)


async def _put_in(tx: Transaction, errand: AttachErrand, file: Attachment, now: datetime) -> None:
    await _change(tx, errand, DraftFile(errand.file_id, errand.kind, file.stored), now)


async def _change(tx: Transaction, errand: AttachErrand, file: DraftFile | None, now: datetime) -> bool:
    """Put what was fetched into the draft, or leave it out; False where the draft wants it no more."""
    draft = read_draft(await announcements.get_draft(tx, errand.person))
    if all(each.key != errand.file_id for each in draft.files):
        return False
    files = (file if each.key == errand.file_id else each for each in draft.files)
    changed = replace(draft, files=tuple(each for each in files if each))
    await announcements.save_draft(tx, errand.person, changed.stored, now)
    return True

"""Brings the files of an announcement in: fetched from the messenger they were sent on, kept to be sent on any."""

import json
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

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
from storage import announcements, errands
from storage.database import Database
from storage.transaction import Transaction


def order_file(tx: Transaction, caller: Caller, said: File, now: datetime) -> None:
    """Order that a file of a draft be fetched."""
    payload = {
        "person": caller.person.id,
        "platform": caller.account.platform,
        "file_id": said.file_id,
        "kind": said.kind,
        "name": said.name,
        "mime": said.mime,
    }
    errands.add(tx, "attach", json.dumps(payload), now)


class Attaching:
    """The errand «attach»."""

    def __init__(self, outgoing: OutgoingFiles, clock: Clock, sources: Mapping[str, Source], beats: Beats) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._sources = sources
        self._beats = beats

    async def attach(self, _database: Database, payload: dict[str, Any]) -> Finish:
        """Fetch a file and keep it; raises FetchError, or OSError where it cannot be written."""
        content = await self._read(payload)
        kind = payload["kind"]
        if content is None or (kind == "photo" and not recognise(kind, content)):
            return partial(self._leave_out, payload=payload)
        title, _, ending = payload["name"].rpartition(".")
        name = (
            file_name(title, ending)
            if title
            else file_name(t("announce.file_name"), "jpg" if kind == "photo" else "bin")
        )
        file = await self._outgoing.keep(content, name, payload["mime"], kind)
        return partial(_put_in, payload=payload, file=file, now=self._clock.now())

    def give_up(self, tx: Transaction, payload: dict[str, Any]) -> None:
        """Leave out a file that could not be fetched: its errand has failed for the last time."""
        self._leave_out(tx, payload)

    async def _read(self, payload: dict[str, Any]) -> bytes | None:
        content = bytearray()
        async with aclosing(self._sources[payload["platform"]].fetch(payload["file_id"])) as pieces:
            async for piece in pieces:
                self._beats.beat("errands")
                content += piece
                if len(content) > LARGEST[payload["kind"]]:
                    return None
        return bytes(content)

    def _leave_out(self, tx: Transaction, payload: dict[str, Any]) -> None:
        now = self._clock.now()
        if _change(tx, payload, None, now):
            tell(tx, payload["person"], Screen(t("announce.file_failed")), now)


def _put_in(tx: Transaction, payload: dict[str, Any], file: Attachment, now: datetime) -> None:
    _change(tx, payload, DraftFile(payload["file_id"], payload["kind"], file.stored), now)


def _change(tx: Transaction, payload: dict[str, Any], file: DraftFile | None, now: datetime) -> bool:
    """Put what was fetched into the draft, or leave it out; False where the draft wants it no more."""
    draft = read_draft(announcements.get_draft(tx, payload["person"]))
    if all(each.key != payload["file_id"] for each in draft.files):
        return False
    files = (file if each.key == payload["file_id"] else each for each in draft.files)
    changed = replace(draft, files=tuple(each for each in files if each))
    announcements.save_draft(tx, payload["person"], changed.stored, now)
    return True

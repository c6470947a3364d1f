"""The files that go out with messages: kept before any row names them, removed when none needs them any more."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.delivery.attachment import Attachment, Kind, read_attachment
from bot.delivery.errands import Finish, nothing
from storage import announcements, outbox, vault
from storage.database import Database

LARGEST = 19 * 1024 * 1024
"""Bytes; Bale takes no more than 20 MB in the field (docs/bale.md)."""


@dataclass(frozen=True)
class TidyErrand:
    """Files that were kept before an instant are to be removed."""

    before: datetime


class OutgoingFiles:
    """A folder of files under their digests. Its errands run one after the other, so that none meets another's file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, content: bytes, name: str, mime: str, kind: Kind = "document") -> Attachment:
        """Put a file on the disk and return what a screen names it by; raises ValueError where it is too large.

        To be called in an errand; its `Finish` posts the screen.
        """
        if len(content) > LARGEST:
            raise ValueError(f"a file of {len(content)} bytes is too large to be sent")
        return Attachment(await asyncio.to_thread(vault.keep, self._folder, content), name, kind, mime)

    def open(self, file: Attachment) -> BinaryIO:
        """Open a kept file for reading; raises FileNotFoundError."""
        return vault.open_kept(self._folder, file.sha256)

    async def tidy(self, database: Database, errand: TidyErrand) -> Finish:
        """Remove the files that were kept before an instant and wait for no sending any more."""
        waiting = {read_attachment(file).sha256 for file in await database.read(outbox.list_open_files)}
        waiting |= set(await database.read(announcements.list_files))
        for name in await asyncio.to_thread(vault.list_old, self._folder, errand.before):
            if name not in waiting:
                await asyncio.to_thread(vault.drop, self._folder, name)
        return nothing

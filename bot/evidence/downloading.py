"""Brings evidence in: read outside any transaction, looked at, put on the disk, and only then called kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.beats import Beats
from bot.delivery.errands import Finish, nothing
from bot.delivery.fetching import Source, fetch_whole
from bot.evidence.rules import LARGEST, MEGABYTE, recognise
from bot.evidence.saving import DiscardErrand, DownloadErrand, note
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.programme.in_memory import hold_programme
from bot.stored import dump
from storage import accounts, errands, evidence, vault
from storage.database import Database
from storage.evidence import Content, Evidence
from storage.outbox import Letter
from storage.transaction import Transaction


class Downloads:
    """The errands «download» and «discard»; they run one after the other, so neither meets the other's file."""

    def __init__(self, folder: Path, clock: Clock, sources: Mapping[str, Source], beats: Beats) -> None:
        self._folder = folder
        self._clock = clock
        self._sources = sources
        self._beats = beats

    async def download(self, database: Database, errand: DownloadErrand) -> Finish:
        """Fetch a file and keep it; raises FetchError, or OSError where it cannot be written."""
        piece = await database.read(evidence.get, errand.evidence)
        if piece is None or piece.state != "pending":
            return nothing
        data = await fetch_whole(self._sources[piece.platform], piece.file_id, LARGEST[piece.kind], self._beats)
        if data is None:
            return partial(self._end, piece=piece, state="refused", key="evidence.refused_large")
        mime = recognise(piece.kind, data)
        if not mime:
            return partial(self._end, piece=piece, state="refused", key="evidence.refused")
        sha256 = await asyncio.to_thread(vault.keep, self._folder, data)
        return partial(_keep, piece=piece, content=Content(sha256, mime, len(data)), now=self._clock.now())

    async def discard(self, database: Database, errand: DiscardErrand) -> Finish:
        """Remove a file that no piece of evidence is any more."""
        if not await database.read(evidence.has_content, errand.sha256):
            await asyncio.to_thread(vault.drop, self._folder, errand.sha256)
        return nothing

    async def give_up(self, tx: Transaction, errand: DownloadErrand) -> None:
        """Say that a file could not be fetched: its errand has failed for the last time."""
        if piece := await evidence.get(tx, errand.evidence):
            await self._end(tx, piece, "failed", "evidence.failed")

    async def _end(self, tx: Transaction, piece: Evidence, state: str, key: str) -> None:
        """End a piece that waits, and tell its person once."""
        now = self._clock.now()
        address = await accounts.get_address(tx, piece.person_id)
        if await evidence.give_up(tx, piece.id, state, now) and address:
            large = {"limit": LARGEST[piece.kind] // MEGABYTE} if key == "evidence.refused_large" else {}
            kind = t(f"evidence.kind.{piece.kind}")
            if piece.axis:
                text = t(key, axis=await _axis_title(tx, piece), kind=kind, **large)
            else:  # an estate sent it on its own
                text = t(f"evidence.unasked.{key.removeprefix('evidence.')}", kind=kind, **large)
            await post(tx, address, Screen(text), now, Letter("", kind="notice"))


async def _keep(tx: Transaction, piece: Evidence, content: Content, now: datetime) -> None:
    if await evidence.keep(tx, piece.id, content, now):
        await note(tx, replace(piece, sha256=content.sha256), "keep_evidence", now)
    else:  # taken back meanwhile
        await errands.add(tx, "discard", dump(DiscardErrand(content.sha256)), now)


async def _axis_title(tx: Transaction, piece: Evidence) -> str:
    axis = (await hold_programme(tx, week_of(piece.week).year)).axis(piece.axis)
    return axis.short if axis else piece.axis

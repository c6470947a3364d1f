"""Shows evidence to who may see it: each piece as what it is, from our own copy, its sight in the audit trail."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.attachment import Attachment, Kind, file_name
from bot.delivery.errands import Finish
from bot.delivery.outgoing_files import OutgoingFiles
from bot.evidence.facts import SeeEntry, SeeEvidence
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.people.caller import Caller
from bot.people.scope import sees_entry, sees_evidence
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT, by_code
from bot.stored import dump
from storage import accounts, audit, errands, estate_entries, evidence, people, vault
from storage.audit import Act
from storage.database import Database
from storage.evidence import AxisKey, KeptEvidence
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/amr": "amr",
}
SHOWN_AS: dict[str, Kind] = {
    "image/jpeg": "photo",
    "image/png": "photo",
    "audio/ogg": "voice",
    "audio/mpeg": "voice",
    "audio/mp4": "voice",
}
"""What messengers show as a photo or a voice; everything else goes out as a file."""


@dataclass(frozen=True)
class SeeEvidenceErrand:
    """What stands for an axis, or came with an ``entry`` of an estate, is to be brought to a person.

    ``week`` is its Saturday, in ISO form.
    """

    person: int
    week: str
    province: str
    axis: str
    entry: int = 0

    @property
    def key(self) -> AxisKey:
        """Return the week, province and axis."""
        return date.fromisoformat(self.week), self.province, self.axis


async def order_sight(tx: Transaction, caller: Caller, fact: SeeEvidence, now: datetime) -> None:
    """Order that evidence be brought to a person."""
    errand = SeeEvidenceErrand(caller.person.id, fact.week.saturday.isoformat(), fact.province, fact.axis)
    await errands.add(tx, "see_evidence", dump(errand), now)


async def order_sight_of_entry(tx: Transaction, caller: Caller, fact: SeeEntry, now: datetime) -> None:
    """Order that what an estate sent be brought to a person."""
    entry = await estate_entries.get(tx, fact.entry)
    piece = await evidence.get(tx, entry.evidence) if entry and entry.evidence else None
    if entry and piece:
        week = piece.week.isoformat()
        errand = SeeEvidenceErrand(caller.person.id, week, entry.province, entry.axis, entry.id)
        await errands.add(tx, "see_evidence", dump(errand), now)


class EvidenceShowing:
    """The errand «see_evidence»: ``folder`` is where evidence is kept, ``outgoing`` holds what is to be sent."""

    def __init__(self, folder: Path, outgoing: OutgoingFiles, clock: Clock) -> None:
        self._folder = folder
        self._outgoing = outgoing
        self._clock = clock

    async def show(self, database: Database, errand: SeeEvidenceErrand) -> Finish:
        """Copy the files to where they are sent from; they leave if the person still may see them."""
        kept = await database.read(_list_seen, errand)
        files = [await self._attach(piece) for piece in kept]
        return partial(_deliver, errand=errand, pieces=list(zip(kept, files, strict=True)), now=self._clock.now())

    async def _attach(self, piece: KeptEvidence) -> Attachment | None:
        """Return what a piece leaves as; None where its file is not there any more."""
        title = t(f"evidence.show.name.{piece.kind}", number=piece.id)
        if piece.latitude is not None and piece.longitude is not None:
            return Attachment("", title, "place", "", piece.latitude, piece.longitude)
        try:
            content = await asyncio.to_thread(_read, self._folder, piece.sha256)
        except FileNotFoundError:
            return None
        kind = SHOWN_AS.get(piece.mime, "document")
        return await self._outgoing.keep(content, file_name(title, ENDINGS[piece.mime]), piece.mime, kind)


def _read(folder: Path, sha256: str) -> bytes:
    with vault.open_kept(folder, sha256) as file:
        return file.read()


async def _list_seen(tx: Reading, errand: SeeEvidenceErrand) -> list[KeptEvidence]:
    """Return what a person may see of an axis, or of an entry: nothing without the right to it."""
    duties = await people.list_duties(tx, errand.person)
    if errand.entry:
        entry = await estate_entries.get(tx, errand.entry)
        if entry and entry.evidence and sees_entry(duties, errand.person, entry):
            return await evidence.list_kept_piece(tx, entry.evidence)
        return []
    if not sees_evidence(duties, errand.province, errand.axis):
        return []
    return await evidence.list_kept(tx, errand.person, errand.key)


async def _deliver(
    tx: Transaction,
    errand: SeeEvidenceErrand,
    pieces: Sequence[tuple[KeptEvidence, Attachment | None]],
    now: datetime,
) -> None:
    address = await accounts.get_address(tx, errand.person)
    if address is None:
        return
    letter = Letter("", kind="notice")
    still = {piece.id for piece in await _list_seen(tx, errand)}
    seen = [(piece, file) for piece, file in pieces if piece.id in still]
    if not seen:
        await post(tx, address, Screen(t("evidence.show.nothing")), now, letter)
    for number, (piece, file) in enumerate(seen, start=1):
        lines = [await _caption(tx, errand, piece, t("evidence.show.of", number=number, count=len(seen)))]
        lines += [t("evidence.show.note", note=piece.note)] if piece.note else []
        lines += [] if file else [t("evidence.show.lost")]
        await post(tx, address, Screen("\n".join(lines), file=file), now, letter)
        detail: dict[str, str | int | None] = {"evidence": piece.id, "kind": piece.kind, "sha256": piece.sha256}
        subject = f"{errand.week}/{errand.province}/{errand.axis}"
        await audit.append(tx, now, Act(f"person:{errand.person}", "evidence.see", subject, detail))


async def _caption(tx: Reading, errand: SeeEvidenceErrand, piece: KeptEvidence, place: str) -> str:
    """Return who sent a piece, when and for what."""
    week = week_of(errand.key[0])
    axis = (await hold_programme(tx, week.year)).axis(errand.axis)
    return t(
        "evidence.show.caption",
        place=place,
        axis=axis.short if axis else errand.axis or t("menu.from_estates"),
        unit=_unit(errand.province),
        week=dates.week_label(week),
        sender=piece.sender,
        moment=dates.moment(piece.created_at),
    )


def _unit(code: str) -> str:
    name = by_code(code).name
    return name if code == HEADQUARTERS_UNIT else t("evidence.show.province", province=name)

"""Keeps, takes back and hands in evidence, in the turn; its files are fetched and removed by errands."""

from dataclasses import dataclass
from datetime import datetime

from bot.evidence.facts import DropEvidence, TakeEvidence
from bot.evidence.rules import EvidenceView
from bot.people.caller import Caller
from bot.said import File
from bot.stored import dump
from storage import audit, errands, evidence
from storage.audit import Act, Action
from storage.evidence import AxisKey, Evidence, NewEvidence
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class DownloadErrand:
    """A piece of evidence whose file is to be fetched."""

    evidence: int


@dataclass(frozen=True)
class DiscardErrand:
    """A file that is to be removed, if no piece of evidence is it any more."""

    sha256: str


async def view_evidence(tx: Reading, person_id: int, key: AxisKey) -> tuple[EvidenceView, ...]:
    """Return what stands for an axis."""
    return tuple(
        EvidenceView(piece.id, piece.kind, piece.note, pending=piece.state == "pending", own=piece.report_id is None)
        for piece in await evidence.list_of_axis(tx, person_id, key)
    )


async def take_evidence(tx: Transaction, caller: Caller, fact: TakeEvidence, now: datetime) -> int:
    """Store a new piece, order the download of its file, and return its number."""
    said, platform = fact.said, caller.account.platform
    if isinstance(said, File):
        sent = NewEvidence(said.kind, said.caption, platform, said.file_id, said.size)
    else:
        sent = NewEvidence("location", "", platform, latitude=said.latitude, longitude=said.longitude)
    number = await evidence.add(tx, caller.person.id, (fact.week.saturday, fact.province, fact.axis), sent, now)
    if isinstance(said, File):
        await errands.add(tx, "download", dump(DownloadErrand(number)), now)
    elif piece := await evidence.get(tx, number):
        await note(tx, piece, "keep_evidence", now)
    return number


async def drop_evidence(tx: Transaction, caller: Caller, fact: DropEvidence, now: datetime) -> None:
    """Take back a piece that was not handed in, and order that its file be removed."""
    piece = await evidence.drop(tx, caller.person.id, fact.number)
    if piece is None:
        return
    await note(tx, piece, "drop_evidence", now)
    if piece.sha256:
        await errands.add(tx, "discard", dump(DiscardErrand(piece.sha256)), now)


async def note(tx: Transaction, piece: Evidence, action: Action, now: datetime) -> None:
    """Write into the audit trail what happened to a piece; the content's digest makes a changed file detectable."""
    subject = f"{piece.week.isoformat()}/{piece.province}/{piece.axis}"
    detail: dict[str, str | int | None] = {"evidence": piece.id, "kind": piece.kind, "sha256": piece.sha256}
    await audit.append(tx, now, Act(f"person:{piece.person_id}", action, subject, detail))

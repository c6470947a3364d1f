"""What may be evidence, how much of it, and how a file's content shows what it is. Pure."""

import re
from collections import Counter
from dataclasses import dataclass

from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.tokens import holds_number
from bot.said import File, Location

MOST = 3
"""Pieces of an axis."""
MEGABYTE = 1024 * 1024
LARGEST = {"photo": 10 * MEGABYTE, "document": 19 * MEGABYTE, "voice": 10 * MEGABYTE}
"""Bytes; messengers hand out no more than 20 MB."""
KINDS = ("photo", "document", "voice", "location")
CONTENTS = {
    "photo": (
        ("image/jpeg", rb"\xff\xd8\xff"),
        ("image/png", rb"\x89PNG\r\n\x1a\n"),
        ("image/webp", rb"RIFF....WEBP"),
    ),
    "document": (("application/pdf", rb"%PDF-"),),
    "voice": (
        ("audio/ogg", rb"OggS"),
        ("audio/mpeg", rb"ID3|\xff[\xf2\xf3\xfa\xfb]"),
        ("audio/aac", rb"\xff[\xf1\xf9]"),
        ("audio/mp4", rb"....ftyp"),
        ("audio/amr", rb"#!AMR"),
    ),
}
"""How files begin; sources: the formats' own specifications, as file(1) reads them."""


@dataclass(frozen=True)
class EvidenceView:
    """A piece of evidence as it is shown; ``own`` may still be taken back (0: not stored yet)."""

    id: int
    kind: str
    note: str
    pending: bool
    own: bool


def recognise(kind: str, content: bytes) -> str:
    """Return the media type that a file's first bytes show, '' for what does not belong to its kind."""
    return next((mime for mime, start in CONTENTS[kind] if re.match(start, content, re.DOTALL)), "")


def check(said: File | Location, stands: int) -> None:
    """Refuse what cannot be evidence, as far as its description tells, beside so many pieces that stand already."""
    if isinstance(said, File):
        if not _may_be_read(said):
            raise UserError("evidence.other_kind")
        if said.size > LARGEST[said.kind]:
            raise UserError("evidence.too_large", kind=kind_of(said), limit=LARGEST[said.kind] // MEGABYTE)
    if stands >= MOST:
        raise UserError("evidence.too_many", limit=MOST)


def taken(said: File | Location) -> str:
    """Return that something was taken, and what of it was not read: a voice, or a figure in a caption."""
    lines = [t("evidence.taken", kind=kind_of(said))]
    if isinstance(said, File) and said.kind == "voice":
        lines.append(t("evidence.not_heard"))
    if isinstance(said, File) and holds_number(said.caption):
        lines.append(t("evidence.caption_unread", said=said.caption))
    return "\n".join(lines)


def kind_of(said: File | Location) -> str:
    """Return what something is called."""
    return t(f"evidence.kind.{said.kind if isinstance(said, File) else 'location'}")


def summary(pieces: tuple[EvidenceView, ...]) -> str:
    """Return how many pieces of each kind stand, and how many are on their way; '' for none."""
    counts = Counter("pending" if piece.pending else piece.kind for piece in pieces)
    parts = [t(f"evidence.count.{kind}", count=counts[kind]) for kind in (*KINDS, "pending") if counts[kind]]
    return t("evidence.line", pieces=t("common.comma").join(parts)) if parts else ""


def _may_be_read(file: File) -> bool:
    """Say whether a file calls itself what we take; one that says nothing is looked at when it is here."""
    called = file.mime or file.name
    return file.kind != "document" or not called or "pdf" in file.mime.lower() or file.name.lower().endswith(".pdf")

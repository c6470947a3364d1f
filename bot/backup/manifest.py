"""The manifest: the first thing in a backup, saying what follows, signed with the secret that is not in it."""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.errors import UserError

FORMAT = 1
DATABASE = "mehvar.db"
VAULTS = ("evidence", "outgoing")
"""The folders beside the database: what people sent, and what announcements are sent with."""
FILE = re.compile(r"(?:evidence|outgoing)/([0-9a-f]{64})")
DIGEST = re.compile(r"[0-9a-f]{64}")
LARGEST = 64 * 2**20
"""Bytes of a manifest that is looked at: some 400,000 files."""
LARGEST_MEMBER = 8 * 2**30 - 1
"""Bytes of a file: what a plain tar header can say."""
SIGNED = b"mehvar backup manifest\0"


@dataclass(frozen=True)
class ArchiveMember:
    """A file of a backup: where it belongs, its bytes, the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: the database first, then the files of the vaults, in the order of their names.

    ``links`` and ``head`` tell of the audit trail, ``tables`` how many rows each table has.
    """

    made_at: datetime
    program: str
    version: int
    tables: dict[str, int]
    links: int
    head: str
    members: tuple[ArchiveMember, ...]

    @property
    def size(self) -> int:
        """Return the bytes of all files together."""
        return sum(member.size for member in self.members)


def write_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as JSON."""
    files = [[member.name, member.size, member.sha256] for member in manifest.members]
    table: dict[str, Any] = asdict(manifest) | {"made_at": manifest.made_at.isoformat(), "format": FORMAT}
    del table["members"]
    return json.dumps(table | {"files": files}, indent=1, sort_keys=True).encode()


def read_manifest(text: bytes) -> Manifest:
    """Return the manifest of a backup; UserError for one that cannot be ours, or is of a later program."""
    try:
        table = json.loads(text)
        if isinstance(table, dict) and isinstance(table.get("format"), int) and table["format"] > FORMAT:
            raise UserError("restore.newer_format")
        made_at, program, head = (str(table[name]) for name in ("made_at", "program", "head"))
        tables = {str(name): int(rows) for name, rows in table["tables"].items()}
        members = tuple(ArchiveMember(str(name), int(size), str(sha256)) for name, size, sha256 in table["files"])
        manifest = Manifest(
            datetime.fromisoformat(made_at), program, int(table["version"]), tables, int(table["links"]), head, members
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UserError("restore.bad_manifest") from None
    if manifest.made_at.tzinfo is None or not _are_ours(members):
        raise UserError("restore.bad_manifest")
    return manifest


def sign(secret: bytes, text: bytes) -> str:
    """Return the HMAC under which only who holds the secret can make a backup."""
    return hmac.new(secret, SIGNED + text, hashlib.sha256).hexdigest()


def _are_ours(members: tuple[ArchiveMember, ...]) -> bool:
    """Say whether these are the database and then files under their own digests, each once, in order."""
    names = [member.name for member in members]
    if names[:1] != [DATABASE] or names[1:] != sorted(set(names[1:])):
        return False
    for member in members:
        found = FILE.fullmatch(member.name)
        named = member.name == DATABASE or (found and found[1] == member.sha256)
        if not (named and 0 <= member.size <= LARGEST_MEMBER and DIGEST.fullmatch(member.sha256)):
            return False
    return True

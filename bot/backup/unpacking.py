"""Unpacking: a backup is read as if a stranger had made it, into a folder of its own; nothing but what is ours passes.

The headers are read one by one, without tarfile's extensions (long names, links, sparse files), and each file must be
the next one that the manifest names, of exactly its size and digest. So no name can lead out of the folder, and no
file can grow beyond what was said at the start.
"""

import gzip
import hashlib
import hmac
import os
import shutil
import tarfile
import zlib
from pathlib import Path
from typing import BinaryIO

from bot.backup.manifest import LARGEST, VAULTS, ArchiveMember, Manifest, read_manifest, sign
from bot.backup.packing import BLOCK, Progress, pieces_of
from bot.errors import UserError

ROOM = 64 * 2**20
"""Bytes of the disk that stay free beside what is unpacked."""
MOST_GROWTH = 100
"""How many times the size of a backup its files may have; a database shrinks to a fifth, pictures not at all."""
MAC = 64


def unpack(stream: BinaryIO, size: int, folder: Path, secret: bytes | None, progress: Progress) -> Manifest:
    """Write the files of a backup below an empty folder and return its manifest; the stream is read to its end.

    ``size`` is the backup's own. Raises UserError for whatever does not hold. Without a secret, who made it is not
    known.
    """
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            manifest = _read_head(packed, secret)
            if manifest.size > MOST_GROWTH * size + ROOM:
                raise UserError("restore.bomb")
            if shutil.disk_usage(folder).free < manifest.size + ROOM:
                raise UserError("restore.no_room", megabytes=(manifest.size + ROOM) // 2**20)
            for name in VAULTS:
                (folder / name).mkdir(mode=0o700)
            for member in manifest.members:
                _take(packed, member, folder, progress)
            if packed.read(2 * BLOCK) != b"\0" * 2 * BLOCK or packed.read(1):
                raise UserError("restore.foreign", name="")
    except (EOFError, zlib.error, gzip.BadGzipFile, tarfile.HeaderError):
        raise UserError("restore.damaged") from None
    return manifest


def _read_head(packed: gzip.GzipFile, secret: bytes | None) -> Manifest:
    size = _read_header(packed, "manifest.json")
    if size > LARGEST:
        raise UserError("restore.bad_manifest")
    text = _read_exactly(packed, size)
    if _read_header(packed, "manifest.mac") != MAC:
        raise UserError("restore.bad_manifest")
    mac = _read_exactly(packed, MAC)
    if secret is not None and not hmac.compare_digest(mac, sign(secret, text).encode()):
        raise UserError("restore.not_ours")
    return read_manifest(text)


def _take(packed: gzip.GzipFile, member: ArchiveMember, folder: Path, progress: Progress) -> None:
    if _read_header(packed, member.name) != member.size:
        raise UserError("restore.foreign", name=member.name)
    found = hashlib.sha256()
    with open(folder / member.name, "xb", opener=_open_privately) as file:
        for piece in pieces_of(packed, member.size):
            found.update(piece)
            file.write(piece)
            progress(len(piece))
        file.flush()
        os.fsync(file.fileno())
    _skip_padding(packed, member.size)
    if found.hexdigest() != member.sha256:
        raise UserError("restore.changed", name=member.name)


def _read_header(packed: gzip.GzipFile, name: str) -> int:
    """Return the size of the next file, which must be a plain one of this name."""
    found = tarfile.TarInfo.frombuf(_read_block(packed), "utf-8", "surrogateescape")
    if found.name != name or found.type != tarfile.REGTYPE or found.size < 0:
        raise UserError("restore.foreign", name=found.name[:80])
    return found.size


def _read_block(packed: gzip.GzipFile) -> bytes:
    return b"".join(pieces_of(packed, BLOCK))


def _read_exactly(packed: gzip.GzipFile, size: int) -> bytes:
    content = b"".join(pieces_of(packed, size))
    _skip_padding(packed, size)
    return content


def _skip_padding(packed: gzip.GzipFile, size: int) -> None:
    if any(b"".join(pieces_of(packed, -size % BLOCK))):
        raise UserError("restore.damaged")


def _open_privately(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

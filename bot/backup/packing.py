"""Packing: a checked copy of the database and the evidence become one compressed stream (tar and gzip)."""

import gzip
import hashlib
import os
import re
import tarfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.backup.manifest import DATABASE, ArchiveMember, Manifest, sign, write_manifest

PIECE = 2**20
BLOCK = 512
NAME = re.compile("[0-9a-f]{64}")
Progress = Callable[[int], None]
"""Hears of bytes that were dealt with; every byte is counted twice, once looked at and once packed."""


@dataclass(frozen=True)
class Vault:
    """The files of a vault: the sound ones, and the names of those whose content is no longer theirs."""

    members: tuple[ArchiveMember, ...]
    damaged: tuple[str, ...]


def digest(file: BinaryIO, progress: Progress) -> ArchiveMember:
    """Return size and digest of an open file, as of a member without a name; leaves it at its beginning."""
    found, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        found.update(piece)
        size += len(piece)
        progress(len(piece))
    file.seek(0)
    return ArchiveMember("", size, found.hexdigest())


def list_names(folder: Path) -> list[str]:
    """Return what a vault holds; [] for one that is not there."""
    return sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name)) if folder.exists() else []


def look_at_vault(folder: Path, names: Iterable[str], progress: Progress) -> Vault:
    """Read files of a vault; what is not under the digest of its content is left out, and named."""
    members, damaged = [], []
    for name in sorted(names):
        try:
            with (folder / name).open("rb") as file:
                found = digest(file, progress)
        except FileNotFoundError:
            continue  # taken back meanwhile
        if found.sha256 == name:
            members.append(ArchiveMember(f"{folder.name}/{name}", found.size, name))
        else:
            damaged.append(name)
    return Vault(tuple(members), tuple(damaged))


def pack(manifest: Manifest, secret: bytes, sources: "Sources", target: BinaryIO, progress: Progress) -> None:
    """Write the manifest, its signature and the files. Raises FileNotFoundError for a file that went meanwhile."""
    text = write_manifest(manifest)
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=1, mtime=0) as packed:
        for name, content in (("manifest.json", text), ("manifest.mac", sign(secret, text).encode())):
            packed.write(_header(name, len(content)))
            packed.write(content)
            packed.write(_padding(len(content)))
        for member in manifest.members:
            packed.write(_header(member.name, member.size))
            with sources.open(member) as file:
                _pour(file, packed, member.size, progress)
            packed.write(_padding(member.size))
        packed.write(b"\0" * 2 * BLOCK)


@dataclass(frozen=True)
class Sources:
    """Where a member is read: the copy's open file, which is not buffered; the others beside the database."""

    copy: BinaryIO
    beside: Path

    def open(self, member: ArchiveMember) -> BinaryIO:
        """Return a member's content, to be closed."""
        if member.name == DATABASE:
            os.lseek(self.copy.fileno(), 0, os.SEEK_SET)
            return open(self.copy.fileno(), "rb", closefd=False)
        return (self.beside / member.name).open("rb")


def pieces_of(file: BinaryIO | gzip.GzipFile, size: int) -> Iterable[bytes]:
    """Yield exactly ``size`` bytes; EOFError where the file ends before."""
    while size:
        piece = file.read(min(PIECE, size))
        if not piece:
            raise EOFError
        size -= len(piece)
        yield piece


def _pour(file: BinaryIO, packed: gzip.GzipFile, size: int, progress: Progress) -> None:
    for piece in pieces_of(file, size):
        packed.write(piece)
        progress(len(piece))


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % BLOCK)

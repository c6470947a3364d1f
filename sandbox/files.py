"""Files that were sent: kept in memory, named by id, downloaded only through a link that getFile gave."""

import secrets
from dataclasses import dataclass
from itertools import count

from sandbox.refusals import bad_request

LINK_SECONDS = 3600  # platforms: §1 GO, LV, BM; §8
DOWNLOAD_LIMIT = 20 * 1024 * 1024  # platforms: §4 GP, BM; §8
UPLOAD_LIMIT = 50 * 1024 * 1024  # platforms: §4, §8
PHOTO_LIMIT = 10 * 1024 * 1024  # platforms: §4, §8


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that the messenger holds."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    path: str


class FileStore:
    """The files of one bot; an id of another bot or platform is unknown here."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers = count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[StoredFile, float]] = {}

    def keep(self, upload: Upload, folder: str) -> StoredFile:
        """Store an upload under a new id."""
        number = next(self._numbers)
        ending = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        path = f"{folder}/file_{number}.{ending}"
        secret = secrets.token_urlsafe(12)
        file_id = f"{self._prefix}{number:06d}{secret}"
        stored = StoredFile(file_id, f"{number:06d}u", upload.name, upload.mime, upload.content, path)
        self._by_id[file_id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """Return the file of an id, or None."""
        return self._by_id.get(file_id)

    def link(self, file_id: str, now: float) -> StoredFile:
        """Open a download link for an hour; refuses an unknown id and what is over 20 MB."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if len(stored.content) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        self._links[stored.path] = (stored, now + LINK_SECONDS)
        return stored

    def open(self, path: str, now: float) -> StoredFile | None:
        """Return the file behind a link that is still valid, or None."""
        stored, until = self._links.get(path, (None, 0.0))
        return stored if now < until else None

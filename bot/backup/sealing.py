"""Sealing: a stream is encrypted to public keys with age as it is written, and opened again with a private one.

Nothing is held in memory but the pieces on their way, and nothing in the clear is put on a disk. Why age and pyrage:
docs/decisions/0004-backups-sealed-with-age.md.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

import pyrage  # type: ignore[import-untyped]

from bot.errors import UserError

MAGIC = b"age-encryption.org/v1\n"
PRIVATE = "AGE-SECRET-KEY-1"
LARGEST_IDENTITY = 64 * 1024
T = TypeVar("T")


def check_keys(keys: tuple[str, ...]) -> None:
    """Raise UserError where one of these public keys is mistyped."""
    for key in keys:
        try:
            pyrage.x25519.Recipient.from_str(key)
        except pyrage.RecipientError:
            raise UserError("backup.bad_key", key=key) from None


def make_identity(place: Path) -> str:
    """Write a new private key to a file that is not there yet, for its owner alone; return the public one."""
    identity = pyrage.x25519.Identity.generate()
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return str(identity.to_public())


def read_identities(place: Path) -> list[object]:
    """Return the private keys of a file, one a line, as `age-keygen` writes it; UserError where there is none."""
    try:
        with place.open(encoding="utf-8") as file:
            lines = file.read(LARGEST_IDENTITY).splitlines()
        return [pyrage.x25519.Identity.from_str(key) for line in lines if (key := line.strip()).startswith(PRIVATE)]
    except FileNotFoundError:
        raise UserError("restore.no_identity_file", path=str(place)) from None
    except PermissionError:
        raise
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        raise UserError("restore.bad_identity", path=str(place)) from None


def seal(write: Callable[[BinaryIO], None], target: BinaryIO, keys: tuple[str, ...]) -> None:
    """Let ``write`` write into a stream whose encrypted form goes to ``target``.

    What ``write`` raises is raised; OSError where the target cannot be written.
    """
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    exit_, entrance = _pipe()
    writing = _Helper(lambda: write(entrance), entrance)
    try:
        pyrage.encrypt_io(exit_, target, recipients)
    except pyrage.EncryptError as error:  # which hides what the target raised, such as a full disk
        raise OSError(str(error)) from None
    finally:
        exit_.close()
        problem = writing.join()
    if problem:  # the end of the stream was no end of the backup
        raise problem


def unseal(source: BinaryIO, identities: list[object], read: Callable[[BinaryIO], T]) -> T:
    """Return what ``read`` makes of the opened stream.

    It must not act on what it read before this returns: whether the stream is whole shows at its end. Raises UserError
    for another key and for a file that was changed or cut.
    """
    exit_, entrance = _pipe()
    opening = _Helper(lambda: pyrage.decrypt_io(source, entrance, identities), entrance)
    went = False
    try:
        return read(exit_)
    except Exception:
        went = True
        raise
    finally:
        exit_.close()
        problem = opening.join()
        if problem and not (went and isinstance(problem, BrokenPipeError)):  # else it was we who closed the pipe
            raise UserError("restore.other_key" if "matching keys" in str(problem) else "restore.damaged") from None


class _Helper:
    """A thread at the other end of a pipe, which it closes when it is done; `join` returns what it raised."""

    def __init__(self, work: Callable[[], None], end: BinaryIO) -> None:
        self._work, self._end = work, end
        self._problem: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def join(self) -> Exception | None:
        self._thread.join()
        return self._problem

    def _run(self) -> None:
        try:
            with self._end:
                self._work()
        except Exception as problem:  # noqa: BLE001 - it is raised again by who joins
            self._problem = problem


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    exit_, entrance = os.pipe()
    return open(exit_, "rb"), open(entrance, "wb")  # noqa: PTH123 - closed by who uses them

"""The secret file: made on the first run, readable by its owner alone."""

import os
import re
import secrets
from pathlib import Path

WHOLE = re.compile("[0-9a-f]{64}")


class LostSecretError(Exception):
    """The database is there, the secret that signed its audit trail is not: a new one would break the chain."""


def read_secret(path: Path, database: Path | None = None) -> bytes:
    """Return the 32 bytes of the secret, made now if there is none yet.

    Raises ValueError for a damaged file, LostSecretError where ``database`` was signed with a secret that is gone.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if database is not None and database.exists():
            raise LostSecretError(str(path)) from None
        return _make_secret(path)
    if not WHOLE.fullmatch(text):
        raise ValueError(f"{path} is damaged: it should hold the 64 hexadecimal digits of the secret")
    return bytes.fromhex(text)


def _make_secret(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(32)
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the audit trail that it signs must not outlive it
    finally:
        os.close(folder)
    return secret

"""The shelf: the folder in which backups lie under the moment they were made, and what is cleared from it."""

import re
from datetime import UTC, datetime
from pathlib import Path

from bot.backup.rules import choose_kept

NAME = re.compile(r"mehvar-(\d{8}T\d{6})Z\.tar\.gz(\.age)?(\.part)?")
MOMENT = "%Y%m%dT%H%M%S"


def name_of(made_at: datetime, *, sealed: bool) -> str:
    """Return `mehvar-20261110T230000Z.tar.gz.age`."""
    return f"mehvar-{made_at.astimezone(UTC):{MOMENT}}Z.tar.gz{'.age' if sealed else ''}"


def list_sealed(folder: Path) -> dict[datetime, Path]:
    """Return the finished and sealed backups of a folder by when they were made; {} for one that is not there."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return {}
    found = ((NAME.fullmatch(name), name) for name in names)
    return {
        datetime.strptime(match[1], MOMENT).replace(tzinfo=UTC): folder / name
        for match, name in found
        if match and match[2] and not match[3] and _is_moment(match[1])
    }


def last_made(folder: Path) -> datetime | None:
    """Return when the newest sealed backup of a folder was made."""
    return max(list_sealed(folder), default=None)


def rotate(folder: Path) -> int:
    """Remove the sealed backups that no longer stay, and parts that were never finished; return how many went."""
    sealed = list_sealed(folder)
    kept = choose_kept(sealed)
    gone = [path for moment, path in sealed.items() if moment not in kept]
    gone += [path for path in folder.iterdir() if (match := NAME.fullmatch(path.name)) and match[3]]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, MOMENT)  # noqa: DTZ007 - only whether it is one
    except ValueError:
        return False
    return True

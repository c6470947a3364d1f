"""The shelf: the folder in which backups lie under the moment they were made, and what is cleared from it.

A backup may have a name beside its moment; what was named was made for a reason, and is never cleared away.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.backup.rules import choose_kept

FILE = re.compile(r"mehvar-(?P<moment>\d{8}T\d{6})Z(?P<name>-[\w-]+)?\.tar\.gz(?P<sealed>\.age)?(?P<part>\.part)?")
GIVEN_NAME = re.compile(r"\w[\w-]{0,39}")
MOMENT = "%Y%m%dT%H%M%S"


def name_of(made_at: datetime, *, sealed: bool, given: str = "") -> str:
    """Return `mehvar-20261110T230000Z.tar.gz.age`, or `mehvar-20261110T230000Z-before-upgrade.tar.gz.age`."""
    name = f"-{given}" if given else ""
    return f"mehvar-{made_at.astimezone(UTC):{MOMENT}}Z{name}.tar.gz{'.age' if sealed else ''}"


def last_made(folder: Path) -> datetime | None:
    """Return when the newest sealed backup of a folder was made, with a name or without; None where none is found."""
    return max((moment for moment, _path, _named in _list_sealed(folder)), default=None)


def list_sealed(folder: Path) -> dict[datetime, Path]:
    """Return the finished and sealed backups without a name by when they were made; {} for no folder."""
    return {moment: path for moment, path, named in _list_sealed(folder) if not named}


def rotate(folder: Path) -> int:
    """Remove the sealed backups that no longer stay; return how many went. What has a name stays."""
    sealed = list_sealed(folder)
    gone = [sealed[moment] for moment in sealed.keys() - choose_kept(sealed)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def clear_parts(folder: Path) -> None:
    """Remove what a backup that was killed has left; not while another one is being made."""
    for path, found in _list_ours(folder):
        if found["part"]:
            path.unlink(missing_ok=True)


def _list_sealed(folder: Path) -> Iterator[tuple[datetime, Path, bool]]:
    """Yield of each finished and sealed backup when it was made, its path, and whether it has a name."""
    for path, found in _list_ours(folder):
        if found["sealed"] and not found["part"] and _is_moment(found["moment"]):
            made = datetime.strptime(found["moment"], MOMENT).replace(tzinfo=UTC)
            yield made, path, bool(found["name"])


def _list_ours(folder: Path) -> list[tuple[Path, re.Match[str]]]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    return [(path, found) for path in paths if (found := FILE.fullmatch(path.name))]


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, MOMENT)  # noqa: DTZ007 - only whether it is one
    except ValueError:
        return False
    return True

"""Whether a file is there: told apart from «it may not be read», which has another remedy."""

import os
import pwd
from pathlib import Path

from bot.language.catalogue import t


def is_there(place: Path) -> bool:
    """Say whether something is there; raises PermissionError where we may not even look."""
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def tell_closed(problem: PermissionError) -> str:
    """Return what the operator reads: which file is closed, and to whom; systemd and the wrapper change the user."""
    return t("commands.closed", path=str(Path(str(problem.filename)).absolute()), user=_user())


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # in a container, a user need not have a name
        return str(os.geteuid())

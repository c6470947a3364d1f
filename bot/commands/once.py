"""What short commands share: one question or one change on the configured database, and a calm end."""

import os
import shlex
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeVar

from bot.clock import SystemClock
from bot.config import Config
from bot.errors import UserError
from bot.exits import ALREADY_RUNNING, FAILED
from bot.language.catalogue import t
from bot.reaching import is_there
from storage import audit
from storage.database import open_database, open_reader
from storage.process_lock import AlreadyRunningError, hold_process_lock
from storage.secret import LostSecretError, read_secret
from storage.transaction import Reading, Transaction

Answer = TypeVar("Answer")
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


async def ask_once(config: Config, question: Callable[[Reading], Awaitable[Answer]]) -> Answer:
    """Answer a question; where there is no database yet, from an empty one that is thrown away."""
    if not is_there(config.database):
        with TemporaryDirectory() as folder:
            async with open_database(Path(folder) / "empty.db", b"") as database:
                return await database.read(question)
    async with open_reader(config.database) as tx:
        return await question(tx)


async def change_once(config: Config, change: Callable[[Transaction], Awaitable[Answer]]) -> Answer:
    """Make a change in one transaction, alone with the database; raise AlreadyRunningError if somebody else is."""
    with hold_process_lock(config.database):
        async with (
            open_database(config.database, read_secret(config.secret_file, config.database)) as database,
            database.transaction() as tx,
        ):
            return await change(tx)


def create_file(place: Path) -> BinaryIO:
    """Make a new file that its owner alone may read; raises UserError where one is there, or none can be."""
    try:
        return os.fdopen(os.open(place, NEW_FILE, 0o600), "wb")
    except FileExistsError:
        raise UserError("commands.there", path=str(place)) from None
    except OSError as problem:
        raise UserError("commands.unwritten", problem=type(problem).__name__) from None


async def note_reading(config: Config, what: str, subject: str) -> bool:
    """Write into the trail that something was read; while the service runs only it may write, and we say so."""
    now = SystemClock().now()
    try:
        await change_once(config, lambda tx: audit.note_read(tx, now, "command", what, subject))
    except (AlreadyRunningError, LostSecretError):
        print(t("commands.not_noted"), file=sys.stderr)
        return False
    return True


def called_as() -> str:
    """Return what to type for this program from where the reader stands, ready for a shell."""
    program = Path(sys.argv[0]).absolute()
    if program.name != "mehvar" or "MEHVAR_CALLED_FROM" in os.environ or shutil.which("mehvar") == str(program):
        return "mehvar"
    return shlex.quote(str(program))


def ended(work: Callable[[], int]) -> int:
    """Return the exit code of a command's work; a person's mistake and a held lock are said in one line."""
    try:
        return work()
    except UserError as error:
        print(error.text, file=sys.stderr)
        return FAILED
    except AlreadyRunningError:
        print(t("commands.already_running"), file=sys.stderr)
        return ALREADY_RUNNING

"""What short commands share: one question or one change on the configured database, and a calm end."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bot.config import Config
from bot.errors import UserError
from bot.exits import ALREADY_RUNNING, FAILED
from bot.language.catalogue import t
from storage.database import open_database, open_reader
from storage.process_lock import AlreadyRunningError, hold_process_lock
from storage.secret import read_secret
from storage.transaction import Reading, Transaction

Answer = TypeVar("Answer")


async def ask_once(config: Config, question: Callable[[Reading], Answer]) -> Answer:
    """Answer a question; where there is no database yet, from an empty one that is thrown away."""
    if not config.database.exists():
        with TemporaryDirectory() as folder:
            async with open_database(Path(folder) / "empty.db", b"") as database:
                return await database.read(question)
    with open_reader(config.database) as tx:
        return question(tx)


async def change_once(config: Config, change: Callable[[Transaction], Answer]) -> Answer:
    """Make a change in one transaction, alone with the database; raise AlreadyRunningError if somebody else is."""
    with hold_process_lock(config.database):
        async with (
            open_database(config.database, read_secret(config.secret_file, config.database)) as database,
            database.transaction() as tx,
        ):
            return change(tx)


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

"""`mehvar`: the command line."""

import argparse
import logging
import os
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path

from bot import __version__, exits
from bot.commands import COMMANDS
from bot.commands.helping import is_persian, translate
from bot.config import ConfigError, read_config
from bot.language.catalogue import t
from bot.logs import set_up_logs
from bot.reaching import tell_closed
from storage.migrations import NewerDatabaseError
from storage.secret import LostSecretError


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="mehvar", description="Weekly reports of the provincial companies, on Bale and Telegram."
    )
    parser.add_argument("--version", action="version", version=f"mehvar {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in COMMANDS:
        one = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(one)
        one.set_defaults(run=module.run)
    if is_persian(os.environ):
        translate(parser)
    parsed = parser.parse_args(arguments)
    _stand_where_called(parsed, os.environ)
    set_up_logs(logging.WARNING)
    try:
        return int(parsed.run(parsed, read_config()))
    except ConfigError as problem:
        sys.stderr.write(f"{problem}\n")
        return exits.USAGE
    except PermissionError as problem:
        sys.stderr.write(tell_closed(problem) + "\n")
    except NewerDatabaseError as problem:
        sys.stderr.write(t("check.database_newer", version=problem.found) + "\n")
    except sqlite3.DatabaseError as problem:
        sys.stderr.write(t("check.database_bad", problem=str(problem)) + "\n")
    except LostSecretError as problem:
        sys.stderr.write(t("check.secret_lost", path=str(problem)) + "\n")
    return exits.FAILED


def _stand_where_called(parsed: argparse.Namespace, environment: Mapping[str, str]) -> None:
    """Take the paths that were typed from where the command was called: the wrapper has left that folder since."""
    folder = environment.get("MEHVAR_CALLED_FROM")
    for name, value in vars(parsed).items() if folder else ():
        if isinstance(value, Path) and value != Path():  # which is what was left out
            setattr(parsed, name, Path(folder or "") / value)


if __name__ == "__main__":
    sys.exit(main())

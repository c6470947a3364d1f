"""`mehvar`: the command line."""

import argparse
import logging
import sys

from bot import __version__, exits
from bot.commands import COMMANDS
from bot.config import ConfigError, read_config
from bot.logs import set_up_logs


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
    parsed = parser.parse_args(arguments)
    set_up_logs(logging.WARNING)
    try:
        return int(parsed.run(parsed, read_config()))
    except ConfigError as problem:
        sys.stderr.write(f"{problem}\n")
        return exits.USAGE


if __name__ == "__main__":
    sys.exit(main())

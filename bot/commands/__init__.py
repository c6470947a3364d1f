"""One file per command of `mehvar`; each has NAME, HELP, add_arguments and run."""

from argparse import ArgumentParser, Namespace
from typing import Protocol, cast

from bot.commands import audit, backup, check, dead, demo, digest, export, import_, invite, probe, read, restore, run
from bot.config import Config


class Command(Protocol):
    """What a command's file offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""
        ...

    def run(self, _arguments: Namespace, config: Config) -> int:
        """Run the command and return its exit code."""
        ...


COMMANDS = cast(
    "tuple[Command, ...]",
    (run, demo, check, read, invite, import_, export, digest, backup, restore, audit, probe, dead),
)

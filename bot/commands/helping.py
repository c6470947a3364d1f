"""The help of the commands in Persian: looked up by command and argument in `locales/fa/help.toml`.

`MEHVAR_LANGUAGE` («fa» or «en») decides, else the language of the host. What is not in the catalogue stays English, and
so do the few words that argparse says of a wrong argument.
"""

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from bot.language.catalogue import has, t

LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a host says its language; the first that is set wins."""


def is_persian(environment: Mapping[str, str]) -> bool:
    """Say whether help is wanted in Persian."""
    host = next((value for name in LANGUAGE if (value := environment.get(name))), "")
    return (environment.get("MEHVAR_LANGUAGE") or host).lower().startswith("fa")


def translate(parser: argparse.ArgumentParser, path: str = "") -> None:
    """Put Persian in place of every help and description that the catalogue has; ``path`` is «import.roster.»."""
    parser.description = _said(f"help.{path}about", parser.description)
    parser.formatter_class = PersianFormatter
    for group in parser._action_groups:  # noqa: SLF001 - argparse offers no other way to its headings
        group.title = _said(f"help.word.{group.title}", group.title)
    for action in parser._actions:  # noqa: SLF001 - nor to what was declared
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for name, sub in action.choices.items():
                translate(sub, f"{path}{name}.")
            for choice in action._choices_actions:  # noqa: SLF001
                choice.help = _said(f"help.{path}{choice.dest}.about", choice.help)
        else:
            common = f"help.word.{action.dest}" if action.dest in {"help", "version"} else f"help.{path}{action.dest}"
            action.help = _said(common, action.help)


class PersianFormatter(argparse.HelpFormatter):
    """Says «usage» in Persian."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        """Add the line of usage."""
        super().add_usage(usage, actions, groups, t("help.word.usage") if prefix is None else prefix)


def _said(key: str, english: str | None) -> str | None:
    key = key.replace(" ", "_")
    return t(key).replace("%", "%%") if has(key) else english

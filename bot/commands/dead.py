"""`mehvar dead`: what was set aside, and what is to become of it; nothing of it goes away by itself."""

import argparse
import asyncio
import json
from dataclasses import asdict

from bot.clock import SystemClock
from bot.commands.once import ask_once, change_once, ended
from bot.config import Config
from bot.errors import UserError
from bot.exits import GOOD
from bot.language import dates
from bot.language.catalogue import t
from bot.logs import redact
from storage import audit, dead
from storage.audit import Act, Action
from storage.dead import DeadLetter
from storage.transaction import Transaction

NAME = "dead"
HELP = "what was set aside, and what is to become of it"
EVERY = "all"
ACTIONS: dict[str, Action] = {"retry": "dead.retry", "drop": "dead.drop"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `list`, `show`, `retry` and `drop`."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="{list,show,retry,drop}")
    listing = kinds.add_parser("list", help="what was set aside, the oldest first", description=_list.__doc__)
    showing = kinds.add_parser("show", help="one of them, phones masked", description=_show.__doc__)
    retrying = kinds.add_parser("retry", help="let it be done once more", description=_decide.__doc__)
    dropping = kinds.add_parser("drop", help="forget what it said", description=_decide.__doc__)
    for kind in (listing, showing):
        kind.add_argument("--json", action="store_true", help="print JSON")
    showing.add_argument("name", help="as `list` names it: update:7, errand:3")
    for kind in (retrying, dropping):
        kind.add_argument("name", nargs="+", help="as `list` names them; `all` for every one")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 done, 1 no such thing, 75 Mehvar is running (it must be stopped before something is decided)."""
    works = {"list": _list, "show": _show, "retry": _decide, "drop": _decide}
    return ended(lambda: works[arguments.what](arguments, config))


def _list(arguments: argparse.Namespace, config: Config) -> int:
    """Print what was set aside: name, time, whose, and why; no word of what people wrote."""
    letters = asyncio.run(ask_once(config, dead.list_all))
    if arguments.json:
        print(json.dumps([_told(letter, whole=False) for letter in letters], ensure_ascii=False))
    elif not letters:
        print(t("dead.none"))
    for letter in () if arguments.json else letters:
        print(_line(letter))
    return GOOD


def _show(arguments: argparse.Namespace, config: Config) -> int:
    """Print one of them with what it says; phones and tokens are masked."""
    (letter,) = _find(asyncio.run(ask_once(config, dead.list_all)), [arguments.name])
    if arguments.json:
        print(json.dumps(_told(letter, whole=True), ensure_ascii=False))
    else:
        print(_line(letter), _content(letter), sep="\n")
    return GOOD


def _decide(arguments: argparse.Namespace, config: Config) -> int:
    """Let them be done once more at the next start, or forget what they said; each is a row of the trail."""
    count = asyncio.run(change_once(config, lambda tx: _settle(tx, arguments.what, arguments.name)))
    print(t(f"dead.{arguments.what}", count=count))
    return GOOD


async def _settle(tx: Transaction, what: str, names: list[str]) -> int:
    now, letters = SystemClock().now(), _find(await dead.list_all(tx), names)
    for letter in letters:
        await (dead.retry(tx, letter, now) if what == "retry" else dead.drop(tx, letter))
        await audit.append(tx, now, Act("command", ACTIONS[what], _name(letter), {}))
    return len(letters)


def _find(letters: list[DeadLetter], names: list[str]) -> list[DeadLetter]:
    """Return the letters of some names; raises UserError for a name that none has."""
    if names == [EVERY]:
        return letters
    known = {_name(letter): letter for letter in letters}
    for name in names:
        if name not in known:
            raise UserError("dead.unknown", name=name)
    return [known[name] for name in dict.fromkeys(names)]


def _name(letter: DeadLetter) -> str:
    return f"{letter.kind}:{letter.id}"


def _line(letter: DeadLetter) -> str:
    person = letter.person or t("dead.nobody")
    told = {"name": _name(letter), "moment": dates.moment(letter.at), "origin": letter.origin}
    return t("dead.line", **told, person=person, problem=redact(letter.problem))


def _told(letter: DeadLetter, *, whole: bool) -> dict[str, str]:
    told = {name: str(value) for name, value in asdict(letter).items() if name not in {"content", "at"}}
    told |= {"name": _name(letter), "at": letter.at.isoformat(), "problem": redact(letter.problem)}
    return told | ({"content": _content(letter)} if whole else {})


def _content(letter: DeadLetter) -> str:
    """Return what it says, as readable as it is, without phones."""
    try:
        return redact(json.dumps(json.loads(letter.content), ensure_ascii=False, indent=1))
    except (ValueError, RecursionError):
        return redact(letter.content)

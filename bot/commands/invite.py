"""`mehvar invite PHONE`: prints a code with which a person of the roster, or an admin of the settings, may come in."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict, dataclass, replace

from bot.clock import SystemClock
from bot.commands.once import ask_once, change_once, ended
from bot.config import Config
from bot.errors import UserError
from bot.exits import ALREADY_RUNNING, GOOD, USAGE
from bot.language.catalogue import t
from bot.language.phones import masked_phone, normalise_phone
from bot.people.founding import found_admins
from bot.people.invitations import invite, list_links
from storage import people, phones, settings
from storage.process_lock import AlreadyRunningError
from storage.transaction import Reading, Transaction

NAME = "invite"
HELP = "print a one-time code, valid 72 hours, for a person of the roster"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the phone."""
    parser.add_argument("phone", help="the mobile number of the roster, in any form")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the code and its links; return 0 good, 1 nobody to invite, 2 no phone number, 75 Mehvar is running."""
    phone = normalise_phone(arguments.phone)
    if phone is None:
        print(t("invite.not_a_phone"), file=sys.stderr)
        return USAGE
    return ended(lambda: _invite(phone, config, as_json=arguments.json))


def _invite(phone: str, config: Config, *, as_json: bool) -> int:
    try:
        made = asyncio.run(_make_one(phone, config))
    except AlreadyRunningError:
        print(t("invite.running"), file=sys.stderr)
        return ALREADY_RUNNING
    if as_json:
        print(json.dumps(asdict(made), ensure_ascii=False))
        return GOOD
    print(t("invite.code", name=made.name, phone=made.phone, code=made.code))
    for platform, link in made.links.items():
        print(t(f"invite.link_{platform}", link=link))
    print(t("invite.valid"))
    return GOOD


@dataclass(frozen=True)
class PrintedInvitation:
    """A code for a person (the phone is masked), and the links that carry it, by messenger."""

    name: str
    phone: str
    code: str
    links: dict[str, str]


async def _make_one(phone: str, config: Config) -> PrintedInvitation:
    names = await _meet_messengers(config)
    made = await change_once(config, lambda tx: _make(tx, phone, config, names))
    for platform in config.platforms:
        if platform.name not in made.links:
            print(t("invite.no_link", messenger=t(f"check.messenger.{platform.name}")), file=sys.stderr)
    if not config.platforms:
        print(t("commands.no_token"), file=sys.stderr)
    return made


async def _meet_messengers(config: Config) -> dict[str, str]:
    """Return our account's name at each messenger that does not know us yet and answers: the links carry it."""
    from bot.compose import ask_messengers  # noqa: PLC0415 - telegram is slow to import; other commands need none

    known = await ask_once(config, lambda tx: _list_known(tx, config))
    strangers = tuple(platform for platform in config.platforms if not known[platform.name])
    met = await ask_messengers(replace(config, platforms=strangers)) if strangers else []
    return {told.platform: told.username for told in met if told.username}


async def _list_known(tx: Reading, config: Config) -> dict[str, str | None]:
    return {one.name: await settings.get(tx, f"{one.name}.username") for one in config.platforms}


async def _make(tx: Transaction, phone: str, config: Config, names: dict[str, str]) -> PrintedInvitation:
    now = SystemClock().now()
    await found_admins(tx, config, now)
    for platform, username in names.items():
        await settings.save(tx, f"{platform}.username", username)
    person_id = await phones.find_person(tx, phone)
    person = None if person_id is None else await people.get(tx, person_id)
    if person is None or person.state != "active":
        raise UserError("invite.nobody", phone=masked_phone(phone))
    code = await invite(tx, person.id, now)
    return PrintedInvitation(person.full_name, masked_phone(phone), code, await list_links(tx, code))

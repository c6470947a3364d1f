"""`mehvar invite PHONE`: prints a code with which a person of the roster may come in."""

import argparse
import asyncio
import sys

from bot.clock import SystemClock
from bot.commands.once import change_once, ended
from bot.config import Config
from bot.errors import UserError
from bot.exits import GOOD, USAGE
from bot.language.catalogue import t
from bot.people.invitations import invite
from bot.people.phones import masked_phone, normalise_phone
from storage import people, phones, settings
from storage.transaction import Transaction

NAME = "invite"
HELP = "print a one-time code, valid 72 hours, for a person of the roster"
LINKS = {"bale": "https://ble.ir/{bot}?start={code}", "telegram": "https://t.me/{bot}?start={code}"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the phone."""
    parser.add_argument("phone", help="the mobile number of the roster, in any form")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the code and its links; return 0 good, 1 nobody to invite, 2 no phone number, 75 Mehvar is running."""
    phone = normalise_phone(arguments.phone)
    if phone is None:
        print(t("invite.not_a_phone"), file=sys.stderr)
        return USAGE
    return ended(lambda: _invite(phone, config))


def _invite(phone: str, config: Config) -> int:
    print("\n".join(asyncio.run(change_once(config, lambda tx: _lines(tx, phone)))))
    return GOOD


def _lines(tx: Transaction, phone: str) -> list[str]:
    person_id = phones.find_person(tx, phone)
    person = None if person_id is None else people.get(tx, person_id)
    if person is None or person.state != "active":
        raise UserError("invite.nobody", phone=masked_phone(phone))
    code = invite(tx, person.id, SystemClock().now())
    bots = [(name, settings.get(tx, f"{name}.username")) for name in LINKS]
    links = [
        t(f"invite.link_{name}", link=LINKS[name].format(bot=bot.removeprefix("@"), code=code))
        for name, bot in bots
        if bot
    ]
    return [t("invite.code", name=person.full_name, phone=masked_phone(phone), code=code), *links, t("invite.valid")]

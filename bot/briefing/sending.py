"""Brings digest and weekly table to their readers: counted on the reader connection, sent in a turn of its own."""

from datetime import datetime
from functools import partial

from bot.briefing.digest import write_digest
from bot.briefing.readers import read_reader
from bot.briefing.weekly_table import write_table
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.errands import Finish
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week, week_from_key
from bot.people.scope import axes_of
from storage import accounts, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


async def send_digest(database: Database, payload: dict[str, str | int]) -> Finish:
    """Do the errand «digest»: the reader's id, the instant it tells of, and the update that asked for it.

    ``planned`` is when it was due, where it comes late and says so.
    """
    person, moment = int(payload["person"]), datetime.fromisoformat(str(payload["moment"]))
    text = _headed(await database.read(_write_for, person, moment, in_full="inbox" in payload), payload)
    letter = Letter("", inbox_id=int(payload["inbox"])) if "inbox" in payload else Letter("", kind="notice")
    return partial(_deliver, person=person, moment=moment, text=text, letter=letter)


async def send_table(database: Database, payload: dict[str, str | int]) -> Finish:
    """Do the errand «table»: the reader's id, the week's key, the instant; ``planned`` as for the digest."""
    person, moment = int(payload["person"]), datetime.fromisoformat(str(payload["moment"]))
    text = _headed(await database.read(_write_table_for, person, week_from_key(str(payload["week"]))), payload)
    return partial(_deliver, person=person, moment=moment, text=text, letter=Letter("", kind="notice"))


def _headed(text: str, payload: dict[str, str | int]) -> str:
    """Return a text under the words that it comes late, where it does."""
    if "planned" not in payload:
        return text
    planned = dates.moment(datetime.fromisoformat(str(payload["planned"])))
    return t("chase.late", planned=planned) + "\n\n" + text


def _write_table_for(tx: Reading, person: int, week: Week) -> str:
    return write_table(tx, week, axes_of(people.list_duties(tx, person)))


def _write_for(tx: Reading, person: int, moment: datetime, *, in_full: bool) -> str:
    return write_digest(tx, moment, read_reader(tx, person), in_full=in_full)


def _deliver(tx: Transaction, person: int, moment: datetime, text: str, letter: Letter) -> None:
    if address := accounts.get_address(tx, person):
        post(tx, address, Screen(text), moment, letter)

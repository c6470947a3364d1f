"""Brings the digest to its reader: counted on the reader connection, sent in a turn of its own."""

from datetime import datetime
from functools import partial

from bot.briefing.digest import write_digest
from bot.briefing.readers import read_reader
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.errands import Finish
from storage import accounts
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


async def send_digest(database: Database, payload: dict[str, str | int]) -> Finish:
    """Do the errand «digest»: the reader's id, the instant it tells of, and the update that asked for it."""
    person, moment = int(payload["person"]), datetime.fromisoformat(str(payload["moment"]))
    text = await database.read(_write_for, person, moment, in_full="inbox" in payload)
    letter = Letter("", inbox_id=int(payload["inbox"])) if "inbox" in payload else Letter("", kind="notice")
    return partial(_deliver, person=person, moment=moment, text=text, letter=letter)


def _write_for(tx: Reading, person: int, moment: datetime, *, in_full: bool) -> str:
    return write_digest(tx, moment, read_reader(tx, person), in_full=in_full)


def _deliver(tx: Transaction, person: int, moment: datetime, text: str, letter: Letter) -> None:
    if address := accounts.get_address(tx, person):
        post(tx, address, Screen(text), moment, letter)

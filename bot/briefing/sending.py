"""Brings digests, tables and reports of periods to their readers: counted on the reader, sent in turns of their own."""

from datetime import datetime
from functools import partial

from bot.briefing import buttons
from bot.briefing.digest import write_digest
from bot.briefing.period_report import write_period
from bot.briefing.periods import Period, read_period
from bot.briefing.readers import read_reader
from bot.briefing.weekly_table import write_table
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.errands import Finish
from bot.figures.loading import week_to_show
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week, week_from_key
from bot.people.scope import axes_of
from storage import accounts, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

Payload = dict[str, str | int]


async def send_digest(database: Database, payload: Payload) -> Finish:
    """Do the errand «digest»: the reader's id, the instant it tells of, and the update that asked for it.

    ``planned`` is when it was due, where it comes late and says so.
    """
    person, moment = int(payload["person"]), datetime.fromisoformat(str(payload["moment"]))
    screen = await database.read(_digest_for, person, moment, in_full="inbox" in payload)
    return partial(_deliver, screen=_headed(screen, payload), payload=payload)


async def send_table(database: Database, payload: Payload) -> Finish:
    """Do the errand «table»: the reader's id, the week's key, the instant; ``planned`` as for the digest."""
    person, moment = int(payload["person"]), datetime.fromisoformat(str(payload["moment"]))
    screen = await database.read(_table_for, person, moment, week_from_key(str(payload["week"])))
    return partial(_deliver, screen=_headed(screen, payload), payload=payload)


async def send_period(database: Database, payload: Payload) -> Finish:
    """Do the errand «period»: the reader's id, the instant, the period by key and months; ``planned`` as above."""
    person, moment = int(payload["person"]), datetime.fromisoformat(str(payload["moment"]))
    period = read_period(str(payload["period"]), int(payload["months"]))
    screen = await database.read(_period_for, person, moment, period)
    return partial(_deliver, screen=_headed(screen, payload), payload=payload)


def _headed(screen: Screen, payload: Payload) -> Screen:
    """Return a screen under the words that it comes late, where it does."""
    if "planned" not in payload:
        return screen
    planned = dates.moment(datetime.fromisoformat(str(payload["planned"])))
    return Screen(t("chase.late", planned=planned) + "\n\n" + screen.text, screen.rows)


def _digest_for(tx: Reading, person: int, moment: datetime, *, in_full: bool) -> Screen:
    text = write_digest(tx, moment, read_reader(tx, person), in_full=in_full)
    return Screen(text, buttons.of_digest(week_to_show(tx, moment)[0].key))


def _table_for(tx: Reading, person: int, moment: datetime, week: Week) -> Screen:
    return Screen(write_table(tx, moment, week, axes_of(people.list_duties(tx, person))), buttons.of_table(week.key))


def _period_for(tx: Reading, person: int, moment: datetime, period: Period) -> Screen:
    text = write_period(tx, moment, period, axes_of(people.list_duties(tx, person)))
    return Screen(text, buttons.of_table(period.weeks[-1].key))


def _deliver(tx: Transaction, screen: Screen, payload: Payload) -> None:
    letter = Letter("", inbox_id=int(payload["inbox"])) if "inbox" in payload else Letter("", kind="notice")
    if address := accounts.get_address(tx, int(payload["person"])):
        post(tx, address, screen, datetime.fromisoformat(str(payload["moment"])), letter, "digest")

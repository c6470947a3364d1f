"""Brings digests, tables and reports of periods to their readers: counted on the reader, sent in turns of their own."""

from datetime import datetime
from functools import partial

from bot.briefing import buttons
from bot.briefing.digest import write_digest
from bot.briefing.errands import DigestErrand, PeriodErrand, TableErrand
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


async def send_digest(database: Database, errand: DigestErrand) -> Finish:
    """Do the errand «digest»: the reader's id, the instant it tells of, and the update that asked for it.

    ``planned`` is when it was due, where it comes late and says so.
    """
    screen = await database.read(_digest_for, errand.person, errand.moment, in_full=errand.inbox is not None)
    return partial(_deliver, screen=_headed(screen, errand.planned), errand=errand)


async def send_table(database: Database, errand: TableErrand) -> Finish:
    """Do the errand «table»: the reader's id, the week's key, the instant; ``planned`` as for the digest."""
    screen = await database.read(_table_for, errand.person, errand.moment, week_from_key(errand.week))
    return partial(_deliver, screen=_headed(screen, errand.planned), errand=errand)


async def send_period(database: Database, errand: PeriodErrand) -> Finish:
    """Do the errand «period»: the reader's id, the instant, the period by key and months; ``planned`` as above."""
    period = read_period(errand.period, errand.months)
    screen = await database.read(_period_for, errand.person, errand.moment, period)
    return partial(_deliver, screen=_headed(screen, errand.planned), errand=errand)


def _headed(screen: Screen, planned: datetime | None) -> Screen:
    """Return a screen under the words that it comes late, where it does."""
    if planned is None:
        return screen
    return Screen(t("chase.late", planned=dates.moment(planned)) + "\n\n" + screen.text, screen.rows)


async def _digest_for(tx: Reading, person: int, moment: datetime, *, in_full: bool) -> Screen:
    text = await write_digest(tx, moment, await read_reader(tx, person), in_full=in_full)
    return Screen(text, buttons.of_digest((await week_to_show(tx, moment))[0].key))


async def _table_for(tx: Reading, person: int, moment: datetime, week: Week) -> Screen:
    return Screen(
        await write_table(tx, moment, week, axes_of(await people.list_duties(tx, person))), buttons.of_table(week.key)
    )


async def _period_for(tx: Reading, person: int, moment: datetime, period: Period) -> Screen:
    text = await write_period(tx, moment, period, axes_of(await people.list_duties(tx, person)))
    return Screen(text, buttons.of_period(period.weeks[-1].key, period.kind, f"{period.key}/{period.months}"))


async def _deliver(tx: Transaction, screen: Screen, errand: DigestErrand | TableErrand | PeriodErrand) -> None:
    letter = Letter("", kind="notice") if errand.inbox is None else Letter("", inbox_id=errand.inbox)
    if address := await accounts.get_address(tx, errand.person):
        await post(tx, address, screen, errand.moment, letter, "digest")

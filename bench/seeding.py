"""A database of the whole plan: everybody has the card of an axis open, and last week's 35 axes are reported."""

import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from bot.chasing.calls import seed_calls
from bot.chasing.rules import list_due
from bot.clock import SystemClock
from bot.config import Config, read_config
from bot.language.units import UNITS
from bot.language.week import Week
from bot.people.founding import found
from bot.programme.calendar import DAY
from bot.programme.due import indicators_due, week_at_hand
from bot.programme.in_memory import HeldProgramme, hold_calendar
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES
from bot.reporting.cards import ReportState
from storage import accounts, conversations, ledger, people, programme, reports
from storage.conversations import Conversation
from storage.database import open_database
from storage.people import Duty
from storage.reports import Answer, Submission
from storage.secret import read_secret
from storage.transaction import Transaction
from tests.reporting.whole_programme import fill_slots, report_week

AXIS = "AX01"
ANSWERS = tuple((Path(__file__).parent / "answers.txt").read_text(encoding="utf-8").split("\n")[:-1])
"""What a person types: the four indicators of the axis, in their order."""
LAST_WEEK = (400, 300, 12, 60)
"""What stood there last week, in the units that are shown: the answers fit it, so that nothing is asked back."""
FIRST_USER = 10_000
PEOPLE = 8_000
"""Enough for every run: a person answers one card."""
DATABASE = "bench.db"


def seed(folder: Path) -> None:
    """Make the database of a service in ``folder``, its people spread over the provinces."""
    asyncio.run(_seed(read_config({"MEHVAR_DATABASE": str(folder / DATABASE)})))


async def _seed(config: Config) -> None:
    now = SystemClock().now()
    secret = read_secret(config.secret_file)
    async with open_database(config.database, secret) as database, database.transaction() as tx:
        await found(tx, config, now)
        provinces = [province.code for province in PROVINCES]
        held = await hold_calendar(tx)
        week, _times = week_at_hand(now, held, provinces[0])
        plan = await fill_slots(tx, week.year, now)
        authors = [await _register(tx, number, provinces[number % 31], now) for number in range(PEOPLE)]
        for author, province in zip(authors, provinces, strict=False):
            await _report_last_week(tx, author, province, (plan, week), now)
        await _settle_calls(tx, now)


async def _settle_calls(tx: Transaction, now: datetime) -> None:
    """Let whatever the clock would tell today be told already: a run on the day of an opening measures turns, too."""
    held = await hold_calendar(tx)
    for unit in (*(province.code for province in PROVINCES), HEADQUARTERS_UNIT):
        for due in list_due(now + DAY, held, unit, seed_calls()):
            await ledger.enter(tx, now, (due.call.kind, due.period, unit), "skipped", "late")


async def _register(tx: Transaction, number: int, province: str, now: datetime) -> int:
    """Add a person with an account, whose conversation stands at the open card."""
    user_id = FIRST_USER + number
    person = await people.add(tx, f"Sample {number}", "", "active", now)
    await people.save_address(tx, person, "")
    await people.save_duty(tx, person, Duty("ceo", province, "", ""))
    await accounts.link(tx, await accounts.meet(tx, "telegram", user_id, user_id, now), person, now)
    state = json.dumps(asdict(ReportState("card", AXIS)))
    await conversations.save(tx, person, Conversation("report", state, None), now)
    return person


async def _report_last_week(
    tx: Transaction, person: int, province: str, held: tuple[HeldProgramme, Week], now: datetime
) -> None:
    plan, week = held
    await report_week(tx, plan, week.previous, province, now, same=False)
    axis = next(axis for axis in plan.axes if axis.code == AXIS)
    due = indicators_due(plan.indicators, axis, week)
    values = {each.code: last * UNITS[each.unit].scale for each, last in zip(due, LAST_WEEK, strict=True)}
    answers = tuple(Answer(code, value, "", unchanged=False) for code, value in values.items())
    number, saturday = plan.programme.id, week.previous.saturday
    last = Submission(number, saturday, province, AXIS, "on_plan", "", late=False, answers=answers)
    await reports.submit(tx, person, last, now)
    for code, value in values.items():
        await programme.save_target(tx, number, code, province, value * 2)

"""Loads what the conversation about the calendar shows, and keeps what it says."""

from datetime import datetime

from bot.administering import changing
from bot.administering.names import names_for
from bot.conversing.flow import Flow
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.said import Said
from handlers.administering.days.form import ROOM
from handlers.administering.days.view import DaysState, DaysView
from storage import calendar
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: DaysState, _said: Said, now: datetime) -> DaysView:
    today, draft = day_of(now), await changing.draft_of(tx, caller, "days")
    known = (await hold_calendar(tx)).calendar.holidays
    return DaysView(
        state,
        today,
        {day: holiday.reason for day, holiday in known.items() if day >= today},
        {each.day: {"reason": each.reason, "worked": each.worked} for each in await calendar.list_days(tx)},
        draft=draft,
        names=await names_for(tx, draft),
        problem=await changing.problem_of(tx, caller, draft, now) if state.at == "review" else "",
    )


DAYS = Flow("admin_days", DaysState, _load, ROOM.step, changing.save, ADMIN)

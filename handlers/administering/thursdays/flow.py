"""Loads what the conversation about Thursdays shows, and keeps what it says."""

from datetime import datetime

from bot.administering import changing
from bot.administering.editable_weeks import first_week, list_turns, week_of_key
from bot.administering.names import names_for
from bot.conversing.flow import Flow
from bot.language.week import Week, week_from_key
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.programme.in_memory import hold_calendar
from bot.programme.provinces import PROVINCES
from bot.said import Said
from handlers.administering.thursdays.form import ROOM
from handlers.administering.thursdays.view import ThursdaysState, ThursdaysView
from handlers.administering.weeks import weeks_from
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: ThursdaysState, _said: Said, now: datetime) -> ThursdaysView:
    held, draft, first = await hold_calendar(tx), await changing.draft_of(tx, caller, "thursdays"), first_week(now)
    week = max(week_from_key(state.week), first) if state.week else first
    if draft:
        week = week_of_key(draft[0].key)
    works = held.calendar.works_thursdays
    turns = {each.code: list_turns(held, each.code, week.saturday) for each in PROVINCES}
    return ThursdaysView(
        state,
        first,
        week,
        {
            each.key: {province.code: works(each.saturday, province.code) for province in PROVINCES}
            for each in {week, *weeks_from(first)}
        },
        {code: Week(days[0]) for code, days in turns.items() if days},
        draft=draft,
        names=await names_for(tx, draft),
        problem=await changing.problem_of(tx, caller, draft, now),
    )


THURSDAYS = Flow("admin_thursdays", ThursdaysState, _load, ROOM.step, changing.save, ADMIN)

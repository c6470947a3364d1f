"""Loads what the conversation about estates shows, and keeps what it says."""

from collections import Counter
from datetime import datetime

from bot.administering import changing
from bot.administering.editable_estates import part_of
from bot.administering.edits import Edit
from bot.administering.names import names_for
from bot.conversing.flow import Flow
from bot.language import dates
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.reporting.estates.loading import asked_in
from bot.said import Said
from handlers.administering.estates.form import ROOM
from handlers.administering.estates.view import EstatesState, EstatesView, Open
from storage import estate_register, estates, people
from storage.transaction import Reading, Transaction


async def _load(tx: Transaction, caller: Caller, state: EstatesState, _said: Said, now: datetime) -> EstatesView:
    draft = await changing.draft_of(tx, caller, "estates")
    roster = tuple(await people.list_roster(tx))
    found = await estate_register.list_of(tx, state.province) if state.province else []
    return EstatesView(
        state,
        Counter(each.province for each in await estate_register.list_all(tx) if each.active),
        {each.id: await part_of(tx, each) for each in found},
        roster,
        await _next_estate(tx, draft),
        draft=draft,
        names=await names_for(tx, draft),
        problem=await changing.problem_of(tx, caller, draft, now) if state.at == "review" else "",
        open=await _open(tx, state, now) if state.at == "retire" else None,
        managers={row.id: row.full_name for row in roster},
    )


async def _next_estate(tx: Reading, draft: tuple[Edit, ...]) -> int:
    return max([await estate_register.get_next_id(tx), *(int(edit.key.partition(":")[2]) + 1 for edit in draft)])


async def _open(tx: Reading, state: EstatesState, now: datetime) -> Open | None:
    """Return what is open at the estate that is looked at, None for one that is only planned."""
    estate = await estate_register.get(tx, state.estate)
    if estate is None:
        return None
    week, _times = week_at_hand(now, await hold_calendar(tx), estate.province)
    plan = await hold_programme(tx, week.year)
    asked = asked_in(plan, week, await estates.list_questions(tx, estate.province))
    answers = await estates.list_answers(tx, week.saturday, estate.province)
    obstacles = await estates.list_obstacles(tx, week.saturday, estate.province)
    codes = {each.code for each in asked}
    return Open(
        dates.week_label(week),
        len(asked),
        sum(each.estate == estate.name and each.indicator in codes for each in answers),
        sum(each.estate == estate.name for each in obstacles),
    )


ESTATES = Flow("admin_estates", EstatesState, _load, ROOM.step, changing.save, ADMIN)

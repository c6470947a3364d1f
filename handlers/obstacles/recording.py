"""Loads what the recording of an obstacle sees; the conversation, put together."""

from datetime import datetime

from bot.conversing.flow import Flow
from bot.language.week import week_from_key
from bot.obstacles.saving import save
from bot.people.caller import Caller
from bot.people.rights import REPORTERS
from bot.people.scope import reports_on
from bot.programme.calendar import day_of
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from bot.said import Said
from handlers.obstacles.recording_form import step
from handlers.obstacles.view import AxisChoice, ObstacleState, RecordingView, read_draft
from storage import agencies, obstacle_drafts, obstacles
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: ObstacleState, _said: Said, now: datetime) -> RecordingView:
    """Load the person's axes in a province of theirs, and what was begun on the one that is chosen."""
    provinces = list(dict.fromkeys(duty.province for duty in caller.reporting_duties))
    province = state.province if state.province in provinces else provinces[0]
    week = week_from_key(state.week) if state.week else week_at_hand(now, await hold_calendar(tx), province)[0]
    plan = await hold_programme(tx, week.year)
    begun = {row.axis: row.body for row in await obstacle_drafts.list_of_person(tx, caller.person.id, province)}
    axes = tuple(
        AxisChoice(axis.code, axis.short, axis.owner, axis.code in begun)
        for axis in plan.axes
        if axis.active and reports_on(caller.duties, province, axis.code)
    )
    axis = next((each for each in axes if each.code == state.axis), None) if province == state.province else None
    return RecordingView(
        state=state,
        province=by_code(province),
        axes=axes,
        axis=axis,
        agencies=tuple(await agencies.list_likeliest(tx, plan.programme.id, axis.code)) if axis else (),
        draft=read_draft(begun.get(axis.code) if axis else None),
        week=week.key,
        year=plan.programme.year,
        number=await obstacles.next_number(tx, plan.programme.year),
        today=day_of(now),
    )


OBSTACLE = Flow("obstacle", ObstacleState, _load, step, save, REPORTERS)

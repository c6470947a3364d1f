"""Loads what the conversation about the programme shows, and keeps what it says."""

from dataclasses import replace
from datetime import datetime

from bot.administering import changing, new_year
from bot.administering.editable import edited_plan, read_person
from bot.administering.names import EditNames, names_for, names_of_plan
from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.people.caller import Caller
from bot.people.rights import ADMIN, OWNERS
from bot.programme.bounds import axis_file
from bot.programme.calendar import day_of
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.plan import Plan
from bot.programme.plan import load as load_plan
from bot.programme.provinces import by_code
from bot.reporting.cards import AxisCard, ReportState, ReportView
from bot.reporting.indicators import view_indicator
from bot.said import Said
from handlers.administering.plan.form import ROOM
from handlers.administering.plan.view import AxisOwner, ConfirmPlan, PlanFact, PlanState, PlanView
from storage import admin_changes, people
from storage import programme as programmes
from storage.transaction import Reading, Transaction


async def year_of(tx: Reading, now: datetime) -> int:
    """Return the year whose programme is looked after now."""
    return (await hold_programme(tx, jalali(day_of(now)).year)).programme.year


async def load_draft(tx: Reading, caller: Caller, year: int) -> PlanView:
    """Return the programme of a year with an admin's draft done to it."""
    published = await load_plan(tx, year)
    if published is None:
        raise UserError("admin_plan.no_programme")
    draft = tuple(
        edit for edit in await changing.draft_of(tx, caller, "programme") if edit.key.split(":")[1] == str(year)
    )
    plan = edited_plan(published, draft)
    known, edited = names_of_plan(plan), await names_for(tx, draft)
    names = EditNames(
        {**edited.axes, **known.axes}, {**edited.indicators, **known.indicators}, {**edited.units, **known.units}
    )
    return PlanView(PlanState(), plan, draft=draft, names=names)


async def _load(tx: Transaction, caller: Caller, state: PlanState, _said: Said, now: datetime) -> PlanView:
    at_hand = await year_of(tx, now)
    view = await load_draft(tx, caller, state.year or at_hand)
    year, waiting = view.plan.programme.year, await new_year.unconfirmed_year(tx)
    other = waiting if year == at_hand else at_hand
    titles = [*axis_file()["owners"].values(), *(axis.owner for axis in view.plan.axes if axis.owner)]
    number = await programmes.get(tx, view.plan.programme.year)
    counted = number and state.indicator and await programmes.count_answers(tx, number.id, state.indicator)
    return replace(
        view,
        state=state,
        problem=await changing.problem_of(tx, caller, view.draft, now) if state.at == "review" else "",
        owners=tuple(dict.fromkeys(titles)),
        holders=await _holders(tx) if state.at in ("axis", "owner", "list", "axis_text") else (),
        newest=await admin_changes.get_newest_published(tx) if state.at == "list" else None,
        preview=await _preview(tx, view.plan, state, now) if state.at == "preview" else None,
        answered=frozenset({state.indicator}) if counted else frozenset(),
        other_year=other if other != year else None,
        unconfirmed=waiting == year,
    )


async def _holders(tx: Reading) -> tuple[AxisOwner, ...]:
    numbers = dict.fromkeys([number for role in sorted(OWNERS) for number in await people.list_ids(tx, role)])
    found = [(number, await read_person(tx, number)) for number in numbers]
    return tuple(AxisOwner(number, part) for number, part in found if part)


async def _preview(tx: Transaction, plan: Plan, state: PlanState, now: datetime) -> ReportView | None:
    """Return the week at hand of a province with the empty card of the axis alone."""
    axis = next((axis for axis in plan.axes if axis.code == state.axis), None)
    if axis is None or not state.province:
        return None
    targets = {(each.indicator, each.province): each.value for each in plan.targets}
    asked = [each for each in plan.indicators if each.axis == axis.code and each.reporter == "province"]
    indicators = tuple(view_indicator(each, None, targets.get((each.code, state.province))) for each in asked)
    card = AxisCard(axis.code, axis.title, axis.short, axis.position, indicators, may_stay=axis.may_stay)
    week, times = week_at_hand(now, await hold_calendar(tx), state.province)
    report = ReportState("card", axis.code, province=state.province)
    return ReportView(report, by_code(state.province), week, times, now, day_of(now), (card,), axis.code)


async def _save(tx: Transaction, caller: Caller, facts: tuple[PlanFact, ...], now: datetime) -> None:
    for fact in facts:
        if isinstance(fact, ConfirmPlan):
            await new_year.confirm(tx, fact.year, caller.person.id, now)
        else:
            await changing.save(tx, caller, (fact,), now)


async def open_year(turn: Turn, caller: Caller) -> None:
    """Show an admin the programme that waits to be confirmed, or the one at hand."""
    if caller.has(*ADMIN):
        year = await new_year.unconfirmed_year(turn.tx) or 0
        await go_on(turn, caller, PLAN, PlanState(year=year), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


PLAN = Flow("admin_plan", PlanState, _load, ROOM.step, _save, ADMIN)

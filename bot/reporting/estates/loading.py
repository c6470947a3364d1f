"""Loads what a province sees of its estates on an axis, and what an estate's people are asked."""

from datetime import datetime

from bot.evidence.saving import view_evidence
from bot.language.week import Week, weeks_of_year
from bot.people.caller import Caller
from bot.people.rights import ESTATE_MANAGERS
from bot.people.scope import sees_entry
from bot.programme.called import AxisTitle
from bot.programme.due import axes_due, indicators_due, week_at_hand
from bot.programme.in_memory import HeldProgramme, hold_calendar, hold_programme
from bot.programme.kinds import rules_of
from bot.programme.provinces import by_code
from bot.programme.standing import Value
from bot.reporting.estates.sums import Estates
from bot.reporting.estates.view import EstatePlace, EstateQuestion, EstateState, EstateView, SentEntry
from bot.reporting.indicators import view_indicator
from bot.said import Choice, Said
from storage import estate_entries, estate_register, estates, obstacles
from storage.estates import AskedEstates
from storage.people import Duty
from storage.programme import Indicator
from storage.transaction import Reading, Transaction

MOST = 6
"""Entries of an estate that are shown to it."""


async def estates_of(tx: Reading, province: str) -> tuple[str, ...]:
    """Return the estates of a province that are not retired, the oldest first."""
    return tuple(each.name for each in await estate_register.list_of(tx, province) if each.active)


def asked_in(plan: HeldProgramme, week: Week, questions: list[AskedEstates]) -> list[Indicator]:
    """Return the indicators that estates are asked in a week: those whose figures add up."""
    wanted = {(each.axis, each.indicator) for each in questions}
    due = [each for axis in axes_due(plan.axes, week) for each in indicators_due(plan.indicators, axis, week)]
    return [
        each
        for each in due
        if rules_of(each).adds_up and each.options == "[]" and wanted & {(each.axis, each.code), (each.axis, "")}
    ]


async def load_estates(tx: Reading, plan: HeldProgramme, week: Week, province: str, axis: str) -> Estates:
    """Return what a province's estates said on an axis; one that is retired since counts where it has answered."""
    active, given = await estates_of(tx, province), await estates.list_answers(tx, week.saturday, province)
    if not active and not given:
        return Estates()
    asked = [
        each.code for each in asked_in(plan, week, await estates.list_questions(tx, province)) if each.axis == axis
    ]
    answers: dict[str, dict[str, int]] = {code: {} for code in asked}
    given = [each for each in given if each.indicator in answers]
    for each in given:
        answers[each.indicator][each.estate] = each.value
    return Estates(
        all=tuple(dict.fromkeys((*active, *(each.estate for each in given)))),
        asked=tuple(asked),
        answers=answers,
        obstacles=tuple(
            each for each in await estates.list_obstacles(tx, week.saturday, province) if each.axis == axis
        ),
        pieces=await estates.count_evidence(tx, (week.saturday, province, axis)),
        decisions={each.indicator: each for each in await estates.list_decisions(tx, week.saturday, province)},
    )


async def load(tx: Transaction, caller: Caller, state: EstateState, said: Said, now: datetime) -> EstateView:
    """Load what the caller's estates are asked this week, all provinces after each other."""
    places = await list_places(tx, caller.duties, now)
    rows: list[EstateQuestion] = []
    for province in dict.fromkeys(each.province for each in places):
        own = [each.estate for each in places if each.province == province]
        rows += await list_asked(tx, province, own, now)
    opened = (state.province, state.estate, state.axis)
    if isinstance(said, Choice) and said.name == "open" and len(said.args) == 3:
        opened = (said.args[0], said.args[1], said.args[2])
    card = tuple(each for each in rows if (each.province, each.estate, each.axis) == opened)
    pieces = await view_evidence(tx, caller.person.id, (card[0].week.saturday, opened[0], opened[2])) if card else ()
    pieces = tuple(piece for piece in pieces if piece.own)
    words = ""
    if card:
        found = await estates.list_obstacles(tx, card[0].week.saturday, opened[0])
        words = next((each.words for each in found if (each.estate, each.axis) == opened[1:]), "")
    return EstateView(
        state=state,
        questions=tuple(rows),
        card=card,
        evidence=pieces,
        obstacle=words,
        moment=now,
        places=places,
        axes=await _list_axes(tx, places),
        unplaced=tuple(await estate_entries.list_unplaced(tx, caller.person.id)),
        sent=await _list_sent(tx, places),
        waiting=await estate_entries.count_open(tx, caller.person.id),
    )


async def list_places(tx: Reading, duties: tuple[Duty, ...], now: datetime) -> tuple[EstatePlace, ...]:
    """Return the estates that somebody answers for."""
    calendar = await hold_calendar(tx)
    return tuple(
        EstatePlace(duty.province, by_code(duty.province).name, estate, week_at_hand(now, calendar, duty.province)[0])
        for duty in duties
        if duty.role in ESTATE_MANAGERS
        for estate in filter(None, duty.estate.split(";"))
    )


async def count_to_see(tx: Reading, caller: Caller, province: str) -> int:
    """Count what a province's estates sent and the caller is to see to."""
    entries = await estate_entries.list_waiting(tx, province)
    return sum(sees_entry(caller.duties, caller.person.id, each) for each in entries)


async def _list_axes(tx: Reading, places: tuple[EstatePlace, ...]) -> tuple[AxisTitle, ...]:
    """Return the axes that what is sent may name."""
    plan = await hold_programme(tx, places[0].week.year) if places else None
    return tuple(AxisTitle(axis.code, axis.title, axis.short) for axis in (plan.axes if plan else ()) if axis.active)


async def _list_sent(tx: Reading, places: tuple[EstatePlace, ...]) -> tuple[SentEntry, ...]:
    """Return what each estate sent last, with the obstacles that it became."""
    found = [
        each for place in places for each in await estate_entries.list_of_estate(tx, place.province, place.estate, MOST)
    ]
    return tuple([SentEntry(each, await obstacles.get(tx, each.obstacle) if each.obstacle else None) for each in found])


async def list_asked(tx: Reading, province: str, own: list[str], now: datetime) -> list[EstateQuestion]:
    """Return what some estates of a province are asked in the week at hand, with what they answered."""
    questions = await estates.list_questions(tx, province)
    if not questions:
        return []
    week, times = week_at_hand(now, await hold_calendar(tx), province)
    plan = await hold_programme(tx, week.year)
    first = weeks_of_year(week.year)[0].saturday
    past = {
        (each.estate, each.indicator): Value(province, each.indicator, each.value, "", first)
        for each in await estates.list_past(tx, first, week.saturday, province)
    }
    given = {
        (each.estate, each.indicator): each.value for each in await estates.list_answers(tx, week.saturday, province)
    }
    axes = {axis.code: axis for axis in plan.axes}
    return [
        EstateQuestion(
            province=province,
            province_name=by_code(province).name,
            estate=estate,
            axis=each.axis,
            title=axes[each.axis].title,
            short=axes[each.axis].short,
            indicator=view_indicator(each, past.get((estate, each.code))),
            answer=given.get((estate, each.code)),
            week=week,
            times=times,
        )
        for estate in own
        for each in asked_in(plan, week, questions)
    ]

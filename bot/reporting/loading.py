"""Loads what the conversation of a report sees."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial

from bot.evidence.saving import view_evidence
from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.scope import has_axis, reports_on
from bot.programme.calendar import day_of
from bot.programme.due import axes_due, indicators_due, week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.on_time import grace_at, is_late
from bot.programme.provinces import HEADQUARTERS_UNIT, by_code
from bot.programme.standing import stood_before
from bot.programme.timetable import Timetable
from bot.reporting.cards import AxisCard, IndicatorView, ReportState, ReportView
from bot.reporting.draft import Draft, read_draft
from bot.reporting.estates.loading import count_to_see, load_estates
from bot.reporting.indicators import view_indicator
from bot.reporting.signing import list_signings
from bot.said import Choice, Said
from storage import drafts, estates, exceptions, obstacles, people, reports, reviews
from storage.people import Duty
from storage.programme import Axis
from storage.reports import Answer, Earlier, Report
from storage.transaction import Reading, Transaction

NO_REPORT = "no_report"
"""The reason of an answer that says that there is none this week."""


async def load(tx: Transaction, caller: Caller, state: ReportState, said: Said, now: datetime) -> ReportView:
    """Load the week at hand of a unit of the caller's, with the axis that is open or about to be.

    A unit is a province or headquarters; who reports for none any more sees headquarters without an axis.
    """
    provinces = list(dict.fromkeys(duty.province for duty in caller.reporting_units)) or [HEADQUARTERS_UNIT]
    chosen = said.args[0] if isinstance(said, Choice) and said.name == "province" else state.province
    province = chosen if chosen in provinces else provinces[0]
    duties = [duty for duty in caller.reporting_units if duty.province == province]
    wanted = said.args[0] if isinstance(said, Choice) and said.name == "week" else state.week
    weeks = await _open_weeks(tx, province, now)
    week = next((week for week in weeks if week.key == wanted), next(iter(weeks)))
    times, exempted = weeks[week]
    opened = said.args[0] if isinstance(said, Choice) and said.name == "open" else state.axis
    cards = await _load_own(tx, caller, duties, province, week, opened)
    if exempted:
        cards = tuple(card for card in cards if card.code in exempted)
    return ReportView(
        state=state,
        province=by_code(province),
        week=week,
        times=times,
        moment=now,
        day=day_of(now),
        cards=tuple([await _open(tx, caller, card, province, week) if card.code == opened else card for card in cards]),
        opened=opened,
        others=tuple(by_code(code) for code in provinces if code != province),
        weeks=tuple(other for other in weeks if other != week),
        grace=await grace_at(tx, caller.account.platform, now, times),
        graced=now > times.deadline
        and not await is_late(tx, caller.account.platform, now, times, by_tap=isinstance(said, Choice)),
        returned=sum(
            reports_on(duties, province, row.axis) for row in await reviews.list_open_of_province(tx, province)
        ),
        from_estates=await count_to_see(tx, caller, province),
    )


async def _load_own(
    tx: Reading, caller: Caller, duties: list[Duty], province: str, week: Week, opened: str
) -> tuple[AxisCard, ...]:
    """Return the cards of a person's own axes in a unit, with that person's drafts on them."""
    person = caller.person.id

    async def load() -> tuple[AxisCard, ...]:
        every = await _load_every(tx, province, week)
        own = [card for card in every if any(has_axis(duty, card.code) for duty in duties)]
        return await _with_others(tx, caller, own, duties, province, week)

    cards = await tx.view(("own cards", person, caller.duties, caller.hq_axes, province, week.key), load)
    if opened not in await _list_asking(tx, province):  # those have their estates
        estates_of_it = await load_estates(tx, await hold_programme(tx, week.year), week, province, opened)
        cards = tuple(replace(card, estates=estates_of_it) if card.code == opened else card for card in cards)
    return await _with_drafts(tx, cards, person, province, week)


async def _with_others(
    tx: Reading, caller: Caller, own: list[AxisCard], duties: list[Duty], province: str, week: Week
) -> tuple[AxisCard, ...]:
    """Add to cards what others have to do with them: who looks after them, wrote or signs them, and the estates."""
    colleagues = await _colleagues(tx, caller, province, duties)
    signings = await list_signings(tx, caller, [card.code for card in own], province, week)
    asking, plan = await _list_asking(tx, province), await hold_programme(tx, week.year)
    cards = []
    for bare in own:
        card, signing, colleague = bare, signings.get(bare.code, bare.signing), colleagues.get(bare.code, "")
        if card.code in asking:
            card = replace(card, estates=await load_estates(tx, plan, week, province, card.code))
        if (signing, colleague) != (card.signing, card.colleague):
            card = replace(card, signing=signing, colleague=colleague)
        cards.append(await _with_reported(tx, card, province, week))
    return tuple(cards)


async def _list_asking(tx: Reading, province: str) -> set[str]:
    """Return the axes on which a province asks its estates."""
    return {question.axis for question in await estates.list_questions(tx, province)}


async def _open_weeks(tx: Reading, province: str, now: datetime) -> dict[Week, tuple[Timetable, frozenset[str]]]:
    """Return the week at hand, then those that an exception keeps open, with their times and the axes it is for."""
    held = await hold_calendar(tx)
    week, times = week_at_hand(now, held, "" if province == HEADQUARTERS_UNIT else province)
    found: dict[Week, tuple[Timetable, frozenset[str]]] = {week: (times, frozenset())}
    for each in await exceptions.list_valid(tx, province, now):
        past = Week(each.week)
        planned, axes = found.get(past, (held.times(past, province), frozenset[str]()))
        if past < week and planned:
            found[past] = replace(planned, lock=max(planned.lock, each.expires_at)), axes | {each.axis}
    return found


async def load_cards(tx: Reading, person_id: int, province: str, week: Week) -> tuple[AxisCard, ...]:
    """Return every axis that a province owes in a week, as a person sees it: last values, targets, own draft."""
    return await _with_drafts(tx, await _load_every(tx, province, week), person_id, province, week)


async def _with_drafts(
    tx: Reading, cards: tuple[AxisCard, ...], person_id: int, province: str, week: Week
) -> tuple[AxisCard, ...]:
    begun = {each.axis: each.body for each in await drafts.list_of_week(tx, person_id, week.saturday, province)}
    return tuple(_with_draft(card, read_draft(begun[card.code])) if card.code in begun else card for card in cards)


async def _load_every(tx: Reading, province: str, week: Week) -> tuple[AxisCard, ...]:
    """Return every axis that a province owes in a week: last values and targets."""
    return await tx.view(("cards", province, week.key), partial(_make_every, tx, province, week))


async def _make_every(tx: Reading, province: str, week: Week) -> tuple[AxisCard, ...]:
    plan = await hold_programme(tx, week.year)
    handed_in = {each.axis: each for each in await reports.list_of_province(tx, week.saturday, province)}
    stand = await stood_before(tx, plan, province, week)
    before = {each.axis: each for each in await reports.list_earlier(tx, plan.programme.id, province, week.saturday)}
    blocked = await obstacles.list_open_axes(tx, province)
    hq = province == HEADQUARTERS_UNIT
    cards = []
    for axis in axes_due(plan.axes, week):
        asked = indicators_due(plan.of_axis.get(axis.code, []), axis, week, "hq" if hq else "province")
        if hq and not asked:
            continue
        target = "" if hq else province
        indicators = tuple(
            view_indicator(
                each,
                stand.values.get((province, each.code)),
                plan.targets.get((each.code, target)),
                stand.handed_back.get((province, each.code)),
            )
            for each in asked
        )
        cards.append(
            _card(axis, indicators, handed_in.get(axis.code), blocked.get(axis.code, 0), before.get(axis.code))
        )
    return tuple(cards)


async def _colleagues(tx: Reading, caller: Caller, province: str, duties: list[Duty]) -> dict[str, str]:
    """Return the axes of a CEO's province that a colleague looks after, with the colleague's name."""
    if not any(duty.role == "ceo" for duty in duties):
        return {}
    liaisons = [each for each in await people.list_of_role(tx, "liaison", province) if each.id != caller.person.id]
    return {axis: each.full_name for each in liaisons for axis in each.axes.split(";") if axis}


@lru_cache(maxsize=4_096)
def _card(
    axis: Axis, indicators: tuple[IndicatorView, ...], report: Report | None, blocking: int, earlier: Earlier | None
) -> AxisCard:
    return AxisCard(
        code=axis.code,
        title=axis.title,
        short=axis.short,
        position=axis.position,
        indicators=indicators,
        state=report.state if report else "missing",
        may_stay=axis.may_stay,
        standing_weeks=earlier.weeks if earlier and earlier.unchanged == earlier.weeks else 0,
        moved=earlier.moved if earlier else 0,
        last_action=earlier.action if earlier else "",
        obstacles=blocking,
        submitted_at=report.submitted_at if report else None,
        late=report.late if report else False,
    )


def _with_draft(card: AxisCard, draft: Draft) -> AxisCard:
    """Put a draft on a card, without answers to what is asked in another form by now, or not any more."""
    forms = {indicator.code: indicator.form for indicator in card.indicators}
    changed = {code for code, form in draft.asked.items() if code in forms and form != forms[code]} & draft.answered
    # a draft over a report is a correction begun: what was handed in stands
    state = "draft" if card.state == "missing" else card.state
    return replace(card, draft=draft.only(forms.keys() - changed), changed=tuple(sorted(changed)), state=state)


async def _open(tx: Reading, caller: Caller, card: AxisCard, province: str, week: Week) -> AxisCard:
    """Add to a card what is seen only when it is open: its evidence, and what was handed in."""
    card = replace(card, evidence=await view_evidence(tx, caller.person.id, (week.saturday, province, card.code)))
    return await with_reported(tx, card, province, week)


async def with_reported(tx: Reading, card: AxisCard, province: str, week: Week) -> AxisCard:
    """Add to a card what was handed in, which is what is answered until a correction is begun."""
    card = card if card.reported else await _reported(tx, card, province, week)
    if card.reported is None:
        return card
    return replace(card, draft=card.draft if card.draft != Draft() else card.reported)


async def _with_reported(tx: Reading, card: AxisCard, province: str, week: Week) -> AxisCard:
    """Add to a card that waits for the signature of who looks, what was handed over."""
    return await _reported(tx, card, province, week) if card.awaits_me or card.unsigned else card


async def _reported(tx: Reading, card: AxisCard, province: str, week: Week) -> AxisCard:
    report = await reports.get(tx, week.saturday, province, card.code) if card.submitted_at else None
    if report is None:
        return card
    answers = await reports.list_answers(tx, report.id, report.revision)
    return replace(card, reported=_as_draft(answers, report.status, report.action))


def _as_draft(answers: list[Answer], status: str, action: str) -> Draft:
    return Draft(
        values={answer.indicator: answer.value for answer in answers if answer.value is not None},
        words={answer.indicator: answer.words for answer in answers if answer.words},
        unchanged=tuple(answer.indicator for answer in answers if answer.unchanged),
        unreported=tuple(answer.indicator for answer in answers if answer.reason == NO_REPORT),
        reasons={answer.indicator: answer.reason for answer in answers if answer.reason not in {"", NO_REPORT}},
        status=status,
        action=action,
    )

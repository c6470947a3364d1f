"""Loads what the conversation of a report sees, and saves what it leads to."""

import json
from datetime import datetime
from typing import Any

from bot.language.units import UNITS
from bot.language.week import Week
from bot.people.caller import Caller
from bot.programme.held import HeldProgramme, hold_calendar, hold_programme, hold_programme_before
from bot.programme.provinces import by_code
from bot.reporting.due import axes_due, indicators_due, week_at_hand
from bot.reporting.facts import DropEvidence, SaveDraft, Submit, TakeEvidence
from bot.reporting.keeping import drop_evidence, take_evidence, view_evidence
from bot.reporting.view import AxisCard, AxisLine, Draft, IndicatorView, ReportState, ReportView, read_draft
from bot.said import Choice, Said
from storage import audit, drafts, evidence, reports
from storage.audit import Act
from storage.people import Duty
from storage.programme import Axis, Indicator
from storage.reports import Answer, Past, Report, Submission
from storage.transaction import Transaction

NO_REPORT = "no_report"
"""The reason of an answer that says that there is none this week."""


def load(tx: Transaction, caller: Caller, state: ReportState, said: Said, now: datetime) -> ReportView:
    """Load the week at hand of a province of the caller's, and the axis that is open or about to be."""
    provinces = list(dict.fromkeys(duty.province for duty in caller.reporting_duties))
    chosen = said.args[0] if isinstance(said, Choice) and said.name == "province" else state.province
    province = chosen if chosen in provinces else provinces[0]
    duties = [duty for duty in caller.reporting_duties if duty.province == province]
    held = hold_calendar(tx)
    week, times = week_at_hand(now, held, province)
    plan = hold_programme(tx, week.year)
    due = [axis for axis in axes_due(plan.axes, week) if any(_is_ones_own(duty, axis) for duty in duties)]
    begun = {each.axis: each.body for each in drafts.list_of_week(tx, caller.person.id, week.saturday, province)}
    handed_in = {each.axis: each for each in reports.list_of_province(tx, week.saturday, province)}
    # a draft over a report is a correction begun: what was handed in stands
    states = dict.fromkeys(begun, "draft") | {code: report.state for code, report in handed_in.items()}
    lines = tuple(AxisLine(axis.code, axis.short, states.get(axis.code, "missing")) for axis in due)
    opened = said.args[0] if isinstance(said, Choice) and said.name == "open" else state.axis
    axis = next((axis for axis in due if axis.code == opened), None)
    card = None
    if axis:
        report = handed_in.get(axis.code)
        card = AxisCard(
            code=axis.code,
            title=axis.title,
            position=axis.position,
            indicators=_view_indicators(tx, plan, axis, province, week),
            draft=_load_draft(tx, begun.get(axis.code), report),
            evidence=view_evidence(tx, caller.person.id, (week.saturday, province, axis.code)),
            submitted_at=report.submitted_at if report else None,
            late=report.late if report else False,
        )
    others = tuple(by_code(code) for code in provinces if code != province)
    return ReportView(state, by_code(province), week, times, lines, card, others)


def _is_ones_own(duty: Duty, axis: Axis) -> bool:
    return axis.code in duty.axes.split(";") if duty.axes else duty.role == "ceo"


def _load_draft(tx: Transaction, body: str | None, report: Report | None) -> Draft:
    if body is None and report:
        return _as_draft(reports.list_answers(tx, report.id, report.revision), report.status, report.action)
    return read_draft(body)


def _view_indicators(
    tx: Transaction, plan: HeldProgramme, axis: Axis, province: str, week: Week
) -> tuple[IndicatorView, ...]:
    pasts = _list_pasts(tx, plan, axis, province, week)
    return tuple(
        _view_indicator(indicator, pasts.get(indicator.code), plan.targets.get((indicator.code, province)))
        for indicator in indicators_due(plan.indicators, axis, week)
    )


def _list_pasts(tx: Transaction, plan: HeldProgramme, axis: Axis, province: str, week: Week) -> dict[str, Past]:
    """Return the last values by indicator; a snapshot without one this year keeps that of the year before."""
    found = {
        past.indicator: past for past in reports.list_past(tx, plan.programme.id, province, axis.code, week.saturday)
    }
    lacking = {
        (each.code, each.unit)
        for each in plan.indicators
        if each.axis == axis.code and each.kind == "snapshot" and each.code not in found
    }
    if lacking and (before := hold_programme_before(tx, plan)):
        same = {each.code for each in before.indicators if (each.code, each.unit) in lacking}
        older = reports.list_past(tx, before.programme.id, province, axis.code, week.saturday)
        found |= {past.indicator: past for past in older if past.indicator in same}
    return found


def _view_indicator(indicator: Indicator, past: Past | None, target: int | None) -> IndicatorView:
    return IndicatorView(
        code=indicator.code,
        title=indicator.title,
        kind=indicator.kind,
        unit=UNITS[indicator.unit],
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        not_over=indicator.not_over,
        options=tuple(json.loads(indicator.options)),
        max_chars=indicator.max_chars,
        last=past.value if past else None,
        last_words=past.words if past else "",
        target=target,
    )


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


def save(tx: Transaction, caller: Caller, facts: tuple[Any, ...], now: datetime) -> None:
    """Save the facts of a step."""
    for fact in facts:
        match fact:
            case SaveDraft():
                key = (fact.week.saturday, fact.province, fact.axis)
                drafts.save(tx, caller.person.id, key, fact.draft.body, now)
            case Submit():
                _submit(tx, caller, fact, now)
            case TakeEvidence():
                take_evidence(tx, caller, fact, now)
            case DropEvidence():
                drop_evidence(tx, caller, fact, now)


def _submit(tx: Transaction, caller: Caller, fact: Submit, now: datetime) -> None:
    plan = hold_programme(tx, fact.week.year)
    submission = Submission(
        programme_id=plan.programme.id,
        week=fact.week.saturday,
        province=fact.province,
        axis=fact.axis,
        status=fact.draft.status,
        action=fact.draft.action,
        late=fact.late,
        answers=tuple(_answers(fact.draft)),
    )
    report = reports.submit(tx, caller.person.id, submission, now)
    key = (fact.week.saturday, fact.province, fact.axis)
    evidence.hand_in(tx, caller.person.id, key, report.id)
    drafts.drop(tx, caller.person.id, key)
    act = Act(
        actor=f"person:{caller.person.id}",
        action="report.submit",
        subject=f"{fact.week.key}/{fact.province}/{fact.axis}",
        detail={"revision": report.revision, "late": int(fact.late), **fact.draft.values},
    )
    audit.append(tx, now, act)


def _answers(draft: Draft) -> list[Answer]:
    return [
        *(
            Answer(code, value, "", unchanged=False, reason=draft.reasons.get(code, ""))
            for code, value in draft.values.items()
        ),
        *(Answer(code, None, words, unchanged=False) for code, words in draft.words.items()),
        *(Answer(code, None, "", unchanged=True) for code in draft.unchanged),
        *(Answer(code, None, "", unchanged=False, reason=NO_REPORT) for code in draft.unreported),
    ]

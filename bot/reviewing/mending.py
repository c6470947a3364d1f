"""Loads the fields that a reporter has to answer, and saves the answers: a new revision, or an explanation."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.scope import reports_on, signs_for
from bot.programme.held import hold_programme
from bot.programme.provinces import by_code
from bot.reporting.indicators import view_indicator
from bot.reviewing.facts import Explain, Mend
from bot.reviewing.mend_view import Handed, MendState, MendView
from bot.reviewing.telling import axis_name, indicator_of, order_notice, said
from bot.said import Choice, Said
from storage import audit, delegations, people, reports, reviews
from storage.audit import Act
from storage.reports import Answer, Submission
from storage.reviews import Return
from storage.transaction import Reading, Transaction


def load(tx: Transaction, caller: Caller, state: MendState, heard: Said, _now: datetime) -> MendView:
    """Load what waits for this person, and the one that is open or about to be, if it is the person's to answer."""
    provinces = dict.fromkeys(duty.province for duty in caller.reporting_duties)
    rows = [row for province in provinces for row in reviews.list_open_of_province(tx, province)]
    waiting = tuple(one for row in rows if _may(caller, row) and (one := _handed(tx, row)))
    choice = isinstance(heard, Choice) and heard.name in {"mend", "explain"}
    number = int(heard.args[0]) if choice and isinstance(heard, Choice) else state.number
    row = reviews.get_return(tx, number) if number else None
    return MendView(state, waiting, _handed(tx, row) if row and _may(caller, row) else None)


def _may(caller: Caller, row: Return) -> bool:
    return reports_on(caller.duties, row.province, row.axis)


def _handed(tx: Reading, row: Return) -> Handed | None:
    indicator = indicator_of(tx, row)
    if indicator is None:
        return None
    plan, week = hold_programme(tx, Week(row.week).year), Week(row.week)
    answers = {each.indicator: each for each in reports.list_answers(tx, row.report_id, row.revision)}
    answer = answers.get(row.indicator)
    whole = next((each for each in plan.indicators if each.code == indicator.not_over), None)
    held = answers.get(whole.code) if whole else None
    limit = (whole.title, held.value) if whole and held and held.value is not None else None
    target = plan.targets.get((indicator.code, row.province))
    return Handed(
        row=row,
        axis=axis_name(tx, row.week, row.axis),
        week=week,
        province=by_code(row.province).name,
        indicator=view_indicator(indicator, None, target),
        said=said(tx, row, row.revision),
        current=(answer.value, answer.words) if answer else (None, ""),
        whole=limit,
    )


def save(tx: Transaction, caller: Caller, facts: tuple[Any, ...], now: datetime) -> None:
    """Answer what was handed back, if it still waits and is the person's to answer, and tell headquarters."""
    for fact in facts:
        row = reviews.get_return(tx, fact.number)
        if row is None or row.answered_at or not _may(caller, row):
            continue
        if isinstance(fact, Explain):
            reviews.explain(tx, row.id, fact.words, caller.person.id, now)
            reviews.settle(tx, row.report_id)
        elif isinstance(fact, Mend):
            _mend(tx, caller, row, fact, now)
        act = Act(f"person:{caller.person.id}", "answer_return", f"report:{row.report_id}", {"return": row.id})
        audit.append(tx, now, act)
        order_notice(tx, now, "answered", row.id, "")


def _mend(tx: Transaction, caller: Caller, row: Return, fact: Mend, now: datetime) -> None:
    """Hand in the next revision: everything as it was but the one field; unsigned where a colleague may not sign."""
    report = reports.get(tx, row.week, row.province, row.axis)
    assert report is not None  # noqa: S101 - the return is one of it
    answers = [
        replace(each, value=fact.value, words=fact.words, unchanged=False, reason="")
        if each.indicator == row.indicator
        else each
        for each in reports.list_answers(tx, report.id, report.revision)
    ]
    duty = signs_for(caller.duties, row.province, row.axis)
    free = delegations.is_excused(tx, row.province, caller.person.id) or not people.list_holders(
        tx, "ceo", row.province
    )
    submission = Submission(
        programme_id=hold_programme(tx, Week(row.week).year).programme.id,
        week=row.week,
        province=row.province,
        axis=row.axis,
        status=report.status,
        action=report.action,
        late=report.late,
        answers=_with(answers, row, fact),
        reason=t("mend.why"),
        signed=bool(duty) or free,
        ready=not duty and not free,
        stand_in=duty == "stand_in",
    )
    reports.submit(tx, caller.person.id, submission, now)
    reviews.settle(tx, report.id)


def _with(answers: list[Answer], row: Return, fact: Mend) -> tuple[Answer, ...]:
    """Return the answers with the field among them, even where the newest revision no longer had it."""
    if any(each.indicator == row.indicator for each in answers):
        return tuple(answers)
    return (*answers, Answer(row.indicator, fact.value, fact.words, unchanged=False))

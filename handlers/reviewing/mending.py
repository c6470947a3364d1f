"""Loads the fields that a reporter has to answer, and saves the answers: a new revision, or an explanation."""

from dataclasses import replace
from datetime import datetime

from bot.evidence.facts import TakeEvidence
from bot.evidence.saving import take_evidence, view_evidence
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.scope import reports_on, signs_for
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from bot.programme.standing import Value
from bot.reporting.indicators import view_indicator
from bot.reviewing.comparing import count, say, stored
from bot.reviewing.facts import Explain, Mend, MendFact
from bot.reviewing.reading import axis_name, indicator_of, read_answers, read_standing
from bot.reviewing.telling import tell_reviews
from bot.said import Choice, Said
from handlers.reviewing.mend_view import HandedBack, MendState, MendView
from storage import audit, delegations, evidence, people, reports, reviews
from storage.audit import Act
from storage.programme import Indicator
from storage.reports import Answer, Report, Submission
from storage.reviews import Return
from storage.transaction import Reading, Transaction


async def load(tx: Transaction, caller: Caller, state: MendState, heard: Said, _now: datetime) -> MendView:
    """Load what waits for this person, and the one that is open or about to be, if it is the person's to answer."""
    waiting = tuple([one for row in await list_waiting(tx, caller) if (one := await _handed(tx, caller, row))])
    chosen = isinstance(heard, Choice) and heard.name in {"mend", "explain"}
    number = int(heard.args[0]) if chosen and isinstance(heard, Choice) else state.number
    row = await reviews.get_return(tx, number) if number else None
    return MendView(state, waiting, await _handed(tx, caller, row) if row and _may(caller, row) else None)


async def list_waiting(tx: Reading, caller: Caller) -> list[Return]:
    """Return what was handed back to a person's provinces and axes, and waits for an answer."""
    provinces = dict.fromkeys(duty.province for duty in caller.reporting_duties)
    rows = [row for province in provinces for row in await reviews.list_open_of_province(tx, province)]
    return [row for row in rows if _may(caller, row)]


def _may(caller: Caller, row: Return) -> bool:
    return reports_on(caller.duties, row.province, row.axis)


async def _handed(tx: Reading, caller: Caller, row: Return) -> HandedBack | None:
    indicator, report = await indicator_of(tx, row), await reports.get(tx, row.week, row.province, row.axis)
    if indicator is None or report is None:
        return None
    week, key = Week(row.week), (row.week, row.province, row.axis)
    standing = (await read_standing(tx, week, row.province, row.axis)).of(row.province)
    answer = (await read_answers(tx, report.id, row.revision)).get(row.indicator)
    newest = await read_answers(tx, report.id, report.revision)
    whole, parts = await _related(tx, indicator, week)
    return HandedBack(
        row=row,
        axis=await axis_name(tx, row.week, row.axis),
        week=week,
        province=by_code(row.province).name,
        indicator=view_indicator(indicator, None),
        said=say(indicator, answer, standing.get(row.indicator)),
        before=count(indicator, answer, standing.get(row.indicator)),
        current=stored(answer, standing.get(row.indicator)),
        whole=next(iter(_figures(whole, newest, standing)), None),
        part=max(_figures(parts, newest, standing), key=lambda each: each[1], default=None),
        signing=_signing(caller, row, report),
        needs=(await _key(tx, caller, row))[1],
        evidence=len(await view_evidence(tx, caller.person.id, key)),
    )


async def _related(tx: Reading, indicator: Indicator, week: Week) -> tuple[list[Indicator], list[Indicator]]:
    """Return what an indicator may not exceed, and what may not exceed it."""
    every = (await hold_programme(tx, week.year)).indicators
    return [each for each in every if each.code == indicator.not_over], [
        each for each in every if each.not_over == indicator.code
    ]


def _figures(some: list[Indicator], newest: dict[str, Answer], standing: dict[str, Value]) -> list[tuple[str, int]]:
    """Return the titles of indicators with their values, of those that have one."""
    values = ((each.title, stored(newest.get(each.code), standing.get(each.code))[0]) for each in some)
    return [(title, value) for title, value in values if value is not None]


def _signing(caller: Caller, row: Return, report: Report) -> str:
    """Say whose signature a correction awaits, '' where none waits."""
    if report.state != "ready":
        return ""
    return "mine" if signs_for(caller.duties, row.province, row.axis) else "others"


async def _key(tx: Reading, caller: Caller, row: Return) -> tuple[str, bool]:
    """Return under which duty a person signs («» for none), and whether the signature of somebody else is needed."""
    duty, province = signs_for(caller.duties, row.province, row.axis), row.province
    free = await delegations.is_excused(tx, province, caller.person.id) or not await people.list_holders(
        tx, "ceo", province
    )
    return duty, not duty and not free


async def save(tx: Transaction, caller: Caller, facts: tuple[MendFact, ...], now: datetime) -> None:
    """Answer what was handed back, if it still waits and is the person's to answer, and tell headquarters."""
    for fact in facts:
        if isinstance(fact, TakeEvidence):
            await _keep_evidence(tx, caller, fact, now)
            continue
        row = await reviews.get_return(tx, fact.number)
        if row is None or row.answered_at or not _may(caller, row):
            continue
        if isinstance(fact, Explain):
            await reviews.explain(tx, row, fact.words, caller.person.id, now)
        elif isinstance(fact, Mend):
            await _mend(tx, caller, row, fact, now)
        await tell_reviews(tx, now)


async def _keep_evidence(tx: Transaction, caller: Caller, fact: TakeEvidence, now: datetime) -> None:
    """Keep a piece, and tie it to the report at once."""
    key = (fact.week.saturday, fact.province, fact.axis)
    report = await reports.get(tx, *key)
    if report and reports_on(caller.duties, fact.province, fact.axis):
        await take_evidence(tx, caller, fact, now)
        await evidence.hand_in(tx, caller.person.id, key, report.id)


async def _mend(tx: Transaction, caller: Caller, row: Return, fact: Mend, now: datetime) -> None:
    """Hand in the next revision: everything as it was but the one field; unsigned where a colleague may not sign."""
    report = await reports.get(tx, row.week, row.province, row.axis)
    assert report is not None  # noqa: S101 - the return is one of it
    answers = await read_answers(tx, report.id, report.revision)
    old = answers.get(row.indicator, Answer(row.indicator, None, "", unchanged=False))
    answers[row.indicator] = replace(old, value=fact.value, words=fact.words, unchanged=False, reason=fact.reason)
    duty, needs = await _key(tx, caller, row)
    submission = Submission(
        programme_id=(await hold_programme(tx, Week(row.week).year)).programme.id,
        week=row.week,
        province=row.province,
        axis=row.axis,
        status=report.status,
        action=report.action,
        late=report.late,
        answers=tuple(answers.values()),
        reason=t("mend.why"),
        signed=not needs,
        ready=needs,
        stand_in=duty == "stand_in",
    )
    await reports.submit(tx, caller.person.id, submission, now)
    act = Act(f"person:{caller.person.id}", "return.answer", f"report:{row.report_id}", {"return": row.id})
    await audit.append(tx, now, act)

"""The demo's past: eight weeks of invented reports of the 31 provinces and a begun one; one seed, one past."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.due import axes_due, indicators_due, week_at_hand
from bot.programme.in_memory import HeldCalendar, hold_calendar, hold_programme, programme_year
from bot.programme.kinds import rules_of
from bot.programme.loading import ensure_programme
from bot.programme.provinces import PROVINCES, Province
from bot.programme.timetable import Timetable, push_time
from bot.reporting.sample_figures import Ledger
from storage import people, reports
from storage.programme import Axis, Indicator
from storage.reports import Answer, Submission
from storage.transaction import Transaction

WEEKS = 8
SEED = 1405
SILENT, LATE, SKIPPED, SAME, CORRECTED = 0.03, 0.12, 0.03, 0.12, 0.02
"""Shares: of weeks without a word, late weeks, left-out axes, axes «unchanged» as a whole, corrected reports."""
STATUSES = ("on_plan",) * 11 + ("attention",) * 4 + ("stopped",) + ("",) * 4
ACTIONS = ("letter", "visit", "meeting", "contract", "") + ("",) * 5
SITTING = timedelta(minutes=40)
"""The longest that a province's whole week takes."""


@dataclass(frozen=True)
class SampleReport:
    """One report as it was handed in."""

    at: datetime
    person_id: int
    submission: Submission


def list_weeks(now: datetime, held: HeldCalendar) -> list[tuple[Week, Timetable]]:
    """Return the past weeks with a report and the one at hand, the oldest first, with headquarters' times."""
    found = [week_at_hand(now, held, "")]
    week = found[0][0]
    while len(found) <= WEEKS:
        week = week.previous
        if times := held.times(week, ""):
            found.insert(0, (week, times))
    return found


async def fill_past(tx: Transaction, now: datetime, waiting: frozenset[str] = frozenset(), seed: int = SEED) -> None:
    """Hand in, in the order of their time, all reports up to now of every province that has a CEO.

    The provinces of ``waiting`` (ISO codes) still owe everything of the week at hand.
    """
    weeks, ledger = list_weeks(now, await hold_calendar(tx)), Ledger(Random(seed))  # noqa: S311 - it keeps no secret
    for year in sorted({programme_year(tx, week.year) for week, _times in weeks}):
        await ensure_programme(tx, year, min(weeks[0][1].opens, now))
    handed = [
        each for week, _times in weeks for province in PROVINCES for each in await _week(tx, ledger, week, province)
    ]
    at_hand = weeks[-1][0].saturday
    for each in sorted(handed, key=lambda each: each.at):
        if each.at <= now and not (each.submission.week == at_hand and each.submission.province in waiting):
            await reports.submit(tx, each.person_id, each.submission, each.at)


async def _week(tx: Transaction, ledger: Ledger, week: Week, province: Province) -> list[SampleReport]:
    """Return what a province hands in for a week, in one sitting: axis after axis."""
    held, plan, chance = await hold_calendar(tx), await hold_programme(tx, week.year), ledger.chance
    holders, times = await people.list_holders(tx, "ceo", province.code), held.times(week, province.code)
    if not holders or times is None or chance.random() < SILENT:
        return []
    handed: list[SampleReport] = []
    at = _begin(chance, held, times, province)
    for axis in axes_due(plan.axes, week):
        indicators = indicators_due(plan.indicators, axis, week)
        if chance.random() < SKIPPED:
            continue
        at += timedelta(seconds=chance.randint(25, 110))
        answers = ledger.answers(week, province.code, indicators, same=chance.random() < SAME)
        submission = Submission(
            programme_id=plan.programme.id,
            week=week.saturday,
            province=province.code,
            axis=axis.code,
            status=chance.choice(STATUSES),
            action=_action(chance, axis),
            late=at > times.deadline,
            answers=tuple(answers),
        )
        first = SampleReport(at, holders[0].id, submission)
        handed += _corrected(chance, first, indicators, times) if chance.random() < CORRECTED else (first,)
    return handed


def _begin(chance: Random, held: HeldCalendar, times: Timetable, province: Province) -> datetime:
    """Return when a province sits down to its week: in working hours, and some after the deadline."""
    begin, end = (times.deadline, times.lock) if chance.random() < LATE else (times.opens, times.deadline)
    drawn = begin + (end - begin) * chance.random()
    opened = push_time(drawn, held.rules, held.calendar, province.code)
    return max(begin, min(opened + timedelta(minutes=chance.randint(0, 50)), end - SITTING))


def _action(chance: Random, axis: Axis) -> str:
    name = chance.choice(ACTIONS)
    return t(f"demo.past.action.{name}", axis=axis.short) if name else ""


def _corrected(
    chance: Random, right: SampleReport, indicators: list[Indicator], times: Timetable
) -> Iterator[SampleReport]:
    """Yield a report with one figure too high, and some time later the right one."""
    free = {each.code: each for each in indicators if rules_of(each).amount and not each.not_over}
    answers = right.submission.answers
    place = next((n for n, answer in enumerate(answers) if answer.value and answer.indicator in free), None)
    if place is None:
        yield right
        return
    wrong = (*answers[:place], _too_high(answers[place], free[answers[place].indicator]), *answers[place + 1 :])
    later = min(right.at + timedelta(minutes=chance.randint(20, 180)), times.lock)
    yield replace(right, submission=replace(right.submission, answers=wrong))
    yield replace(right, at=later)


def _too_high(answer: Answer, indicator: Indicator) -> Answer:
    value = (answer.value or 0) * 2
    return replace(answer, value=value if indicator.maximum is None else min(value, indicator.maximum))

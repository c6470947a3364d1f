"""Loads what an owner sees of the reports of a week."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from bot.briefing.figures.loading import week_to_show
from bot.briefing.figures.records import Value
from bot.language.week import Week, week_from_key
from bot.people.caller import Caller
from bot.people.scope import axes_of
from bot.programme.held import HeldProgramme, hold_calendar, hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT, by_code
from bot.reviewing.comparing import as_value, compare
from bot.reviewing.view import PAGE, AxisCount, Line, ReviewState, ReviewView
from bot.said import Choice, Said
from storage import comments, figures, reports, reviews
from storage.reviews import Reviewed
from storage.transaction import Reading, Transaction


def load(tx: Transaction, caller: Caller, state: ReviewState, said: Said, now: datetime) -> ReviewView:
    """Load the counts of the person's axes, and the page and the report that are open or about to be."""
    newest = week_to_show(tx, now)[0]
    week = _week(state, said) or newest
    plan = hold_programme(tx, week.year)
    axes = axes_of(caller.duties)
    rows = [row for row in reviews.list_of_week(tx, week.saturday) if row.province != HEADQUARTERS_UNIT]
    counts = tuple(
        _count(plan, axis.code, rows)
        for axis in plan.axes
        if axis.active and (axes is None or axis.code in axes) and any(row.axis == axis.code for row in rows)
    )
    times = hold_calendar(tx).times(week, "")
    newer = week.next if week.saturday < newest.saturday else None
    view = ReviewView(state, now, week, times is None or now >= times.lock, newer, counts)
    opened = said.args[0] if isinstance(said, Choice) and said.name == "axis" else state.axis
    count = next((each for each in counts if each.axis.code == opened), None)
    return _with_axis(tx, view, count, rows, said) if count else view


def _week(state: ReviewState, said: Said) -> Week | None:
    key = said.args[0] if isinstance(said, Choice) and said.name == "week" else state.week
    try:
        return week_from_key(key) if key else None
    except ValueError:
        return None


def _count(plan: HeldProgramme, code: str, rows: list[Reviewed]) -> AxisCount:
    axis = plan.axis(code)
    assert axis is not None  # noqa: S101 - the codes are the plan's own
    kinds = Counter(
        "returned" if row.returned else "approved" if row.approved >= row.revision else "waiting"
        for row in rows
        if row.axis == code
    )
    return AxisCount(axis, kinds["waiting"], kinds["approved"], kinds["returned"])


def _with_axis(tx: Reading, view: ReviewView, count: AxisCount, rows: list[Reviewed], said: Said) -> ReviewView:
    """Add the waiting reports of a page, and the card that is open."""
    own = sorted((row for row in rows if row.axis == count.axis.code), key=lambda row: by_code(row.province).position)
    waiting = [row for row in own if not row.returned and row.approved < row.revision]
    pages = max(1, -(-len(waiting) // PAGE))
    page = min(_number(said, "page", view.state.page), pages - 1)
    view = replace(
        view,
        state=replace(view.state, page=page),
        axis=count,
        pages=pages,
        lines=tuple(_line(tx, view, row) for row in waiting[page * PAGE : (page + 1) * PAGE]),
        returned=tuple(by_code(row.province).name for row in own if row.returned),
    )
    row = next((row for row in own if row.id == _number(said, "open", view.state.report)), None)
    if row is None:
        return view
    key = (view.week.saturday, row.province, row.axis)
    history = tuple(reviews.list_returns(tx, row.id))
    return replace(view, card=_line(tx, view, row, whole=True), history=history, comments=comments.count(tx, key))


def _number(said: Said, name: str, held: int) -> int:
    return int(said.args[0]) if isinstance(said, Choice) and said.name == name else held


def _line(tx: Reading, view: ReviewView, row: Reviewed, *, whole: bool = False) -> Line:
    """Return a report beside what was approved of it, or else beside what the province stood at before the week."""
    plan, week = hold_programme(tx, view.week.year), view.week
    answers = {each.indicator: each for each in reports.list_answers(tx, row.id, row.revision)}
    if row.approved:
        earlier = reports.list_answers(tx, row.id, row.approved)
        before = {each.indicator: value for each in earlier if (value := as_value(each))}
    else:
        number, until = plan.programme.id, week.previous.saturday
        before = {
            each.indicator: Value(each.province, each.indicator, each.value, each.words, each.week)
            for each in figures.list_standing(tx, number, row.province, until, view.moment, row.axis)
        }
    handed_back = {each.indicator for each in reviews.list_returns(tx, row.id) if each.answered_at is None}
    fields = [
        compare(each, answers.get(each.code), before.get(each.code), handed_back=each.code in handed_back)
        for each in plan.indicators
        if each.axis == row.axis and each.code in answers
    ]
    shown = fields if whole or not row.approved else [field for field in fields if field.changed]
    return Line(row, by_code(row.province).name, tuple(shown))

"""Loads what an owner sees of the reports of a week."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from bot.counting.counting import list_outcomes
from bot.figures.loading import week_to_show
from bot.language.week import Week, week_from_key
from bot.people.caller import Caller
from bot.programme.in_memory import HeldProgramme, find_programme, hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, by_code
from bot.reviewing.facts import WAIT
from bot.reviewing.parties import reviewed_axes
from bot.reviewing.reading import days_held, open_until, read_fields
from bot.said import Choice, Said
from handlers.reviewing.view import PAGE, AxisCount, Past, ReviewLine, ReviewState, ReviewUnit, ReviewView, acts_of
from storage import comments, evidence, review_decisions, reviews
from storage.reviews import Reviewed
from storage.transaction import Reading, Transaction


async def load(tx: Transaction, caller: Caller, state: ReviewState, said: Said, now: datetime) -> ReviewView:
    """Load the counts of the person's axes, and the page and the report that are open or about to be."""
    newest = (await week_to_show(tx, now))[0]
    week = _week(state, said) or newest
    plan, axes = await hold_programme(tx, week.year), reviewed_axes(caller)
    rows = [row for row in await reviews.list_of_week(tx, week.saturday) if row.province != HEADQUARTERS_UNIT]
    newer = week.next if week.saturday < newest.saturday else None
    older = week.previous if await find_programme(tx, week.previous.year) else None
    view = ReviewView(state, now, week, older, newer, _count(plan, axes, rows))
    opened = said.args[0] if isinstance(said, Choice) and said.name == "axis" else state.axis
    count = next((each for each in view.axes if each.axis.code == opened), None)
    if count is None:
        return view
    found = {row.province: row for row in rows if row.axis == opened}
    made = await review_decisions.list_since(tx, caller.person.id, (week.saturday, opened), now - WAIT)
    view = replace(view, acts=acts_of(made, {each.code: each.title for each in plan.indicators}))
    return await _with_card(tx, await _with_page(tx, replace(view, axis=count), found, said), found, said)


def _week(state: ReviewState, said: Said) -> Week | None:
    key = said.args[0] if isinstance(said, Choice) and said.name == "week" else state.week
    try:
        return week_from_key(key) if key else None
    except ValueError:
        return None


def _count(plan: HeldProgramme, axes: frozenset[str] | None, rows: list[Reviewed]) -> tuple[AxisCount, ...]:
    """Return the axes of which something came; what awaits a signature still waits for its province."""
    kinds: dict[str, Counter[str]] = {}
    for row in rows:
        kinds.setdefault(row.axis, Counter())["returned" if row.returned or row.held else row.standing] += 1
    return tuple(
        AxisCount(axis, *(kinds[axis.code][kind] for kind in ("waiting", "approved", "returned")))
        for axis in plan.axes
        if axis.code in kinds and (axes is None or axis.code in axes)
    )


async def _with_page(tx: Reading, view: ReviewView, found: dict[str, Reviewed], said: Said) -> ReviewView:
    """Add where every province stands on the open axis, and the waiting reports of a page."""
    units = [_unit(province.code, found.get(province.code)) for province in PROVINCES]
    waiting = [found[unit.code] for unit in units if unit.state == "waiting"]
    pages = max(1, -(-len(waiting) // PAGE))
    page = max(0, min(_number(said, "page", view.state.page), pages - 1))
    return replace(
        view,
        state=replace(view.state, page=page),
        units=tuple(units),
        pages=pages,
        lines=tuple([await _line(tx, view, row) for row in waiting[page * PAGE : (page + 1) * PAGE]]),
    )


def _unit(province: str, row: Reviewed | None) -> ReviewUnit:
    return ReviewUnit(province, by_code(province).name, row.standing if row else "missing", row.id if row else 0)


async def _with_card(tx: Reading, view: ReviewView, found: dict[str, Reviewed], said: Said) -> ReviewView:
    """Add the report that is open, whole: with what was handed back of it, said about it and sent with it."""
    number = _number(said, "open", view.state.report)
    row = next((row for row in found.values() if row.id == number), None)
    if row is None:
        return view
    key, returns = (view.week.saturday, row.province, row.axis), await reviews.list_returns(tx, row.id)
    held = await review_decisions.list_held(tx, row.id, row.revision)
    back = {each.indicator for each in returns if each.answered_at is None} | {each.indicator for each in held}
    if row.late:
        judged = await list_outcomes(tx, view.moment, [view.week], [row.province])
        row = replace(row, late=judged.get(key, "late") == "late")
    return replace(
        view,
        card=await _line(tx, view, row, frozenset(back)),
        until=await open_until(tx, view.week, row.province, row.axis, view.moment),
        held=tuple(held),
        history=tuple([Past(each, await days_held(tx, each, view.moment)) for each in returns]),
        comments=await comments.count(tx, key),
    )


def _number(said: Said, name: str, held: int) -> int:
    return int(said.args[0]) if isinstance(said, Choice) and said.name == name else held


async def _line(tx: Reading, view: ReviewView, row: Reviewed, back: frozenset[str] | None = None) -> ReviewLine:
    """Return a report with the indicators that are handed ``back``; None: of one approved before, what changed."""
    of = (row.province, row.axis)
    fields = await read_fields(tx, view.week, of, (row.id, row.revision, row.approved), back or frozenset())
    shown = fields if back is not None or not row.approved else [field for field in fields if field.changed]
    sent = await evidence.count_handed_in(tx, (view.week.saturday, *of))
    return ReviewLine(row, by_code(row.province).name, tuple(shown), sent)

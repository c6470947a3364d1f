"""Gathers the report of a week, a month or a quarter for a reader: figures, what they were before, obstacles."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.briefing.drawing.paper import Paper, PaperSpan
from bot.briefing.periods import Period
from bot.briefing.trail_head import head_of
from bot.counting.counting import list_cells
from bot.counting.rules import Tally, tally
from bot.figures.loading import count, week_to_show
from bot.figures.records import Figures
from bot.figures.trending import load_trends
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.obstacles.figures import answer_rate, list_answering, list_open_lines
from bot.programme.calendar import at
from bot.programme.in_memory import hold_calendar, programme_year
from bot.programme.provinces import PROVINCES
from storage import obstacles, programme
from storage.transaction import Reading

Axes = frozenset[str] | None
"""The axes that a reader may see; None: all."""


async def load_paper(tx: Reading, moment: datetime, axes: Axes, week: Week | None = None) -> Paper:
    """Return what the weekly report says of a week (the last that has opened) as it stands at an instant."""
    week = week or (await week_to_show(tx, moment))[0]
    number = t("brief.paper.numbered.week", year=week.year, number=week.number)
    title = t("brief.paper.titled.week", week=dates.week_label(week))
    return await _load(tx, moment, axes, PaperSpan("week", title, number), [week])


async def load_annex(tx: Reading, moment: datetime, axes: Axes, week: Week | None = None) -> Paper:
    """Return the same with the course of each axis, for the annex."""
    paper = await load_paper(tx, moment, axes, week)
    trends = await load_trends(tx, moment, paper.figures.axes, paper.figures.week)
    codes = [axis.code for axis in paper.figures.axes]
    return replace(paper, trends=dict(zip(codes, trends, strict=True)))


async def load_period_paper(tx: Reading, moment: datetime, axes: Axes, period: Period) -> Paper | None:
    """Return what the report of a month or a quarter says; None where it had no week with a report."""
    weeks = [week for week in period.weeks if (await hold_calendar(tx)).times(week, "")]
    number = t(f"brief.paper.numbered.{period.kind}", year=period.year, number=(period.month - 1) // period.months + 1)
    span = PaperSpan(period.kind, t("brief.paper.titled.period", title=period.heading), number)
    known = weeks and await programme.get(tx, programme_year(tx, period.year))
    return await _load(tx, moment, axes, span, weeks) if known else None


async def _load(tx: Reading, moment: datetime, axes: Axes, span: PaperSpan, weeks: Sequence[Week]) -> Paper:
    figures, former = await count(tx, moment, axes, weeks[-1]), weeks[0].previous
    open_lines = [line for line in await list_open_lines(tx, moment, axes) if line.row.recorded_at <= moment]
    begin, end = at(weeks[0].saturday, time()), at(weeks[-1].next.saturday, time())
    asked = [row for row in await obstacles.list_asked(tx, begin, end) if axes is None or row.axis in axes]
    codes = {axis.code for axis in figures.axes}
    weekly = span.kind == "week"
    return Paper(
        span,
        figures,
        await count(tx, moment, axes, former) if former.year == figures.week.year else None,
        _so_far(figures)
        if weekly
        else tally(each for each in await list_cells(tx, moment, weeks) if each.axis in codes),
        tuple(open_lines),
        await list_answering(tx, moment, figures.week, axes) if weekly else (),
        answer_rate(asked, begin, end, (await hold_calendar(tx)).calendar),
        await head_of(tx, moment),
    )


def _so_far(figures: Figures) -> Tally:
    """Return what has come in of a week: what still has time is missing as well."""
    asked = [figures.cell(province.code, axis.code) for province in PROVINCES for axis in figures.due]
    late = sum(cell.late for cell in asked if cell.handed_in)
    done = sum(cell.handed_in for cell in asked)
    return Tally(on_time=done - late, late=late, missing=len(asked) - done)

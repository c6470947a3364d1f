"""The sheet of a province's week or month: one A4 page that a CEO may put before the governor."""

from decimal import Decimal
from typing import Any

from bot.briefing.province_week.lines import band, pace, received
from bot.briefing.province_week.loading import Move, ProvinceWeek, by_axis, leading
from bot.drawing.press import print_pdf
from bot.drawing.scale import scale_of
from bot.figures.records import AxisCell
from bot.figures.wording import standing_text
from bot.language import dates, writing
from bot.language.catalogue import t
from storage.programme import Axis

TEMPLATE = "province_sheet.typ"
MOST_ROWS = 45
"""Rows of indicators on the page; where there would be more, an axis has the one that it is told by."""
MOST_OBSTACLES = 6
HEADS = ("axis", "indicator", "value", "target", "pace", "change", "trend", "status", "action")
OF_TARGETS = frozenset({"target", "pace"})
"""Columns that are left out where no target is set."""


def print_sheet(held: ProvinceWeek) -> bytes:
    """Return the PDF, of one page."""
    return print_pdf(TEMPLATE, sheet_data(held))


def sheet_data(held: ProvinceWeek) -> dict[str, Any]:
    """Return what the template shows."""
    week, targeted = held.span.weeks[-1], any(move.trend.target is not None for move in held.moves)
    return {
        "invocation": t("province_week.sheet.invocation"),
        "organisation": t("brief.paper.organisation"),
        "company": held.province.company,
        "date": t("province_week.sheet.date", date=dates.numeric(week.wednesday)),
        "number": t(
            f"province_week.sheet.number.{held.span.kind}",
            year=week.year,
            number=week.number if held.span.kind == "week" else week.month,
            province=held.province.position,
        ),
        "title": t(f"province_week.sheet.title.{held.span.kind}", province=held.province.name),
        "span": held.span.title,
        "summary": [*received(held), *filter(None, [pace(held), band(held)])],
        "heads": [t(f"province_week.head.{head}") for head in HEADS if targeted or head not in OF_TARGETS],
        "targets": targeted,
        "rows": _rows(held),
        "obstacles": _obstacles(held),
        "foot": t("province_week.sheet.foot", moment=dates.moment(held.figures.moment)),
    }


def _rows(held: ProvinceWeek) -> list[dict[str, Any]]:
    moves = by_axis(held.moves)
    if sum(max(len(moves.get(axis.short, ())), 1) for axis in held.figures.axes) > MOST_ROWS:
        moves = {axis: [leading(found)] for axis, found in moves.items()}
    return [row for axis in held.figures.axes for row in _of_axis(held, axis, moves.get(axis.short, []))]


def _of_axis(held: ProvinceWeek, axis: Axis, moves: list[Move]) -> list[dict[str, Any]]:
    """Return the rows of an axis; one without numbers says in words where it stands."""
    cell = held.figures.cell(held.province.code, axis.code)
    first = {"axis": axis.short, "status": _status(held, axis, cell), "action": cell.action if cell.handed_in else ""}
    rows = [_row(move) for move in moves] or [_in_words(held, axis)]
    return [{"axis": "", "status": "", "action": "", **row, **(first if row is rows[0] else {})} for row in rows]


def _row(move: Move) -> dict[str, Any]:
    trend = move.trend
    changed = move.value is not None and move.before is not None
    return {
        "indicator": trend.title,
        "value": writing.quantity_or_missing(move.value, trend.unit),
        "target": writing.amount(trend.target, trend.unit) if trend.target is not None else "",
        "pace": writing.percent(move.pace) if move.pace is not None else "",
        "change": writing.difference(move.before or 0, move.value or 0, trend.unit) if changed else "",
        "points": _points(move),
    }


def _points(move: Move) -> list[float | None]:
    """Return how high each week's point stands, from 0 to 1, the oldest first."""
    values = [None if point.value is None else move.trend.unit.shown(point.value) for point in move.trend.points]
    scale = scale_of([Decimal(value) for value in values if value is not None], whole=False)
    return [None if value is None else round(scale.place(Decimal(value)), 4) for value in values]


def _in_words(held: ProvinceWeek, axis: Axis) -> dict[str, Any]:
    asked = [each for each in held.figures.indicators if each.axis == axis.code and each.reporter == "province"]
    first = asked[0] if asked else None
    return {
        "indicator": first.title if first else "",
        "value": standing_text(held.figures, held.province.code, first) if first else "",
        "target": "",
        "pace": "",
        "change": "",
        "points": [],
    }


def _status(held: ProvinceWeek, axis: Axis, cell: AxisCell) -> str:
    if axis not in held.figures.due:
        return t("province_week.state.not_asked")
    if not cell.handed_in:
        return t(f"province_week.state.{cell.state}")
    return t(f"report.status.{cell.status}") if cell.status else t(f"province_week.state.{cell.state}")


def _obstacles(held: ProvinceWeek) -> dict[str, Any]:
    more = len(held.obstacles) - MOST_OBSTACLES
    return {
        "title": t("province_week.obstacles.title", count=len(held.obstacles)),
        "none": t("province_week.obstacles.none"),
        "heads": [t(f"province_week.obstacles.{head}") for head in ("number", "axis", "request", "agency", "age")],
        "rows": [
            [
                t("obstacle.number", year=line.row.year, number=line.row.number),
                line.axis,
                line.row.request,
                line.row.agency,
                t("province_week.obstacles.days", days=line.age) if line.age else t("province_week.obstacles.today"),
            ]
            for line in held.obstacles[:MOST_OBSTACLES]
        ],
        "more": t("province_week.obstacles.more", count=more) if more > 0 else "",
    }

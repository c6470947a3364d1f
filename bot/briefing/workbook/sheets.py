"""The sheets of headquarters' workbook: overview, provinces, one for each axis, obstacles, the course of eight weeks.

Columns stand in the order that officials know: row, subject, dates, what was done, figures, and how far it is. Pure.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.briefing.workbook.axis_sheet import FAIR, axis_sheet
from bot.briefing.workbook.book import HqBook
from bot.briefing.workbook.cells import both_days, missing, number
from bot.figures.progress_lines import forecast_of
from bot.figures.ranking import reached_by
from bot.figures.records import National
from bot.figures.trend import Trend
from bot.figures.trending import WEEKS
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.cards import number_of, state_of
from bot.obstacles.lines import ObstacleLine
from bot.programme.calendar import day_of
from bot.programme.pace import percent, share
from bot.programme.provinces import PROVINCES, by_code
from bot.programme.wording import counts_text
from bot.sheets.book import Cell, Colours, Column, Sheet
from bot.sheets.writing import sheet_name

HALF = 50
"""Percent of the axes that a province has handed in, from which on that is fair."""


def hq_sheets(book: HqBook) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook; names that would be the same get the code of their axis."""
    axes = [axis_sheet(book, axis) for axis in book.figures.axes]
    names = [sheet_name(sheet.name) for sheet in axes]
    titles = {t(f"hqbook.{name}.sheet") for name in ("overview", "provinces", "obstacles", "course")}
    axes = [
        sheet if names.count(name) == 1 and name not in titles else replace(sheet, name=f"{axis.code} {sheet.name}")
        for sheet, name, axis in zip(axes, names, book.figures.axes, strict=True)
    ]
    return (_overview(book), _provinces(book), *axes, _obstacles(book), _course(book))


def _heading(book: HqBook, title: str) -> tuple[str, ...]:
    return (title, t("hqbook.made", week=dates.week_label(book.figures.week), moment=dates.moment(book.figures.moment)))


def _overview(book: HqBook) -> Sheet:
    widths = {"row": 6, "subject": 22, "title_of": 34, "unit": 16, "value": 18, "target": 14, "expected": 14}
    widths |= {"provinces": 10, "this_week": 10, "percent": 12, "pace": 14}
    shorts = {axis.code: axis.short for axis in book.figures.axes}
    rows = tuple(
        _national(place, shorts[each.indicator.axis], each) for place, each in enumerate(book.figures.nationals, 1)
    )
    return Sheet(
        t("hqbook.overview.sheet"),
        tuple(Column(t(f"hqbook.overview.{name}"), width) for name, width in widths.items()),
        rows,
        _heading(book, t("hqbook.overview.title", programme=book.figures.programme.title)),
        frozen_columns=3,
        colours=(Colours(10, FAIR, 100),),
    )


def _national(place: int, axis: str, each: National) -> tuple[Cell, ...]:
    return (
        Cell(place),
        Cell(axis),
        Cell(each.indicator.title),
        Cell(each.unit.title),
        _figure(each),
        Cell(number(each.target, each.unit)),
        Cell(number(each.expected, each.unit)),
        Cell(each.provinces),
        Cell(each.this_week),
        Cell(each.percent),
        Cell(each.pace),
    )


def _figure(each: National) -> Cell:
    if each.value is not None:
        return Cell(number(each.value, each.unit))
    if not each.provinces or not each.counts:
        return missing() if not each.provinces else Cell()
    return Cell(counts_text(each.counts))


def _provinces(book: HqBook) -> Sheet:
    names = ("row", "province", "done", "all", "unchanged", "late", "drafts", "percent", "pace")
    return Sheet(
        t("hqbook.provinces.sheet"),
        tuple(Column(t(f"hqbook.provinces.{name}"), 22 if name == "province" else 12) for name in names),
        tuple(_province_row(book, place, each.code) for place, each in enumerate(PROVINCES, 1)),
        _heading(book, t("hqbook.provinces.title")),
        frozen_columns=2,
        colours=(Colours(7, HALF, 100), Colours(8, FAIR, 100)),
    )


def _province_row(book: HqBook, place: int, province: str) -> tuple[Cell, ...]:
    cells = [book.figures.cell(province, axis.code) for axis in book.figures.due]
    done = sum(cell.handed_in for cell in cells)
    counts = (
        done,
        len(cells),
        sum(cell.state == "unchanged" for cell in cells),
        sum(cell.late for cell in cells),
        sum(cell.state == "draft" for cell in cells),
    )
    pace = percent(reached_by(book.figures, province))
    return (Cell(place), Cell(by_code(province).name), *map(Cell, counts), Cell(share(done, len(cells))), Cell(pace))


def _obstacles(book: HqBook) -> Sheet:
    widths = {"row": 6, "subject": 20, "number": 12, "province": 18, "recorded": 12, "recorded_date": 12}
    widths |= {"request": 44, "agency": 22, "level": 18, "state": 18, "age": 10, "decision": 14}
    widths |= {"decided": 12, "decided_date": 12, "letter": 14, "sent": 12, "sent_date": 12}
    return Sheet(
        t("hqbook.obstacles.sheet"),
        tuple(Column(t(f"hqbook.obstacles.{name}"), width) for name, width in widths.items()),
        tuple(_obstacle_row(place, line) for place, line in enumerate(book.obstacles, 1)),
        _heading(book, t("hqbook.obstacles.title", count=len(book.obstacles))),
        frozen_columns=4,
    )


def _obstacle_row(place: int, line: ObstacleLine) -> tuple[Cell, ...]:
    row = line.row
    return (
        Cell(place),
        Cell(line.axis),
        Cell(number_of(row)),
        Cell(by_code(row.province).name),
        *both_days(day_of(row.recorded_at)),
        Cell(row.request),
        Cell(row.agency),
        Cell(t(f"obstacle.level.{row.level}")),
        Cell(state_of(row)),
        Cell(line.age),
        Cell(row.decision),
        *both_days(row.decision_day),
        Cell(row.letter),
        *both_days(row.letter_day),
    )


def _course(book: HqBook) -> Sheet:
    weeks = book.course[0].weeks[-WEEKS:] if book.course else ()
    names = {"row": 6, "subject": 22, "title_of": 34, "unit": 16}
    columns = tuple(Column(t(f"hqbook.overview.{name}"), width) for name, width in names.items())
    return Sheet(
        t("hqbook.course.sheet"),
        (
            *columns,
            *(Column(dates.week_short(week), 16) for week in weeks),
            *(Column(t(f"hqbook.course.{name}"), 18) for name in ("target", "weekly", "needed", "end", "sure")),
        ),
        tuple(_course_rows(book)),
        _heading(book, t("hqbook.course.title", count=len(weeks))),
        frozen_columns=3,
    )


def _course_rows(book: HqBook) -> Iterator[tuple[Cell, ...]]:
    trends = [(course.axis, trend) for course in book.course for trend in course.trends]
    for place, (axis, trend) in enumerate(trends, 1):
        points = trend.points[-WEEKS:]
        values = (missing() if each.value is None else Cell(number(each.value, trend.unit)) for each in points)
        titles = (Cell(axis), Cell(trend.title), Cell(trend.unit.title))
        yield (Cell(place), *titles, *values, Cell(number(trend.target, trend.unit)), *_outlook(trend))


def _outlook(trend: Trend) -> tuple[Cell, ...]:
    """Return what a week brought, what each must bring from now on, what the year ends at, and how sure that is."""
    found = forecast_of(trend)
    if found is None:
        return (Cell(),) * 4
    unit, needed = trend.unit, 0 if found.needed is None else trend.unit.nearest(found.needed)
    amounts = (unit.nearest(found.weekly), needed, found.end)
    sure = t(f"pace.{found.sureness}", count=found.reports)
    return (*(Cell(number(amount, unit)) for amount in amounts), Cell(sure))

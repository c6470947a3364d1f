"""The week's workbook of a province: what is owed, what was said last, and open cells for the answers. Pure."""

import json

from bot.language import dates, writing
from bot.language.catalogue import t
from bot.programme.kinds import IndicatorKind
from bot.reporting import wording
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.rules import STATUSES
from bot.sheets.book import Cell, Column, Sheet, Value
from bot.workbooks.week_rows import STATUS, Row, has_parts, rows_of

STAMP = "mehvar"
"""The hidden sheet with the stamp."""
KEY, NUMBER, ANSWER, CAUSE = 0, 1, 8, 9
"""Where a row's key, its number, the answer and the reason of a fall stand."""
CAUSES = ("correction", "real_fall")


def week_sheets(view: ReportView, stamp: str) -> tuple[Sheet, ...]:
    """Return the sheets of the week's workbook; ``stamp`` is sealed."""
    rows = tuple(_cells(number, row) for number, row in enumerate(rows_of(view.cards), start=1))
    lines = (
        t("books.week.title", week=dates.week_label(view.week), province=view.province.name),
        t("books.week.deadline", deadline=dates.moment(view.times.deadline)),
        t("books.week.how"),
        t("books.week.same", same=t("books.same"), nothing=t("books.nothing")),
    )
    table = Sheet(t("books.week.sheet"), _columns(), rows, lines, frozen_columns=4, protected=True)
    return (table, Sheet(STAMP, (Column(STAMP),), ((Cell(stamp),),), hidden=True, protected=True))


def _columns() -> tuple[Column, ...]:
    widths = {"number": 6, "axis": 20, "title": 34, "unit": 16, "kind": 16, "last": 18, "target": 14, "answer": 22}
    shown = [Column(t(f"books.week.column.{name}"), width) for name, width in {**widths, "cause": 20}.items()]
    return (Column("", hidden=True), *shown)


def _cells(number: int, row: Row) -> tuple[Cell, ...]:
    axis = Cell(row.card.short)
    if row.indicator is None:
        title, answer = _about_axis(row)
        return (Cell(row.key, "faint"), Cell(number), axis, Cell(title), *[Cell()] * 4, answer, Cell())
    one = row.indicator
    return (
        Cell(row.key, "faint"),
        Cell(number),
        axis,
        Cell(_title(row, one)),
        Cell(one.unit.title if _has_unit(one) else ""),
        Cell(t(f"books.week.kind.{one.kind}")),
        Cell(_last(row, one), "faint"),
        Cell(one.unit.shown(one.target) if one.target is not None and not row.part else None, "faint"),
        Cell(_answered(row, one), "answer", open=True, choices=_choices(row.card, one)),
        _cause(row, one),
    )


def _title(row: Row, one: IndicatorView) -> str:
    """Return what is asked; beside it, of the first part if there are any, what was handed back."""
    title = t("books.week.part", title=one.title, part=row.part) if row.part else one.title
    back = wording.handed_back(one) if row.part in {"", *one.options[:1]} else ""
    return t("books.week.handed_back", title=title, handed_back=back) if back else title


def _about_axis(row: Row) -> tuple[str, Cell]:
    """Return the title and the answer cell of an axis' status, or of its action."""
    draft = row.card.draft
    if row.key.endswith(STATUS):
        choices = tuple(t(f"report.status.{status}") for status in STATUSES)
        said = t(f"report.status.{draft.status}") if draft.status else None
        return t("books.week.status"), Cell(said, "answer", open=True, choices=choices)
    return t("books.week.action"), Cell(draft.action or None, "answer", open=True)


def _has_unit(one: IndicatorView) -> bool:
    return wording.is_number(one) or has_parts(one)


def _last(row: Row, one: IndicatorView) -> Value:
    """Return what was said last: a number where it is one."""
    if row.part:
        last = json.loads(one.last_words).get(row.part) if one.last_words else None
        return None if last is None else one.unit.shown(last)
    if one.last is not None and wording.is_number(one):
        return one.unit.shown(one.last)
    return wording.past(one) or None


def _answered(row: Row, one: IndicatorView) -> str | None:
    """Return what is answered so far, as it would be typed."""
    draft, code = row.card.draft, one.code
    if code in draft.unchanged:
        return t("books.same")
    if code in draft.unreported:
        return t("books.nothing")
    if row.part:
        said = json.loads(draft.words[code]).get(row.part) if code in draft.words else None
        return None if said is None else writing.amount(said, one.unit)
    if code in draft.values:
        return writing.amount(draft.values[code], one.unit) if wording.is_number(one) else wording.said(one, row.card)
    return draft.words.get(code)


def _choices(card: AxisCard, one: IndicatorView) -> tuple[str, ...]:
    given: tuple[str, ...] = ()
    if one.kind == IndicatorKind.STAGE:
        given = one.options
    elif one.kind == IndicatorKind.YESNO:
        given = (t("common.yes"), t("common.no"))
    same = (t("books.same"),) if one.has_past and card.may_stay else ()
    return (*given, *same, t("books.nothing"))


def _cause(row: Row, one: IndicatorView) -> Cell:
    """Return the cell that asks why a total fell; of parts, beside the first."""
    if one.kind != IndicatorKind.CUMULATIVE or one.last is None or row.part not in {"", *one.options[:1]}:
        return Cell()
    said = row.card.draft.reasons.get(one.code, "")
    choices = tuple(t(f"report.button.{cause}") for cause in CAUSES)
    return Cell(t(f"report.button.{said}") if said in CAUSES else None, "answer", open=True, choices=choices)

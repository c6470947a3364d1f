"""Reads the answer cells of one indicator, with the same readers and guards as a typed message. Pure."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from bot.errors import UserError
from bot.language import letters, writing
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.programme.kinds import IndicatorKind
from bot.reporting import wording
from bot.reporting.answers import NO, YES, AnswerDoubt, Figure, Words, read_answer
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.ceilings import exceeds
from bot.reporting.rules import check_figure
from bot.reporting.words import Order, read_order
from bot.workbooks.review import Kind
from bot.workbooks.week_rows import Typed
from bot.workbooks.week_sheet import CAUSES

SAME = (Order.SAME_ONE, Order.SAME)


@dataclass(frozen=True)
class CellEdit:
    """What an answer would make of a draft, and whether that is to be confirmed or asked (then it waits)."""

    kind: Kind
    answer: Figure | Words | str = ""
    """«same» and «nothing» are words; a figure and a text are what they are."""
    reason: str = ""
    cause: str = ""


def read_one(card: AxisCard, one: IndicatorView, cell: Typed) -> CellEdit:
    """Return what one cell says; raises UserError where it says nothing that fits."""
    if word := spoken(card, one, cell):
        return word
    match _answer(card, one, cell):
        case Figure() as figure:
            return _weigh(one, figure, cell)
        case Words() as words:
            return CellEdit(Kind.CHANGE, words)
        case AnswerDoubt() as doubt:
            return _doubted(one, doubt)


def read_part(one: IndicatorView, cell: Typed) -> int:
    """Return the number of one part; raises UserError."""
    plain = replace(one, kind=IndicatorKind.SNAPSHOT, options=())
    match read_answer(_as_typed(cell), plain):
        case Figure(value):
            return value
    raise UserError("report.plain_counts")


def join_parts(one: IndicatorView, numbers: dict[str, int], cell: Typed) -> CellEdit:
    """Return what the numbers of all parts say together; ``cell`` may hold the reason of a fall."""
    stored = json.dumps(numbers, ensure_ascii=False)
    if one.kind == IndicatorKind.STAGE_COUNTS:
        return CellEdit(Kind.CHANGE, Words(stored))
    return _weigh(one, Figure(sum(numbers.values()), stored), cell)


def spoken(card: AxisCard, one: IndicatorView, cell: Typed) -> CellEdit | None:
    """Return «unchanged» or «nothing to report», None for an answer of its own; raises UserError."""
    if squeeze(cell.text) in _nothing():
        return CellEdit(Kind.CHANGE, "nothing")
    if read_order(cell.text) not in SAME or (one.kind == IndicatorKind.TEXT and not one.has_past):
        return None
    if not card.may_stay:
        raise UserError("report.may_not_stay")
    if not one.has_past:
        raise UserError("books.mistake.no_past")
    return CellEdit(Kind.CHANGE, "same")


@cache
def _nothing() -> frozenset[str]:
    return frozenset(squeeze(word) for word in table()["workbook"]["nothing"])


def _answer(card: AxisCard, one: IndicatorView, cell: Typed) -> Figure | Words | AnswerDoubt:
    if cell.kind == "truth" and one.kind == IndicatorKind.YESNO:
        return Figure(YES if cell.text == "1" else NO)
    if cell.kind == "date" and one.kind != IndicatorKind.TEXT:
        raise UserError("books.mistake.date")
    if one.kind in {IndicatorKind.YESNO, IndicatorKind.STAGE}:
        return _chosen(one, cell)
    return _percent_of_one(one, cell) or read_answer(_as_typed(cell), one, card.called)


def _chosen(one: IndicatorView, cell: Typed) -> Figure | Words | AnswerDoubt:
    try:
        return read_answer(cell.text, one)
    except UserError as mistake:
        raise UserError("books.mistake.choose") from mistake


def _percent_of_one(one: IndicatorView, cell: Typed) -> AnswerDoubt | None:
    """Ask about a percentage that a calculation table may have made of «40%»: 0.4."""
    if cell.kind != "number" or one.unit.family != "percent" or not 0 < Decimal(cell.text) < 1:
        return None
    meant = [one.unit.stored(Decimal(cell.text) * factor) for factor in (1, 100)]
    return AnswerDoubt(t("books.percent"), tuple((writing.quantity(value, one.unit), value) for value in meant))


def _as_typed(cell: Typed) -> str:
    """Return a real number with the sign of decimals that nobody takes for thousands."""
    return cell.text.replace(".", letters.DECIMAL_POINT) if cell.kind == "number" else " ".join(cell.text.split())


def _weigh(one: IndicatorView, figure: Figure, cell: Typed) -> CellEdit:
    check_figure(one, figure.value)
    if exceeds(one, figure.value):
        return _over(one, figure)
    expected = Expected(one.kind, one.last, one.target)
    question = None if one.kind == IndicatorKind.YESNO else guards.doubt(figure.value, one.unit, expected)
    if question is None:
        return CellEdit(Kind.CHANGE, figure)
    if question.name != "fall":
        return CellEdit(Kind.CONFIRM, figure, question.reason.text)
    cause = next((cause for cause in CAUSES if squeeze(t(f"report.button.{cause}")) == squeeze(cell.cause)), "")
    if cause:
        return CellEdit(Kind.CHANGE, figure, cause=cause)
    return CellEdit(Kind.ASK, figure, t("books.fall", reason=question.reason.text))


def _over(one: IndicatorView, figure: Figure) -> CellEdit:
    """Return a value over the ceiling: it is kept with a reason, which the chat asks for."""
    values = {"value": wording.value(one, figure.value), "bound": writing.quantity(one.maximum or 0, one.unit)}
    return CellEdit(Kind.ASK, figure, t("books.over", **values))


def _doubted(one: IndicatorView, doubt: AnswerDoubt) -> CellEdit:
    """Return the only reading to be confirmed; of several, the question."""
    readings = [(label, value) for label, value in doubt.readings if value is not None]
    if len(doubt.readings) == 1 and readings:
        figure = Figure(readings[0][1])
        if exceeds(one, figure.value):
            return _over(one, figure)
        return CellEdit(Kind.CONFIRM, figure, t("books.meant", value=wording.value(one, figure.value)))
    labels = t("books.or").join(label for label, _value in doubt.readings)
    return CellEdit(Kind.ASK, "", t("books.which", reason=doubt.reason, readings=labels))

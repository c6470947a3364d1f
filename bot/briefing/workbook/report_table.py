"""Every accepted answer of a programme year as one long table, for work with other programs."""

from dataclasses import replace
from datetime import datetime

from bot.briefing.workbook.cells import both_days, number
from bot.counting.counting import list_outcomes
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.language.week import Week, weeks_of_year
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldProgramme, hold_programme
from bot.programme.kinds import IndicatorKind, rules_of
from bot.programme.provinces import by_code
from bot.programme.wording import truth
from bot.sheets.book import Cell, Column, Sheet
from storage import exports
from storage.exports import ExportedAnswer
from storage.programme import Indicator
from storage.transaction import Reading

WIDTHS = {"row": 8, "subject": 20, "province": 18, "week": 14, "week_date": 12, "title_of": 34, "unit": 16, "value": 16}
WIDTHS |= {"words": 30, "how": 14, "late": 10, "revision": 8, "handed": 12, "handed_date": 12}


async def report_table(tx: Reading, year: int, now: datetime) -> Sheet:
    """Return the answers of a programme year, the oldest week first."""
    plan = await hold_programme(tx, year)
    columns = tuple(Column(t(f"hqbook.reports.{name}"), width) for name, width in WIDTHS.items())
    lines = (t("hqbook.reports.title", programme=plan.programme.title, year=plan.programme.year),)
    return Sheet(t("hqbook.reports.sheet"), columns, await _rows(tx, plan, now), lines, frozen_columns=1)


async def _rows(tx: Reading, plan: HeldProgramme, now: datetime) -> list[tuple[Cell, ...]]:
    asked = {each.code: each for each in plan.indicators}
    shorts = {axis.code: axis.short for axis in plan.axes}
    judged = await list_outcomes(tx, now, weeks_of_year(plan.programme.year))
    rows: list[tuple[Cell, ...]] = []
    async for answer in exports.list_answers(tx, plan.programme.id):
        key = (answer.week, answer.province, answer.axis)
        late = answer.late and judged.get(key, "late") == "late"
        rows.append(_row(len(rows) + 1, replace(answer, late=late), asked[answer.indicator], shorts[answer.axis]))
    return rows


def _row(place: int, answer: ExportedAnswer, one: Indicator, axis: str) -> tuple[Cell, ...]:
    has_unit = rules_of(one).bounded
    return (
        Cell(place),
        Cell(axis),
        Cell(by_code(answer.province).name),
        *both_days(Week(answer.week).wednesday),
        Cell(one.title),
        Cell(UNITS[one.unit].title if has_unit else ""),
        Cell(number(answer.value, UNITS[one.unit]) if has_unit else None),
        Cell(_words(answer, one)),
        Cell(t(f"hqbook.how.{_how(answer)}")),
        Cell(truth(1) if answer.late else ""),
        Cell(answer.revision),
        *both_days(day_of(answer.at)),
    )


def _how(answer: ExportedAnswer) -> str:
    if answer.handed_back:
        return "handed_back"
    if answer.unchanged:
        return "unchanged"
    return answer.reason if answer.reason in {"no_report", "correction", "real_fall"} else "said"


def _words(answer: ExportedAnswer, one: Indicator) -> str:
    if one.kind == IndicatorKind.YESNO and answer.value is not None:
        return truth(answer.value)
    return answer.words

"""Headquarters' workbook says what was stored, to each reader of the own axes alone, and always in the same bytes."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from bot.briefing.workbook.book import HqBook, load_hq_book
from bot.briefing.workbook.errand import hq_workbook
from bot.briefing.workbook.sheets import hq_sheets
from bot.figures.ranking import reached_by
from bot.language import dates
from bot.language.units import UNITS
from bot.language.week import week_from_key, week_of
from bot.obstacles.sample import fill_obstacles
from bot.programme.pace import percent
from bot.programme.provinces import PROVINCES, by_code
from storage.transaction import Transaction
from tests.briefing.sample import NOW, WEEK, open_sample
from tests.fresh import look, made_once

GOLDEN = Path(__file__).with_name("hq_book.tsv")
SEEN = (
    "# What a reader should see: 31 provinces of which Yazd is silent, figures in their own units, no zero for a gap.\n"
)
AXES = [f"AX{number:02}" for number in range(1, 14)]


@asynccontextmanager
async def organisation() -> AsyncIterator[Transaction]:
    """Open the sample organisation with obstacles, and with targets on electricity."""
    async with open_sample() as tx:
        await fill_obstacles(tx, NOW)
        (programme,) = await tx.column("SELECT id FROM programmes WHERE year = 1405")
        for province, value in (("", 500 * 10**10), ("IR-10", 30 * 10**10)):
            await tx.run(
                "INSERT INTO targets VALUES (:programme, 'elec_absorbed', :province, :value)",
                programme=programme,
                province=province,
                value=value,
            )
        tx.memory.forget()
        yield tx


@made_once
async def loaded() -> HqBook:
    async with organisation() as tx:
        return await load_hq_book(tx, NOW, None)


@pytest.fixture
def book() -> HqBook:
    return loaded()


@pytest.fixture
def found(book: HqBook) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(hq_workbook(book)))


def table(found: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet, each cell under its heading."""
    rows = [[cell.value for cell in row] for row in found[name]]
    head = next(number for number, row in enumerate(rows) if row[0] == "ردیف")
    return [dict(zip(map(str, rows[head]), row, strict=True)) for row in rows[head + 1 :]]


def test_the_sheets_are_the_golden_ones(found: openpyxl.Workbook, request: pytest.FixtureRequest) -> None:
    shown = ("نمای کلی", "استان‌ها", "تأمین برق", "تعیین تکلیف زمین", "سامانهٔ B2B", "روند")
    rows = [[name, *(str(cell.value or "") for cell in row)] for name in shown for row in found[name]]
    text = SEEN + "".join("\t".join(row).rstrip() + "\n" for row in rows)
    if request.config.getoption("--update"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_there_is_a_sheet_for_each_axis_beside_the_others(book: HqBook, found: openpyxl.Workbook) -> None:
    axes = [axis.short for axis in book.figures.axes]
    assert found.sheetnames == ["نمای کلی", "استان‌ها", *axes, "موانع", "روند"]
    assert all(sheet.sheet_view.rightToLeft for sheet in found)
    assert all(sheet.freeze_panes for sheet in found)


async def test_every_number_is_the_newest_stored_one_and_every_gap_is_said(found: openpyxl.Workbook) -> None:
    async with organisation() as tx:
        for code, title, unit in (
            ("elec_absorbed", "اعتبار جذب‌شده (میلیارد تومان)", "bn_toman"),
            ("elec_capacity", "ظرفیت برق تأمین‌شده (مگاوات)", "mw"),
        ):
            rows = {row["استان"]: row[title] for row in table(found, "تأمین برق")}
            stored = {province.name: await newest(tx, province.code, code) for province in PROVINCES}
            for province, value in stored.items():
                shown = UNITS[unit].shown(value) if value is not None else "گزارش‌نشده"
                assert rows[province] == (shown if isinstance(shown, str) else pytest.approx(float(shown)))
            country = sum(value for value in stored.values() if value is not None)
            assert rows["کشور"] == pytest.approx(float(UNITS[unit].shown(country)))


async def newest(tx: Transaction, province: str, code: str) -> int | None:
    """Return the value that counts, by the plainest question there is."""
    said = await look(
        tx,
        """SELECT value FROM answers WHERE indicator = ? AND province = ? AND week <= ? AND unchanged = 0
           AND reason <> 'no_report' ORDER BY week DESC, revision DESC LIMIT 1""",
        *(code, province, week_of(NOW.date()).key),
    )
    return said[0][0] if said else None


def test_a_target_is_shown_with_how_far_it_is_reached(found: openpyxl.Workbook) -> None:
    rows = {row["استان"]: row for row in table(found, "تأمین برق")}
    isfahan = rows["اصفهان"]
    absorbed = isfahan["اعتبار جذب‌شده (میلیارد تومان)"]
    assert isfahan["هدف اعتبار جذب‌شده (میلیارد تومان)"] == 30
    assert isfahan["درصد تحقق اعتبار جذب‌شده"] == round(Fraction(str(absorbed)) * 100 / 30)
    assert rows["یزد"]["هدف اعتبار جذب‌شده (میلیارد تومان)"] is None
    (overview,) = [row for row in table(found, "نمای کلی") if row["شاخص"] == "اعتبار جذب‌شده"]
    assert overview["هدف سال"] == 500
    assert overview["درصد نسبت به روند لازم"] == pytest.approx(
        100 * overview["عملکرد کشور"] / overview["روند لازم تا امروز"], abs=1
    )


def test_who_has_not_reported_is_said_and_never_a_zero(found: openpyxl.Workbook) -> None:
    (yazd,) = [row for row in table(found, "استان‌ها") if row["استان"] == "یزد"]
    assert (yazd["محور ثبت‌شده"], yazd["محور این هفته"], yazd["درصد دریافت"]) == (0, 9, 0)
    (row,) = [row for row in table(found, "تأمین برق") if row["استان"] == "یزد"]
    assert (row["وضعیت گزارش"], row["تاریخ ثبت"]) == ("گزارش‌نشده", None)
    (cells,) = [cells for cells in found["تأمین برق"] if cells[1].value == "یزد"]
    assert {cells[column].font.color.rgb for column in (9, 10, 14)} == {"FF6B6B6B"}  # they stand from an earlier week


def test_what_was_not_asked_this_week_is_told_apart_from_what_was_not_reported(book: HqBook) -> None:
    figures = book.figures
    axis = next(each for each in figures.axes if each not in figures.due)
    own = {each.code for each in figures.indicators if each.axis == axis.code}
    key = next(key for key in figures.values if key[1] in own and key[0] in {each.code for each in PROVINCES})
    values = {held: value for held, value in figures.values.items() if held != key}
    emptied = replace(book, figures=replace(figures, values=values))
    (sheet,) = [sheet for sheet in hq_sheets(emptied) if sheet.name == axis.short]
    row = next(row for row in sheet.rows if row[1].value == by_code(key[0]).name)
    assert row[2].value == "پرسیده‌نشده در این هفته"
    assert "پرسیده‌نشده در این هفته" in {cell.value for cell in row[9:]}
    assert "گزارش‌نشده" not in {cell.value for cell in row}


async def test_the_last_change_stands_beside_the_last_confirmation() -> None:
    async with organisation() as tx:
        found = openpyxl.load_workbook(io.BytesIO(hq_workbook(await load_hq_book(tx, NOW, None))))
        said = {str(row[0]): row[1:] for row in await look(tx, """
            SELECT answers.province, max(CASE WHEN answers.unchanged THEN '' ELSE answers.week END), max(answers.week)
            FROM answers JOIN reports ON reports.id = report_id AND reports.revision = answers.revision
            WHERE axis = 'AX01' AND state <> 'ready' AND answers.reason <> 'no_report' AND answers.week <= ?
            GROUP BY answers.province""", WEEK.key)}  # fmt: skip
    rows = {row["استان"]: row for row in table(found, "تأمین برق")}
    assert any(changed != confirmed for changed, confirmed in said.values())
    for province in PROVINCES:
        changed, confirmed = (dates.numeric(week_from_key(key).wednesday) for key in said[province.code])
        assert (rows[province.name]["آخرین تغییر"], rows[province.name]["آخرین تأیید"]) == (changed, confirmed)


def test_headings_can_be_filtered_by_and_no_filter_hides_the_country(found: openpyxl.Workbook) -> None:
    for sheet in found:
        rows = [[cell.value for cell in row] for row in sheet]
        head = next(number for number, row in enumerate(rows, 1) if row[0] == "ردیف")
        last = len(rows) - (rows[-1][1] == "کشور")
        place = f"A{head}:{get_column_letter(len(rows[0]))}{last}"
        assert sheet.auto_filter.ref == place


def test_progress_is_the_one_measure(book: HqBook, found: openpyxl.Workbook) -> None:
    (isfahan,) = [row for row in table(found, "تأمین برق") if row["استان"] == "اصفهان"]
    (indicator,) = [each for each in book.figures.indicators if each.code == "elec_absorbed"]
    towards = book.figures.towards("IR-10", indicator)
    assert towards
    assert isfahan["درصد روند لازم اعتبار جذب‌شده"] == towards.percent
    (row,) = [row for row in table(found, "استان‌ها") if row["استان"] == "اصفهان"]
    assert row["درصد نسبت به روند لازم"] == percent(reached_by(book.figures, "IR-10"))


def test_obstacles_stand_with_their_age_and_both_dates(book: HqBook, found: openpyxl.Workbook) -> None:
    rows = table(found, "موانع")
    assert len(rows) == len(book.obstacles) > 10
    assert [row["روز کاری از ثبت"] for row in rows] == [line.age for line in book.obstacles]
    assert all(row["تاریخ ثبت"].startswith("۱۴۰۵/") and row["تاریخ ثبت (میلادی)"].year == 2026 for row in rows)


def test_the_course_ends_where_the_country_stands(found: openpyxl.Workbook) -> None:
    overview = {(row["موضوع"], row["شاخص"]): row["عملکرد کشور"] for row in table(found, "نمای کلی")}
    rows = table(found, "روند")
    assert len(rows) > 25
    for row in rows:
        assert row["هفتهٔ منتهی به ۱۴۰۵/۰۹/۰۴"] == overview[row["موضوع"], row["شاخص"]]


async def test_no_cell_holds_a_formula_even_where_people_typed_one() -> None:
    async with organisation() as tx:
        await tx.run("UPDATE reports SET action = '=HYPERLINK(\"http://x\",\"y\")', status = 'on_plan'")
        await tx.run("UPDATE obstacles SET request = '@SUM(1)', agency = '+1'")
        data = hq_workbook(await load_hq_book(tx, NOW, None))
    found = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in found for row in sheet for cell in row}
    assert kinds <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for sheet in found for row in sheet for cell in row)


def test_the_same_week_has_the_same_bytes(book: HqBook) -> None:
    assert hq_workbook(book) == hq_workbook(book)


def test_its_properties_say_what_it_is_and_of_when(book: HqBook, found: openpyxl.Workbook) -> None:
    assert found.properties.title == "گزارش هفتگی محورها، هفتهٔ منتهی به چهارشنبه ۴ آذر ۱۴۰۵"
    assert found.properties.created.replace(tzinfo=UTC) == book.figures.moment


async def test_axes_of_one_name_get_sheets_of_their_own(book: HqBook) -> None:
    async with organisation() as tx:
        await tx.run("UPDATE axes SET short = 'موانع' WHERE code IN ('AX01', 'AX02')")
        tx.memory.forget()
        sheets = [sheet.name for sheet in hq_sheets(await load_hq_book(tx, NOW, None))]
    assert len(set(sheets)) == len(sheets)
    assert {"AX01 موانع", "AX02 موانع", "موانع"} <= set(sheets)


@settings(max_examples=6, deadline=None)
@given(st.frozensets(st.sampled_from(AXES), max_size=4))
async def test_a_reader_of_some_axes_finds_nothing_of_the_others(axes: frozenset[str]) -> None:
    async with organisation() as tx:
        names = {str(row[0]): str(row[1]) for row in await look(tx, "SELECT code, short FROM axes WHERE active")}
        sheets = hq_sheets(await load_hq_book(tx, NOW, axes))
    cells = {str(cell.value) for sheet in sheets for row in sheet.rows for cell in row}
    hidden = {name for code, name in names.items() if code not in axes}
    assert not hidden & ({sheet.name for sheet in sheets} | cells)
    assert {names[code] for code in axes} <= {sheet.name for sheet in sheets}

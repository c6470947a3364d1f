"""The numbers of every output are those of the plain rules, over random organisations: missing is never zero."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.question import Question
from bot.asking.scene import scene_of
from bot.asking.values import answer_values
from bot.briefing.axis_screens import show_axis, show_values
from bot.briefing.digest import write_digest
from bot.briefing.digest_lines import received
from bot.briefing.drawing.card import card_data
from bot.briefing.drawing.heatmap import heatmap_data
from bot.briefing.drawing.paper import paper_data
from bot.briefing.papers import load_paper
from bot.briefing.period_report import write_period
from bot.briefing.periods import MONTH, Period
from bot.briefing.province_screens import completeness
from bot.briefing.readers import Reader
from bot.briefing.workbook.book import load_hq_book
from bot.briefing.workbook.sheets import hq_sheets
from bot.language import letters
from bot.language.week import Week
from bot.programme.provinces import by_code
from bot.sheets.book import Sheet
from tests.briefing.organisation import KINDS, PROVINCES, STAGES, WEEKS, Organisation, open_organisation
from tests.briefing.test_counting import act

MISSING = "گزارش‌نشده"
WEEK = Week(WEEKS[2])
LAST = date(2026, 12, 12)
"""The last week of the month."""
NUMERIC = [code for code, _axis, kind, _aggregate in KINDS if kind not in {"stage", "text"}]


def written(value: int | None) -> str:
    """Return a count of things as every output writes it."""
    return MISSING if value is None else f"{letters.grouped(value)} واحد"


def value_of(organisation: Organisation, province: str, code: str) -> str:
    """Return how a province's value is written by the plain rules."""
    held = organisation.standing(code, province, WEEKS[2], organisation.now)
    return MISSING if held is None else held[2] if held[1] is None else written(held[1])


def beside_of(organisation: Organisation, province: str, code: str) -> str:
    """Return a value with what was handed back of it and has no answer, as lists of headquarters write them."""
    value, back = value_of(organisation, province, code), back_of(organisation, province, code)
    return f"{value} ({back})" if back else value


def back_of(organisation: Organisation, province: str, code: str) -> str:
    """Return how what was handed back and has no answer is written, '' for nothing."""
    back = organisation.handed_back(code, province)
    if back is None:
        return ""
    return f"{'پاسخ' if back[1] else 'رقم'} برگشت‌داده‌شده: {back[1] or written(back[0])}"


def notes_of(organisation: Organisation, codes: list[str]) -> list[list[str | None]]:
    """Return the last column of tables for each province, which keep numbers: no column where nothing came back."""
    notes = [
        "، ".join(f"{code}: {back}" for code in codes if (back := back_of(organisation, province, code))) or None
        for province in PROVINCES
    ]
    return [[each] for each in notes] if any(notes) else [[] for _each in notes]


@settings(max_examples=40, deadline=None)
@given(st.data())
async def test_every_output_says_the_numbers_of_the_plain_rules(data: st.DataObject) -> None:
    async with open_organisation() as organisation:
        for _ in range(data.draw(st.integers(1, 12))):
            await act(data, organisation)
        organisation.now += timedelta(seconds=1)
        paper = await load_paper(organisation.tx, organisation.now, None, WEEK)
        check_country(organisation, paper_data(paper)["summary"]["rows"])
        for axis in ("AX01", "AX02"):
            check_screens(
                organisation, axis, show_axis(paper.figures, axis).text, show_values(paper.figures, axis).text
            )
        check_provinces(organisation, paper_data(paper))
        check_completeness(organisation, received(paper.figures), completeness(paper.figures))
        await check_lines(organisation)
        check_workbook(organisation, hq_sheets(await load_hq_book(organisation.tx, organisation.now, None, WEEK)))
        for province in PROVINCES:
            rows = [row for each in card_data(paper.figures, province, {})["axes"] for row in each["rows"]]
            assert {row["title"]: row["value"] for row in rows} == {
                code: beside_of(organisation, province, code) for code, *_rest in KINDS
            }
        states = {row["name"]: row["cells"] for row in heatmap_data(paper.figures)["rows"]}
        for (week, province, axis), report in organisation.reports.items():
            if week == WEEKS[2]:
                cell = states[by_code(province).name][("AX01", "AX02").index(axis)]
                latest = report.latest(organisation.now)
                assert (cell["state"] in {"done", "unchanged"}) == (latest is not None)


def check_country(organisation: Organisation, rows: list[list[str]]) -> None:
    found = {row[1]: row for row in rows}
    assert set(found) == set(NUMERIC)
    for code in NUMERIC:
        meant = organisation.national(code, WEEKS[2], organisation.now)
        assert found[code][2] == written(meant["value"])
        assert found[code][-1] == ("" if meant["value"] is None else letters.grouped(meant["this_week"]))


def check_screens(organisation: Organisation, axis: str, shown: str, values: str) -> None:
    for code, home, kind, _aggregate in KINDS:
        if home == axis and kind != "text":
            meant = organisation.national(code, WEEKS[2], organisation.now)
            line = next(each for each in shown.splitlines() if each.startswith(f"{code}: "))
            if kind != "stage":
                assert line.startswith(f"{code}: {written(meant['value'])}، از {letters.grouped(meant['provinces'])} ")
            elif meant["provinces"]:
                assert all(f"{stage} {letters.grouped(dict(meant['counts'])[stage])}" in line for stage in STAGES)
    for province in PROVINCES:
        said = [beside_of(organisation, province, code) for code, home, *_rest in KINDS if home == axis]
        line = f"{by_code(province).name}: {' | '.join(said)}"
        assert (line in values.splitlines()) == any(each != MISSING for each in said)


def check_provinces(organisation: Organisation, data: dict[str, Any]) -> None:
    for place, axis in enumerate(("AX01", "AX02")):
        rows = {str(row["name"]): row for row in data["axes"][place]["rows"]}
        codes = [code for code, home, *_rest in KINDS if home == axis]
        for province in PROVINCES:
            told = rows[by_code(province).name]["values"]
            assert [each["text"] for each in told] == [beside_of(organisation, province, code) for code in codes]


async def check_lines(organisation: Organisation) -> None:
    """Look at the figure of each axis in digest and month, and at every value that a question is answered with."""
    tx, now = organisation.tx, organisation.now
    digest = (await write_digest(tx, now, Reader(None), in_full=True)).splitlines()
    month = (await write_period(tx, now, Period(1405, 9, MONTH))).splitlines()
    scene = await scene_of(tx, now, 1, None)
    for axis in ("AX01", "AX02"):
        own = [code for code, home, *_rest in KINDS if home == axis and code in NUMERIC]
        meant = {code: organisation.national(code, WEEKS[2], now) for code in own}
        leading = next((code for code in own if meant[code]["value"] is not None), "")
        told = [line for line in digest if line.startswith("**تغییر از ") and f":** {axis}، " in line]
        assert len(told) <= (1 if leading else 0)
        assert all(f":** {axis}، {leading} {written(meant[leading]['value'])}، " in line for line in told)
        lasting = [code for code in own if organisation.national(code, LAST, now)["value"] is not None]
        line = next(each for each in month if each.startswith(axis))
        assert not lasting or written(organisation.national(lasting[0], LAST, now)["value"]) in line
        asked = (await answer_values(scene, Question("provinces", axes=(axis,), indicators=tuple(own)))).sheet
        assert asked
        values = {str(row[0].value): [cell.value for cell in row[1:]] for row in asked.rows}
        for province, notes in zip(PROVINCES, notes_of(organisation, own), strict=True):
            cells, columns = values[by_code(province).name], 2 * len(own)
            assert cells[:columns:2] == [plain(organisation, province, code) for code in own]
            assert cells[columns:] == notes


def plain(organisation: Organisation, province: str, code: str) -> Decimal | str:
    """Return a province's value by the plain rules as a real number, or the word for a gap."""
    held = organisation.standing(code, province, WEEKS[2], organisation.now)
    return MISSING if held is None else held[2] if held[1] is None else Decimal(held[1])


def check_workbook(organisation: Organisation, sheets: tuple[Sheet, ...]) -> None:
    """Look at the cells: real numbers, and words where there is none; what is of one week alone is empty in others."""
    by_name = {sheet.name: sheet for sheet in sheets}
    overview = {str(row[2].value): row for row in sheets[0].rows}
    for code in NUMERIC:
        meant = organisation.national(code, WEEKS[2], organisation.now)
        row = overview[code]
        assert row[4].value == (MISSING if meant["value"] is None else Decimal(meant["value"]))
        assert (row[7].value, row[8].value) == (meant["provinces"], meant["this_week"])
    for axis in ("AX01", "AX02"):
        rows = {str(row[1].value): row for row in by_name[axis].rows}
        codes = [(code, kind) for code, home, kind, _aggregate in KINDS if home == axis]
        for province, notes in zip(PROVINCES, notes_of(organisation, [code for code, _kind in codes]), strict=True):
            cells = rows[by_code(province).name][7:]
            assert [cell.value for cell in cells[len(codes) :]] == notes
            for (code, kind), cell in zip(codes, cells, strict=False):
                told = organisation.told(code, province, WEEKS[2], organisation.now)
                lasting = kind in {"cumulative", "snapshot"}
                value = plain(organisation, province, code) if lasting or told else MISSING
                assert cell.value == value, code


def check_completeness(organisation: Organisation, line: str, lines: list[str]) -> None:
    done = {
        province: sum(
            (report := organisation.reports.get((WEEKS[2], province, axis))) is not None
            and report.latest(organisation.now) is not None
            for axis in ("AX01", "AX02")
        )
        for province in PROVINCES
    }
    complete, partial = (sum(count == number for count in done.values()) for number in (2, 1))
    silent = letters.grouped(31 - complete - partial)
    assert f"{letters.grouped(complete)} استان کامل، {letters.grouped(partial)} ناقص، {silent} " in line
    for province, count in done.items():
        name = by_code(province).name
        assert any(each.startswith(f"{name} ۱ از ۲") for each in lines) == (count == 1)

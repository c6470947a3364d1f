"""Pictures are drawn with our own letters alone, and the same data makes the same bytes."""

import datetime as dt
import json
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from bot.briefing.drawing.card import card_data, draw_card
from bot.briefing.drawing.heatmap import draw_heatmap, heatmap_data
from bot.briefing.drawing.paper import paper_data, print_paper
from bot.briefing.drawing.trend import draw_trend, trend_data
from bot.briefing.papers import load_paper
from bot.drawing import child, press
from bot.figures.loading import count
from bot.figures.trend import AxisTrend, Point, Trend
from bot.language.units import UNITS
from bot.language.week import week_of
from bot.programme.provinces import PROVINCES
from storage import reviews
from tests.briefing.sample import NOW, WEEK, open_sample

WEEKS = tuple(week_of(dt.date(2026, 11, 25) - dt.timedelta(weeks=back)) for back in (2, 1, 0))
TOMAN = UNITS["bn_toman"]
ABSORBED = Trend(
    "اعتبار جذب‌شده",
    TOMAN,
    (
        Point(WEEKS[0], 12 * TOMAN.scale, "said"),
        Point(WEEKS[1], 12 * TOMAN.scale, "unchanged"),
        Point(WEEKS[2], 14 * TOMAN.scale, "said"),
    ),
    target=18 * TOMAN.scale,
    pace=(11 * TOMAN.scale, 12 * TOMAN.scale, 13 * TOMAN.scale),
)
SILENT = Trend("ظرفیت برق تأمین‌شده", UNITS["mw"], tuple(Point(week, None, "missing") for week in WEEKS))


def test_trend_is_eight_hundred_pixels_wide_and_the_same_twice() -> None:
    axis = AxisTrend("تأمین برق", "یزد", WEEKS, (ABSORBED, SILENT))
    picture = draw_trend(axis)
    assert Image.open(BytesIO(picture)).width == 800
    assert draw_trend(axis) == picture


def test_indicator_that_nobody_reported_is_named_and_never_drawn_at_zero() -> None:
    data = trend_data(AxisTrend("تأمین برق", "", WEEKS, (ABSORBED, SILENT)))
    assert data["silent"] == [SILENT.title]
    assert [chart["title"] for chart in data["charts"]] == ["اعتبار جذب‌شده (میلیارد تومان)"]


def test_axis_of_which_nothing_was_ever_said_has_a_picture_too() -> None:
    assert draw_trend(AxisTrend("تأمین برق", "", WEEKS, (SILENT,)))


def test_press_without_our_font_says_so_instead_of_borrowing_one(tmp_path: Path) -> None:
    with pytest.raises(child.WarnedError, match="vazirmatn"):
        child.fill("trend.typ", json.dumps(trend_data(AxisTrend("تأمین برق", "", WEEKS, (ABSORBED,)))), "png", tmp_path)


def test_failure_of_the_press_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(press.DrawingError, match="nothing"):
        press.draw_png("nothing.typ", {})
    with pytest.raises(press.DrawingError):
        press.draw_png("trend.typ", {"title": "بی‌نمودار"})
    monkeypatch.setattr(press, "SECONDS", 0)
    with pytest.raises(press.DrawingError, match="took more than"):
        press.draw_png("trend.typ", {})


async def test_heat_map_tells_every_state_and_is_the_same_twice() -> None:
    async with open_sample() as tx:
        figures = await count(tx, NOW, None)
        picture = draw_heatmap(figures)
        assert Image.open(BytesIO(picture)).width == 1280
        assert draw_heatmap(figures) == picture
        data = heatmap_data(figures)
        assert [row["name"] for row in data["rows"]] == [province.name for province in PROVINCES]
        for row, province in zip(data["rows"], PROVINCES, strict=True):
            states = [figures.cell(province.code, axis.code).state for axis in figures.due]
            assert [cell["state"] for cell in row["cells"]] == states
        assert {cell["state"] for row in data["rows"] for cell in row["cells"]} >= {"done", "unchanged", "missing"}


async def test_heat_map_and_card_show_no_axis_outside_the_scope() -> None:
    async with open_sample() as tx:
        figures = await count(tx, NOW, frozenset({"AX02", "AX08"}))
        assert heatmap_data(figures)["axes"] == ["تأمین آب"]
        assert [axis["title"] for axis in card_data(figures, "IR-03", {})["axes"]] == ["تأمین آب", "زنجیره‌های تولید"]


async def test_field_that_was_handed_back_is_marked_on_map_card_and_paper_until_it_is_answered() -> None:
    async with open_sample() as tx:
        row = next(each for each in await reviews.list_of_week(tx, WEEK.saturday, "AX02") if each.province == "IR-03")
        number = await reviews.hand_back(tx, (row.id, row.revision, "water_units"), "چرا؟", 1, NOW)
        assert number

        async def marks() -> tuple[str, str, str]:
            tx.memory.forget()
            paper = await load_paper(tx, NOW, frozenset({"AX02"}))
            place = [province.code for province in PROVINCES].index("IR-03")
            map_row, card = heatmap_data(paper.figures)["rows"][place], card_data(paper.figures, "IR-03", {})
            return (
                map_row["cells"][0]["mark"],
                card["axes"][0]["cell"]["mark"],
                paper_data(paper)["axes"][0]["rows"][place]["cell"]["mark"],
            )

        assert await marks() == ("returned",) * 3
        await reviews.explain(tx, number, "درست است", 1, NOW)
        assert "returned" not in await marks()


async def test_heat_map_of_a_reader_without_axes_is_drawn_too() -> None:
    async with open_sample() as tx:
        assert draw_heatmap(await count(tx, NOW, frozenset()))


async def test_card_says_not_reported_where_nothing_was_and_marks_the_pace_beside_the_target() -> None:
    async with open_sample() as tx:
        await tx.run("DELETE FROM answers WHERE province = 'IR-03' AND indicator = 'elec_capacity'")
        figures = await count(tx, NOW, None)
        data = card_data(figures, "IR-03", {("elec_absorbed", "IR-03"): 20 * TOMAN.scale})
        rows = {row["title"]: row for axis in data["axes"] for row in axis["rows"]}
        assert rows["ظرفیت برق تأمین‌شده"]["value"] == "گزارش‌نشده"
        absorbed = figures.values["IR-03", "elec_absorbed"].value
        assert rows["اعتبار جذب‌شده"]["reached"] == round(100 * (absorbed or 0) / (20 * TOMAN.scale))
        assert rows["اعتبار جذب‌شده"]["expected"] == round(100 * 169 / 244)
        assert draw_card(figures, "IR-03", {}) == draw_card(figures, "IR-03", {})


async def test_weekly_report_has_a_cover_a_summary_and_a_page_for_each_axis_and_province() -> None:
    async with open_sample() as tx:
        paper = await load_paper(tx, NOW, frozenset({"AX01", "AX08"}))
        document = print_paper(paper)
        assert print_paper(paper) == document
        with pypdfium2.PdfDocument(document) as pages:
            assert len(pages) == 1 + 2 + 2 + len(PROVINCES)  # cover, summary and heat map, axes, provinces
            numbers = [page.get_textpage().get_text_bounded().split()[-1] for page in pages]
            assert "۳۶" in numbers[-1] or "۳۶" in pages[35].get_textpage().get_text_bounded()


async def test_weekly_report_is_of_the_axes_of_its_reader_alone() -> None:
    async with open_sample() as tx:
        data = paper_data(await load_paper(tx, NOW, frozenset({"AX02"})))
        assert [axis["title"] for axis in data["axes"]] == ["محور ۲: تأمین آب واحدهای صنعتی"]
        assert {row[0] for row in data["summary"]["rows"]} == {"تأمین آب"}
        assert {axis["title"] for province in data["provinces"] for axis in province["axes"]} == {"تأمین آب"}
        assert data["heatmap"]["axes"] == ["تأمین آب"]

"""Pictures are drawn with our own letters alone, and the same data makes the same bytes."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
import typst
from PIL import Image

from bot.briefing.drawing import press
from bot.briefing.drawing.trend import draw_trend, trend_data
from bot.briefing.figures.trend import AxisTrend, Point, Trend
from bot.language.units import UNITS
from bot.language.week import week_of

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


def test_press_without_our_font_says_so_instead_of_borrowing_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(press, "_fonts", lambda: typst.Fonts(False, False, [tmp_path]))
    with pytest.raises(press.DrawingError, match="vazirmatn"):
        draw_trend(AxisTrend("تأمین برق", "", WEEKS, (ABSORBED,)))

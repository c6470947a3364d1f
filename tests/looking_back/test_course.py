"""The course of an axis in words."""

from datetime import date
from typing import Any, cast

from bot.figures.trend import AxisTrend, Point, Trend
from bot.language.units import UNITS
from bot.language.week import Week
from handlers.looking_back.screens import show
from handlers.looking_back.view import LookState, LookView

WEEK = Week(date(2026, 11, 21))


def test_a_week_without_a_value_between_others_is_missing_and_never_zero() -> None:
    said = ((420, "said"), (None, "missing"), (430, "said"), (430, "missing"))
    progress = Trend("پیشرفت", UNITS["pct"], tuple(Point(WEEK, value, state) for value, state in said))
    trend = AxisTrend("تأمین برق", "یزد", (WEEK,) * len(said), (progress,))
    nothing = cast("Any", None)
    text = show(LookView(LookState("axis"), nothing, nothing, trend)).text
    assert "۴۲، گزارش‌نشده، ۴۳، گزارش‌نشده (گزارش قبلی: ۴۳)" in text

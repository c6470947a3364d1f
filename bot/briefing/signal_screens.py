"""The signals of a week as headquarters reads them. Pure."""

from collections.abc import Sequence

from bot.briefing import buttons
from bot.briefing.signals import Signal, signal_line
from bot.conversing.screen import Screen
from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t

MOST = 15


def show_signals(figures: Figures, signals: Sequence[Signal]) -> Screen:
    """Return the signals, a line each, and how many more there are."""
    lines = [t("signal.title", count=len(signals)), dates.week_label(figures.week), ""]
    lines += [signal_line(figures, each) for each in signals[:MOST]] or [t("signal.none")]
    if more := len(signals[MOST:]):
        lines.append(t("signal.more", count=more))
    return Screen("\n".join(lines), buttons.of_signals(figures.week.key))

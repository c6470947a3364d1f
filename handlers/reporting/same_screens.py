"""What stays as it is: the values of several axes with one question, and the ticks that are taken off. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, in_rows, later, marked, noted, page_of
from bot.language import date_picker, dates
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportView
from bot.reporting.rules import look_again, may_be_picked, shown_same, stand_long
from bot.reporting.wording import standing
from handlers.reporting.sweep_screens import MOST_NAMES, STANDSTILLS

PICKED = 8
"""Axes on a page of those whose ticks can be taken off."""


def same(view: ReportView, note: str = "") -> Screen | None:
    """Return what is open of it; None where none of the axes may stay any more."""
    if view.state.at == "picking" and may_be_picked(view):
        return picking(view, note)
    return unchanged(view, shown_same(view), note) if view.state.at == "unchanged" and shown_same(view) else None


def unchanged(view: ReportView, cards: tuple[AxisCard, ...], note: str = "") -> Screen:
    """Return the values of some axes, and the one question about them: did they stay as they were?"""
    in_words = _values if len(cards) <= MOST_NAMES else _short_values
    lines = [t("report.same.title", count=len(cards)), "", *map(in_words, cards), ""]
    long = stand_long(cards)
    if long:
        names = t("common.comma").join(card.short for card in long)
        every = len(long) == len(cards)
        lines += [
            t("report.same.all_long", count=len(long)) if every else t("report.same.long", count=len(long), axes=names),
            t("report.same.look_again", day=dates.date(look_again(view))),
        ]
        reasons = [Button(t(f"report.standstill.{why}"), "stay", (why,)) for why in STANDSTILLS]
        rows = (*in_rows(reasons), (Button(t("report.button.look_again"), "look_again"),))
    else:
        several = len(may_be_picked(view)) > 1
        lines.append(t("report.same.ask", pick=t("report.button.pick")) if several else t("report.same.ask_one"))
        rows = ((Button(t("report.button.stay", count=len(cards)), "stay", ("",)),),)
    picking = ((Button(t("report.button.pick"), "pick"),),) if len(may_be_picked(view)) > 1 else ()
    return Screen(noted(note, "\n".join(lines)), (*rows, *picking, (back(), later())))


def picking(view: ReportView, note: str = "") -> Screen:
    """Return a page of these axes with their values, each with a tick that can be taken off."""
    cards, off = may_be_picked(view), view.state.off.split(";")
    shown, turning = page_of(cards, view.state.page, PICKED)
    lines = [t("report.same.pick", count=len(shown_same(view)), all=len(cards)), "", *map(_short_values, shown)]
    ticks = [Button(marked(card.short, chosen=card.code not in off), "tick", (card.code,)) for card in shown]
    return Screen(noted(note, "\n".join(lines)), (*in_rows(ticks), *turning, (back("picked"), later())))


def days(view: ReportView, month: str = "", note: str = "") -> Screen:
    """Return the days that may be chosen for looking again."""
    picks = date_picker.pick_day_of_month(month, view.day) if month else date_picker.pick_day(view.day)
    rows = tuple(tuple(Button(pick.label, "day", (pick.choice,)) for pick in row) for row in picks)
    return Screen(noted(note, t("report.same.ask_day")), (*rows, (back(), later())))


def _values(card: AxisCard) -> str:
    values = [t("report.same.value", title=each.title, value=standing(each)) for each in card.indicators]
    sign = "blocked" if card.obstacles else "line"
    return t(f"report.same.{sign}", axis=card.short, values=t("report.semicolon").join(values))


def _short_values(card: AxisCard) -> str:
    """Return the values of an axis alone, in the order of its card: of many axes, a line each."""
    sign = "blocked" if card.obstacles else "line"
    return t(f"report.same.{sign}", axis=card.short, values=t("common.comma").join(map(standing, card.indicators)))

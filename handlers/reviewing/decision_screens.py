"""What headquarters is shown before it approves together or hands back, and what of it can be taken back. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, later, noted
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from bot.reviewing.fields import Field
from bot.reviewing.notice import return_notice
from handlers.reviewing.view import AxisCount, Decided, ReviewLine, ReviewView

AT_ONCE = 2
"""Decisions that have buttons of their own under a page; of more, one leads to all."""


def together(view: ReviewView) -> list[ReviewLine]:
    """Return the reports that the page showed to be approved together, as far as they are still so."""
    return [line for line in view.lines if line.key in view.state.shown.split(";")]


def ask_approval(view: ReviewView, count: AxisCount, note: str) -> Screen:
    """Return what is about to be approved together, and what is not."""
    lines = [t("review.axis.title", title=count.axis.title), dates.week_label(view.week)]
    names = [line.province for line in together(view)]
    lines.append(t("review.sure.approve", count=len(names), names=t("common.comma").join(names)))
    if aside := [line.province for line in view.lines if line.urgent]:
        lines.append(t("review.axis.aside", names=t("common.comma").join(aside)))
    return Screen(
        noted(note, "\n".join(lines)), ((Button(t("review.button.sure_approve"), "sure"),), (back(), later()))
    )


def ask_return(view: ReviewView, line: ReviewLine, field: Field, note: str) -> Screen:
    """Return the message that the province gets, before it goes."""
    axis = view.axis.axis.short if view.axis else ""
    told = return_notice(field, (view.week, line.province, axis), view.state.reason, view.until)
    rows = (
        (Button(t("review.button.sure_return"), "sure"), Button(t("review.button.again"), "reason")),
        (back(), later()),
    )
    return Screen(noted(note, noted(t("review.sure.return"), told)), rows)


def list_decided(view: ReviewView, note: str) -> Screen:
    """Return all that can still be taken back, each a button."""
    return Screen(noted(note, t("review.decided")), (*(_button(act) for act in view.acts), (back(), later())))


def take_back_rows(view: ReviewView, report: int = 0) -> Rows:
    """Return the buttons that take back what was decided, of all reports or of one."""
    acts = [act for act in view.acts if not report or any(each.report_id == report for each in act.of)]
    if len(acts) > AT_ONCE and not report:
        return ((Button(t("review.button.decided", count=len(acts)), "decided"),),)
    return tuple(_button(act, report) for act in acts)


def _button(act: Decided, report: int = 0) -> tuple[Button, ...]:
    of = [each for each in act.of if not report or each.report_id == report]
    province, moment = by_code(of[0].province).name, dates.clock(act.until)
    if act.kind == "held":
        label = t("review.button.take_back.held", province=province, title=act.title, moment=moment)
    elif len(of) > 1:
        label = t("review.button.take_back.approved", count=len(of), moment=moment)
    else:
        label = t("review.button.take_back.approved_one", province=province, moment=moment)
    return (Button(label, "take_back", (act.kind, act.at.isoformat(), *([str(report)] if report else []))),)

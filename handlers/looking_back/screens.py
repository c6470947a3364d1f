"""The pages of looking back. Pure."""

from itertools import dropwhile

from bot.briefing.digest_lines import some
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, in_rows, page_of
from bot.figures.trend import Point, Trend
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.in_memory import HeldProgramme
from bot.reporting.rules import SweepGroup, in_group
from handlers.looking_back.view import LookView
from storage.obstacle_events import ObstacleReply
from storage.revisions import AnswerChange

MOST_AXES = 10
"""Axes on a page."""


def show(view: LookView) -> Screen:
    """Return the page that is open."""
    match view.state.at:
        case "axis" if view.trend:
            return _axis(view)
        case "replies":
            return _page("replies", [_reply(view.plan, reply) for reply in view.replies])
        case "changes":
            return _page("changes", [_change(view.plan, change) for change in view.changes])
        case _:
            return _week(view)


def closed() -> Screen:
    """Return what is said when nothing more is wanted."""
    return Screen(t("look.closed"))


def _close() -> Button:
    return Button(t("common.end"), "later")


def _week(view: LookView) -> Screen:
    report = view.report
    done = in_group(report, SweepGroup.DONE)
    lines = [
        t("look.week.title", province=report.province.name, week=dates.week_label(report.week)),
        t("look.week.done", done=len(done), all=len(report.cards)),
    ]
    if view.late:
        lines.append(t("look.week.late", count=view.late))
    if owed := [card.short for card in report.cards if not card.done]:
        lines.append(t("look.week.owed", axes=some(owed, "axes", MOST_AXES)))
    if blocked := sum(card.obstacles for card in report.cards):
        lines.append(t("look.week.obstacles", count=blocked))
    lines += ["", t("look.week.ask")]
    pages = (Button(t("look.button.replies"), "replies"), Button(t("look.button.changes"), "changes"))
    shown, turning = page_of(report.cards, view.state.page, MOST_AXES)
    axes = [Button(card.short, "axis", (card.code,)) for card in shown]
    others = [Button(t("report.button.province", province=one.name), "province", (one.code,)) for one in report.others]
    sheet = (Button(t("look.button.sheet"), "sheet"),)
    waiting = report.from_estates
    sent = ((Button(t("entry.button.waiting", count=waiting), "from_estates"),),) if waiting else ()
    return Screen("\n".join(lines), (pages, sheet, *sent, *in_rows(axes), *turning, *in_rows(others), (_close(),)))


def _axis(view: LookView) -> Screen:
    trend = view.trend
    assert trend is not None  # noqa: S101 - the page of an axis has its course
    lines = [t("look.axis.title", axis=trend.axis, province=trend.place), t("look.axis.weeks", count=len(trend.weeks))]
    lines += [_course(one) for one in trend.trends] or [t("look.axis.none")]
    picture: tuple[ButtonRow, ...] = ((Button(t("look.button.picture"), "picture"),),) if trend.trends else ()
    return Screen("\n\n".join(lines), (*picture, (back(), _close())))


def _course(trend: Trend) -> str:
    said = list(dropwhile(lambda point: point.value is None, trend.points))
    silent = len(trend.points) - len(said)
    before = [t("look.axis.silent", count=silent)] if silent else []
    points = t("common.comma").join([*before, *(_point(point, trend) for point in said)])
    course = t("look.axis.course", title=trend.title, unit=trend.unit.title, points=points)
    back = "" if trend.handed_back is None else writing.quantity(trend.handed_back, trend.unit)
    target = "" if trend.target is None else t("look.axis.target", target=writing.quantity(trend.target, trend.unit))
    return "\n".join(filter(None, [course, back and t("report.handed_back.figure", value=back), target]))


def _point(point: Point, trend: Trend) -> str:
    if point.state == "not_asked":
        return t("look.axis.not_asked")
    if point.value is None:
        return t("numbers.missing")
    amount = writing.amount(point.value, trend.unit)
    return t("look.axis.unsaid", amount=amount) if point.state == "missing" else amount


def _page(name: str, lines: list[str]) -> Screen:
    text = "\n\n".join(
        [t(f"look.{name}.title"), *lines] if lines else [t(f"look.{name}.title"), t(f"look.{name}.none")]
    )
    return Screen(text, ((back(), _close()),))


def _reply(plan: HeldProgramme, reply: ObstacleReply) -> str:
    axis = plan.axis(reply.axis)
    number = t("obstacle.number", year=reply.year, number=reply.number)
    what = reply.words or t(f"obstacle.state.{reply.state}")
    if reply.kind == "acknowledged":
        what = t("look.replies.acknowledged")
    return t(
        "look.replies.line",
        number=number,
        axis=axis.short if axis else reply.axis,
        what=what,
        moment=dates.moment(reply.at),
    )


def _change(plan: HeldProgramme, change: AnswerChange) -> str:
    axis = plan.axis(change.axis)
    indicator = next((each for each in plan.indicators if each.code == change.indicator), None)
    unit = UNITS[indicator.unit] if indicator else UNITS["item"]
    old, new = (
        t("numbers.same") if same else words if value is None and words else writing.quantity_or_missing(value, unit)
        for value, words, same in (
            (change.old_value, change.old_words, change.old_unchanged),
            (change.value, change.words, change.unchanged),
        )
    )
    return t(
        "look.changes.line",
        axis=axis.short if axis else change.axis,
        indicator=indicator.title if indicator else change.indicator,
        old=old,
        new=new,
        reason=change.reason or t("look.changes.no_reason"),
        name=change.full_name,
        moment=dates.moment(change.at),
    )

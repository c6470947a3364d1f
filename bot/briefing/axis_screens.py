"""What headquarters reads by axis: the list, one axis, and its values in the provinces. Pure."""

from collections import Counter

from bot.briefing import buttons
from bot.briefing.buttons import PAGE
from bot.briefing.digest_lines import leading_figure, some
from bot.conversing.screen import Screen
from bot.figures.ranking import reached_on_axis
from bot.figures.records import Figures, National
from bot.figures.wording import column_head, national_text, standing_column
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.pace import percent
from bot.programme.provinces import PROVINCES

MOST_NAMES = 12
STATUSES = ("on_plan", "attention", "stopped")


def list_axes(figures: Figures, page: int) -> Screen:
    """Return a page of the axes of a reader, each in a line; a page that is not there becomes the nearest."""
    pages = max(1, -(-len(figures.axes) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = figures.axes[page * PAGE : (page + 1) * PAGE]
    due = {axis.code for axis in figures.due}
    lines = [
        t("brief.axes.title"),
        dates.week_label(figures.week),
        *(_axis_line(figures, each.code, due) for each in shown),
    ]
    if pages > 1:
        lines.append(t("brief.axes.page", page=page + 1, pages=pages))
    rows = buttons.of_axes(figures.week.key, [(each.code, each.short) for each in shown], page, pages)
    return Screen("\n".join(lines), rows)


def show_axis(figures: Figures, axis: str) -> Screen:
    """Return one axis: how many provinces have reported, what they call it, and the country's figures."""
    held = next(each for each in figures.axes if each.code == axis)
    cells = [figures.cell(province.code, axis) for province in PROVINCES]
    states, said = Counter(cell.state for cell in cells), Counter(cell.status for cell in cells if cell.handed_in)
    lines = [t("brief.axis.title", title=held.title), dates.week_label(figures.week)]
    if held in figures.due:
        done = states["done"] + states["unchanged"]
        late = sum(cell.late for cell in cells)
        lines.append(t("brief.axis.received", done=done, all=len(cells), unchanged=states["unchanged"], late=late))
        if any(said[name] for name in STATUSES):
            lines.append(t("brief.axis.status", **{name: said[name] for name in STATUSES}))
    else:
        lines.append(t("brief.axis.not_asked"))
    lines += ["", *(_national_line(each) for each in figures.of_axis(axis))]
    silent = [each.name for each in PROVINCES if held in figures.due and not figures.cell(each.code, axis).handed_in]
    if silent:
        names = some(silent, "provinces", MOST_NAMES)
        lines += ["", t("brief.axis.silent", count=len(silent), names=names)]
    return Screen("\n".join(lines), buttons.of_axis(figures.week.key, axis))


def show_values(figures: Figures, axis: str) -> Screen:
    """Return the values of an axis, a province a line, in the order of its indicators."""
    held = next(each for each in figures.axes if each.code == axis)
    asked = [each.indicator for each in figures.of_axis(axis) if each.indicator.reporter == "province"]
    lines = [t("brief.axis.title", title=held.title)]
    lines += [
        t("brief.values.indicator", number=number, title=column_head(each)) for number, each in enumerate(asked, 1)
    ]
    lines.append("")
    silent = []
    for province in PROVINCES:
        if any(figures.has_said(province.code, each.code) for each in asked):
            said = t("brief.bar").join(standing_column(figures, province.code, each) for each in asked)
            line = t("brief.values.line", province=province.name, values=said)
            reached = percent(reached_on_axis(figures, province.code, axis))
            lines.append(line if reached is None else t("pace.of_axis", line=line, percent=reached))
        else:
            silent.append(province.name)
    if silent:
        lines.append(t("brief.values.silent", count=len(silent), names=t("common.comma").join(silent)))
    return Screen("\n".join(lines), buttons.of_values(figures.week.key, axis))


def _axis_line(figures: Figures, axis: str, due: set[str]) -> str:
    short = figures.short(axis)
    done = sum(figures.cell(province.code, axis).handed_in for province in PROVINCES)
    line = (
        t("brief.axes.line", axis=short, done=done, all=len(PROVINCES))
        if axis in due
        else t("brief.axes.not_asked", axis=short)
    )
    leading = leading_figure(figures, axis)
    if leading is None:
        return line
    return t("brief.axes.figure", line=line, title=leading.indicator.title, value=national_text(leading))


def _national_line(each: National) -> str:
    return t(
        "brief.axis.national",
        title=each.indicator.title,
        value=national_text(each),
        provinces=each.provinces,
        this_week=each.this_week,
    )

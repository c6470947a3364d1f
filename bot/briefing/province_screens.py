"""What headquarters reads by province: who is complete, in part or silent, and one province. Pure."""

from bot.briefing import buttons
from bot.briefing.digest_lines import told_by
from bot.conversing.screen import Screen
from bot.figures.progress_lines import with_pace
from bot.figures.records import Figures
from bot.figures.wording import standing_text
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES, by_code

STATES = {"done": "reported"}
MOST_AXES = 3
"""Missing axes that are named; of more, the number is said."""


def list_provinces(figures: Figures) -> Screen:
    """Return how far each province is."""
    title = t("brief.provinces.title", week=dates.week_label(figures.week), count=len(figures.due))
    rows = buttons.of_provinces(figures.week.key, [(each.code, each.name) for each in PROVINCES])
    return Screen("\n".join([title, *completeness(figures)]), rows)


def completeness(figures: Figures) -> list[str]:
    """Return the provinces that are complete, those that are not with what is missing, and those that are silent."""
    complete, partial, silent = [], [], []
    for province in PROVINCES if figures.due else ():
        missing = [axis.short for axis in figures.due if not figures.cell(province.code, axis.code).handed_in]
        if not missing:
            complete.append(province.name)
        elif len(missing) == len(figures.due):
            silent.append(province.name)
        else:
            partial.append(_partial_line(province.name, len(figures.due), missing))
    return [
        t("brief.provinces.complete", count=len(complete), names=_listed(complete)),
        *([t("brief.provinces.partial", count=len(partial)), *partial] if partial else []),
        t("brief.provinces.silent", count=len(silent), names=_listed(silent)),
    ]


def show_province(figures: Figures, province: str) -> Screen:
    """Return one province: each axis with the state of its report and its leading figure."""
    lines = [
        t("brief.province.title", province=by_code(province).name),
        dates.week_label(figures.week),
        t("brief.province.done", done=figures.handed_in(province), all=len(figures.due)),
        "",
        *(axis_line(figures, province, axis.code, axis.short) for axis in figures.axes),
    ]
    return Screen("\n".join(lines), buttons.of_province(figures.week.key, province))


def axis_line(figures: Figures, province: str, axis: str, short: str) -> str:
    """Return an axis of a province: the state of its report, and its leading figure."""
    cell = figures.cell(province, axis)
    state = "returned" if cell.returned else "late" if cell.late else STATES.get(cell.state, cell.state)
    if all(each.code != axis for each in figures.due):
        state = "not_asked"
    line = t(f"brief.province.{state}", axis=short)
    if cell.handed_in and cell.status in {"attention", "stopped"}:
        line = t("brief.province.said", line=line, status=t(f"brief.heatmap.{cell.status}"))
    for indicator in told_by(figures, province, axis):
        value = with_pace(standing_text(figures, province, indicator), figures.towards(province, indicator))
        line = t("brief.axes.figure", line=line, title=indicator.title, value=value)
    return line


def _partial_line(province: str, due: int, missing: list[str]) -> str:
    done = due - len(missing)
    if len(missing) > MOST_AXES:
        return t("brief.provinces.many", province=province, done=done, all=due, left=len(missing))
    return t("brief.provinces.few", province=province, done=done, all=due, axes=t("common.comma").join(missing))


def _listed(names: list[str]) -> str:
    return t("common.comma").join(names) or t("brief.provinces.none")

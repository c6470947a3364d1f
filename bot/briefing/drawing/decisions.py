"""The first page of a report: what came in, what is behind, what stands still, and what awaits headquarters' answer."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from bot.briefing.digest_lines import some
from bot.briefing.drawing.moves import national_move
from bot.counting.rules import Tally
from bot.figures.ranking import furthest_behind, ranking
from bot.figures.records import Figures, National
from bot.language import writing
from bot.language.catalogue import t
from bot.obstacles.cards import number_of
from bot.obstacles.figures import AnswerRate
from bot.obstacles.lines import ObstacleLine
from bot.programme.pace import BEHIND, half_up, percent
from bot.programme.provinces import PROVINCES, by_code

MOST_AXES, MOST_PROVINCES, MOST_OBSTACLES, MOST_NAMES, MOST_STOPPED = 6, 5, 6, 12, 4
REQUEST_CHARS, AGENCY_CHARS = 90, 24
"""So much of everything that it is one page, whatever people wrote."""
Table = dict[str, Any]


def decisions_data(
    figures: Figures,
    before: Figures | None,
    received: Tally,
    obstacles: Sequence[ObstacleLine],
    rate: AnswerRate,
    *,
    weekly: bool,
) -> dict[str, Any]:
    """Return the lines and tables of the page; a table without rows says so. Of longer spans nobody is silent."""
    silent = _silent(figures) if weekly else []
    return {
        "lines": [*_received(received), *silent, *_stopped(figures, "week" if weekly else "last_week")],
        "tables": [_axes(figures, before), _provinces(figures), _obstacles(obstacles, rate)],
    }


def _table(name: str, heads: tuple[str, ...], rows: list[list[Any]], wide: int) -> Table:
    """Return a table; ``wide`` is the column that takes the room that is left."""
    return {
        "title": t(f"brief.decide.{name}"),
        "none": t(f"brief.decide.no_{name}"),
        "heads": [t(f"brief.paper.head.{head}") for head in heads],
        "rows": rows,
        "wide": wide,
        "foot": "",
    }


def _received(tally: Tally) -> list[str]:
    if tally.completeness is None:
        return []
    share = percent(tally.completeness)
    return [t("period.received", received=tally.received, expected=tally.expected, percent=share or 0, late=tally.late)]


def _silent(figures: Figures) -> list[str]:
    names = [each.name for each in PROVINCES if figures.due and not figures.handed_in(each.code)]
    return [t("brief.decide.silent", count=len(names), names=some(names, "provinces", MOST_NAMES))] if names else []


def _stopped(figures: Figures, when: str) -> list[str]:
    """Return the axes that provinces call stopped, with who does."""
    places: dict[str, list[str]] = defaultdict(list)
    for cell in figures.cells.values():
        if cell.handed_in and cell.status == "stopped":
            places[cell.axis].append(by_code(cell.province).name)
    named = [
        t("brief.decide.stopped_one", axis=axis.short, names=some(sorted(places[axis.code]), "provinces", MOST_STOPPED))
        for axis in figures.axes
        if axis.code in places
    ]
    return [t(f"brief.decide.stopped.{when}", axes=some(named, "axes", MOST_AXES, "digest.semicolon"))] if named else []


def _axes(figures: Figures, before: Figures | None) -> Table:
    shorts = {axis.code: axis.short for axis in figures.axes}
    led = [(pace.reached, each) for each in figures.nationals if (pace := each.towards) and pace.reached is not None]
    found = sorted((each for each in led if each[0] < BEHIND), key=lambda each: each[0])[:MOST_AXES]
    rows = [[shorts[each.indicator.axis], *_behind(each, before)] for _reached, each in found]
    return _table("axes", ("axis", "indicator", "value", "target", "pace", "change"), rows, 1)


def _behind(each: National, before: Figures | None) -> list[Any]:
    return [
        each.indicator.title,
        writing.brief_quantity(each.value or 0, each.unit),
        writing.rounded(each.target or 0, each.unit),
        writing.percent(each.pace or 0),
        national_move(each, before),
    ]


def _provinces(figures: Figures) -> Table:
    rows: list[list[Any]] = []
    for each in [ranked for ranked in ranking(figures) if ranked.behind][:MOST_PROVINCES]:
        worst = furthest_behind(figures, each.province.code)
        text = t("brief.decide.worst", title=worst[0].title, percent=worst[1].percent or 0) if worst else ""
        rows.append([each.province.name, writing.percent(each.percent), text])
    return _table("provinces", ("province", "pace", "worst"), rows, 2)


def _obstacles(lines: Sequence[ObstacleLine], rate: AnswerRate) -> Table:
    waiting = [line for line in lines if line.row.asked_at and not line.row.answered_at]
    rows: list[list[Any]] = [
        [
            number_of(line.row),
            by_code(line.row.province).name,
            line.axis,
            _cut(line.row.request, REQUEST_CHARS),
            _cut(line.row.agency, AGENCY_CHARS),
            t("province_week.obstacles.days", days=line.age) if line.age else t("province_week.obstacles.today"),
        ]
        for line in waiting[:MOST_OBSTACLES]
    ]
    table = _table("obstacles", ("number", "province", "axis", "request", "agency", "oldest"), rows, 3)
    more = len(waiting) - len(rows)
    foot = [t("brief.decide.more", count=more)] if more > 0 else []
    if rate.asked:
        share = half_up(100 * rate.answered, rate.asked)
        foot.append(t("digest.table.answers", answered=rate.answered, asked=rate.asked, percent=share, late=rate.late))
    return table | {"foot": "\n".join(foot)}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else t("brief.cut", text=text[:most].rstrip())

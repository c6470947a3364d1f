"""What provinces said of their axes: on plan, wanting attention, stopped; since when, what is done, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from bot.asking.answer import QuestionAnswer
from bot.asking.hindrances import line_text
from bot.asking.paces import gaps_of
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.digest_lines import some
from bot.figures.loading import count
from bot.figures.ranking import reached_on_axis
from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.obstacles.figures import list_open_lines
from bot.programme.pace import BEHIND
from bot.programme.provinces import PROVINCES, by_code
from bot.sheets.book import Cell, Column, Sheet
from storage import figures
from storage.programme import Axis

WEEKS, MOST_LINES = 8, 12
URGENT = ("stopped", "attention")


@dataclass(frozen=True)
class SaidState:
    """What a province said last of an axis: the week of the report, and since which week it has said so.

    ``longer``: it may have said so before, since no other word is known.
    """

    province: str
    axis: Axis
    status: str
    action: str
    week: Week
    since: Week
    weeks: int
    longer: bool = False

    @property
    def place(self) -> str:
        """Return what it is about."""
        return t("ask.states.place", axis=self.axis.short, province=by_code(self.province).name)


async def load_states(scene: Scene, question: Question) -> list[SaidState]:
    """Load the last word of each province on each axis that was asked, of the last eight weeks."""
    last, said = await scene.week(question), dict[tuple[str, str], list[tuple[Week, str, str]]]()
    week = last
    for _number in range(WEEKS):
        for each in await figures.list_handed(scene.tx, week.saturday, scene.moment):
            said.setdefault((each.province, each.axis), []).append((week, each.status, each.action))
        week = week.previous
    places = question.provinces or tuple(each.code for each in PROVINCES)
    return [
        _newest(place, axis, found)
        for axis in scene.asked(question)
        for place in places
        if (found := said.get((place, axis.code)))
    ]


def _newest(province: str, axis: Axis, found: list[tuple[Week, str, str]]) -> SaidState:
    """Return the newest of some reports (the newest first), with the run of those before that said the same."""
    week, status, action = found[0]
    run = list(takewhile(lambda each: each[1] == status, found))
    return SaidState(province, axis, status, action, week, run[-1][0], len(run), len(run) == len(found) > 1)


async def answer_states(scene: Scene, question: Question) -> QuestionAnswer:
    """Return which axes stand still or want attention, or what is done about all that are asked."""
    wanted = [status for status in URGENT if status in question.words]
    held = await load_states(scene, question)
    found = [each for each in held if not wanted or each.status in wanted]
    names = t("common.comma").join(t(f"report.status.{status}") for status in wanted)
    text = [dates.week_label(await scene.week(question))]
    text.append(t("ask.states.title", names=names, count=len(found)) if wanted else t("ask.states.all"))
    since, week = "since_when" in question.words, await scene.week(question)
    text += [_line(each, week, since=since) for each in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        text.append(t("ask.states.more", count=len(found) - MOST_LINES))
    if wanted and not found:
        text += [_other(each) for each in held[:MOST_LINES]] if question.axes and question.provinces else []
    if wanted and found and not question.provinces:
        places = list(dict.fromkeys(by_code(each.province).name for each in found))
        text.append(t("ask.states.places", count=len(places), names=some(places, "provinces", len(PROVINCES))))
    return QuestionAnswer("\n".join(text), t("ask.states.file"), sheet_of(found))


def _line(each: SaidState, now: Week, *, since: bool) -> str:
    line = _since(each, t("ask.states.line", place=each.place, status=_status(each)), since=since)
    if each.week < now:
        line = t("ask.states.of_week", line=line, week=dates.week_short(each.week))
    action = " ".join(each.action.split())
    return t("ask.states.action", line=line, action=action) if action else line


def _status(each: SaidState) -> str:
    return t(f"report.status.{each.status}") if each.status else t("ask.states.unsaid")


def _since(each: SaidState, line: str, *, since: bool = False) -> str:
    """Return a line with since when it has been so: where that was asked for, or it is no news."""
    week = dates.week_short(each.since)
    if each.weeks > 1 and (since or each.status in URGENT):
        return t(
            "ask.states.since_least" if each.longer else "ask.states.since", line=line, week=week, count=each.weeks
        )
    return t("ask.states.first", line=line, week=week) if since else line


def _other(each: SaidState) -> str:
    """Return what a province said instead of what was asked for."""
    return t("ask.states.other", place=each.place, status=_status(each), week=dates.week_label(each.week))


async def answer_reasons(scene: Scene, question: Question) -> QuestionAnswer:
    """Return all that is known of why an axis stands as it does in a province: state, pace, action, obstacles."""
    held = await load_states(scene, question)
    counted = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    named = bool(question.axes and question.provinces)
    asked = [each for each in held if named or each.status in URGENT or _lags(counted, question, each)]
    hindered = await list_open_lines(scene.tx, scene.moment, scene.codes(question))
    lines = [dates.week_label(counted.week)]
    for each in asked[:MOST_LINES]:
        lines += [
            "",
            t("ask.course.title", axis=each.axis.short, place=t("ask.province", province=by_code(each.province).name)),
        ]
        own = [line for line in hindered if (line.row.province, line.row.axis) == (each.province, each.axis.code)]
        lines += [*_state(each), *gaps_of(counted, each.province, each.axis)]
        lines += [line_text(line) for line in own] or [t("ask.states.no_obstacle")]
    if not asked:
        lines += ["", t("ask.states.nothing_said")]
    return QuestionAnswer("\n".join(lines), t("ask.states.file"), sheet_of(asked))


def _lags(counted: Figures, question: Question, each: SaidState) -> bool:
    """Say whether it is asked why a province is behind, and it is so on this axis."""
    reached = reached_on_axis(counted, each.province, each.axis.code)
    return question.order == "worst" and reached is not None and reached < BEHIND


def _state(each: SaidState) -> Iterator[str]:
    yield _since(each, t("report.card.status", status=_status(each)), since=True)
    if action := " ".join(each.action.split()):
        yield t("report.card.action", action=action)


def sheet_of(found: list[SaidState]) -> Sheet:
    """Return a row for every axis of a province."""
    heads = ("axis", "place", "status", "week", "since", "action")
    columns = tuple(Column(t(f"ask.sheet.{head}"), 40 if head == "action" else 18) for head in heads)
    rows = tuple(
        (
            Cell(each.axis.short),
            Cell(by_code(each.province).name),
            Cell(t(f"report.status.{each.status}") if each.status else None),
            Cell(dates.numeric(each.week.wednesday)),
            Cell(dates.numeric(each.since.wednesday)),
            Cell(each.action or None),
        )
        for each in found
    )
    return Sheet(t("ask.states.file"), columns, rows)

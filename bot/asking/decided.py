"""What was decided on obstacles, and whether it is done; what is gone."""

from datetime import datetime, time, timedelta

from bot.asking.answer import QuestionAnswer
from bot.asking.hindrances import line_text, sheet_of
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.language import dates
from bot.language.catalogue import t
from bot.language.jalali import JalaliDate
from bot.obstacles.cards import paper
from bot.obstacles.lines import ObstacleLine
from bot.obstacles.listing import as_lines
from bot.programme.calendar import at, day_of
from storage import obstacles

MOST_LINES = 12
GONE = {"done", "resolved"}
JUST_NOW = timedelta(seconds=1)
"""What was recorded in this very second is told as well."""


async def answer_decisions(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the decisions that were asked for, or one obstacle by its number: each with whether it is done."""
    codes = scene.codes(question)
    rows = await obstacles.list_between(scene.tx, _begin(scene), scene.moment + JUST_NOW)
    lines = [line for line in await as_lines(scene.tx, rows, scene.moment) if line.row.axis in codes]
    found = [line for line in lines if _fits(line, question)]
    kind = _kind(question)
    text = [t(f"ask.decided.{kind}", count=len(found)), *(_line(line) for line in found[:MOST_LINES])]
    if kind == "all" and found:
        done = sum(line.row.state == "done" for line in found)
        text.insert(1, t("ask.decided.counts", done=done, undone=sum(_undone(line) for line in found)))
    if len(found) > MOST_LINES:
        text.append(t("ask.obstacles.more", count=len(found) - MOST_LINES))
    return QuestionAnswer(
        "\n".join(text if found else [*text, t("ask.decided.none")]), t("ask.decided.file"), sheet_of(tuple(found))
    )


def _begin(scene: Scene) -> datetime:
    """Return the first day of the programme year."""
    return at(JalaliDate(scene.plan.programme.year, 1, 1).gregorian, time())


def _kind(question: Question) -> str:
    """Return what is asked for: one by its «number», those «undone», those «gone», or «all» decisions."""
    if question.number:
        return "number"
    if "undone" in question.words:
        return "undone"
    return "all" if "decided" in question.words else "gone"


def _fits(line: ObstacleLine, question: Question) -> bool:
    row, period = line.row, question.period
    when = row.decision_day or day_of(row.changed_at)
    named = (not question.provinces or row.province in question.provinces) and (
        not question.agencies or row.agency in question.agencies
    )
    if question.number:
        return named and row.number == question.number
    timely = period is None or period.away or period.start <= when <= period.end
    match _kind(question):
        case "undone":
            return named and timely and _undone(line)
        case "gone":
            return named and timely and row.state in GONE
        case _:
            return named and timely and (row.state in {"decided", "done"} or bool(row.decision))


def _undone(line: ObstacleLine) -> bool:
    """Say whether something was decided and is not done."""
    return line.row.ended_at is None and (line.row.state == "decided" or bool(line.row.decision))


def _line(line: ObstacleLine) -> str:
    """Return an obstacle with its decision, and the day on which it was done."""
    row, text = line.row, line_text(line)
    if row.decision and row.decision_day:
        text = t("ask.decided.paper", line=text, paper=paper(row.decision, row.decision_day))
    if row.ended_at:
        return t("ask.decided.ended", line=text, day=dates.date_without_year(day_of(row.ended_at)))
    return t("ask.decided.not_done" if _undone(line) else "ask.decided.open", line=text)

"""The open obstacles of axes, provinces and agencies, the oldest first."""

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.cards import number_of, state_of
from bot.obstacles.figures import list_open_lines, load_by_agency
from bot.obstacles.lines import ObstacleLine
from bot.programme.calendar import day_of
from bot.programme.provinces import by_code
from bot.sheets.book import Cell, Column, Sheet

MOST_LINES, MOST_AGENCIES, QUOTED_REQUEST = 12, 6, 80


async def answer_obstacles(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the open obstacles that were asked for."""
    held = await list_open_lines(scene.tx, scene.moment, scene.codes(question))
    found = tuple(line for line in held if fits(line, question))
    text = [t("ask.obstacles.title", count=len(found))]
    if not found:
        return QuestionAnswer("\n".join([*text, t("ask.obstacles.none")]))
    if len(loads := load_by_agency(found)) > 1:
        agencies = [t("ask.obstacles.of_agency", agency=load.agency, count=load.obstacles) for load in loads]
        text.append(t("common.comma").join(agencies[:MOST_AGENCIES]))
    if "oldest" in question.words:
        text = [
            t("ask.obstacles.oldest", count=len(found)),
            *(line_text(line) for line in found[: question.count or 1]),
        ]
    elif not question.order:  # which agency has the most
        text += ["", *(line_text(line) for line in found[:MOST_LINES])]
        text += [t("ask.obstacles.more", count=len(found) - MOST_LINES)] if len(found) > MOST_LINES else []
    return QuestionAnswer("\n".join(text), t("ask.obstacles.file"), sheet_of(found))


def fits(line: ObstacleLine, question: Question) -> bool:
    """Return whether an obstacle is among those that were asked for."""
    row, period = line.row, question.period
    recorded = day_of(row.recorded_at)
    return (
        (not question.provinces or row.province in question.provinces)
        and (not question.agencies or row.agency in question.agencies)
        and (not question.unanswered or (row.asked_at is not None and row.answered_at is None))
        and (period is None or period.away or period.start <= recorded <= period.end)
    )


def line_text(line: ObstacleLine) -> str:
    """Return an obstacle in two lines: whose it is, and what is asked of whom."""
    row = line.row
    place = t("ask.obstacles.place", province=by_code(row.province).name, axis=line.axis)
    request = row.request if len(row.request) <= QUOTED_REQUEST else f"{row.request[:QUOTED_REQUEST]}…"
    return t(
        "ask.obstacles.line",
        number=number_of(row),
        place=place,
        agency=row.agency,
        request=request,
        state=state_of(row),
        age=age_text(line.age),
    )


def sheet_of(found: tuple[ObstacleLine, ...]) -> Sheet:
    """Return a row an obstacle."""
    heads = ("number", "place", "axis", "agency", "request", "status", "recorded", "age")
    columns = tuple(Column(t(f"ask.sheet.{head}"), 40 if head == "request" else 18) for head in heads)
    rows = tuple(
        (
            Cell(number_of(line.row)),
            Cell(by_code(line.row.province).name),
            Cell(line.axis),
            Cell(line.row.agency),
            Cell(line.row.request),
            Cell(state_of(line.row)),
            Cell(dates.numeric(day_of(line.row.recorded_at))),
            Cell(line.age),
        )
        for line in found
    )
    return Sheet(t("ask.obstacles.file"), columns, rows)

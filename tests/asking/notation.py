"""Questions as the table writes them: the topic, then what is named, `key=value` with a space between."""

from functools import cache

from bot.asking.names import Known, known_in, titles_of
from bot.asking.question import Question
from bot.language import dates
from bot.programme.axes_file import package_plan
from bot.programme.bounds import axis_file
from bot.programme.in_memory import HeldProgramme
from bot.programme.provinces import by_code


@cache
def known() -> Known:
    """Return what the programme that comes with Mehvar is called."""
    plan = package_plan()
    held = HeldProgramme(plan.programme, list(plan.axes), list(plan.indicators), {})
    return known_in(titles_of(held), tuple(axis_file()["obstacles"]["agencies_fa"]))


def written(question: Question | None) -> str:
    """Return a question, «-» for none."""
    if question is None:
        return "-"
    parts = {
        "axes": ",".join(question.axes),
        "indicators": ",".join(question.indicators),
        "provinces": ",".join(by_code(code).name for code in question.provinces),
        "agencies": ",".join(question.agencies),
        "when": when(question),
        "order": question.order,
        "count": str(question.count or ""),
        "number": str(question.number or ""),
        "unanswered": "yes" if question.unanswered else "",
        "form": question.form if question.form != "text" else "",
    }
    return " ".join([question.topic, *(f"{key}={value}" for key, value in parts.items() if value)])


def when(question: Question) -> str:
    """Return the days of a question's period."""
    period = question.period
    if period is None or period.away:
        return "away" if period else ""
    return f"{dates.numeric(period.start)}..{dates.numeric(period.end)}"

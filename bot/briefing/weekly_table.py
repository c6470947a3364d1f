"""The weekly table: which provinces are complete, in part or silent, on time or late, and how headquarters answers."""

from datetime import datetime

from bot.briefing.province_screens import completeness
from bot.counting.counting import list_cells
from bot.counting.rules import tally
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.obstacles.figures import AnswerRate, count_answers
from storage.transaction import Reading


async def write_table(tx: Reading, moment: datetime, week: Week, axes: frozenset[str] | None = None) -> str:
    """Return the completeness of a week by province, of a reader's axes (None: all), as it stands at an instant."""
    figures = await count(tx, moment, axes, week)
    lines = [
        t("digest.table.title", week=dates.week_label(week), count=len(figures.due)),
        *completeness(figures),
        await _punctuality(tx, figures),
        *_answers(await count_answers(tx, week, axes)),
    ]
    return "\n".join(lines)


async def _punctuality(tx: Reading, figures: Figures) -> str:
    """Return how many reports came on time and late, fairly counted; excused ones are said where there are any."""
    due = {axis.code for axis in figures.due}
    counted = tally(cell for cell in await list_cells(tx, figures.moment, [figures.week]) if cell.axis in due)
    line = t("digest.table.punctual", on_time=counted.on_time, late=counted.late, missing=counted.missing)
    excused = counted.outage + counted.exception
    return t("digest.table.excused", line=line, excused=excused) if excused else line


def _answers(rate: AnswerRate) -> list[str]:
    """Return how many of the obstacles that headquarters was asked it has answered, where it was asked any."""
    if not rate.asked:
        return []
    percent = (200 * rate.answered + rate.asked) // (2 * rate.asked)
    return [t("digest.table.answers", answered=rate.answered, asked=rate.asked, percent=percent, late=rate.late)]

"""Lets an admin choose the week from which a change holds. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from handlers.administering.ways import back_row

WEEKS = 8
"""How many weeks ahead a change may begin."""


def choose_week(first: Week, note: str = "") -> Screen:
    """Return the weeks that have not begun."""
    buttons = (
        Button(t("admin_schedule.button.week", day=dates.day_and_month(week.wednesday)), "week", (week.key,))
        for week in weeks_from(first)
    )
    return Screen(noted(note, t("admin_schedule.ask.week")), (*in_rows(buttons, 2), *back_row()))


def weeks_from(first: Week) -> list[Week]:
    """Return the weeks that a change may begin with."""
    weeks = [first]
    while len(weeks) < WEEKS:
        weeks.append(weeks[-1].next)
    return weeks

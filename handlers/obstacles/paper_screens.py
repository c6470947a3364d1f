"""The screens that ask for number and date of a letter or a decision. Pure."""

from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.language import dates
from bot.language.catalogue import t
from bot.language.date_picker import Pick, pick_past_day, pick_past_day_of_month


def ends() -> tuple[Button, ...]:
    """Return the two buttons that stand under every question."""
    return Button(t("obstacle.button.back"), "back"), Button(t("obstacle.button.later"), "later")


def ask(heading: str, question: str, rows: Rows = (), note: str = "") -> Screen:
    """Return a question under its heading and after a note, with its buttons and the two that end it."""
    return Screen("\n\n".join(filter(None, (note, heading, question))), (*rows, ends()))


def ask_day(heading: str, question: str, shown: tuple[date, str], note: str = "") -> Screen:
    """Return the question for a day that is past: the last days, or those of a month; ``shown`` is today and month."""
    today, month = shown
    picks = pick_past_day_of_month(month, today) if month else pick_past_day(today)
    return ask(heading, question, tuple(tuple(map(_button, row)) for row in picks), note)


def which_day(heading: str, days: tuple[date, ...]) -> Screen:
    """Return the question which of several days was meant."""
    rows = tuple((Button(dates.date(day), "day", (day.isoformat(),)),) for day in days)
    return ask(heading, t("obstacle.ask.which_day"), rows)


def _button(pick: Pick) -> Button:
    """Return the button of a day (`2026-11-25`), or of a month (`1405-09`) whose days are shown next."""
    return Button(pick.label, "day" if pick.choice.count("-") > 1 else "month", (pick.choice,))

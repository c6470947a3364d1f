"""A day and an hour, chosen by buttons or typed: for sending, deadlines and promises. Pure."""

import datetime as dt
import re

from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows
from bot.errors import UserError
from bot.language import date_picker, dates, letters
from bot.language.catalogue import t
from bot.language.date_picker import pick_day, pick_day_of_month
from bot.language.reading.dates import read_date
from bot.language.reading.outcome import Reason
from bot.programme.calendar import at

FIRST_HOUR, LAST_HOUR = 8, 16
HOURS_IN_A_ROW = 3
HOUR = re.compile(r"(?<![0-9])([01]?[0-9]|2[0-3])(?::([0-5][0-9]))?(?![0-9:])")


def day_buttons(today: dt.date, month: str = "") -> Rows:
    """Return the days at hand and the months, or the days of a chosen month (`1405-09`)."""
    return _buttons(pick_day_of_month(month, today) if month else pick_day(today))


def days_meant(text: str, today: dt.date) -> tuple[dt.date, ...]:
    """Return the days from today on that a typed text may mean, one if it is sure; raise UserError for none."""
    found = read_date(text, today)
    if isinstance(found, Reason):
        raise UserError(found.key, **found.values)
    days = tuple(day for day in found.days if day >= today)
    if not days:
        raise UserError("announce.past")
    return days[:1] if found.sure else days


def doubt_buttons(days: tuple[dt.date, ...]) -> Rows:
    """Return a button with the whole date for each day that a text may mean."""
    return tuple((Button(dates.date(day), "day", (day.isoformat(),)),) for day in days)


def hour_buttons() -> Rows:
    """Return the hours of the office."""
    hours = [
        Button(t("announce.hour", hour=hour), "hour", (f"{hour:02}:00",)) for hour in range(FIRST_HOUR, LAST_HOUR + 1)
    ]
    return in_rows(hours, HOURS_IN_A_ROW)


def hour_meant(text: str) -> str:
    """Return a typed hour as `10:30`; raise UserError for what is none."""
    found = HOUR.search(letters.latin_digits(text))
    if found is None:
        raise UserError("announce.no_hour")
    return f"{int(found[1]):02}:{found[2] or '00'}"


def moment_of(day: str, hour: str, now: dt.datetime) -> dt.datetime:
    """Return a chosen day and hour of Tehran as a moment; raise UserError for one that is over."""
    moment = at(dt.date.fromisoformat(day), dt.time.fromisoformat(hour))
    if moment <= now:
        raise UserError("announce.past")
    return moment


def _buttons(rows: date_picker.Rows) -> Rows:
    return tuple(
        tuple(
            Button(pick.label, "day" if len(pick.choice) == len("2026-11-25") else "month", (pick.choice,))
            for pick in row
        )
        for row in rows
    )

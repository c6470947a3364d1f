"""The ways to answer with a day or an instant: tapped, looked up in a month, or typed; the unsure is asked. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Generic

from bot.conversing.answers import Options, is_words
from bot.conversing.form import Ask, Instead, View
from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows
from bot.errors import UserError
from bot.language import date_picker, dates
from bot.language.catalogue import t
from bot.language.reading.clock import Moment, read_moment
from bot.language.reading.dates import Dated, read_date
from bot.language.reading.outcome import Reason
from bot.programme.calendar import at, day_of
from bot.said import Choice, Said, Text

OLDEST = timedelta(days=3653)
"""What is older than ten years is a slip."""
HALF_A_YEAR = timedelta(days=183)
"""The last day of a name is the one nearest to half a year ago."""
EARLY = range(1, 7)
"""Hours that are rarely meant in the morning: «۳» is fifteen."""
EMPTY_DAY = "2026-11-25"


@dataclass(frozen=True)
class DayAhead(Generic[View]):
    """A day from a first one on: tapped, looked up in a month, or typed. ``refused`` is the key for any other day.

    ``endless`` is the key of the button for no day at all (''). ``last``: the last day that may be (ISO), '' for any.
    ``today``: from when «فردا» counts, where that is not the first day. A day that is more than ``longest`` days after
    the first is asked about. With ``hours`` an hour may be said too: the answer is then `2026-11-25T10:30`.
    """

    first: Callable[[View], date]
    refused: str
    endless: str = ""
    last: Callable[[View], str] = lambda _view: ""
    today: Callable[[View], date] | None = None
    longest: int = 0
    hours: bool = False

    def rows(self, ask: Ask[View]) -> Rows:
        """Return the days at hand and the months."""
        endless = ((Button(t(self.endless), "open"),),) if self.endless else ()
        return (*endless, *day_buttons(date_picker.pick_day(self.first(ask.view))))

    def hear(self, ask: Ask[View], said: Said) -> str | Instead | None:
        """Return the day (ISO), the days of a month to choose from, or those that a text may mean."""
        first = self.first(ask.view)
        match said:
            case Choice("month", (month,)):
                return Instead("", day_buttons(date_picker.pick_day_of_month(month, first)))
            case Choice("day", (day,)):
                return self._weighed(ask.view, *parted(day))
            case Choice("far", (day,)):
                return self._taken(ask.view, (parted(day)[0],)) + day[len(EMPTY_DAY) :]
            case Choice("open") if self.endless:
                return ""
            case Text(text=text) if is_words(text):
                return self._typed(ask.view, text)
        return None

    def _typed(self, view: View, text: str) -> str | Instead:
        first = self.first(view)
        said = read_moment(text, self.today(view) if self.today else first)
        found = known_days(said.days)
        if said.time is not None and not self.hours:
            raise UserError("date.refused.hour")
        hour = f"T{said.time:%H:%M}" if said.time else ""
        possible = tuple(day for day in found.days if day >= first)
        if found.sure or not possible:
            return self._weighed(view, (possible or found.days)[0], hour)
        return which_day(possible, reason=found.reason, hour=hour)

    def _weighed(self, view: View, day: date, hour: str = "") -> str | Instead:
        """Return a day, or the question whether it is meant where it is far away."""
        taken = self._taken(view, (day,)) + hour
        if not self.longest or day - self.first(view) <= timedelta(days=self.longest):
            return taken
        words = t("common.far_day", day=dates.date(day), count=self.longest)
        return Instead(words, ((Button(t("common.far_day_yes"), "far", (taken,)),),))

    def _taken(self, view: View, days: Sequence[date]) -> str:
        if not days or days[0] < self.first(view) or days[0].isoformat() > (self.last(view) or days[0].isoformat()):
            raise UserError(self.refused)
        return days[0].isoformat()


@dataclass(frozen=True)
class PastDay(Generic[View]):
    """A day up to today, of the last ten years: tapped, looked up in a month, or typed."""

    today: Callable[[View], date]

    def rows(self, ask: Ask[View]) -> Rows:
        """Return the last days and months."""
        return day_buttons(date_picker.pick_past_day(self.today(ask.view)))

    def hear(self, ask: Ask[View], said: Said) -> str | Instead | None:
        """Return the day (ISO), the days of a month to choose from, or those that a text may mean."""
        today = self.today(ask.view)
        match said:
            case Choice("month", (month,)):
                return Instead("", day_buttons(date_picker.pick_past_day_of_month(month, today)))
            case Choice("day", (day,)):
                return _past(date.fromisoformat(day), today).isoformat()
            case Text(text=text) if is_words(text):
                found = read_past_days(text, today)
                if found.sure:
                    return found.days[0].isoformat()
                return which_day(found.days, key="common.right_day", back="back", reason=found.reason)
        return None


@dataclass(frozen=True)
class MomentAhead(Generic[View]):
    """An instant that is still to come: one that is offered, or a typed day with its hour, else with the usual one.

    An instant more than ``longest`` days away is asked about.
    """

    options: Options[View]
    hour: time
    moment: Callable[[View], datetime]
    refused: str
    longest: int = 0

    def rows(self, ask: Ask[View]) -> Rows:
        """Return a button for each that is offered."""
        return in_rows((Button(label, ask.place, (answer,)) for label, answer in self.options(ask.view)), 1)

    def hear(self, ask: Ask[View], said: Said) -> str | Instead | None:
        """Return the instant (ISO), or the days that a text may mean."""
        match said:
            case Choice(ask.place | "far", (instant,)):
                return self._taken(ask.view, datetime.fromisoformat(instant))
            case Choice("day", (day,)):
                return self._weighed(ask.view, at(date.fromisoformat(day), self.hour))
            case Text(text=text) if is_words(text):
                return self._typed(ask, text)
        return None

    def _typed(self, ask: Ask[View], text: str) -> str | Instead:
        now = self.moment(ask.view)
        said = read_moment(text, day_of(now))
        found, hours = known_days(said.days), meant_hours(said, self.hour)
        moments = [at(day, hour) for day in found.days for hour in hours]
        possible = [moment for moment in moments if moment > now]
        if (found.sure and len(hours) == 1) or not possible:
            return self._weighed(ask.view, (possible or moments)[0])
        rows = tuple((Button(dates.moment(each), ask.place, (each.isoformat(),)),) for each in possible)
        return Instead(found.reason.text if found.reason else t("common.which_day"), rows)

    def _weighed(self, view: View, meant: datetime) -> str | Instead:
        """Return an instant, or the question whether it is meant where it is far away."""
        taken = self._taken(view, meant)
        if not self.longest or meant - self.moment(view) <= timedelta(days=self.longest):
            return taken
        words = t("common.far_day", day=dates.date(day_of(meant)), count=self.longest)
        return Instead(words, ((Button(t("common.far_day_yes"), "far", (taken,)),),))

    def _taken(self, view: View, meant: datetime) -> str:
        if meant <= self.moment(view):
            raise UserError(self.refused)
        return meant.isoformat()


def meant_hours(said: Moment, usual: time) -> tuple[time, ...]:
    """Return the hours that a moment may have: «ساعت ۳» alone is more often of the afternoon."""
    if said.time is None:
        return (usual,)
    early = not said.part and said.time.hour in EARLY
    return (said.time.replace(hour=said.time.hour + 12), said.time) if early else (said.time,)


def parted(answer: str) -> tuple[date, str]:
    """Return the day of an answer, and its hour as it stands behind it, if it has one."""
    return date.fromisoformat(answer[: len(EMPTY_DAY)]), answer[len(EMPTY_DAY) :]


def which_day(
    days: Iterable[date],
    name: str = "day",
    key: str = "common.which_day",
    back: str = "again",
    *,
    reason: Reason | None = None,
    hour: str = "",
) -> Instead:
    """Return the question which of several days was meant; their buttons are choices of a name, with the hour said."""
    rows = tuple((Button(dates.date(day), name, (day.isoformat() + hour,)),) for day in days)
    return Instead(reason.text if reason else t(key), rows, back)


def day_buttons(picks: date_picker.Rows) -> Rows:
    """Return the buttons of days (`2026-11-25`), and of months (`1405-09`) whose days are shown next."""
    return tuple(
        tuple(Button(each.label, "day" if each.choice.count("-") > 1 else "month", (each.choice,)) for each in row)
        for row in picks
    )


def read_days(text: str, today: date) -> Dated:
    """Return the days that a text may mean, likeliest first; raises UserError for none."""
    return known_days(read_date(text, today))


def known_days(found: Dated | Reason) -> Dated:
    """Return days that were read; raises UserError for none."""
    if isinstance(found, Reason):
        raise UserError(found.key, **found.values)
    return found


def read_past_days(text: str, today: date) -> Dated:
    """Return the days up to today that a text may mean, likeliest first.

    A date without its year that would be ahead is the last one before today, and not sure. Raises UserError for none,
    and for one that cannot be.
    """
    found = read_days(text, today)
    if min(found.days) > today:
        before = read_days(text, today - HALF_A_YEAR)
        if dates.day_and_month(before.days[0]) == dates.day_and_month(found.days[0]):  # no «فردا» of then
            found = replace(before, sure=False)
    past = tuple(day for day in found.days if day <= today)
    _past((past or found.days)[0], today)
    return replace(found, days=past)


def _past(day: date, today: date) -> date:
    """Return a day; raises UserError for one after today, or very long ago."""
    if day > today:
        raise UserError("common.future_day", day=dates.date(day))
    if today - day > OLDEST:
        raise UserError("common.old_day", day=dates.date(day))
    return day

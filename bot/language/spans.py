"""Spans of days by their names: «این هفته»، «ماه گذشته»، «پاییز»; the nearest month of a name. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.jalali import JalaliDate, days_in_month, first_day, jalali, last_day
from bot.language.week import week_of

DAY = timedelta(days=1)
SEASONS = ("spring", "summer", "autumn", "winter")


@dataclass(frozen=True)
class SpanOfDays:
    """A span of days, both included; `away`: since the asker was last here, whatever its days."""

    start: date
    end: date
    away: bool = False


def named(key: str, today: date) -> SpanOfDays | None:
    """Return the period of a word of the lexicon."""
    week, now = week_of(today), jalali(today)
    begun = JalaliDate(now.year, now.month, 1).gregorian
    season = (now.month - 1) // 3
    match key:
        case "this_week":
            return SpanOfDays(week.saturday, today)
        case "last_week":
            return SpanOfDays(week.previous.saturday, week.saturday - DAY)
        case "this_month":
            return SpanOfDays(begun, today)
        case "last_month":
            return SpanOfDays(jalali_month(begun - DAY), begun - DAY)
        case "this_season":
            return season_of(now.year, season, today)
        case "last_season":
            return season_of(now.year - (season == 0), (season - 1) % 4, today)
        case "this_year":
            return SpanOfDays(first_day(now.year), today)
        case key if key in SEASONS:
            place = SEASONS.index(key)
            return season_of(now.year - (place > season), place, today)
        case _:
            return None


def season_of(year: int, season: int, today: date) -> SpanOfDays:
    """Return a season of a Jalali year (from 0), as far as it is past."""
    start = JalaliDate(year, 3 * season + 1, 1).gregorian
    end = JalaliDate(year, 3 * season + 4, 1).gregorian - DAY if season < len(SEASONS) - 1 else last_day(year)
    return SpanOfDays(start, min(end, today))


def month_before(number: int, today: date) -> date:
    """Return the first day of the nearest month of a number that has begun."""
    now = jalali(today)
    return JalaliDate(now.year - (number > now.month), number, 1).gregorian


def month_end(begun: date) -> date:
    """Return the last day of the month that begins on a day."""
    found = jalali(begun)
    return begun + DAY * (days_in_month(found.year, found.month) - 1)


def jalali_month(when: date) -> date:
    """Return the first day of the Jalali month that a day lies in."""
    found = jalali(when)
    return JalaliDate(found.year, found.month, 1).gregorian

"""The time that a question speaks of: weeks, months, seasons, a span of days, since the asker was last here. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.asking.question import AskedPeriod
from bot.language.folding import squeeze
from bot.language.jalali import JalaliDate, days_in_month, first_day, jalali, last_day
from bot.language.lexicon import table
from bot.language.reading.dates import Dated, read_date
from bot.language.reading.mentions import Mention
from bot.language.reading.quantities import quantities
from bot.language.reading.tokens import Token, phrased
from bot.language.reading.written_days import JALALI_YEARS
from bot.language.week import week_of

HALF_YEAR = timedelta(days=182)
DAY = timedelta(days=1)
SEASONS = ("spring", "summer", "autumn", "winter")
LONGEST = 366
MOST_TOKENS = 7
DATED = frozenset({"figure", "number", "month", "weekday", "relative_day", "and"})


@dataclass(frozen=True)
class Timed:
    """A period that was found, and the place of the words that say it."""

    period: AskedPeriod
    start: int
    end: int


def read_period(found: Sequence[Token], marks: Sequence[Mention], today: date) -> Timed | None:
    """Return the period that tokens (of `located`) speak of, None where they speak of none."""
    return (
        away(marks, today)
        or span(found, today)
        or earliest(length(found, today), marked(marks, today))
        or month(found, today)
        or day(found, today)
    )


def earliest(*found: Timed | None) -> Timed | None:
    """Return the period that is said first, of two from one place on the one in more words."""
    return min(filter(None, found), key=lambda each: (each.start, -each.end), default=None)


def away(marks: Sequence[Mention], today: date) -> Timed | None:
    """Return «وقتی نبودم»."""
    return next((Timed(AskedPeriod(today, today, away=True), m.start, m.end) for m in marks if "away" in m.keys), None)


def span(found: Sequence[Token], today: date) -> Timed | None:
    """Return «از … تا …»; without its end up to today."""
    for place, token in enumerate(found):
        begun = date_at(found, place + 1, today) if token.text in since_words() else None
        if begun is None:
            continue
        start, after = begun
        ended = date_at(found, after + 1, today, last=True) if kind_at(found, after) == "range" else None
        end, after = ended or (today, after)
        end = min(end, today)
        if start <= end:
            return Timed(AskedPeriod(start, end), token.start, found[after - 1].end)
    return None


def date_at(found: Sequence[Token], place: int, today: date, *, last: bool = False) -> tuple[date, int] | None:
    """Return the day that is written from a place on, with where it ends; a month alone is its first or last day."""
    end = place
    while end < min(len(found), place + MOST_TOKENS) and (found[end].kind in DATED or found[end].text in first_words()):
        end += 1
    for stop in range(end, place, -1):
        read = read_tokens(found[place:stop], today, last=last)
        if read is not None:
            return read, stop
    return None


def read_tokens(found: Sequence[Token], today: date, *, last: bool) -> date | None:
    """Return the day that some tokens mean, the nearest that is past where no year is said."""
    months = [int(token.word.value) for token in found if token.kind == "month" and token.word]
    numbers = [number for token in found if (number := number_of(token))]
    if months and not numbers:
        begun = month_before(months[0], today)
        return month_end(begun) if last else begun
    weekdays = [int(token.word.value) for token in found if token.kind == "weekday" and token.word]
    if weekdays and not numbers:
        return (
            week_of(today).saturday + DAY * weekdays[0] - DAY * (7 if week_of(today).days[weekdays[0]] > today else 0)
        )
    words = " ".join(number_of(token) or token.text for token in found)
    whole = any(len(part) == len("1405") for number in numbers for part in number.split("/"))
    read = read_date(words, today if whole or not numbers else today - HALF_YEAR)
    return read.days[0] if isinstance(read, Dated) and read.sure else None


def number_of(token: Token) -> str:
    """Return the figures of a token: those that stand there, or those of a word («پانزده», «اول»)."""
    if token.figure is not None:
        return token.text
    if token.kind == "number" and token.word is not None:
        return str(int(token.word.value))
    return "1" if token.text in first_words() else ""


def length(found: Sequence[Token], today: date) -> Timed | None:
    """Return «۸ هفته»، «سه ماه گذشته»: so many weeks up to this one, or so many days up to today."""
    tokens = list(phrased(found))
    for each in quantities(tokens, MOST_TOKENS):
        days = lengths().get(each.unit.text, 0) if each.unit else 0
        count = max(each.amount.values, default=0)
        if days and 1 <= count <= LONGEST and count % 1 == 0:
            begun = today - DAY * min(int(count) * days - 1, LONGEST - 1)
            if days == 7:
                begun = week_of(today).saturday - DAY * min(7 * (int(count) - 1), LONGEST)
            return Timed(AskedPeriod(begun, today), tokens[each.start].start, tokens[each.end - 1].end)
    return None


def marked(marks: Sequence[Mention], today: date) -> Timed | None:
    """Return «این هفته»، «ماه گذشته»، «پاییز»."""
    for mark in marks:
        for key in sorted(mark.keys):
            if (period := named(key, today)) is not None:
                return Timed(period, mark.start, mark.end)
    return None


def named(key: str, today: date) -> AskedPeriod | None:
    """Return the period of a word of the lexicon."""
    week, now = week_of(today), jalali(today)
    begun = JalaliDate(now.year, now.month, 1).gregorian
    season = (now.month - 1) // 3
    match key:
        case "this_week":
            return AskedPeriod(week.saturday, today)
        case "last_week":
            return AskedPeriod(week.previous.saturday, week.saturday - DAY)
        case "this_month":
            return AskedPeriod(begun, today)
        case "last_month":
            return AskedPeriod(jalali_month(begun - DAY), begun - DAY)
        case "this_season":
            return season_of(now.year, season, today)
        case "last_season":
            return season_of(now.year - (season == 0), (season - 1) % 4, today)
        case "this_year":
            return AskedPeriod(first_day(now.year), today)
        case key if key in SEASONS:
            place = SEASONS.index(key)
            return season_of(now.year - (place > season), place, today)
        case _:
            return None


def season_of(year: int, season: int, today: date) -> AskedPeriod:
    """Return a season of a Jalali year (from 0), as far as it is past."""
    start = JalaliDate(year, 3 * season + 1, 1).gregorian
    end = JalaliDate(year, 3 * season + 4, 1).gregorian - DAY if season < len(SEASONS) - 1 else last_day(year)
    return AskedPeriod(start, min(end, today))


def month(found: Sequence[Token], today: date) -> Timed | None:
    """Return «آذر»، «آذر ۱۴۰۴»: a month without a day, the nearest that has begun."""
    for place, token in enumerate(found):
        if token.kind != "month" or token.word is None or (place and number_of(found[place - 1])):
            continue
        number, after = int(token.word.value), number_of(found[place + 1]) if place + 1 < len(found) else ""
        if after.isdecimal() and int(after) in JALALI_YEARS:
            begun, end = JalaliDate(int(after), number, 1).gregorian, found[place + 1].end
        else:
            begun, end = month_before(number, today), token.end
        if begun <= today:
            return Timed(AskedPeriod(begun, min(month_end(begun), today)), token.start, end)
    return None


def day(found: Sequence[Token], today: date) -> Timed | None:
    """Return «دیروز»، «۴ آذر»: one day."""
    for place, token in enumerate(found):
        if token.kind in {"relative_day", "figure", "number", "weekday"} and (read := date_at(found, place, today)):
            when, after = read
            bare = after == place + 1 and token.kind in {"figure", "number"} and "/" not in token.text
            if when <= today and not bare:
                return Timed(AskedPeriod(when, when), token.start, found[after - 1].end)
    return None


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


def kind_at(found: Sequence[Token], place: int) -> str:
    """Return the kind of the token at a place, '' beyond the end."""
    return found[place].kind if place < len(found) else ""


@cache
def lengths() -> dict[str, int]:
    """Return how many days a word of time has."""
    return {squeeze(word): int(days) for days, words in table()["length"].items() for word in words}


@cache
def first_words() -> frozenset[str]:
    """Return the words for the first of a month."""
    return frozenset(map(squeeze, table()["ask"]["first"]))


@cache
def since_words() -> frozenset[str]:
    """Return the words that a span begins with."""
    return frozenset(map(squeeze, table()["sense"]["of"]))

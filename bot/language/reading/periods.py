"""The time that a text speaks of: weeks, months, seasons, a span of days, since the asker was last here. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.language.folding import squeeze
from bot.language.jalali import JalaliDate
from bot.language.lexicon import sense_words, table
from bot.language.reading.dates import Dated, read_date
from bot.language.reading.mentions import Mention
from bot.language.reading.quantities import quantities
from bot.language.reading.tokens import Token, phrased
from bot.language.reading.written_days import JALALI_YEARS
from bot.language.spans import DAY, SpanOfDays, month_before, month_end, named
from bot.language.week import week_of

HALF_YEAR = timedelta(days=182)
LONGEST = 366
MONTH = 30
MOST_TOKENS = 7
ANY_DAY = date(2100, 3, 1)
"""A day after all that people report: where a period stands in a text does not hang on it."""
DATED = frozenset({"figure", "number", "month", "weekday", "relative_day", "and"})


@dataclass(frozen=True)
class Timed:
    """A period that was found, and the place of the words that say it."""

    period: SpanOfDays
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
    return next((Timed(SpanOfDays(today, today, away=True), m.start, m.end) for m in marks if "away" in m.keys), None)


def span(found: Sequence[Token], today: date) -> Timed | None:
    """Return «از … تا …»; without its end up to today."""
    for place, token in enumerate(found):
        if token.text not in sense_words("of"):
            continue
        begun = date_at(found, place + 1, today) or day_of_month(found, place + 1, today)
        if begun is None:
            continue
        start, after = begun
        ended = date_at(found, after + 1, today, last=True) if kind_at(found, after) == "range" else None
        end, after = ended or (today, after)
        end = min(end, today)
        if start <= end:
            return Timed(SpanOfDays(start, end), token.start, found[after - 1].end)
    return None


def day_of_month(found: Sequence[Token], place: int, today: date) -> tuple[date, int] | None:
    """Return the day that stands before its month, «۱» of «از ۱ تا ۱۰ آذر»."""
    month = next((each for each in found[place : place + MOST_TOKENS] if each.kind == "month"), None)
    if month is None or kind_at(found, place + 1) != "range":
        return None
    read = read_tokens([found[place], month], today, last=False) if number_of(found[place]) else None
    return (read, place + 1) if read else None


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
            return Timed(SpanOfDays(begun, today), tokens[each.start].start, tokens[each.end - 1].end)
    return None


def marked(marks: Sequence[Mention], today: date) -> Timed | None:
    """Return «این هفته»، «ماه گذشته»، «پاییز»."""
    for mark in marks:
        for key in sorted(mark.keys):
            if (period := named(key, today)) is not None:
                return Timed(period, mark.start, mark.end)
    return None


def month(found: Sequence[Token], today: date) -> Timed | None:
    """Return «آذر»، «آذر ۱۴۰۴»: a month without a day, the nearest that has begun."""
    for place, token in enumerate(found):
        before = found[place - 1].text if place else ""
        if token.kind != "month" or token.word is None or (place and number_of(found[place - 1])) or before in ends():
            continue
        number, after = int(token.word.value), place + 1
        after += after < len(found) and lengths().get(found[after].text) == MONTH
        year, end = number_of(found[after]) if after < len(found) else "", found[after - 1].end
        if year.isdecimal() and int(year) in JALALI_YEARS:
            begun, end = JalaliDate(int(year), number, 1).gregorian, found[after].end
        else:
            begun = month_before(number, today)
        if begun <= today:
            return Timed(SpanOfDays(begun, min(month_end(begun), today)), token.start, end)
    return None


def day(found: Sequence[Token], today: date) -> Timed | None:
    """Return «دیروز»، «۴ آذر»: one day."""
    for place, token in enumerate(found):
        if token.kind in {"relative_day", "figure", "number", "weekday"} and (read := date_at(found, place, today)):
            when, after = read
            bare = after == place + 1 and token.kind in {"figure", "number"} and "/" not in token.text
            if when <= today and not bare:
                return Timed(SpanOfDays(when, when), token.start, found[after - 1].end)
    return None


def periods(found: Sequence[Token]) -> list[tuple[int, int]]:
    """Return where months without a day («آبان»، «در آبان ۱۴۰۵») and spans («از ۱ تا ۱۰ آذر») stand in a text."""
    if not any(token.kind == "month" or is_whole_date(token) for token in found):
        return []
    timed = span(found, ANY_DAY) or month(found, ANY_DAY)
    return [(timed.start, timed.end)] if timed else []


def is_whole_date(token: Token) -> bool:
    """Return whether a token is a date in figures with its year."""
    return "/" in token.text and any(part.isdecimal() and int(part) in JALALI_YEARS for part in token.text.split("/"))


def kind_at(found: Sequence[Token], place: int) -> str:
    """Return the kind of the token at a place, '' beyond the end."""
    return found[place].kind if place < len(found) else ""


@cache
def lengths() -> dict[str, int]:
    """Return how many days a word of time has."""
    return {squeeze(word): int(days) for days, words in table()["length"].items() for word in words}


@cache
def ends() -> frozenset[str]:
    """Return the words after which a month is a day: «تا پایان آبان»."""
    return frozenset(
        map(squeeze, (*table()["calendar"]["end"], *table()["calendar"]["begin"], *table()["calendar"]["to"]))
    )


@cache
def first_words() -> frozenset[str]:
    """Return the words for the first of a month."""
    return frozenset(map(squeeze, table()["period_words"]["first"]))

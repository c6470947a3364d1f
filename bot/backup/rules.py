"""Which backups stay: the newest of each of the last seven days, five weeks and twelve months that have one."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime

from bot.language.dates import TEHRAN
from bot.language.jalali import jalali
from bot.language.week import week_of

DAILY, WEEKLY, MONTHLY = 7, 5, 12


def choose_kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Return those of the instants whose backups stay; days, weeks and months are Tehran's and Jalali."""
    newest_first = sorted(set(made), reverse=True)
    spans: tuple[tuple[Callable[[date], Hashable], int], ...] = (
        (lambda day: day, DAILY),
        (lambda day: week_of(day).saturday, WEEKLY),
        (lambda day: (jalali(day).year, jalali(day).month), MONTHLY),
    )
    return frozenset(moment for span, most in spans for moment in _newest_of_each(newest_first, span, most))


def _newest_of_each(newest_first: list[datetime], span: Callable[[date], Hashable], most: int) -> Iterable[datetime]:
    found: dict[Hashable, datetime] = {}
    for moment in newest_first:
        found.setdefault(span(moment.astimezone(TEHRAN).date()), moment)
    return list(found.values())[:most]

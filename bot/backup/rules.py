"""Which backups stay: all of two days, and the newest of each of the last days, weeks and months that have one."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta

from bot.language.dates import TEHRAN
from bot.language.jalali import jalali
from bot.language.week import week_of

DAILY, WEEKLY, MONTHLY = 7, 5, 12
UNTOUCHED = timedelta(hours=48)
"""Of what was made so shortly before the newest, all stays: somebody may be about to need just that one."""


def choose_kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Return those of the instants whose backups stay; days, weeks and months are Tehran's and Jalali."""
    newest_first = sorted(set(made), reverse=True)
    spans: tuple[tuple[Callable[[date], Hashable], int], ...] = (
        (lambda day: day, DAILY),
        (lambda day: week_of(day).saturday, WEEKLY),
        (lambda day: (jalali(day).year, jalali(day).month), MONTHLY),
    )
    fresh = {moment for moment in newest_first if moment > newest_first[0] - UNTOUCHED}
    return frozenset(fresh.union(*(_newest_of_each(newest_first, span, most) for span, most in spans)))


def _newest_of_each(newest_first: list[datetime], span: Callable[[date], Hashable], most: int) -> Iterable[datetime]:
    found: dict[Hashable, datetime] = {}
    for moment in newest_first:
        found.setdefault(span(moment.astimezone(TEHRAN).date()), moment)
    return list(found.values())[:most]

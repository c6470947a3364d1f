"""The jobs of the clock, one a kind of work: when each fires next, and what is stored that lets it look sooner."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from types import MappingProxyType

from bot.administering.new_year import next_of_year, tell_of_year
from bot.announcing.consulting.ticking import next_consulting, remind_consulted
from bot.announcing.ticking import announce_due, next_announcing
from bot.backup.nightly import next_backup, order_backup
from bot.briefing.ordering import (
    next_digest,
    next_period,
    next_table,
    order_digests,
    order_periods,
    order_tables,
)
from bot.briefing.periods import MONTH, QUARTER
from bot.chasing.calling import call, next_call, next_deadline
from bot.chasing.calls import seed_calls
from bot.chasing.snoozing import next_snooze, remind_again
from bot.chasing.withdrawing import next_withdrawal, withdraw
from bot.delegating.turning import next_turn_over, turn_over
from bot.delivery.apart import apart
from bot.obstacles.chasing import chase_obstacles, next_obstacles
from bot.reporting.estates.entry_telling import next_entries, tell_entries
from bot.reporting.estates.reminding import next_estates, remind_estates
from bot.reviewing.leaving import let_returns_leave, next_leaving
from bot.reviewing.telling import next_reviews, tell_reviews
from bot.signing.two_keys import next_second_key, turn_second_key
from bot.ticking import WORKS, Work, do, keep_house, next_house
from storage.transaction import Reading, Transaction

Next = Callable[[Reading, datetime], Awaitable[datetime | None]]
"""Asks when time alone gives a work something to do next, once it has done all that is due now."""
SOON, LATER = timedelta(seconds=5), timedelta(seconds=30)
"""How soon a work looks at what somebody has stored: what is stored meanwhile is looked at together."""


@dataclass(frozen=True)
class Job:
    """A kind of work by its name in `/healthz`; several may be one work.

    The first of a work also fires for whatever had to wait, or was stored.
    """

    name: str
    work: Work
    next: Next


async def _never(_tx: Reading, _now: datetime) -> None:
    """Return None: time alone brings nothing."""


JOBS: tuple[Job, ...] = (
    Job("housekeeping", keep_house, next_house),
    Job("delegations", turn_over, next_turn_over),
    Job("signing", turn_second_key, next_second_key),
    Job("deadline", turn_second_key, next_deadline),
    Job("returns", let_returns_leave, next_leaving),
    Job("reviews", tell_reviews, next_reviews),
    Job("waiting", call, _never),
    *(Job(each.kind, call, partial(next_call, kind=each.kind)) for each in seed_calls().calls if each.does != "errand"),
    Job("estates", remind_estates, next_estates),
    Job("from_estates", tell_entries, next_entries),
    Job("snoozes", remind_again, next_snooze),
    Job("withdrawing", withdraw, next_withdrawal),
    Job("obstacles", chase_obstacles, next_obstacles),
    *(
        Job(each.kind, order_tables, partial(next_table, kind=each.kind))
        for each in seed_calls().calls
        if each.does == "errand"
    ),
    Job("digest", order_digests, next_digest),
    Job("month", order_periods, partial(next_period, months=MONTH)),
    Job("quarter", order_periods, partial(next_period, months=QUARTER)),
    Job("announcements", announce_due, next_announcing),
    Job("consultations", remind_consulted, next_consulting),
    Job("year", tell_of_year, next_of_year),
    Job("backup", order_backup, next_backup),
)
"""In the order of the works (`WORKS`)."""

CALENDAR = frozenset({"calendar_days", "closures", "thursdays", "schedules", "exceptions"})
PEOPLE = frozenset({"people", "duties", "accounts", "delegations"})
PROGRAMME = frozenset({"programmes", "axes", "indicators"})
HEARS: dict[Work, frozenset[str]] = {
    keep_house: frozenset(),
    turn_over: frozenset({"delegations"}),
    turn_second_key: PEOPLE | {"reports", "revisions", "releases", "excused"},
    let_returns_leave: frozenset({"held_returns"}),
    tell_reviews: PEOPLE | {"reports", "answers", "returns", "comments", "review_notices"},
    call: PEOPLE | PROGRAMME | {"quiet", "pushes"},
    remind_estates: PEOPLE | PROGRAMME | {"estates", "estate_questions", "quiet", "pushes"},
    tell_entries: PEOPLE | {"estate_entries", "pushes"},
    remind_again: frozenset({"snoozes"}),
    withdraw: PEOPLE | PROGRAMME | {"reports", "pushes"},
    chase_obstacles: PEOPLE | PROGRAMME | {"obstacles", "decisions", "pushes"},
    order_tables: frozenset(),
    order_digests: PEOPLE | {"digest_choices"},
    order_periods: frozenset(),
    announce_due: PEOPLE | {"announcements", "recipients", "ledger", "pushes"},
    remind_consulted: PEOPLE | {"announcements", "consultations", "recipients", "pushes"},
    tell_of_year: PEOPLE | {"settings", "pushes"},
    order_backup: frozenset(),
}
"""The tables whose changes may let a work have something to do before its moment; each hears of the calendar too."""
HEARS_LATER: dict[Work, frozenset[str]] = {announce_due: frozenset({"outbox"})}
"""How far an announcement has got changes with every row that leaves."""


@cache
def first_of(work: Work) -> str:
    """Return the name of the job that fires for what had to wait, or was stored."""
    return _jobs_of(work)[0].name


def _jobs_of(work: Work) -> tuple[Job, ...]:
    return tuple(job for job in JOBS if job.work is work)


@cache
def hearing(tables: frozenset[str]) -> Mapping[str, timedelta]:
    """Return which jobs are to look at a change of some tables, and how soon: of each work that it concerns the first.

    Of what concerns it at once and later, it looks at once.
    """
    later = [work for work in WORKS if tables & HEARS_LATER.get(work, frozenset())]
    soon = [work for work in WORKS if tables & (HEARS[work] | CALENDAR)]
    lags = dict.fromkeys(map(first_of, later), LATER) | dict.fromkeys(map(first_of, soon), SOON)
    return MappingProxyType(lags)


async def do_and_reckon(
    tx: Transaction, now: datetime, works: Iterable[Work]
) -> tuple[dict[str, datetime | None], dict[str, timedelta]]:
    """Do a slice of each work, in order.

    Return by name when their jobs fire next, ``now`` where a slice is left; and which jobs are to look at what was
    done, and how soon.
    """
    moments: dict[str, datetime | None] = {}
    looks: dict[str, timedelta] = {}
    for work in works:
        tx.changed.clear()
        tx.again.clear()
        more = await do(tx, now, work)
        await tx.flush()
        for name, lag in hearing(frozenset(tx.changed)).items():
            looks[name] = min(lag, looks.get(name, lag))
        looks.pop(first_of(work), None)  # it knows what it did itself, and comes after whoever did something before
        if more:
            moments[first_of(work)] = now
            continue
        moments |= await _reckon(tx, now, work)
        own = [*filter(None, [moments[first_of(work)]]), *tx.again]
        moments[first_of(work)] = min(own, default=None)
    await tx.flush()
    tx.changed.clear()
    return moments, looks


async def _reckon(tx: Transaction, now: datetime, work: Work) -> dict[str, datetime | None]:
    """Return when the jobs of a work fire next: later than now, whatever is reckoned."""
    moments: dict[str, datetime | None] = {job.name: None for job in _jobs_of(work)}
    async with apart(tx, now, work.__name__):
        for job in _jobs_of(work):
            moment = await job.next(tx, now)
            moments[job.name] = now + SOON if moment and moment <= now else moment
    return moments

"""Orders slow work when its time has come: the day's digest, the week's table, month, quarter; what comes back."""

from datetime import datetime, time

from bot.briefing.errands import DigestErrand, PeriodErrand, TableErrand
from bot.briefing.periods import MONTH, QUARTER, first_day_after, period_before
from bot.briefing.province_week.sending import order_for_provinces
from bot.briefing.trail_head import tell_admins
from bot.chasing.calls import seed_calls
from bot.chasing.rules import DayDue, list_days_due, list_due, next_due
from bot.delivery.lateness import enter_done
from bot.people.rights import DIGEST_READERS
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.stored import dump
from storage import digests, errands, figures, ledger, people
from storage.transaction import Reading, Transaction


async def order_digests(tx: Transaction, now: datetime) -> None:
    """Order for each reader the newest digest that is due at the reader's hour; older and too late ones are skipped."""
    chosen, held = await digests.list_hours(tx), await hold_calendar(tx)
    readers = sorted({person for role in DIGEST_READERS for person in await people.list_ids(tx, role)})
    hours = {person: chosen.get(person) for person in readers}
    days = {hour: _list_days(now, held, hour) for hour in set(hours.values())}
    done = {
        due.day: await ledger.list_subjects(tx, "digest", due.day.isoformat()) for dues in days.values() for due in dues
    }
    for person, hour in hours.items():
        fresh = [due for due in days[hour] if str(person) not in done[due.day]]
        for due in fresh:
            await _order_digest(tx, now, person, due, newest=due == fresh[-1])
    await tell_admins(tx, now, _list_days(now, held, None))


async def next_digest(tx: Reading, now: datetime) -> datetime | None:
    """Return when the next digest of any reader is due, or admins are told the head of the trail."""
    chosen, held = await digests.list_hours(tx), await hold_calendar(tx)
    readers = {person for role in DIGEST_READERS for person in await people.list_ids(tx, role)}
    hours = {chosen.get(person) for person in readers} | ({None} if await people.list_ids(tx, "admin") else set())
    return min((_next_day(now, held, hour) for hour in hours), default=None)


def _next_day(now: datetime, held: HeldCalendar, hour: int | None) -> datetime:
    day = day_of(now)
    while True:
        day = held.calendar.working_day_from(day)
        due = at(day, held.digest_at(day) if hour is None else time(hour))
        if due > now:
            return due
        day += DAY


def _list_days(now: datetime, held: HeldCalendar, hour: int | None) -> list[DayDue]:
    """Return the digests that are due at a reader's hour, or, with none, at that of each day's schedule."""
    return list_days_due(
        now, held.calendar, seed_calls(), lambda day: held.digest_at(day) if hour is None else time(hour)
    )


async def _order_digest(tx: Transaction, now: datetime, person: int, due: DayDue, *, newest: bool) -> None:
    entry = ("digest", due.day.isoformat(), str(person))
    if due.missed or not newest:
        await ledger.enter(tx, now, entry, "skipped", "late" if due.missed else "newer")
    elif await enter_done(tx, now, entry, due.at):
        await errands.add(tx, "digest", dump(DigestErrand(person, now, due.at if due.late else None)), now)


async def order_tables(tx: Transaction, now: datetime) -> None:
    """Order the weekly table that is due, and what then comes back to the provinces."""
    for due in list_due(now, await hold_calendar(tx), "", seed_calls()):
        entry = (due.call.kind, due.period, "")
        if due.call.does != "errand" or await ledger.has(tx, *entry):
            continue
        if now > due.until:
            await ledger.enter(tx, now, entry, "skipped", "late")
        elif await enter_done(tx, now, entry, due.at):
            planned = due.at if now - due.at >= seed_calls().digest_punctual else None
            for person in await _holders(tx, due.call.roles):
                await errands.add(tx, due.call.kind, dump(TableErrand(person, now, due.week.key, planned)), now)
            await order_for_provinces(tx, now, week=due.week.key)


async def next_table(tx: Reading, now: datetime, kind: str) -> datetime | None:
    """Return when headquarters is next to get a kind of table."""
    held = await hold_calendar(tx)
    return next_due(now, held, held.place_like(""), kind, seed_calls())


async def order_periods(tx: Transaction, now: datetime) -> None:
    """Order the reports of the month and the quarter that are over, on the first working day after them."""
    calls = seed_calls()
    for months in (MONTH, QUARTER):
        period = period_before(day_of(now), months)
        day = (await hold_calendar(tx)).calendar.working_day_from(first_day_after(period))
        due, entry = at(day, calls.period_at), (period.kind, period.key, "")
        if now < due or await ledger.has(tx, *entry):
            continue
        weeks = period.weeks
        if now - due > calls.period_late or not await figures.has_reports(tx, weeks[0].saturday, weeks[-1].saturday):
            await ledger.enter(tx, now, entry, "skipped", "late" if now - due > calls.period_late else "empty")
        elif await enter_done(tx, now, entry, due):
            planned = due if now - due >= calls.digest_punctual else None
            for person in await _holders(tx, frozenset(DIGEST_READERS)):
                await errands.add(tx, "period", dump(PeriodErrand(person, now, period.key, months, planned)), now)
            if months == MONTH:
                await order_for_provinces(tx, now, month=period.key)


async def next_period(tx: Reading, now: datetime, months: int) -> datetime | None:
    """Return when the report of the last month or quarter is due, or where that is past, of the one at hand."""
    calendar, today = (await hold_calendar(tx)).calendar, day_of(now)
    at_hand = first_day_after(period_before(today, months))
    coming = first_day_after(period_before(at_hand + 31 * months * DAY, months))
    for first in (at_hand, coming):
        due = at(calendar.working_day_from(first), seed_calls().period_at)
        if due > now:
            return due
    return None


async def _holders(tx: Transaction, roles: frozenset[str]) -> list[int]:
    """Return each active holder of some roles once."""
    return sorted({person for role in roles for person in await people.list_ids(tx, role)})

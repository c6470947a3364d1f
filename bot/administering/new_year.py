"""The year turns: its programme begins as last year's and waits for an admin, and headquarters reads what holds."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta

from bot.chasing.pushing import Push, push
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from bot.language.jalali import JalaliDate, jalali
from bot.language.week import week_of
from bot.people.rights import ADMIN, HEADQUARTERS
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import HeldProgramme, find_programme, find_programme_before
from bot.programme.loading import UNCONFIRMED
from storage import audit, ledger, people, settings
from storage.audit import Act
from storage.transaction import Reading, Transaction

KIND, TOLD = "year_plan", "new_year"
"""Kinds in the ledger: an admin was reminded of the plan; headquarters was told of the year."""
FLOW = "year_plan"
"""What stands before the button of a reminder: it stays good, whatever else is open."""
NEWS_FOR = timedelta(days=30)
"""How long a year is new: who comes in later is not told any more."""


async def unconfirmed_year(tx: Reading) -> int | None:
    """Return the year whose programme waits to be confirmed, None if none does."""
    found = await settings.get(tx, UNCONFIRMED)
    return int(found) if found else None


async def confirm(tx: Transaction, year: int, person_id: int, now: datetime) -> None:
    """Let an admin confirm the programme of a year; what is confirmed already stays so."""
    if await unconfirmed_year(tx) == year:
        await settings.drop(tx, UNCONFIRMED)
        await audit.append(tx, now, Act(f"person:{person_id}", "programme.confirmed", f"programme:{year}", {}))


async def tell_of_year(tx: Transaction, now: datetime) -> None:
    """Remind the admins once a week of a programme that nobody has confirmed; tell headquarters of a new year, once."""
    async for wanted in _list_due(tx, now):
        await push(tx, now, wanted)


async def year_of(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what a person is to be told of the year."""
    return [wanted async for wanted in _list_due(tx, now, person)]


async def next_of_year(tx: Reading, now: datetime) -> datetime:
    """Return when the next year begins, or the next week while a programme waits to be confirmed."""
    today = day_of(now)
    nowruz = JalaliDate(jalali(today).year + 1, 1, 1).gregorian
    saturday = nowruz if await unconfirmed_year(tx) is None else week_of(today).saturday + 7 * DAY
    return at(min(nowruz, saturday), time.min)


async def _list_due(tx: Reading, now: datetime, one: int = 0) -> AsyncIterator[Push]:
    """Yield what was not told yet, to everybody or to ``one`` person."""
    year = await unconfirmed_year(tx)
    plan = await find_programme(tx, year) if year else None
    if year and plan:
        week = week_of(day_of(now)).key
        text = "\n".join([t("new_year.remind", year=year, before=year - 1), *_lines(plan), t("new_year.review")])
        screen = Screen(text, ((Button(t("new_year.button.open"), "open"),),))
        for person in await _holders(tx, ADMIN, one):
            entry = (KIND, f"{year}/{week}", str(person))
            if not await ledger.has(tx, *entry):
                yield Push(person, KIND, (entry,), screen, flow=FLOW)
    holds = await find_programme(tx, jalali(day_of(now)).year)
    before = await find_programme_before(tx, holds) if holds else None
    begun = JalaliDate(jalali(day_of(now)).year, 1, 1).gregorian
    if holds and before and day_of(now) - begun < NEWS_FOR:
        title = t("new_year.confirmed", year=holds.programme.year)
        if year == holds.programme.year:
            title = t("new_year.waits", year=year, before=before.programme.year)
        words = "\n".join([title, *_lines(holds)])
        for person in await _holders(tx, HEADQUARTERS, one):
            entry = (TOLD, str(holds.programme.year), str(person))
            if not await ledger.has(tx, *entry):
                yield Push(person, TOLD, (entry,), Screen(words), brief=Screen(title))


def _lines(plan: HeldProgramme) -> list[str]:
    """Return how much of a plan is there."""
    active = sum(axis.active for axis in plan.axes)
    slots, year = len(plan.axes) - active, plan.programme.year
    aimed = len({indicator for indicator, _province in plan.targets})
    return [
        t("new_year.active", active=active),
        *([t("new_year.slots", slots=slots)] if slots else []),
        t("new_year.aimed", aimed=aimed, year=year) if aimed else t("new_year.aimless", year=year),
    ]


async def _holders(tx: Reading, roles: frozenset[str], one: int) -> list[int]:
    if one:  # asked of everybody who is pushed to: of the own duties alone
        return [one] if any(duty.role in roles for duty in await people.list_duties(tx, one)) else []
    return list(dict.fromkeys([person for role in sorted(roles) for person in await people.list_ids(tx, role)]))

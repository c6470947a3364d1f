"""Reminds an estate's people like everybody who owes: at the opening and twice before the deadline."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from bot.chasing.pushing import Push, push
from bot.conversing.screen import Button, Screen
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.rights import ESTATE_MANAGERS
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar
from bot.programme.timetable import Timetable
from bot.reporting.estates.loading import list_asked
from bot.reporting.estates.view import EstateQuestion
from storage import estates, ledger, people
from storage.transaction import Reading, Transaction

KIND = "estates"
CALLS = ("opening", "reminder", "last_reminder")
FLOW = "estate_reminder"
"""What stands before the button of a reminder: it stays good, whatever else is open."""


async def remind_estates(tx: Transaction, now: datetime) -> None:
    """Remind whoever owes an answer for an estate; the newest reminder that is due, each once."""
    async for wanted in _list_due(tx, now, await estates.list_asking(tx)):
        await push(tx, now, wanted)


async def estates_due(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what a person is to be reminded of about estates."""
    duties = await people.list_duties(tx, person)
    provinces = {duty.province for duty in duties if duty.role in ESTATE_MANAGERS}
    asking = [each for each in await estates.list_asking(tx) if each in provinces] if provinces else []
    return [each async for each in _list_due(tx, now, asking, person)]


async def _list_due(tx: Reading, now: datetime, asking: Iterable[str], person: int = 0) -> AsyncIterator[Push]:
    """Yield the reminders of some provinces that are due and were not sent, of everybody or of one person."""
    for province in asking:
        week, times = week_at_hand(now, await hold_calendar(tx), province)
        call = newest_call(times, now)
        if not call:
            continue
        for manager in await estates.list_managers(tx, province):
            entry = (KIND, f"{week.key}/{call}", f"{province}/{manager.id}")
            if manager.id != (person or manager.id) or await ledger.has(tx, *entry):
                continue
            owed = [
                each for each in await list_asked(tx, province, manager.estates.split(";"), now) if each.answer is None
            ]
            if owed:
                said = [await ledger.has(tx, KIND, f"{week.key}/{each}", entry[2]) for each in CALLS]
                screen = _screen(owed, week, times, call if any(said) else CALLS[0])
                yield Push(
                    manager.id, KIND, (entry,), screen, (province,), FLOW, times.deadline, brief=_in_brief(owed, times)
                )


async def next_estates(tx: Reading, now: datetime) -> datetime | None:
    """Return when an estate's people are next reminded in any province, or its next week is at hand."""
    moments = []
    for province in await estates.list_asking(tx):
        _week, times = week_at_hand(now, await hold_calendar(tx), province)
        moments += [times.opens, times.reminder, times.last_reminder, times.lock]
    return min((moment for moment in moments if moment and moment > now), default=None)


def newest_call(times: Timetable, now: datetime) -> str:
    """Return which reminder is due now, '' before the opening and after the deadline."""
    calls = zip(CALLS, (times.opens, times.reminder, times.last_reminder), strict=True)
    due = [name for name, at in calls if at and at <= now < times.deadline]
    return due[-1] if due else ""


def _screen(owed: list[EstateQuestion], week: Week, times: Timetable, call: str) -> Screen:
    """Return what is asked, of which estates, and until when; that it is asked again, after the opening."""
    estates_of = dict.fromkeys(each.estate for each in owed)
    axes = dict.fromkeys(each.short for each in owed)
    text = t(
        f"estate.call.{call}",
        province=owed[0].province_name,
        week=dates.week_label(week),
        estates=t("common.comma").join(estates_of),
        axes=t("common.comma").join(axes),
        moment=dates.moment(times.deadline),
    )
    return Screen(text, ((Button(t("estate.button.answer"), "enter"),),))


def _in_brief(owed: list[EstateQuestion], times: Timetable) -> Screen:
    """Return the same as one line."""
    text = t(
        "estate.call.brief",
        estates=t("common.comma").join(dict.fromkeys(each.estate for each in owed)),
        axes=t("common.comma").join(dict.fromkeys(each.short for each in owed)),
        moment=dates.moment(times.deadline),
    )
    return Screen(text, ((Button(t("estate.button.answer_estate"), "enter"),),))

"""Loads what the conversation of an exception sees, and saves what it leads to."""

from datetime import datetime

from bot.chasing.owing import own_axes
from bot.closing.telling import tell
from bot.conversing.converse import go_on
from bot.conversing.flow import Flow
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.people.caller import Caller
from bot.people.rights import ADMIN, REPORTERS
from bot.programme.calendar import DAY, at, day_of
from bot.programme.due import axes_due
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from bot.said import Said
from handlers.excepting.form import ENDS_AT, FORM
from handlers.excepting.view import ExceptState, ExceptView, Grant, LockedWeek
from storage import accounts, audit, exceptions, owing, programme
from storage.audit import Act
from storage.exceptions import Granted
from storage.transaction import Reading, Transaction

WEEKS = 8
"""How many weeks back an exception may be granted for."""
ENDS = (("one", 1), ("three", 3), ("five", 5))
"""The offered ends, in working days of the province."""


async def open_exception(turn: Turn, caller: Caller) -> None:
    """Let an admin grant an exception."""
    if caller.has(*ADMIN):
        await go_on(turn, caller, EXCEPTION, ExceptState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, _caller: Caller, state: ExceptState, _said: Said, now: datetime) -> ExceptView:
    if not state.province:
        return ExceptView(state, now)
    return ExceptView(
        state,
        now,
        tuple(await _list_locked(tx, state.province, now)),
        tuple([_offer(name, await _end(tx, state.province, days, now)) for name, days in ENDS]),
        sum(
            [
                await accounts.get_address(tx, each) is not None
                for each in await _concerned(tx, state.province, state.codes)
            ]
        ),
    )


async def _list_locked(tx: Reading, province: str, now: datetime) -> list[LockedWeek]:
    """Return the last locked weeks in which a province has not handed everything in, the newest first."""
    week, found = week_of(day_of(now)), []
    for _ in range(WEEKS):
        times = (await hold_calendar(tx)).times(week, province)
        if times and times.lock <= now and await programme.get(tx, week.year):
            handed_in = await owing.list_handed_in(tx, week.saturday, province)
            due = axes_due((await hold_programme(tx, week.year)).axes, week)
            if missing := tuple((axis.code, axis.short) for axis in due if axis.code not in handed_in):
                found.append(LockedWeek(week, missing))
        week = week.previous
    return found


def _offer(name: str, end: datetime) -> tuple[str, str]:
    return t(f"excepting.end.{name}", moment=dates.moment(end)), end.isoformat()


async def _end(tx: Reading, province: str, days: int, now: datetime) -> datetime:
    """Return 13:00 of the working day so many working days after today."""
    calendar, day = (await hold_calendar(tx)).calendar, day_of(now)
    for _ in range(days):
        day = calendar.working_day_from(day + DAY, province)
    return at(day, ENDS_AT)


async def _concerned(tx: Reading, province: str, axes: tuple[str, ...]) -> list[int]:
    """Return who reports any of some axes of a province."""
    holders = [holder for holder in await owing.list_holders(tx, province) if holder.role in REPORTERS]
    return [person for person, own in own_axes(holders, axes).items() if own & set(axes)]


async def _save(tx: Transaction, caller: Caller, facts: tuple[Grant, ...], now: datetime) -> None:
    for fact in facts:
        for axis in fact.axes:
            granted = Granted(fact.province, fact.week.saturday, axis, fact.reason, now, fact.until)
            await exceptions.grant(tx, caller.person.id, granted)
        detail: dict[str, str | int | None] = {"axes": ";".join(fact.axes), "until": fact.until.isoformat()}
        subject = f"{fact.week.key}/{fact.province}"
        await audit.append(tx, now, Act(f"person:{caller.person.id}", "exception.grant", subject, detail))
        for person in await _concerned(tx, fact.province, fact.axes):
            await tell(tx, person, await _notice(tx, fact), now)


async def _notice(tx: Reading, fact: Grant) -> str:
    shorts = [axis.short for axis in (await hold_programme(tx, fact.week.year)).axes if axis.code in fact.axes]
    return t(
        "excepting.notice",
        province=by_code(fact.province).name,
        week=dates.week_label(fact.week),
        axes=t("common.comma").join(shorts),
        moment=dates.moment(fact.until),
        reason=fact.reason,
    )


EXCEPTION = Flow("exception", ExceptState, _load, FORM.step, _save, frozenset({"admin"}))

"""Tells a CEO, once, what was signed by a stand-in, and what went in at the lock without a signature."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.language import dates
from bot.language.catalogue import Value, t
from bot.language.jalali import jalali
from bot.language.week import Week
from bot.people.scope import signs_for
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from bot.programme.timetable import push_time
from bot.signing.rules import PAUSE
from storage import accounts, ledger, people, signing
from storage.outbox import Letter
from storage.signing import Written
from storage.transaction import Reading, Transaction

REMEMBERED = timedelta(days=21)
"""How long a signature waits to be told: over Nowruz."""


async def tell_signed_for(tx: Transaction, now: datetime, unsigned: Iterable[Written]) -> None:
    """Tell in working hours, once the stand-in has paused: several signatures are one message."""
    held = await hold_calendar(tx)
    rows = [*await signing.list_untold(tx, now - REMEMBERED), *await _gone_at_lock(tx, now, unsigned)]
    for province, some in groupby(sorted(rows, key=lambda each: each.province), lambda each: each.province):
        written = list(some)
        if now - max(each.handed_at for each in written) < PAUSE:
            continue
        if push_time(now, held.rules, held.calendar, province) == now:
            await _tell(tx, now, province, written)


async def list_moments(tx: Reading, now: datetime) -> set[tuple[datetime, str]]:
    """Return when, and of which province, something may next be told."""
    return {
        (max(now, each.handed_at + PAUSE), each.province) for each in await signing.list_untold(tx, now - REMEMBERED)
    }


async def _gone_at_lock(tx: Reading, now: datetime, unsigned: Iterable[Written]) -> list[Written]:
    """Return what was late, and went in by itself; what went in at the deadline stands on the signer's card."""
    held, gone = await hold_calendar(tx), []
    for each in unsigned:
        times = held.times(Week(each.week), each.province)
        if times and each.state == "submitted" and each.handed_at > times.deadline and now >= times.lock:
            gone.append(each)
    return gone


async def _tell(tx: Transaction, now: datetime, province: str, written: list[Written]) -> None:
    for ceo in await people.list_holders(tx, "ceo", province):
        duties, new = await people.list_roster_duties(tx, ceo.id), list[Written]()
        for each in written:
            entry = ("signed_for", f"{each.report_id}:{each.revision}", f"{ceo.id}")
            if (
                each.signer_id != ceo.id
                and signs_for(duties, province, each.axis)
                and not await ledger.has(tx, *entry)
                and await ledger.enter(tx, now, entry)
            ):
                new.append(each)
        address = await accounts.get_address(tx, ceo.id)
        if new and address:
            await post(tx, address, Screen(await _words(tx, new, now)), now, Letter("", kind="notice"))


async def _words(tx: Reading, written: list[Written], now: datetime) -> str:
    """Return a paragraph for each week and signer."""
    plan, parts = await hold_programme(tx, jalali(day_of(now)).year), []
    called = {axis.code: axis.short for axis in plan.axes}
    for (week, signer), some in groupby(written, lambda each: (each.week, each.signer)):
        axes = [called.get(each.axis, each.axis) for each in some]
        values: dict[str, Value] = {
            "count": len(axes),
            "province": by_code(written[0].province).name,
            "week": dates.week_label(Week(week)),
            "axes": t("common.comma").join(axes),
        }
        named = {"signer": signer} if signer else {}
        parts.append(t(f"report.signed_for.{'stand_in' if signer else 'lock'}", **values, **named))
    return "\n\n".join(parts)

"""The second key by the clock: one card tells the CEO what waits, and what nobody signs goes in by itself."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.conversing.posting import in_place_of, post
from bot.language.week import Week, week_of
from bot.people.caller import caller_at
from bot.people.scope import signs_for
from bot.programme.calendar import day_of
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar
from bot.programme.timetable import push_time
from bot.reporting.cards import ReportState, ReportView
from bot.reporting.loading import load
from bot.said import Choice
from bot.signing.rules import PAUSE, goes_in
from bot.signing.screens import notice
from bot.signing.signed_for import list_moments, tell_signed_for
from storage import accounts, delegations, outbox, people, signing
from storage.outbox import Address
from storage.people import Person
from storage.signing import SigningCard, Written
from storage.transaction import Reading, Transaction

FLOW = "signing"
"""What stands before the buttons of the card: they stay good, whatever else is open."""
BEFORE = timedelta(days=21)
"""How much longer than a week one may stay open: over Nowruz."""


async def turn_second_key(tx: Transaction, now: datetime) -> None:
    """Let go in what was not signed in time, and show every signer what waits."""
    since = week_of(day_of(now)).previous.saturday - BEFORE
    unsigned = await signing.list_unsigned(tx, since)
    gone = {each.report_id for each in unsigned if each.state == "ready" and now >= await _goes_in(tx, each)}
    for number in sorted(gone):
        await signing.release(tx, number, now)
    rows = [replace(each, state="submitted") if each.report_id in gone else each for each in unsigned]
    for province, written in groupby(rows, lambda each: each.province):
        week, _times = week_at_hand(now, await hold_calendar(tx), province)
        await _tell(tx, now, province, [each for each in written if each.week == week.saturday])
    await tell_signed_for(tx, now, rows)


async def next_second_key(tx: Reading, now: datetime) -> datetime | None:
    """Return when the next report goes in by itself, or a signer may next be shown what waits."""
    held, moments = await hold_calendar(tx), set[datetime]()
    shown = await list_moments(tx, now)
    for each in await signing.list_unsigned(tx, week_of(day_of(now)).previous.saturday - BEFORE):
        if each.state == "ready":
            moments.add(await _goes_in(tx, each))
            shown.add((max(now, each.handed_at + PAUSE), each.province))
        else:
            shown.add((now, each.province))
    moments |= {push_time(moment, held.rules, held.calendar, province) for moment, province in shown}
    return min((moment for moment in moments if moment > now), default=None)


async def _goes_in(tx: Reading, each: Written) -> datetime:
    times = (await hold_calendar(tx)).times(Week(each.week), each.province)
    if times is None:
        return each.handed_at
    hours = await delegations.get_release(tx, each.province)
    return goes_in(each.handed_at, times, timedelta(hours=hours) if hours else None)


async def _tell(tx: Transaction, now: datetime, province: str, written: list[Written]) -> None:
    """Show the signers of a province what waits, once the writers have paused, in working hours."""
    held = await hold_calendar(tx)
    waits = [each.handed_at for each in written if each.state == "ready"]
    if (waits and now - max(waits) < PAUSE) or push_time(now, held.rules, held.calendar, province) != now:
        return
    for signer in await people.list_holders(tx, "ceo", province):
        duties = await people.list_duties(tx, signer.id)
        to_sign = [each for each in written if each.state in {"ready", "submitted"}]  # not handed back, not approved
        own = [each for each in to_sign if signs_for(duties, province, each.axis)]
        shown = ";".join(f"{each.report_id}:{each.revision}:{each.state}" for each in own)
        address = await accounts.get_address(tx, signer.id)
        if address and shown:
            await _renew(tx, now, province, (signer, address), shown)


async def _renew(tx: Transaction, now: datetime, province: str, whom: tuple[Person, Address], shown: str) -> None:
    """Send a signer's card where something new waits; one of which nothing is signed yet is edited, if that works."""
    signer, address = whom
    before = await signing.get_card(tx, signer.id, province) or SigningCard(0, "")
    old, new = set(before.shown.split(";")), set(shown.split(";"))
    if old == new:
        return
    number = before.outbox_id
    if not new <= old:
        row = await outbox.get_by_id(tx, number) if old & new else None
        letter = replace(await in_place_of(tx, row, address, 0), kind="notice", inbox_id=None)
        number = (
            await post(tx, address, notice(await view_of(tx, signer, address, province, now)), now, letter, FLOW)
        ).id
    await signing.save_card(tx, signer.id, province, SigningCard(number, shown))


async def view_of(tx: Transaction, signer: Person, address: Address, province: str, now: datetime) -> ReportView:
    """Return the week of a province as a signer sees it, without the signer having said anything."""
    caller = await caller_at(tx, signer, address, now)
    return await load(tx, caller, ReportState(province=province), Choice("enter"), now)

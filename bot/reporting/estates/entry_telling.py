"""Tells a CEO, or a colleague, what estates sent: gathered into one push, not one an entry."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.chasing.pushing import Push, push
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from bot.people.rights import REPORTERS
from bot.people.scope import sees_entry
from bot.programme.provinces import by_code
from bot.reporting.estates.entry_lines import line
from storage import estate_entries, ledger, people
from storage.estate_entries import EstateEntry
from storage.ledger import Entry
from storage.people import Duty
from storage.transaction import Reading, Transaction

KIND = "from_estates"
FLOW = "estates_sent"
"""What stands before the button of the push: it stays good, whatever else is open."""
GATHERED = timedelta(minutes=30)
"""So long after the first of them, what came meanwhile is told together."""
MOST = 5
"""Entries that are named in a push."""
Untold = tuple[int, str, dict[Entry, EstateEntry]]
"""A person, a province, and what of it was not told to that person, by what the ledger calls it."""


async def tell_entries(tx: Transaction, now: datetime) -> None:
    """Tell whoever sees to them what came in from the estates, once each."""
    async for person, province, untold in _list_untold(tx):
        if _due(untold) <= now:
            await push(tx, now, _push(person, province, untold))


async def entries_due(tx: Transaction, _now: datetime, person: int) -> list[Push]:
    """Return what came in and a person was not told."""
    duties = await people.list_duties(tx, person)
    provinces = {duty.province for duty in duties if duty.role in REPORTERS}
    open_in = await _open_by_province(tx) if provinces else {}
    found = [(each, await _untold(tx, person, duties, open_in[each])) for each in sorted(provinces & open_in.keys())]
    return [_push(person, province, untold) for province, untold in found if untold]


async def next_entries(tx: Reading, now: datetime) -> datetime | None:
    """Return when what came in last is to be told."""
    moments = [_due(untold) async for _person, _province, untold in _list_untold(tx)]
    return min((moment for moment in moments if moment > now), default=None)


async def _list_untold(tx: Reading) -> AsyncIterator[Untold]:
    for province, entries in (await _open_by_province(tx)).items():
        holders = [each for role in REPORTERS for each in await people.list_of_role(tx, role, province)]
        for person in sorted({each.id for each in holders}):
            if untold := await _untold(tx, person, await people.list_duties(tx, person), entries):
                yield person, province, untold


async def _open_by_province(tx: Reading) -> Mapping[str, list[EstateEntry]]:
    found: defaultdict[str, list[EstateEntry]] = defaultdict(list)
    for entry in await estate_entries.list_open(tx):
        found[entry.province].append(entry)
    return found


async def _untold(
    tx: Reading, person: int, duties: Sequence[Duty], entries: Iterable[EstateEntry]
) -> dict[Entry, EstateEntry]:
    own = {_as_told(each, person): each for each in entries if sees_entry(duties, person, each)}
    return {key: each for key, each in own.items() if not await ledger.has(tx, *key)}


def _as_told(entry: EstateEntry, person: int) -> Entry:
    """Return what the ledger calls it: that it came is one thing, that it was referred to this person another."""
    return KIND, f"{entry.id}/referred" if entry.assigned == person else str(entry.id), str(person)


def _due(untold: dict[Entry, EstateEntry]) -> datetime:
    return min(each.assigned_at or each.at for each in untold.values()) + GATHERED


def _push(person: int, province: str, untold: dict[Entry, EstateEntry]) -> Push:
    brief = Screen(
        t("entry.push.brief", province=by_code(province).name, count=len(untold)),
        ((Button(t("entry.button.show"), "enter"),),),
    )
    return Push(person, KIND, tuple(untold), _screen(province, untold), (province,), FLOW, brief=brief)


def _screen(province: str, untold: dict[Entry, EstateEntry]) -> Screen:
    entries = list(untold.values())
    lines = [t("entry.push.title", province=by_code(province).name, count=len(entries))]
    lines += map(line, entries[:MOST])
    lines += [t("entry.push.more", count=len(entries) - MOST)] if len(entries) > MOST else []
    return Screen("\n".join(lines), ((Button(t("entry.button.show"), "enter"),),))

"""Keeps what estates send on their own and what becomes of it, and tells the estate."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.evidence.saving import DownloadErrand, note, take_evidence
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.scope import looks_after
from bot.reporting.estates.entry_lines import said_in
from bot.reporting.estates.view import PlaceEntry, SendEntry
from bot.stored import dump
from storage import accounts, audit, errands, estate_entries, estates, evidence, people
from storage.audit import Act, Action
from storage.estate_entries import EntryOutcome, EstateEntry
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

TOLD = "estate_told"
"""What stands before the button of what an estate is told: it stays good, whatever else is open."""


@dataclass(frozen=True)
class AcceptEntry:
    """An entry is accepted: taken note of, its figure carried on, or its piece made evidence of an axis in a week."""

    entry: EstateEntry
    week: Week
    axis: str = ""


@dataclass(frozen=True)
class AnswerEntry:
    """An entry is answered."""

    entry: EstateEntry
    words: str


@dataclass(frozen=True)
class ReferEntry:
    """An entry is referred to a colleague."""

    entry: EstateEntry
    colleague: int
    name: str


async def send_entry(tx: Transaction, caller: Caller, fact: SendEntry, now: datetime) -> None:
    """Keep what an estate sends, with its piece of evidence."""
    new = fact.entry
    if fact.piece:
        new = replace(new, evidence=await take_evidence(tx, caller, fact.piece, now))
    number = await estate_entries.add(tx, caller.person.id, new, now)
    detail: dict[str, str | int | None] = {"estate": new.estate, "kind": new.kind, "axis": new.axis}
    await _note(tx, caller.person.id, "entry.send", number, detail, now)


async def place_entry(tx: Transaction, caller: Caller, fact: PlaceEntry, now: datetime) -> None:
    """Keep of which estate an entry is."""
    place = fact.place
    if await estate_entries.place(tx, fact.entry.id, place.province, place.estate):
        await _note(tx, caller.person.id, "entry.place", fact.entry.id, {"estate": place.estate}, now)


async def accept_entry(tx: Transaction, caller: Caller, fact: AcceptEntry, now: datetime) -> None:
    """Accept an entry, once; its piece becomes one of whoever accepts it."""
    entry, person = fact.entry, caller.person.id
    if not await estate_entries.end(tx, entry.id, EntryOutcome("accepted", fact.axis), person, now):
        return
    if entry.kind == "piece":
        await _adopt(tx, person, fact, now)
    await _note(tx, person, "entry.accept", entry.id, {"axis": fact.axis}, now)
    await tell_estate(tx, entry, t(f"entry.told.accepted.{entry.kind}", said=said_in(entry)), now)


async def answer_entry(tx: Transaction, caller: Caller, fact: AnswerEntry, now: datetime) -> None:
    """Answer an entry, once."""
    entry, person = fact.entry, caller.person.id
    if await estate_entries.end(tx, entry.id, EntryOutcome("answered", answer=fact.words), person, now):
        await _note(tx, person, "entry.answer", entry.id, {}, now)
        await tell_estate(tx, entry, t("entry.told.answered", said=said_in(entry), words=fact.words), now)


async def refer_entry(tx: Transaction, caller: Caller, fact: ReferEntry, now: datetime) -> None:
    """Give an entry to a colleague."""
    entry, person = fact.entry, caller.person.id
    if await estate_entries.refer(tx, entry.id, fact.colleague, now):
        await _note(tx, person, "entry.refer", entry.id, {"colleague": fact.colleague}, now)
        await tell_estate(tx, entry, t("entry.told.referred", said=said_in(entry)), now)


async def became_obstacle(tx: Transaction, person: int, number: int, obstacle: tuple[int, str], now: datetime) -> None:
    """Keep that an entry became an obstacle of the province (its id, and what it is called by), once."""
    entry = await estate_entries.get(tx, number)
    outcome = EntryOutcome("obstacle", obstacle=obstacle[0])
    if entry and await estate_entries.end(tx, number, outcome, person, now):
        await _note(tx, person, "entry.to_obstacle", number, {"obstacle": obstacle[0]}, now)
        await tell_estate(tx, entry, t("entry.told.obstacle", said=said_in(entry), number=obstacle[1]), now)


async def tell_of_obstacle(tx: Transaction, obstacle: int, text: str, now: datetime) -> None:
    """Tell the estates of whose entries an obstacle was made what became of it."""
    for entry in await estate_entries.list_of_obstacle(tx, obstacle):
        await tell_estate(tx, entry, text, now)


async def tell_estate(tx: Transaction, entry: EstateEntry, text: str, now: datetime) -> None:
    """Tell who sent an entry, if that person still answers for the estate, else who does now."""
    screen = Screen(text, ((Button(t("menu.own_estate"), "status"),),))
    for person in await _listeners(tx, entry):
        if address := await accounts.get_address(tx, person):
            await post(tx, address, screen, now, Letter("", kind="notice"), TOLD)


async def _listeners(tx: Reading, entry: EstateEntry) -> list[int]:
    managers = [
        each.id
        for each in await estates.list_managers(tx, entry.province)
        if not entry.estate or looks_after(await people.list_duties(tx, each.id), entry.province, entry.estate)
    ]
    if entry.person_id in managers:
        return [entry.person_id]
    return managers if entry.estate else []


async def _adopt(tx: Transaction, person: int, fact: AcceptEntry, now: datetime) -> None:
    """Make a copy of a piece that stands for the axis as the person's own, and fetch its file if that is not here."""
    key = (fact.week.saturday, fact.entry.province, fact.axis)
    piece = await evidence.get(tx, fact.entry.evidence or 0)
    if piece is None:
        return
    own = await evidence.get(tx, await evidence.add_copy(tx, piece.id, person, key, now))
    if own and own.state == "pending":
        await errands.add(tx, "download", dump(DownloadErrand(own.id)), now)
    elif own:
        await note(tx, own, "keep_evidence", now)


async def _note(
    tx: Transaction, person: int, action: Action, number: int, detail: dict[str, str | int | None], now: datetime
) -> None:
    await audit.append(tx, now, Act(f"person:{person}", action, f"entry:{number}", detail))

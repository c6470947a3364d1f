"""Reminds of obstacles by the clock: one message a person, everything in it once, through the one way to push."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.chasing.pushing import Push, leave_out, push
from bot.obstacles import push_screens
from bot.obstacles.due import ObstacleDue, due
from bot.obstacles.executing import list_executions
from bot.obstacles.listing import as_lines
from bot.obstacles.owners import list_askers
from bot.obstacles.push_screens import PushItem
from bot.obstacles.telling import NOTICE
from bot.people.charge import list_owners
from bot.programme.in_memory import HeldCalendar, hold_calendar
from bot.programme.provinces import PROVINCES
from bot.programme.timetable import next_push_time, push_time
from storage import decisions, ledger, obstacles, owing, people
from storage.ledger import Entry
from storage.obstacles import Obstacle
from storage.transaction import Reading, Transaction

KIND = "obstacle"


async def chase_obstacles(tx: Transaction, now: datetime) -> None:
    """Tell whoever is to hear of obstacles what has become due; what has to wait is wanted again."""
    held = await hold_calendar(tx)
    if not any(_is_at_work(now, held, who) for who in ("", *(province.code for province in PROVINCES))):
        return
    wanted: dict[int, list[ObstacleDue]] = {}
    for row in await obstacles.list_owing(tx):
        async for each, person in _list_owed(tx, row, now, held):
            wanted.setdefault(person, []).append(each)
    for person, found in wanted.items():
        await push(tx, now, await _write(tx, person, found, now))
    for execution in await list_executions(tx, now, held):
        await push(tx, now, execution)


async def obstacles_of(tx: Transaction, now: datetime, person: int) -> list[Push]:
    """Return what a person is to hear of obstacles, in one push, and of decisions in another."""
    held, duties = await hold_calendar(tx), await owing.list_duties(tx, person)
    places = {duty.province for duty in duties}  # headquarters' are ''
    found = []
    for row in await obstacles.list_owing(tx):
        if "" in places or row.province in places:
            found += [each async for each, whose in _list_owed(tx, row, now, held) if whose == person]
    executions = [each for each in await list_executions(tx, now, held) if each.person == person]
    return [*([await _write(tx, person, found, now)] if found else []), *executions]


async def next_obstacles(tx: Reading, now: datetime) -> datetime | None:
    """Return the next opening of an office that may have to hear of an obstacle: nothing is due in between."""
    held, owing = await hold_calendar(tx), await obstacles.list_owing(tx)
    open_here = owing or await decisions.list_open(tx)
    places = {"", *(row.province for row in owing)} if open_here else set()
    return min((next_push_time(now, held.rules, held.calendar, place) for place in places), default=None)


def _is_at_work(now: datetime, held: HeldCalendar, province: str) -> bool:
    """Say whether these are working hours of a province ('' = headquarters)."""
    return push_time(now, held.rules, held.calendar, province) == now


async def _list_owed(
    tx: Transaction, row: Obstacle, now: datetime, held: HeldCalendar
) -> AsyncIterator[tuple[ObstacleDue, int]]:
    """Yield what people are to hear of an obstacle; of several steps that one of them missed, the last alone."""
    steps = due(row, now, held)
    latest = {each.who: each for each in steps}
    for each in steps:
        for person in await _recipients(tx, each):
            entry = _entry(each, person)
            if await ledger.has(tx, *entry):
                continue
            if latest[each.who] is each:
                yield each, person
            elif _is_at_work(now, held, _place(each)):
                await leave_out(tx, now, (entry,), "newer")


async def _write(tx: Reading, person: int, found: list[ObstacleDue], now: datetime) -> Push:
    lines = await as_lines(tx, [each.row for each in found], now)
    items = [PushItem(each.what, each.who, line) for each, line in zip(found, lines, strict=True)]
    return Push(
        person=person,
        kind=KIND,
        entries=tuple(_entry(each, person) for each in found),
        screen=push_screens.push(items),
        brief=push_screens.in_brief(items),
        provinces=tuple(dict.fromkeys(map(_place, found))),
        flow=NOTICE,
    )


def _place(each: ObstacleDue) -> str:
    """Return whose working hours count for a step."""
    return each.row.province if each.who == "asker" else ""


def _entry(each: ObstacleDue, person: int) -> Entry:
    return "push", each.since.isoformat(), f"obstacle:{each.row.id}:{each.what}:{each.who}/{person}"


async def _recipients(tx: Reading, each: ObstacleDue) -> list[int]:
    match each.who:
        case "owner":
            return await list_owners(tx, each.row.axis)
        case "head":
            return await people.list_ids(tx, "head")
        case _:
            return await list_askers(tx, each.row)

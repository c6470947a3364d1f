"""Reminds of obstacles by the clock: one message a person, everything in it once."""

from collections.abc import Iterator
from datetime import datetime

from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.obstacles.due import Due, due
from bot.obstacles.own import as_lines
from bot.obstacles.owners import list_askers, list_owners
from bot.obstacles.push_screens import Item, push
from bot.obstacles.telling import NOTICE
from bot.programme.held import HeldCalendar, hold_calendar
from bot.programme.provinces import PROVINCES
from bot.programme.timetable import push_time
from storage import accounts, ledger, obstacles, people
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


def chase_obstacles(tx: Transaction, now: datetime) -> None:
    """Send what has become due in the working hours of who is to hear of it; the ledger keeps each to once."""
    held = hold_calendar(tx)
    at_work = {who: _is_at_work(now, held, who) for who in (None, *(province.code for province in PROVINCES))}
    if not any(at_work.values()):
        return
    fresh = [each for row in obstacles.list_owing(tx) for each in _take_due(tx, due(row, now, held), now, at_work)]
    items: dict[int, list[Item]] = {}
    for each, line in zip(fresh, as_lines(tx, [each.row for each in fresh], now), strict=True):
        for person in _recipients(tx, each):
            items.setdefault(person, []).append(Item(each.what, each.who, line))
    for person, found in items.items():
        _send(tx, person, push(found), now)


def _is_at_work(now: datetime, held: HeldCalendar, province: str | None) -> bool:
    """Say whether these are working hours of a province (None: headquarters)."""
    return push_time(now, held.rules, held.calendar, province) == now


def _take_due(tx: Transaction, found: tuple[Due, ...], now: datetime, at_work: dict[str | None, bool]) -> Iterator[Due]:
    """Yield what is to be sent now; of several steps that one person missed, the last alone."""
    latest = {each.who: each for each in found}
    for each in found:
        if not at_work[each.row.province if each.who == "asker" else None]:
            continue
        entry = ("push", each.since.isoformat(), f"obstacle:{each.row.id}:{each.what}:{each.who}")
        is_last = latest[each.who] is each
        if ledger.enter(tx, now, entry, "done" if is_last else "skipped") and is_last:
            yield each


def _recipients(tx: Reading, each: Due) -> list[int]:
    match each.who:
        case "owner":
            return list_owners(tx, each.row.axis)
        case "head":
            return people.list_ids(tx, "head")
        case _:
            return list_askers(tx, each.row)


def _send(tx: Transaction, person: int, screen: Screen, now: datetime) -> None:
    """Send a push to the messenger that a person used last."""
    if address := accounts.get_address(tx, person):
        post(tx, address, screen, now, Letter("", kind="push"), NOTICE)

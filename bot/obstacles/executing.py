"""Reminds of decisions that are to be executed: whoever was charged from the day on until it is done, and the head."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.chasing.pushing import Push
from bot.obstacles import execution_screens
from bot.obstacles.ages import nth_working_day
from bot.obstacles.due import ESCALATE_AFTER
from bot.obstacles.execution_screens import ToExecute
from bot.obstacles.listing import as_lines
from bot.obstacles.owners import list_executors
from bot.obstacles.telling import NOTICE
from bot.programme.calendar import at
from bot.programme.in_memory import HeldCalendar
from storage import decisions, ledger, obstacles, people
from storage.decisions import HqDecision
from storage.ledger import Entry
from storage.transaction import Reading

KIND = "execution"
AGAIN_EVERY = 5
"""Working days between two reminders, once the day itself and the next one have passed."""


async def list_executions(tx: Reading, now: datetime, held: HeldCalendar) -> list[Push]:
    """Return what people are to hear of decisions, one push a person, as far as the ledger does not have it."""
    wanted: dict[int, list[tuple[ToExecute, Entry]]] = {}
    for found in await _list_open(tx, now):
        for who, step in steps(found.decision.due, now, held):
            for person in await _recipients(tx, found, who):
                entry = _entry(found.decision, f"{who}{step}/{person}")
                if not await ledger.has(tx, *entry):
                    wanted.setdefault(person, []).append((found.told_to(who), entry))
    return [_push(person, owed) for person, owed in wanted.items()]


def steps(due: date, now: datetime, held: HeldCalendar) -> Iterator[tuple[str, int]]:
    """Yield who is to hear of a decision, and on which working day after its own: the last of those that have begun."""
    passed = _days_passed(due, now, held)
    if passed >= 0:
        yield "executor", 1 + (passed - 1) // AGAIN_EVERY * AGAIN_EVERY if passed else 0
    if passed >= ESCALATE_AFTER:
        yield "head", ESCALATE_AFTER


def _days_passed(due: date, now: datetime, held: HeldCalendar) -> int:
    """Return how many working days after a decision's own have begun; -1: its own has not."""
    passed, day = -1, held.calendar.working_day_from(due)
    while now >= at(day, held.rules.office_from):
        passed, day = passed + 1, nth_working_day(held.calendar, day, 1)
    return passed


async def _list_open(tx: Reading, now: datetime) -> list[ToExecute]:
    """Return the decisions that are to be executed, each with its open obstacles."""
    if not await decisions.list_open(tx):
        return []
    by_decision: dict[int, list[ToExecute]] = {}
    for line in await as_lines(tx, await obstacles.list_open(tx), now):
        if line.decision:
            by_decision.setdefault(line.decision.id, []).append(ToExecute(line.decision, (line,)))
    return [ToExecute(each[0].decision, tuple(one.lines[0] for one in each)) for each in by_decision.values()]


async def _recipients(tx: Reading, found: ToExecute, who: str) -> list[int]:
    """Return who is to hear of a decision; the head who executes it hears of it as such alone."""
    executors = await list_executors(tx, found.decision)
    if who == "executor":
        return executors
    return [person for person in await people.list_ids(tx, "head") if person not in executors]


def _entry(decision: HqDecision, step: str) -> Entry:
    return "push", decision.due.isoformat(), f"decision:{decision.id}:{step}"


def _push(person: int, owed: list[tuple[ToExecute, Entry]]) -> Push:
    found = [each for each, _entry in owed]
    return Push(
        person=person,
        kind=KIND,
        entries=tuple(entry for _each, entry in owed),
        screen=execution_screens.push(found),
        brief=execution_screens.in_brief(found),
        flow=NOTICE,
    )

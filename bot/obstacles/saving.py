"""Saves what the conversations of obstacles lead to."""

from datetime import date, datetime
from typing import assert_never

from bot.language.folding import squeeze
from bot.obstacles.acts import acknowledge, answer, decide, move, note, postpone
from bot.obstacles.cards import number_of, paper
from bot.obstacles.facts import (
    Acknowledge,
    AddNote,
    AnswerObstacles,
    DecideObstacles,
    DropObstacleDraft,
    KeepObstacleDraft,
    MoveObstacles,
    ObstacleFact,
    Postpone,
    Record,
    SetLetter,
)
from bot.obstacles.rules import PROVINCE
from bot.people.caller import Caller
from bot.reporting.estates.entries import became_obstacle
from storage import audit, obstacle_drafts, obstacle_events, obstacles
from storage.audit import Act
from storage.obstacle_events import Event
from storage.obstacles import NewObstacle
from storage.transaction import Transaction


async def save(tx: Transaction, caller: Caller, facts: tuple[ObstacleFact, ...], now: datetime) -> None:
    """Save facts in their order."""
    person = caller.person.id
    for fact in facts:
        match fact:
            case KeepObstacleDraft(province, axis, draft):
                await obstacle_drafts.save(tx, person, (province, axis), draft.body, now)
            case DropObstacleDraft(province, axis):
                await obstacle_drafts.drop(tx, person, (province, axis))
            case Record():
                await record(tx, person, fact, now)
            case AddNote() | SetLetter():
                await follow_up(tx, person, fact, now)
            case Acknowledge(rows):
                for row in rows:
                    await acknowledge(tx, person, row, now)
            case AnswerObstacles(rows, words):
                await answer(tx, person, rows, words, now)
            case MoveObstacles():
                await move(tx, person, fact, now)
            case DecideObstacles():
                await decide(tx, person, fact, now)
            case Postpone():
                await postpone(tx, person, fact, now)
            case _:
                assert_never(fact)


async def record(tx: Transaction, person: int, fact: Record, now: datetime) -> int:
    """Record an obstacle, forget its draft, and return its id."""
    draft = fact.draft
    new = NewObstacle(
        year=fact.year,
        week=date.fromisoformat(fact.week),
        province=fact.province,
        axis=fact.axis,
        agency=draft.agency,
        request=draft.request,
        folded=squeeze(draft.request),
        level=draft.level,
        letter=draft.letter or "",
        letter_day=date.fromisoformat(draft.letter_day) if draft.letter_day else None,
    )
    number = await obstacles.add(tx, person, new, now)
    await obstacle_drafts.drop(tx, person, (fact.province, fact.axis))
    await obstacle_events.add(tx, number, Event(now, person, PROVINCE, "recorded", "recorded", ""))
    detail: dict[str, str | int | None] = {"axis": fact.axis, "province": fact.province, "level": draft.level}
    await audit.append(tx, now, Act(f"person:{person}", "obstacle.record", f"obstacle:{number}", detail))
    if draft.entry and (row := await obstacles.get(tx, number)):
        await became_obstacle(tx, person, draft.entry, (number, number_of(row)), now)
    return number


async def follow_up(tx: Transaction, person: int, fact: AddNote | SetLetter, now: datetime) -> None:
    """Keep what the province adds; where headquarters had answered, it is asked once more."""
    row = fact.obstacle
    if isinstance(fact, AddNote):
        await note(tx, row, Event(now, person, PROVINCE, "noted", row.state, fact.words))
        if row.answered_at:
            await obstacles.ask_headquarters(tx, row.id, now)
    else:
        await obstacles.save_letter(tx, row.id, fact.letter, fact.day)
        await note(tx, row, Event(now, person, PROVINCE, "lettered", row.state, paper(fact.letter, fact.day)))

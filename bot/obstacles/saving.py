"""Saves what the conversations of obstacles lead to, with its history, its audit row and what others are told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from bot.language.folding import squeeze
from bot.obstacles.cards import number_of, paper
from bot.obstacles.facts import (
    Acknowledge,
    AddNote,
    AnswerObstacles,
    DropObstacleDraft,
    KeepObstacleDraft,
    MoveObstacles,
    ObstacleFact,
    Record,
    SetLetter,
)
from bot.obstacles.rules import ENDED, HEADQUARTERS, PROVINCE
from bot.obstacles.telling import tell_answer, tell_estates, tell_move
from bot.people.caller import Caller
from bot.reporting.estates.entries import became_obstacle
from storage import audit, obstacle_drafts, obstacle_events, obstacles
from storage.audit import Act, Action
from storage.obstacle_events import Event
from storage.obstacles import NewObstacle, Obstacle
from storage.transaction import Transaction

ACTIONS: dict[str, Action] = {
    "noted": "obstacle.noted",
    "lettered": "obstacle.lettered",
    "acknowledged": "obstacle.acknowledged",
    "answered": "obstacle.answered",
    "moved": "obstacle.moved",
}


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
        await _note(tx, row, Event(now, person, PROVINCE, "noted", row.state, fact.words))
        if row.answered_at:
            await obstacles.ask_headquarters(tx, row.id, now)
    else:
        await obstacles.save_letter(tx, row.id, fact.letter, fact.day)
        await _note(tx, row, Event(now, person, PROVINCE, "lettered", row.state, paper(fact.letter, fact.day)))


async def acknowledge(tx: Transaction, person: int, row: Obstacle, now: datetime) -> None:
    """Take an obstacle on, once."""
    if row.asked_at and not row.acknowledged_at:
        await obstacles.note_acknowledged(tx, row.id, now)
        await _note(tx, row, Event(now, person, HEADQUARTERS, "acknowledged", row.state, ""))


async def answer(tx: Transaction, person: int, rows: Sequence[Obstacle], words: str, now: datetime) -> None:
    """Answer obstacles that ask the same, and tell who asked: a province with several of them once."""
    for row in rows:
        await obstacles.note_answered(tx, row.id, now)
        await _note(tx, row, Event(now, person, HEADQUARTERS, "answered", row.state, words))
        await tell_estates(tx, row, "answer", words, now)
    await tell_answer(tx, rows, words, now)


async def move(tx: Transaction, person: int, fact: MoveObstacles, now: datetime) -> None:
    """Bring a fact's obstacles into its state; a move of headquarters is an answer, and is told."""
    words = paper(fact.decision, fact.day) if fact.day else fact.words
    for row in fact.obstacles:
        if fact.day:
            await obstacles.save_decision(tx, row.id, fact.decision, fact.day)
        await obstacles.save_state(tx, row.id, fact.state, now, ended=fact.state in ENDED)
        if fact.state == "needs_hq":
            await obstacles.ask_headquarters(tx, row.id, now)
        await _note(tx, row, Event(now, person, fact.side, "moved", fact.state, words))
        if fact.side == HEADQUARTERS:
            await obstacles.note_answered(tx, row.id, now)
        await tell_estates(tx, row, fact.state, words, now)
    if fact.side == HEADQUARTERS:
        await tell_move(tx, fact.obstacles, fact.state, words, now)


async def _note(tx: Transaction, row: Obstacle, event: Event) -> None:
    """Add an event to the history, and what is no word of people's to the audit trail."""
    await obstacle_events.add(tx, row.id, event)
    act = Act(f"person:{event.person_id}", ACTIONS[event.kind], f"obstacle:{row.id}", {"state": event.state})
    await audit.append(tx, event.at, act)

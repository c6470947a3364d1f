"""What either side does to obstacles: kept with its history and its audit row, and told to whom it concerns."""

from collections.abc import Sequence
from datetime import datetime

from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.cards import paper
from bot.obstacles.facts import DecideObstacles, MoveObstacles, Postpone
from bot.obstacles.rules import ENDED, HEADQUARTERS
from bot.obstacles.telling import tell_answer, tell_estates, tell_move
from storage import audit, decisions, obstacle_events, obstacles, people
from storage.audit import Act, Action
from storage.decisions import NewDecision
from storage.obstacle_events import Event
from storage.obstacles import Obstacle
from storage.transaction import Transaction

ACTIONS: dict[str, Action] = {
    "noted": "obstacle.noted",
    "lettered": "obstacle.lettered",
    "acknowledged": "obstacle.acknowledged",
    "answered": "obstacle.answered",
    "moved": "obstacle.moved",
}


async def acknowledge(tx: Transaction, person: int, row: Obstacle, now: datetime) -> None:
    """Take an obstacle on, once."""
    if row.asked_at and not row.acknowledged_at:
        await obstacles.note_acknowledged(tx, row.id, now)
        await note(tx, row, Event(now, person, HEADQUARTERS, "acknowledged", row.state, ""))


async def answer(tx: Transaction, person: int, rows: Sequence[Obstacle], words: str, now: datetime) -> None:
    """Answer obstacles that ask the same, and tell who asked: a province with several of them once."""
    for row in rows:
        await obstacles.note_answered(tx, row.id, now)
        await note(tx, row, Event(now, person, HEADQUARTERS, "answered", row.state, words))
        await tell_estates(tx, row, "answer", words, now)
    await tell_answer(tx, rows, words, now)


async def move(tx: Transaction, person: int, fact: MoveObstacles, now: datetime) -> None:
    """Bring a fact's obstacles into its state; a move of headquarters is an answer, and is told."""
    words = fact.words or (paper(fact.decision, fact.day) if fact.day else "")
    for row in fact.obstacles:
        if fact.day:
            await obstacles.save_decision(tx, row.id, fact.decision, fact.day)
        await obstacles.save_state(tx, row.id, fact.state, now, ended=fact.state in ENDED)
        if fact.state == "needs_hq":
            await obstacles.ask_headquarters(tx, row.id, now)
        await note(tx, row, Event(now, person, fact.side, "moved", fact.state, words))
        if fact.side == HEADQUARTERS:
            await obstacles.note_answered(tx, row.id, now)
        await tell_estates(tx, row, fact.state, words, now)
    if fact.side == HEADQUARTERS:
        await tell_move(tx, fact.obstacles, fact.state, words, now)


async def decide(tx: Transaction, person: int, fact: DecideObstacles, now: datetime) -> None:
    """Keep a decision with who executes it until when; it is an answer, and with a paper also a step of the way."""
    ids = [row.id for row in fact.obstacles]
    number = await decisions.add(tx, person, NewDecision(fact.words, fact.executor, fact.due), ids, now)
    detail: dict[str, str | int | None] = {"executor": fact.executor, "due": fact.due.isoformat()}
    await audit.append(tx, now, Act(f"person:{person}", "obstacle.decided", f"decision:{number}", detail))
    executor = await people.get(tx, fact.executor)
    told = t(
        "obstacle.decision.told",
        words=fact.words,
        executor=executor.full_name if executor else "",
        day=dates.date(fact.due),
    )
    if fact.paper_day:
        made = MoveObstacles(HEADQUARTERS, fact.obstacles, "decided", told, fact.paper, fact.paper_day)
        await move(tx, person, made, now)
    else:
        await answer(tx, person, fact.obstacles, told, now)


async def postpone(tx: Transaction, person: int, fact: Postpone, now: datetime) -> None:
    """Move the day of decisions, and tell why."""
    for number in dict.fromkeys(each.id for each in fact.decisions):
        await decisions.save_due(tx, number, fact.due)
        detail: dict[str, str | int | None] = {"due": fact.due.isoformat()}
        await audit.append(tx, now, Act(f"person:{person}", "obstacle.postponed", f"decision:{number}", detail))
    told = t("obstacle.decision.postponed", day=dates.date(fact.due), words=fact.words)
    await answer(tx, person, fact.obstacles, told, now)


async def note(tx: Transaction, row: Obstacle, event: Event) -> None:
    """Add an event to the history, and what is no word of people's to the audit trail."""
    await obstacle_events.add(tx, row.id, event)
    act = Act(f"person:{event.person_id}", ACTIONS[event.kind], f"obstacle:{row.id}", {"state": event.state})
    await audit.append(tx, event.at, act)

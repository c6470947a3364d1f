"""The conversation in which headquarters takes obstacles on, answers them, and moves them on. Pure."""

from dataclasses import replace
from datetime import date, datetime

from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.obstacles.cards import number_of
from bot.obstacles.draft import LONGEST_REQUEST
from bot.obstacles.facts import Acknowledge, AnswerObstacles, MoveObstacles, ObstacleFact
from bot.obstacles.rules import ENDED, HEADQUARTERS
from bot.programme.calendar import day_of
from bot.programme.provinces import by_code
from bot.reporting.words import Order, read_order
from bot.said import Choice, Edited, Said, Stale, Text
from handlers.obstacles import hq_screens as screens
from handlers.obstacles.hq_screens import LONGEST_ANSWER, may_move
from handlers.obstacles.hq_view import HqCard, HqState, HqView
from handlers.obstacles.paper_steps import hear_day, read_lines, read_paper_number, read_words, want

HqStep = Step[HqState, ObstacleFact]
HqFact = Acknowledge | AnswerObstacles | MoveObstacles
ASKED = {"decided": "decision_number", "refused": "refused"}
"""What is asked before an obstacle comes into a state; before the others, whether it is sure."""


def step(view: HqView, said: Said, now: datetime) -> HqStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, day_of(now))
    except UserError as mistake:
        return _stay(view, day_of(now), mistake.text)


def _step(view: HqView, said: Said, today: date) -> HqStep:
    match said:
        case Choice("later"):
            return Step(None, (screens.put_off(),))
        case Text(forwarded=True):
            return _stay(view, today, t("report.forwarded"))
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)), today)
        case Edited():
            return _stay(view, today, t("obstacle.edited"))
        case Choice("enter") | Stale():  # what was just said stays above a doubled tap
            lost = view.state.obstacle and view.card is None
            shown = screens.show(view, today, t("obstacle.gone") if lost else view.state.note)
            return Step(view.state, (shown,))
        case Choice("open", (number, *joint)):
            return _go(view, HqState("card", int(number), joint=bool(joint)))
        case Choice("page", (page,)) if view.state.at == "list":
            return _stay(replace(view, state=replace(view.state, page=int(page))), today)
        case _ if view.card is None or view.state.at == "list":
            return _stay(view, today, want(said))
        case _:
            return _step_in_card(view, view.card, said, today)


def _step_in_card(view: HqView, card: HqCard, said: Said, today: date) -> HqStep:
    state, rows = view.state, tuple(line.row for line in card.lines)
    match state.at, said:
        case "card", Choice("back"):
            return _go(view, HqState())
        case "decision_day", Choice("back"):
            return _at(view, "decision_day" if state.month else "decision_number", today)
        case _, Choice("back"):
            return _at(view, "card", today)
        case _ if any(row.ended_at for row in rows):
            return _at(view, "card", today, t("obstacle.no_longer"))
        case _, Choice("acknowledge"):
            return _done(view, Acknowledge(rows), t("obstacle.hq.acknowledged"))
        case _, Choice("answer"):
            return _at(view, "answer", today)
        case _, Choice("move", (to,)):
            return _begin_move(view, card, to, today)
        case "answer", Text(text=text):
            return _done(view, AnswerObstacles(rows, read_lines(text, LONGEST_ANSWER)), _answered(card))
        case "refused", Text(text=text):
            return _move(
                view, card, MoveObstacles(HEADQUARTERS, rows, "refused", read_words(text, LONGEST_REQUEST)), today
            )
        case "sure", Choice("yes"):
            return _move(view, card, MoveObstacles(HEADQUARTERS, rows, state.move), today)
        case "decision_number", Text(text=text):
            number = read_paper_number(text)
            return _at(replace(view, state=replace(state, number=number)), "decision_day", today)
        case "decision_day", _:
            return _take_day(view, card, said, today)
        case _:
            return _stay(view, today, want(said))


def _begin_move(view: HqView, card: HqCard, to: str, today: date) -> HqStep:
    if to not in may_move(card):
        return _at(view, "card", today, t("obstacle.no_longer"))
    return _at(replace(view, state=replace(view.state, move=to)), ASKED.get(to, "sure"), today)


def _take_day(view: HqView, card: HqCard, said: Said, today: date) -> HqStep:
    match hear_day(said, today):
        case date() as day:
            rows = tuple(line.row for line in card.lines)
            return _move(
                view, card, MoveObstacles(HEADQUARTERS, rows, "decided", decision=view.state.number, day=day), today
            )
        case str(month):
            return _stay(replace(view, state=replace(view.state, month=month)), today)
        case tuple(days):
            return Step(view.state, (screens.which_day(card, days),))
        case None:
            return _stay(view, today, want(said))


def _move(view: HqView, card: HqCard, move: MoveObstacles, today: date) -> HqStep:
    """Move all of them, if that is still open to all."""
    if move.state not in may_move(card):
        return _at(view, "card", today, t("obstacle.no_longer"))
    note = _moved(card, t(f"obstacle.state.{move.state}"))
    return _go(view, HqState(note=note), move) if move.state in ENDED else _done(view, move, note)


def _moved(card: HqCard, state: str) -> str:
    if len(card.lines) == 1:
        return t("obstacle.hq.moved", number=number_of(card.lines[0].row), state=state)
    return t("obstacle.hq.moved_all", count=len(card.lines), state=state)


def _answered(card: HqCard) -> str:
    provinces = {line.row.province for line in card.lines}
    if len(provinces) == 1:
        return t("obstacle.hq.answered", province=by_code(card.lines[0].row.province).name)
    return t("obstacle.hq.answered_all", count=len(provinces))


def _done(view: HqView, fact: HqFact, note: str) -> HqStep:
    """Save, and show the card as it is afterwards."""
    return _go(view, HqState("card", view.state.obstacle, view.state.joint, note=note), fact)


def _go(view: HqView, state: HqState, fact: HqFact | None = None) -> HqStep:
    """Go somewhere else in this list, which is loaded anew."""
    return Step(view.state, facts=() if fact is None else (fact,), onward=Onward("hq_obstacles", vars(state)))


def _at(view: HqView, at: str, today: date, note: str = "") -> HqStep:
    state = replace(view.state, at=at, month="", note="")
    return Step(state, (screens.show(replace(view, state=state), today, note),))


def _stay(view: HqView, today: date, note: str = "") -> HqStep:
    """Show where things stand now, after a note."""
    state = replace(view.state, note="")
    return Step(state, (screens.show(replace(view, state=state), today, note),))

"""The conversation in which a province looks after its obstacles: follows up, records papers, moves them on. Pure."""

from dataclasses import replace
from datetime import date, datetime

from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.obstacles.cards import number_of, paper
from bot.obstacles.draft import LONGEST_REQUEST
from bot.obstacles.facts import AddNote, MoveObstacles, ObstacleFact, SetLetter
from bot.obstacles.lines import CardView
from bot.obstacles.rules import PROVINCE, moves
from bot.programme.calendar import day_of
from bot.reporting.words import Order, read_order
from bot.said import Choice, Edited, Said, Stale, Text
from handlers.obstacles import own_screens as screens
from handlers.obstacles.own_view import OwnState, OwnView
from handlers.obstacles.paper_steps import hear_day, read_paper_number, read_words, want
from handlers.obstacles.view import ObstacleState

OwnStep = Step[OwnState, ObstacleFact]
BEFORE = {"letter_day": "letter_number", "decision_day": "decision_number"}


def step(view: OwnView, said: Said, now: datetime) -> OwnStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, day_of(now))
    except UserError as mistake:
        return _stay(view, day_of(now), mistake.text)


def _step(view: OwnView, said: Said, today: date) -> OwnStep:
    match said:
        case Choice("later"):
            return Step(None, (screens.put_off(),))
        case Text(forwarded=True):
            return _stay(view, today, t("report.forwarded"))
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)), today)
        case Edited():
            return _stay(view, today, t("obstacle.edited"))
        case Choice("new"):
            state = ObstacleState("axis", view.province.code, home="list")
            return Step(view.state, onward=Onward("obstacle", vars(state)))
        case Choice("enter") | Stale():  # what was just said stays above a doubled tap
            lost = view.state.obstacle and view.card is None
            shown = screens.show(view, today, t("obstacle.gone") if lost else view.state.note)
            return Step(view.state, (shown,))
        case _ if view.state.at in {"list", "ended"} or view.card is None:
            return _step_in_list(view, said, today)
        case _:
            return _step_in_card(view, view.card, said, today)


def _step_in_list(view: OwnView, said: Said, today: date) -> OwnStep:
    province = view.province.code
    match said:
        case Choice("open", (number,)):
            return _go(view, OwnState("card", province, int(number)))
        case Choice("page", (page,)):
            return _stay(replace(view, state=replace(view.state, page=int(page))), today)
        case Choice("ended" as at) | Choice("back" as at):
            return _go(view, OwnState("ended" if at == "ended" else "list", province))
        case Choice("province", (code,)):
            return _go(view, OwnState(province=code))
        case _:
            return _stay(view, today, want(said))


def _step_in_card(view: OwnView, card: CardView, said: Said, today: date) -> OwnStep:
    state, row = view.state, card.line.row
    match state.at, said:
        case "card", Choice("back"):
            return _go(view, OwnState(province=view.province.code))
        case at, Choice("back") if at in BEFORE:
            return _at(view, at if state.month else BEFORE[at], today)
        case _, Choice("back"):
            return _at(view, "card", today)
        case _ if row.ended_at:
            return _at(view, "card", today, t("obstacle.no_longer"))
        case _, Choice("note"):
            return _at(view, "note", today)
        case _, Choice("letter"):
            return _at(view, "letter_number", today)
        case _, Choice("move", (to,)):
            return _begin_move(view, row.state, row.level, to, today)
        case "sure", Choice("yes"):
            return _move(view, card, MoveObstacles(PROVINCE, (row,), state.move), today)
        case "note", Text(text=text):
            key = "obstacle.own.asked_again" if row.answered_at else "obstacle.own.kept_note"
            return _done(view, AddNote(row, read_words(text, LONGEST_REQUEST)), t(key))
        case "letter_number" | "decision_number", Text(text=text):
            day = state.at.replace("number", "day")
            return _at(replace(view, state=replace(state, number=read_paper_number(text))), day, today)
        case "letter_day" | "decision_day", _:
            return _take_day(view, card, said, today)
        case _:
            return _stay(view, today, want(said))


def _begin_move(view: OwnView, state: str, level: str, to: str, today: date) -> OwnStep:
    """Ask for the decision's number, or whether it is sure; a move that is no longer open shows how things stand."""
    if to not in moves(state, level, PROVINCE):
        return _at(view, "card", today, t("obstacle.no_longer"))
    moving = replace(view, state=replace(view.state, move=to))
    return _at(moving, "decision_number" if to == "decided" else "sure", today)


def _take_day(view: OwnView, card: CardView, said: Said, today: date) -> OwnStep:
    match hear_day(said, today):
        case date() as day:
            return _take_paper(view, card, day, today)
        case str(month):
            return _stay(replace(view, state=replace(view.state, month=month)), today)
        case tuple(days):
            return Step(view.state, (screens.which_day(view, days),))
        case None:
            return _stay(view, today, want(said))


def _take_paper(view: OwnView, card: CardView, day: date, today: date) -> OwnStep:
    """Take number and date of a letter, or of the decision that an obstacle moves on with."""
    number, row = view.state.number, card.line.row
    if view.state.at == "letter_day":
        return _done(view, SetLetter(row, number, day), t("obstacle.own.kept_letter", paper=paper(number, day)))
    return _move(view, card, MoveObstacles(PROVINCE, (row,), "decided", decision=number, day=day), today)


def _move(view: OwnView, card: CardView, move: MoveObstacles, today: date) -> OwnStep:
    """Move it, if that is still open to the province."""
    row = card.line.row
    if move.state not in moves(row.state, row.level, PROVINCE):
        return _at(view, "card", today, t("obstacle.no_longer"))
    state = t(f"obstacle.state.{move.state}")
    return _done(view, move, t("obstacle.own.moved", number=number_of(row), state=state))


def _done(view: OwnView, fact: AddNote | SetLetter | MoveObstacles, note: str) -> OwnStep:
    """Save, and show the card as it is afterwards."""
    state = OwnState("card", view.province.code, view.state.obstacle, note=note)
    return _go(view, state, fact)


def _go(view: OwnView, state: OwnState, fact: AddNote | SetLetter | MoveObstacles | None = None) -> OwnStep:
    """Go somewhere else in these lists, which is loaded anew."""
    return Step(view.state, facts=() if fact is None else (fact,), onward=Onward("own_obstacles", vars(state)))


def _at(view: OwnView, at: str, today: date, note: str = "") -> OwnStep:
    obstacle = view.card.line.row.id if view.card else 0
    state = replace(view.state, at=at, province=view.province.code, obstacle=obstacle, month="", note="")
    return Step(state, (screens.show(replace(view, state=state), today, note),))


def _stay(view: OwnView, today: date, note: str = "") -> OwnStep:
    """Show where things stand now, after a note."""
    state = replace(view.state, note="")
    return Step(state, (screens.show(replace(view, state=state), today, note),))

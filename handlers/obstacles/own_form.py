"""The conversation in which a province looks after its obstacles: follows up, records papers, moves them on. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import Form, FormField, changed, tapped
from bot.conversing.replies import no_answer
from bot.conversing.screen import Screen
from bot.conversing.widgets import noted
from bot.language.catalogue import t
from bot.obstacles.cards import number_of, paper
from bot.obstacles.draft import LONGEST_NOTE
from bot.obstacles.facts import AddNote, MoveObstacles, ObstacleFact, SetLetter
from bot.obstacles.lines import CardView
from bot.obstacles.rules import PROVINCE, moves
from bot.said import Choice, Said, Stale
from handlers.obstacles import own_screens as screens
from handlers.obstacles import questions
from handlers.obstacles.own_view import OwnState, OwnView
from handlers.obstacles.view import ObstacleState

OwnStep = Step[OwnState, ObstacleFact]
OwnForm = Form[OwnState, OwnView, ObstacleFact]


def step(view: OwnView, said: Said, now: datetime) -> OwnStep:
    """Take one step in the lists, on the card of an obstacle, or in what is asked there."""
    form = next((each for each in FORMS if view.state.at in each.fields), None) if view.card else None
    said = tapped(said, lambda: form.show(view) if form else screens.show(view))
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("obstacle.later")),))
        case Choice("new"):
            state = ObstacleState("axis", view.province.code, home="list")
            return Step(view.state, onward=Onward("obstacle", vars(state)))
        case Choice("enter") | Stale() if not form:  # what was just said stays above a doubled tap
            lost = view.state.obstacle and view.card is None
            return Step(view.state, (screens.show(view, t("obstacle.gone") if lost else view.state.note),))
    if view.card is None or view.state.at in {"list", "ended"}:
        return _step_in_list(view, said)
    if form and not view.card.line.row.ended_at:
        return form.step(view, said, now)
    return _step_in_card(view, view.card, said)


def _step_in_list(view: OwnView, said: Said) -> OwnStep:
    province = view.province.code
    match said:
        case Choice("open", (number,)):
            return _go(OwnState("card", province, int(number)))
        case Choice("page", (page,)):
            return _stay(replace(view, state=replace(view.state, page=int(page))))
        case Choice("ended" | "back" as at):
            return _go(OwnState("ended" if at == "ended" else "list", province))
        case Choice("province", (code,)):
            return _go(OwnState(province=code))
        case _:
            return unheard(_stay(view, no_answer(said)))


def _step_in_card(view: OwnView, card: CardView, said: Said) -> OwnStep:
    row, state = card.line.row, replace(view.state, note="")
    match said:
        case Choice("back") if state.at == "card":
            return _go(OwnState(province=view.province.code))
        case _ if row.ended_at:
            return _no_longer(view, said)
        case Choice("note"):
            return _go(replace(state, at="note"))
        case Choice("letter"):
            return _go(replace(state, at="letter_number"))
        case Choice("move", (to,)) if to in moves(row.state, row.level, PROVINCE):
            return _go(replace(state, at="decision_number" if to == "decided" else "sure", move=to))
        case Choice("move"):
            return _no_longer(view)
        case _:
            return unheard(_stay(view, no_answer(said)))


def _note(view: OwnView, _now: datetime) -> OwnStep:
    row = view.row
    key = "obstacle.own.asked_again" if row.answered_at else "obstacle.own.kept_note"
    return _done(view, AddNote(row, view.state.words), t(key))


def _letter(view: OwnView, _now: datetime) -> OwnStep:
    number, day = view.state.number, date.fromisoformat(view.state.day)
    return _done(view, SetLetter(view.row, number, day), t("obstacle.own.kept_letter", paper=paper(number, day)))


def _decide(view: OwnView, _now: datetime) -> OwnStep:
    decision, day = view.state.number, date.fromisoformat(view.state.day)
    return _move(view, MoveObstacles(PROVINCE, (view.row,), "decided", decision=decision, day=day))


def _move_on(view: OwnView, _now: datetime) -> OwnStep:
    return _move(view, MoveObstacles(PROVINCE, (view.row,), view.state.move))


def _move(view: OwnView, move: MoveObstacles) -> OwnStep:
    """Move it, if that is still open to the province."""
    row = view.row
    if move.state not in moves(row.state, row.level, PROVINCE):
        return _no_longer(view)
    state = t(f"obstacle.state.{move.state}")
    return _done(view, move, t("obstacle.own.moved", number=number_of(row), state=state))


def _done(view: OwnView, fact: ObstacleFact, note: str) -> OwnStep:
    """Save, and show the card as it is afterwards."""
    return _go(OwnState("card", view.province.code, view.state.obstacle, note=note), fact)


def _no_longer(view: OwnView, said: Said | None = None) -> OwnStep:
    words = no_answer(said) if said else ""
    return _stay(changed(view, at="card"), noted(words, t("obstacle.no_longer")))


def _go(state: OwnState, *facts: ObstacleFact) -> OwnStep:
    """Go somewhere else in this conversation, with all that it needs loaded anew."""
    return Step(state, facts=facts, onward=Onward("own_obstacles", vars(state)))


def _stay(view: OwnView, note: str = "") -> OwnStep:
    """Show where things stand now, after a note."""
    return Step(replace(view.state, note=""), (screens.show(view, note),))


def _form(fields: Mapping[str, FormField[OwnView]], ends: Callable[[OwnView, datetime], OwnStep]) -> OwnForm:
    return Form("own_obstacles", fields, None, ends, home="card", heading=screens.heading, leave="later")


FORMS = (
    _form({"note": questions.words("note", LONGEST_NOTE)}, _note),
    _form(questions.paper("letter", lambda view: view.today), _letter),
    _form(questions.paper("decision", lambda view: view.today), _decide),
    _form({"sure": questions.sure(lambda view: view.state.move)}, _move_on),
)
"""What is asked on the card of an obstacle."""

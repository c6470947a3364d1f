"""The conversation in which headquarters takes obstacles on, answers them, and moves them on. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.conversing.answers import FreeText, OneOf, short_words
from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import Form, FormField, changed, tapped
from bot.conversing.replies import no_answer
from bot.conversing.screen import Screen
from bot.conversing.widgets import noted
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.cards import number_of, paper
from bot.obstacles.draft import LONGEST_ANSWER, LONGEST_DECISION, LONGEST_NOTE, LONGEST_REFUSAL
from bot.obstacles.facts import Acknowledge, AnswerObstacles, DecideObstacles, MoveObstacles, ObstacleFact, Postpone
from bot.obstacles.lines import ObstacleLine
from bot.obstacles.rules import ENDED, HEADQUARTERS
from bot.programme.provinces import by_code
from bot.said import Choice, Said, Stale
from handlers.obstacles import hq_screens as screens
from handlers.obstacles import questions
from handlers.obstacles.hq_view import HqCard, HqState, HqView
from storage.obstacles import Obstacle

HqStep = Step[HqState, ObstacleFact]
HqForm = Form[HqState, HqView, ObstacleFact]
ASKED = {"decided": "decision_number", "refused": "refused"}
"""What is asked before an obstacle comes into a state; before the others, whether it is sure."""


def step(view: HqView, said: Said, now: datetime) -> HqStep:
    """Take one step in the list, on the card of obstacles, or in what is asked there."""
    form = next((each for each in FORMS if view.state.at in each.fields), None) if view.card else None
    said = tapped(said, lambda: form.show(view) if form else screens.show(view))
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("obstacle.later_hq")),))
        case Choice("enter") | Stale() if not form:  # what was just said stays above a doubled tap
            lost = view.state.obstacle and view.card is None
            return Step(view.state, (screens.show(view, t("obstacle.gone") if lost else view.state.note),))
        case Choice("open", (number, *joint)):
            return _go(HqState("card", int(number), joint=bool(joint)))
        case Choice("page", (page,)) if view.state.at == "list":
            return _stay(replace(view, state=replace(view.state, page=int(page))))
    if view.card is None or view.state.at == "list":
        return unheard(_stay(view, no_answer(said)))
    if form and not any(row.ended_at for row in view.rows):
        return form.step(view, said, now)
    return _step_in_card(view, view.card, said, now)


def _step_in_card(view: HqView, card: HqCard, said: Said, now: datetime) -> HqStep:
    state = replace(view.state, note="")
    match said:
        case Choice("back") if state.at == "card":
            return _go(HqState())
        case _ if any(row.ended_at for row in view.rows):
            return _no_longer(view, said)
        case Choice("acknowledge"):
            return _done(view, Acknowledge(view.rows), t("obstacle.hq.acknowledged"))
        case Choice("answer"):
            return _go(replace(state, at="answer"))
        case Choice("move", (to,)) if to in screens.may_move(view.lines):
            return _go(replace(state, at=ASKED.get(to, "sure"), move=to))
        case Choice("decide") if card.undecided:
            return _go(replace(state, at="decide"))
        case Choice("execute", ("now",)) if card.executed_here:
            return _execute(view, now)
        case Choice("execute" | "postpone" as act) if card.executed_here:
            return _go(replace(state, at="executed" if act == "execute" else "new_due"))
        case Choice("move" | "decide" | "execute" | "postpone"):
            return _no_longer(view)
        case _:
            return unheard(_stay(view, no_answer(said)))


def _answer(view: HqView, _now: datetime) -> HqStep:
    count = _provinces(view.rows)
    note = t("obstacle.hq.answered_all", count=count)
    if count == 1:
        note = t("obstacle.hq.answered", province=by_code(view.rows[0].province).name)
    return _done(view, AnswerObstacles(view.rows, view.state.words), note)


def _refuse(view: HqView, _now: datetime) -> HqStep:
    return _move(view, MoveObstacles(HEADQUARTERS, view.rows, "refused", view.state.words))


def _decide(view: HqView, _now: datetime) -> HqStep:
    """DecideObstacles, in words or by a paper of the taskforce, on those on which nothing else is to be executed."""
    state, rows = view.state, _rows(screens.about(view))
    if not rows:
        return _no_longer(view)
    due, words, day = date.fromisoformat(state.due), state.words, None
    if _by_paper(view):
        day = date.fromisoformat(state.day)
        words = t("obstacle.decision.paper", paper=paper(state.number, day))
    executor = int(state.executor or _candidates(view)[0][1])
    note = t("obstacle.hq.decided", count=_provinces(rows), day=dates.date(due))
    return _done(view, DecideObstacles(rows, words, executor, due, state.number, day), note)


def _execute(view: HqView, _now: datetime) -> HqStep:
    """End what the decision is on."""
    rows = _rows(screens.about(changed(view, at="executed")))
    if not rows:
        return _no_longer(view)
    note = t("obstacle.hq.executed", count=_provinces(rows))
    return _go(HqState(note=note), MoveObstacles(HEADQUARTERS, rows, "done", view.state.words))


def _postpone(view: HqView, _now: datetime) -> HqStep:
    lines, due = screens.about(view), date.fromisoformat(view.state.due)
    if not lines:
        return _no_longer(view)
    fact = Postpone(tuple(line.decision for line in lines if line.decision), _rows(lines), due, view.state.words)
    return _done(view, fact, t("obstacle.hq.postponed", day=dates.date(due)))


def _candidates(view: HqView) -> tuple[tuple[str, str], ...]:
    return view.card.candidates if view.card else ()


def _rows(lines: tuple[ObstacleLine, ...]) -> tuple[Obstacle, ...]:
    return tuple(line.row for line in lines)


def _provinces(rows: tuple[Obstacle, ...]) -> int:
    return len({row.province for row in rows})


def _move_on(view: HqView, _now: datetime) -> HqStep:
    return _move(view, MoveObstacles(HEADQUARTERS, view.rows, view.state.move))


def _move(view: HqView, move: MoveObstacles) -> HqStep:
    """Move those to whom it is still open."""
    rows = tuple(line.row for line in screens.movable(view.lines, move.state))
    if not rows:
        return _no_longer(view)
    move, state = replace(move, obstacles=rows), t(f"obstacle.state.{move.state}")
    note = t("obstacle.hq.moved_all", count=len(rows), state=state)
    if len(rows) == 1:
        note = t("obstacle.hq.moved", number=number_of(rows[0]), state=state)
    return _go(HqState(note=note), move) if move.state in ENDED else _done(view, move, note)


def _done(view: HqView, fact: ObstacleFact, note: str) -> HqStep:
    """Save, and show the card as it is afterwards."""
    state = view.state
    return _go(HqState("card", state.obstacle, state.joint, decision=state.decision, note=note), fact)


def _no_longer(view: HqView, said: Said | None = None) -> HqStep:
    words = no_answer(said) if said else ""
    return _stay(changed(view, at="card"), noted(words, t("obstacle.no_longer")))


def _go(state: HqState, *facts: ObstacleFact) -> HqStep:
    """Go somewhere else in this conversation, with all that it needs loaded anew."""
    return Step(state, facts=facts, onward=Onward("hq_obstacles", vars(state)))


def _stay(view: HqView, note: str = "") -> HqStep:
    """Show where things stand now, after a note."""
    return Step(replace(view.state, note=""), (screens.show(view, note),))


def _by_paper(view: HqView) -> bool:
    return bool(view.state.move)


def _form(fields: Mapping[str, FormField[HqView]], ends: Callable[[HqView, datetime], HqStep]) -> HqForm:
    return Form("hq_obstacles", fields, None, ends, home="card", heading=screens.heading, leave="later")


FORMS = (
    _form({"answer": FormField(screens.ask_answer, FreeText(LONGEST_ANSWER, lines=True), "words")}, _answer),
    _form({"refused": questions.words("refused", LONGEST_REFUSAL)}, _refuse),
    _form(
        {
            **questions.paper("decision", lambda view: view.today, _by_paper),
            "decide": replace(questions.words("decide", LONGEST_DECISION), wanted=lambda view: not _by_paper(view)),
            "executor": FormField(
                lambda _view: t("obstacle.ask.executor"),
                OneOf(_candidates),
                wanted=lambda view: len(_candidates(view)) > 1,
            ),
            "execute_by": questions.day_ahead("execute_by", lambda view: view.today),
        },
        _decide,
    ),
    _form(
        {
            "executed": FormField(
                lambda _view: t("obstacle.ask.executed", limit=LONGEST_NOTE),
                OneOf(
                    lambda _view: [(t("obstacle.button.no_word"), "")],
                    reads=lambda _view, text: short_words(text, LONGEST_NOTE),
                ),
                "words",
            )
        },
        _execute,
    ),
    _form(
        {
            "new_due": questions.day_ahead("new_due", lambda view: view.today),
            "why": questions.words("why", LONGEST_REFUSAL),
        },
        _postpone,
    ),
    _form({"sure": questions.sure(lambda view: view.state.move)}, _move_on),
)
"""What is asked on the card of obstacles."""

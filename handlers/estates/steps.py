"""The conversation with an estate's people: a figure, a photo, one sentence about what stands in the way. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Step, unheard
from bot.conversing.replies import mistaken, no_answer, with_caption
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.evidence import rules
from bot.evidence.facts import TakeEvidence
from bot.evidence.rules import EvidenceView
from bot.language.catalogue import t
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.programme.called import AxisTitle
from bot.reporting.answers import AnswerDoubt, Figure, read_answer
from bot.reporting.estates.view import (
    Answer,
    EstateFact,
    EstateQuestion,
    EstateState,
    EstateView,
    Obstacle,
    SaveAnswer,
    SaveObstacle,
)
from bot.reporting.rules import check_figure
from bot.reporting.wording import with_rounding
from bot.said import Choice, Edited, File, Location, Said, Text
from handlers.estates import screens
from handlers.reporting import question_screens

EstateStep = Step[EstateState, EstateFact]
LONGEST = 300


def step(view: EstateView, said: Said, _now: datetime) -> EstateStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _show(view, mistaken(said, mistake))


def _step(view: EstateView, said: Said) -> EstateStep:
    match view.state.at, said:
        case _, Choice("later"):
            return Step(None, (Screen(t("estate.later")),))
        case _, Choice("open", (province, estate, axis)):
            return _show(replace(view, state=EstateState("card", province, estate, axis)))
        case "question" | "obstacle", Choice("back"):
            return _to_card(view)
        case _, Choice("back" | "enter"):
            return _show(replace(view, state=EstateState(), card=()))
        case _ if not view.card:
            note = no_answer(said) if isinstance(said, Text) else with_caption(said, t("estate.choose"))
            return unheard(_show(replace(view, state=EstateState()), note))
        case _, File() | Location():
            return _take_evidence(view, said)
        case _, Choice("obstacle"):
            return _show(replace(view, state=replace(view.state, at="obstacle")))
        case "obstacle", Text(text=text, forwarded=False):
            return _take_obstacle(view, text)
        case _, Text(text=text, forwarded=False):
            return _take_text(view, text)
        case _, Text():
            return _show(view, no_answer(said))
        case _, Edited():
            return _show(view, t("report.edited"))
        case _, Choice(name, (code, *given)) if asked := _find(view, code):
            return _take_choice(view, asked, name, given)
        case _:
            return _show(view, no_answer(said))


def _take_text(view: EstateView, text: str) -> EstateStep:
    """Take a typed figure as the answer to what is asked; raises UserError."""
    asked = screens.asked(view)
    if asked is None:
        raise UserError("estate.nothing_asked")
    match read_answer(text, asked.indicator, AxisTitle(asked.axis, asked.title, asked.short)):
        case Figure(value, rounded=rounded):
            weighed = _weigh(view, asked, value)
            (screen,) = weighed.screens
            return replace(weighed, screens=(replace(screen, text=with_rounding(screen.text, rounded=rounded)),))
        case AnswerDoubt(reason, readings):
            figures, over = _figures(readings), "estate.button.over"
            return _ask(view, asked, question_screens.doubt(asked.indicator, reason, figures, text, over))
        case _:
            return _show(view, t("estate.want_figure"))


def _figures(readings: tuple[tuple[str, int | None], ...]) -> tuple[tuple[str, int | None], ...]:
    return tuple(each for each in readings if each[1] is not None)


def _take_choice(view: EstateView, asked: EstateQuestion, name: str, given: list[str]) -> EstateStep:
    match name, given:
        case "ask", _:
            return _to_card(view, cursor=asked.indicator.code)
        case "value", [value]:
            return _weigh(view, asked, int(value))
        case "sure", [value, *_reason]:
            return _keep(view, asked, int(value))
        case _:
            return _show(view)


def _weigh(view: EstateView, asked: EstateQuestion, value: int) -> EstateStep:
    """Ask about a figure that does not fit the last one; take one that does."""
    indicator = asked.indicator
    question = guards.doubt(value, indicator.unit, Expected(indicator.kind, indicator.last, None))
    if question is None:
        return _keep(view, asked, value)
    return _ask(view, asked, question_screens.guard(indicator, value, "", question))


def _ask(view: EstateView, asked: EstateQuestion, screen: Screen) -> EstateStep:
    return Step(replace(view.state, at="question", cursor=asked.indicator.code), (screen,))


def _keep(view: EstateView, asked: EstateQuestion, value: int) -> EstateStep:
    check_figure(asked.indicator, value)
    card = tuple(replace(each, answer=value) if each == asked else each for each in view.card)
    rows = tuple(replace(each, answer=value) if each == asked else each for each in view.questions)
    fact = SaveAnswer(asked.week, asked.province, Answer(asked.estate, asked.indicator.code, value))
    after = replace(view, card=card, questions=rows)
    return _to_card(after, note=screens.echo(asked.indicator, value), facts=(fact,))


def _take_obstacle(view: EstateView, text: str) -> EstateStep:
    if len(text) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(text))
    first = view.card[0]
    fact = SaveObstacle(first.week, first.province, Obstacle(first.estate, first.axis, text))
    return _to_card(replace(view, obstacle=text), note=t("estate.obstacle_kept"), facts=(fact,))


def _take_evidence(view: EstateView, said: File | Location) -> EstateStep:
    """Take a photo, a file, a voice note or a place for the axis, with the estate's name; raises UserError."""
    rules.check(said, len(view.evidence))
    first = view.card[0]
    kind = said.kind if isinstance(said, File) else "location"
    if isinstance(said, File):
        key = "estate.caption" if said.caption else "estate.no_caption"
        words = {"caption": said.caption} if said.caption else {}
        said = replace(said, caption=t(key, estate=first.estate, **words))
    fact = TakeEvidence(first.week, first.province, first.axis, said)
    piece = EvidenceView(0, kind, "", pending=isinstance(said, File), own=True)
    return _to_card(
        replace(view, evidence=(*view.evidence, piece)),
        note=t("evidence.taken", kind=rules.kind_of(said)),
        facts=(fact,),
    )


def _to_card(view: EstateView, cursor: str = "", note: str = "", facts: tuple[EstateFact, ...] = ()) -> EstateStep:
    after = replace(view, state=replace(view.state, at="card", cursor=cursor))
    return replace(_show(after, note), facts=facts)


def _show(view: EstateView, note: str = "") -> EstateStep:
    return Step(view.state, (screens.show(view, note),))


def _find(view: EstateView, code: str) -> EstateQuestion | None:
    return next((each for each in view.card if each.indicator.code == code), None)

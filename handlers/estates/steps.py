"""The conversation with an estate's people: a figure, a photo, one sentence about what stands in the way. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer, with_caption
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.evidence.rules import EvidenceView
from bot.free_messages.kinds import courtesy_of, is_obstacle, is_sentence
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
    PlaceEntry,
    SaveAnswer,
    SaveObstacle,
)
from bot.reporting.rules import check_figure
from bot.reporting.wording import with_rounding
from bot.said import Choice, Edited, File, Location, Said, Text
from handlers.estates import screens
from handlers.estates.sending import entry_of, receipt, says_something
from handlers.reporting import question_screens

EstateStep = Step[EstateState, EstateFact]
LONGEST = 300


def step(view: EstateView, said: Said, _now: datetime) -> EstateStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        taken = _step(view, said)
        return _once_an_album(view, said, taken) if isinstance(said, File) and said.album and taken.facts else taken
    except UserError as mistake:
        return _show(view, mistaken(said, mistake))


def _step(view: EstateView, said: Said) -> EstateStep:
    match view.state.at, said:
        case _, Choice("later"):
            return Step(None, (Screen(t("estate.later")),))
        case _, Choice("open", (province, estate, axis)):
            return _show(replace(view, state=EstateState("card", province, estate, axis)))
        case _, Choice("status"):
            return _show(replace(view, state=EstateState("status"), card=()))
        case _, Choice("place", (number, province, estate)):
            return _place(view, number, province, estate)
        case "status", Choice("enter"):
            return _show(replace(view, card=()))
        case "question" | "obstacle", Choice("back"):
            return _to_card(view)
        case _, Choice("back" | "enter"):
            return _show(replace(view, state=EstateState(album=view.state.album), card=()), view.state.note)
        case _ if not view.card:
            return _take_entry(view, said)
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
    """Take a typed figure as the answer to what is asked, and a sentence as one of the estate; raises UserError."""
    if courtesy_of(text):
        return unheard(_show(view))
    if is_obstacle(text) or is_sentence(text):
        sent = entry_of(view, Text(text))
        return _to_card(view, note=receipt(view, sent), facts=(sent,))
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


def _take_entry(view: EstateView, said: Said) -> EstateStep:
    """Send on what is said where nothing is asked; raises UserError."""
    match said:
        case Text(forwarded=False, text=text) if view.places and says_something(text):
            sent = entry_of(view, said)
        case File() | Location() if view.places:
            sent = entry_of(view, said)
        case _:
            piece = isinstance(said, File | Location)  # of somebody who looks after no estate any more
            note = with_caption(said, t("estate.choose")) if piece else no_answer(said)
            return unheard(_show(replace(view, state=EstateState()), note))
    return _again(view, receipt(view, sent), sent)


def _once_an_album(view: EstateView, file: File, taken: EstateStep) -> EstateStep:
    """Answer the first file of an album, which come as messages of their own; the others are kept without a word."""
    if file.album == view.state.album:
        return Step(view.state, facts=taken.facts)
    onward = taken.onward and replace(taken.onward, values={**taken.onward.values, "album": file.album})
    return replace(taken, state=replace(taken.state or view.state, album=file.album), onward=onward)


def _place(view: EstateView, number: str, province: str, estate: str) -> EstateStep:
    """Keep of which estate something is that was sent, if that is not known yet."""
    entry = next((each for each in view.unplaced if str(each.id) == number), None)
    place = next((each for each in view.places if (each.province, each.estate) == (province, estate)), None)
    if entry is None or place is None:
        return _again(view)
    return _again(view, t("entry.placed", estate=estate, province=place.province_name), PlaceEntry(entry, place))


def _again(view: EstateView, note: str = "", *facts: EstateFact) -> EstateStep:
    """Show the first screen as it stands once these are kept."""
    return Step(view.state, facts=facts, onward=Onward("estates", {"note": note}))


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
    sent = entry_of(view, Text(text))
    sent = replace(sent, entry=replace(sent.entry, kind="obstacle"))
    return _to_card(replace(view, obstacle=text), note=receipt(view, sent), facts=(fact, sent))


def _take_evidence(view: EstateView, said: File | Location) -> EstateStep:
    """Take a photo, a file, a voice note or a place for the axis, with the estate's name; raises UserError."""
    sent, estate = entry_of(view, said), view.card[0].estate
    if sent.piece and isinstance(said, File):
        key = "estate.caption" if said.caption else "estate.no_caption"
        caption = t(key, estate=estate, **({"caption": said.caption} if said.caption else {}))
        sent = replace(sent, piece=replace(sent.piece, said=replace(said, caption=caption)))
    kind = said.kind if isinstance(said, File) else "location"
    piece = EvidenceView(0, kind, "", pending=isinstance(said, File), own=True)
    after = replace(view, evidence=(*view.evidence, piece))
    return _to_card(after, note=receipt(view, sent), facts=(sent,))


def _to_card(view: EstateView, cursor: str = "", note: str = "", facts: tuple[EstateFact, ...] = ()) -> EstateStep:
    after = replace(view, state=replace(view.state, at="card", cursor=cursor))
    return replace(_show(after, note), facts=facts)


def _show(view: EstateView, note: str = "") -> EstateStep:
    return Step(view.state, (screens.show(view, note),))


def _find(view: EstateView, code: str) -> EstateQuestion | None:
    return next((each for each in view.card if each.indicator.code == code), None)

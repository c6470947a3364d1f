"""The conversation in which an obstacle is recorded: agency, request, level, letter, and «ثبت». Pure."""

from dataclasses import replace
from datetime import date, datetime

from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.obstacles.draft import LONGEST_REQUEST, ObstacleDraft
from bot.obstacles.facts import DropObstacleDraft, KeepObstacleDraft, ObstacleFact, Record
from bot.obstacles.rules import LEVELS
from bot.programme.calendar import day_of
from bot.reporting.cards import ReportState
from bot.reporting.words import Order, read_order
from bot.said import Choice, Edited, Said, Stale, Text
from handlers.obstacles import recording_screens as screens
from handlers.obstacles.paper_steps import hear_day, read_paper_number, read_words, want
from handlers.obstacles.view import AxisChoice, ObstacleState, RecordingView

RecordingStep = Step[ObstacleState, ObstacleFact]
BEFORE = {"request": "agency", "level": "request", "letter": "level", "letter_number": "letter"}
"""The question before each, where «بازگشت» leads."""


def step(view: RecordingView, said: Said, now: datetime) -> RecordingStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, day_of(now))
    except UserError as mistake:
        return _stay(view, day_of(now), mistake.text)


def _step(view: RecordingView, said: Said, today: date) -> RecordingStep:
    match said:
        case Choice("later"):
            return Step(None, (screens.later(view.draft),))
        case Choice("back") if view.axis is None or view.state.at in {"axis", "summary"}:
            return _home(view)
        case Text(forwarded=True):
            return _stay(view, today, t("report.forwarded"))
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER, Order.SUBMIT}:
            return _step(view, Choice("save" if order is Order.SUBMIT else str(order)), today)
        case Edited():
            return _stay(view, today, t("obstacle.edited"))
        case Stale():
            return _stay(view, today)
        case _ if view.axis is None:
            return _at(view, "axis", today, want(said))
        case Choice("enter" | "axis"):
            note = t("obstacle.resumed") if view.draft != ObstacleDraft() else ""
            return _at(view, view.draft.missing, today, note)
        case Choice("save") if view.draft.missing == "summary":
            return _save(view, view.axis)
        case Choice("give_up"):
            return _home(view, t("obstacle.given_up"), DropObstacleDraft(view.province.code, view.axis.code))
        case Choice("change", (part,)) if part in {"agency", *BEFORE}:
            return _at(view, part, today)
        case _:
            return _answer(view, said, today)


def _answer(view: RecordingView, said: Said, today: date) -> RecordingStep:
    """Take the answer to the question that is asked."""
    draft = view.draft
    match view.state.at, said:
        case _, Choice("back"):
            return _back(view, today)
        case "agency", Choice("page", (page,)):
            return _stay(replace(view, state=replace(view.state, page=int(page))), today)
        case "agency", Choice("agency", (title,)) if title in view.agencies:
            return _keep(view, replace(draft, agency=title), today)
        case "agency", Text(text=text):
            return _take_agency(view, text, today)
        case "request", Text(text=text):
            return _keep(view, replace(draft, request=read_words(text, LONGEST_REQUEST)), today)
        case "level", Choice("level", (level,)) if level in LEVELS:
            return _keep(view, replace(draft, level=level), today)
        case "letter", Choice("no_letter"):
            return _keep(view, replace(draft, letter="", letter_day=""), today)
        case "letter", Choice("has_letter"):
            return _at(view, "letter_number", today)
        case "letter_number", Text(text=text):
            return _keep(view, replace(draft, letter=read_paper_number(text), letter_day=""), today)
        case "letter_day", _:
            return _take_day(view, said, today)
        case _:
            return _stay(view, today, want(said))


def _take_day(view: RecordingView, said: Said, today: date) -> RecordingStep:
    match hear_day(said, today):
        case date() as day:
            return _keep(view, replace(view.draft, letter_day=day.isoformat()), today)
        case str(month):
            return _stay(replace(view, state=replace(view.state, month=month)), today)
        case tuple(days):
            return Step(view.state, (screens.which_day(view, days),))
        case None:
            return _stay(view, today, want(said))


def _take_agency(view: RecordingView, text: str, today: date) -> RecordingStep:
    """Take the agency that a text names, whole or as the only one that holds it; offer those that hold it."""
    said = squeeze(text)
    whole = tuple(title for title in view.agencies if squeeze(title) == said)
    found = whole or tuple(title for title in view.agencies if said and said in squeeze(title))
    if not found:
        raise UserError("obstacle.no_agency")
    if len(found) > 1:
        return Step(view.state, (screens.which_agency(view, found),))
    return _keep(view, replace(view.draft, agency=found[0]), today)


def _back(view: RecordingView, today: date) -> RecordingStep:
    """Go back: from the days of a month, to the summary where all is said, else to the question before."""
    at, draft = view.state.at, view.draft
    if at == "letter_day" and view.state.month:
        return _at(view, at, today)
    if draft.missing == "summary" and at not in {"letter_number", "letter_day"}:
        return _at(view, "summary", today)
    if at == "letter_day":
        return _at(view, "letter_number", today)
    return _at(view, BEFORE[at], today) if at in BEFORE else _home(view)


def _keep(view: RecordingView, draft: ObstacleDraft, today: date) -> RecordingStep:
    """Keep what was said, and ask for what is missing next."""
    fact = KeepObstacleDraft(view.province.code, view.state.axis, draft)
    after = _at(replace(view, draft=draft), draft.missing, today)
    return replace(after, facts=(fact,))


def _save(view: RecordingView, axis: AxisChoice) -> RecordingStep:
    sentence = screens.saved(view, axis)
    fact = Record(view.province.code, axis.code, view.week, view.year, view.draft)
    return _home(view, sentence, fact)


def _home(view: RecordingView, note: str = "", fact: Record | DropObstacleDraft | None = None) -> RecordingStep:
    """Go back to where one came from: the card of the axis, or the province's list."""
    facts = () if fact is None else (fact,)
    if view.state.home == "report" and view.axis:
        state = ReportState("card", view.axis.code, week=view.week, province=view.province.code, note=note)
        return Step(view.state, facts=facts, onward=Onward("report", vars(state)))
    return Step(view.state, facts=facts, onward=Onward("own_obstacles", {"province": view.province.code, "note": note}))


def _at(view: RecordingView, at: str, today: date, note: str = "") -> RecordingStep:
    axis = view.axis.code if view.axis else ""
    state = replace(view.state, at=at, axis=axis, week=view.week, province=view.province.code, page=0, month="")
    return Step(state, (screens.show(replace(view, state=state), today, note),))


def _stay(view: RecordingView, today: date, note: str = "") -> RecordingStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (screens.show(view, today, note),))

"""The form in which an obstacle is recorded: the axis, the agency, what is asked, the level, the letter. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.conversing.answers import FreeText, OneOf
from bot.conversing.day_answers import PastDay
from bot.conversing.flow import Onward, Step
from bot.conversing.form import PREVIEW, Ask, Form, FormField, Instead, Preview, changed, tapped
from bot.conversing.replies import quoted
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.obstacles.cards import letter_line
from bot.obstacles.draft import LONGEST_REQUEST, ObstacleDraft
from bot.obstacles.facts import DropObstacleDraft, KeepObstacleDraft, ObstacleFact, Record
from bot.obstacles.rules import HEADQUARTERS, LEVELS
from bot.obstacles.told import ToldObstacle, read_letter, read_told
from bot.reporting.cards import ReportState
from bot.reporting.words import Order, read_order
from bot.said import Choice, Said, Text
from handlers.obstacles.questions import LONGEST_NUMBER
from handlers.obstacles.view import ObstacleState, RecordingView

RecordingStep = Step[ObstacleState, ObstacleFact]
LIKELIEST = 8
"""Agencies that are offered at once; the others stand behind a button."""


def step(view: RecordingView, said: Said, now: datetime) -> RecordingStep:
    """Take one step; what was begun on an axis goes on where it was left."""
    if view.axis is None:
        view = changed(view, at="axis")
    said = tapped(said, lambda: FORM.show(view))
    asks = view.state.at in {"letter", "letter_number"}
    if asks and isinstance(said, Text) and (letter := read_letter(said.text, view.today)):
        return _keep(view, replace(view.draft, letter=letter.number, letter_day=letter.day))
    match view.state.at, said:
        case "axis", Choice("axis", (code,)) if code not in {axis.code for axis in view.axes}:
            return FORM.stay(view, t("common.gone"))
        case "new", _ if view.state.words:
            return _fill_in(view)
        case "new", _:
            note = t("obstacle.resumed") if view.draft != ObstacleDraft() else ""
            return FORM.stay(changed(view, at=view.draft.missing), note)
        case "preview", Choice("give_up") if view.axis:
            fact = DropObstacleDraft(view.province.code, view.axis.code)
            return _home(view, t("obstacle.given_up"), fact)
        case "preview", Text(text=text) if read_order(text) is Order.SUBMIT:
            return _record(view, now)
        case at, Choice("back") if at not in {"letter_number", "letter_day"}:
            return _back(view, now)
        case _:
            return FORM.step(view, said, now)


def _fill_in(view: RecordingView) -> RecordingStep:
    """Take what was said before as what is asked for, and the agency that it names; raises UserError."""
    words, said = view.state.words, squeeze(view.state.words)
    if view.draft.request:  # what was said before stays
        words = f"{view.draft.request}{t('report.semicolon')}{words}"
    told = read_told(words, view.today)
    words = told.request
    if len(words) > LONGEST_REQUEST:
        too_long = t("report.too_long", limit=LONGEST_REQUEST, length=len(words))
        note = f"{quoted(view.state.words)}\n{too_long}"
        return FORM.stay(changed(view, at=view.draft.missing, words=""), note)
    named = (title for title in view.agencies if squeeze(title.removeprefix(t("obstacle.company"))) in said)
    agency = next(named, view.draft.agency)
    draft = _as_told(replace(view.draft, agency=agency), told)
    draft = _of_entry(view, draft)
    kept = KeepObstacleDraft(view.province.code, view.state.axis, draft)
    note = "" if draft.missing == PREVIEW else t("obstacle.card.request", request=words)
    state = replace(view.state, at=draft.missing, words="")
    return Step(None, facts=(kept,), onward=Onward("obstacle", vars(state), note))


def _as_told(draft: ObstacleDraft, told: ToldObstacle) -> ObstacleDraft:
    """Return a draft with what a sentence tells; what it leaves open is likely, and shown before it is recorded."""
    letter = (told.letter.number, told.letter.day) if told.letter else (draft.letter or "", draft.letter_day)
    level = told.level or draft.level or HEADQUARTERS
    return replace(draft, request=told.request, level=level, letter=letter[0], letter_day=letter[1])


def _back(view: RecordingView, now: datetime) -> RecordingStep:
    """Go back: to the preview where all is said, else to the question before; from these, out of the form."""
    complete = view.draft.missing == PREVIEW
    if view.state.at in ({"axis", PREVIEW} if complete else {"axis", "agency"}):
        return _home(view)
    return FORM.go(view, at=PREVIEW) if complete else FORM.step(view, Choice("back"), now)


def _take(view: RecordingView, place: str, answer: str) -> RecordingStep:
    """Keep an answer in the draft, and ask for what is missing next."""
    draft = view.draft
    match place, answer:
        case "axis", _:
            return FORM.go(view, at="new", axis=answer, week=view.week, province=view.province.code)
        case "letter", "has":
            return FORM.go(view, at="letter_number")
        case "request", _:
            draft = _as_told(draft, read_told(answer, view.today))
        case "letter" | "letter_number", _:
            draft = replace(draft, letter=answer, letter_day="")
        case _:
            said: dict[str, Any] = {place: answer}
            draft = replace(draft, **said)
    return _keep(view, draft)


def _keep(view: RecordingView, draft: ObstacleDraft) -> RecordingStep:
    """Keep a draft, and ask for what is missing next."""
    draft = _of_entry(view, draft)
    kept = KeepObstacleDraft(view.province.code, view.state.axis, draft)
    return replace(FORM.go(replace(view, draft=draft), at=draft.missing), facts=(kept,))


def _of_entry(view: RecordingView, draft: ObstacleDraft) -> ObstacleDraft:
    """Return a draft that knows which entry of an estate it is made of, however it is come back to."""
    return replace(draft, entry=view.state.entry or draft.entry)


def _record(view: RecordingView, _now: datetime) -> RecordingStep:
    if view.axis is None or view.draft.missing != PREVIEW:
        return FORM.stay(view)
    number, owner = t("obstacle.number", year=view.year, number=view.number), view.axis.owner
    note = t(f"obstacle.saved.{view.draft.level}", number=number, owner=owner or t("obstacle.headquarters"))
    return _home(view, note, Record(view.province.code, view.axis.code, view.week, view.year, view.draft))


def _home(view: RecordingView, note: str = "", *facts: ObstacleFact) -> RecordingStep:
    """Go back to where one came from: the card of the axis, or the province's list."""
    if view.state.home == "report" and view.axis:
        state = ReportState("card", view.axis.code, week=view.week, province=view.province.code, note=note)
        return Step(view.state, facts=facts, onward=Onward("report", vars(state)))
    return Step(view.state, facts=facts, onward=Onward("own_obstacles", {"province": view.province.code, "note": note}))


def _put_off(view: RecordingView) -> RecordingStep:
    later = t("obstacle.later" if view.draft == ObstacleDraft() else "obstacle.later_kept")
    lost = t("obstacle.not_kept", said=view.state.words) if view.state.words else ""
    return Step(None, (Screen(noted(lost, later)),))


@dataclass(frozen=True)
class AgencyAnswer:
    """One of the agencies, the likeliest first; typed whole, or as a part that only one of them holds."""

    def rows(self, ask: Ask[RecordingView]) -> Rows:
        """Return the likeliest, and the way to the others."""
        first, others = ask.view.agencies[:LIKELIEST], ask.view.agencies[LIKELIEST:]
        more = ((Button(t("obstacle.button.others"), "page", ("1",)),),) if others else ()
        return (*_agencies(first), *more)

    def hear(self, ask: Ask[RecordingView], said: Said) -> str | Instead | None:
        """Return the agency, the others, or those that a text names; raises UserError for none."""
        titles = ask.view.agencies
        match said:
            case Choice("page", ("1",)):
                first = (Button(t("obstacle.button.first_agencies"), "again"),)
                return Instead("", (*_agencies(titles[LIKELIEST:]), first))
            case Choice("agency", (title,)) if title in titles:
                return title
            case Text(text=text) if meant := squeeze(text):
                whole = tuple(title for title in titles if squeeze(title) == meant)
                found = whole or tuple(title for title in titles if meant in squeeze(title))
                if not found:
                    raise UserError("obstacle.no_agency")
                return found[0] if len(found) == 1 else Instead(t("obstacle.ask.which_agency"), _agencies(found))
        return None


def _agencies(titles: tuple[str, ...]) -> Rows:
    return in_rows(Button(title, "agency", (title,)) for title in titles)


def _heading(view: RecordingView) -> str:
    if view.axis is None:
        words = t("obstacle.card.request", request=view.state.words) if view.state.words else ""
        return noted(words, t("obstacle.new.of_province", province=view.province.name))
    return t("obstacle.new.title", axis=view.axis.short, province=view.province.name)


def _asked(question: str, said: str | None) -> str:
    """Return a question, with what it was answered with before."""
    return f"{question}\n{t('obstacle.ask.now', value=said)}" if said else question


def _level(view: RecordingView) -> str:
    return t(f"obstacle.level.{view.draft.level}") if view.draft.level else ""


def _letter(view: RecordingView) -> str | None:
    return t("obstacle.button.no_letter") if view.draft.letter == "" else view.draft.letter


def _preview(view: RecordingView) -> str:
    draft = view.draft
    lines = [
        _heading(view),
        t("obstacle.card.agency", agency=draft.agency),
        t("obstacle.card.request", request=draft.request),
        t("obstacle.card.level", level=_level(view)),
        letter_line(draft.letter or "", date.fromisoformat(draft.letter_day) if draft.letter_day else None),
    ]
    return "\n".join([*lines, "", t("obstacle.new.complete")])


def _changes(_view: RecordingView) -> Rows:
    parts = ("agency", "request", "level", "letter")
    rows = in_rows(Button(t(f"obstacle.button.{part}"), "change", (part,)) for part in parts)
    return (*rows, (Button(t("common.cancel"), "give_up"),))


FORM: Form[ObstacleState, RecordingView, ObstacleFact] = Form(
    "obstacle",
    {
        "axis": FormField(
            lambda _view: t("obstacle.ask.axis"), OneOf(lambda view: [(each.label, each.code) for each in view.axes], 2)
        ),
        "agency": FormField(lambda view: _asked(t("obstacle.ask.agency"), view.draft.agency), AgencyAnswer()),
        "request": FormField(
            lambda view: _asked(t("obstacle.ask.request", limit=LONGEST_REQUEST), view.draft.request),
            FreeText(LONGEST_REQUEST),
        ),
        "level": FormField(
            lambda view: _asked(t("obstacle.ask.level"), _level(view)),
            OneOf(lambda _view: [(t(f"obstacle.level.{each}"), each) for each in LEVELS]),
        ),
        "letter": FormField(
            lambda view: _asked(t("obstacle.ask.letter"), _letter(view)),
            OneOf(lambda _view: [(t("obstacle.button.has_letter"), "has"), (t("obstacle.button.no_letter"), "")], 2),
        ),
        "letter_number": FormField(
            lambda view: _asked(t("obstacle.ask.letter_number"), view.draft.letter), FreeText(LONGEST_NUMBER)
        ),
        "letter_day": FormField(lambda _view: t("obstacle.ask.letter_day"), PastDay(lambda view: view.today)),
    },
    Preview(_preview, "obstacle.button.save", _changes),
    _record,
    _put_off,
    home="axis",
    heading=_heading,
    leave="later",
    takes=_take,
)

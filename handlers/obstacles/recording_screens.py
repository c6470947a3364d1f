"""The screens of recording an obstacle. Pure."""

from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows
from bot.language.catalogue import t
from bot.obstacles.cards import letter_line
from bot.obstacles.draft import LONGEST_REQUEST, ObstacleDraft
from bot.obstacles.rules import LEVELS
from handlers.obstacles import paper_screens
from handlers.obstacles.paper_screens import ask
from handlers.obstacles.view import AxisChoice, RecordingView

LIKELIEST = 8
"""Agencies on the first page; the others stand on the second."""


def show(view: RecordingView, today: date, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    if view.axis is None or view.state.at == "axis":
        heading = t("obstacle.new.of_province", province=view.province.name)
        return ask(heading, t("obstacle.ask.axis"), in_rows([_axis(axis) for axis in view.axes]), note)
    heading = _heading(view)
    match view.state.at:
        case "summary":
            return _summary(view.draft, heading, note)
        case "letter_day":
            question = t("obstacle.ask.letter_day")
            return paper_screens.ask_day(heading, question, (today, view.state.month), note)
        case question:
            return ask(heading, _question(view, question), _answers(view, question), note)


def which_day(view: RecordingView, days: tuple[date, ...]) -> Screen:
    """Return the question which of several days was meant."""
    return paper_screens.which_day(_heading(view), days)


def which_agency(view: RecordingView, titles: tuple[str, ...]) -> Screen:
    """Return the question which of several agencies was meant."""
    rows = in_rows([Button(title, "agency", (title,)) for title in titles])
    return ask(_heading(view), t("obstacle.ask.which_agency"), rows)


def later(draft: ObstacleDraft) -> Screen:
    """Return what is said when the rest is put off."""
    return Screen(t("obstacle.later" if draft == ObstacleDraft() else "obstacle.later_kept"))


def saved(view: RecordingView, axis: AxisChoice) -> str:
    """Return the sentence after recording: the number, and to whom it goes."""
    number = t("obstacle.number", year=view.year, number=view.number)
    owner = axis.owner or t("obstacle.headquarters")
    return t(f"obstacle.saved.{view.draft.level}", number=number, owner=owner)


def _heading(view: RecordingView) -> str:
    axis = view.axis.short if view.axis else ""
    return t("obstacle.new.title", axis=axis, province=view.province.name)


def _axis(axis: AxisChoice) -> Button:
    label = t("obstacle.button.axis_begun" if axis.begun else "obstacle.button.axis", axis=axis.short)
    return Button(label, "axis", (axis.code,))


def _question(view: RecordingView, at: str) -> str:
    question = t("obstacle.ask.request", limit=LONGEST_REQUEST) if at == "request" else t(f"obstacle.ask.{at}")
    now = _said(view.draft, at)
    return f"{question}\n{t('obstacle.ask.now', value=now)}" if now else question


def _said(draft: ObstacleDraft, at: str) -> str:
    """Return what a question was answered with before, '' for nothing."""
    match at:
        case "agency":
            return draft.agency
        case "request":
            return draft.request
        case "level" if draft.level:
            return t(f"obstacle.level.{draft.level}")
        case "letter" | "letter_number" if draft.letter is not None:
            return draft.letter or t("obstacle.button.no_letter")
        case _:
            return ""


def _answers(view: RecordingView, at: str) -> Rows:
    match at:
        case "agency":
            return _agencies(view.agencies, view.state.page)
        case "level":
            return tuple((Button(t(f"obstacle.level.{level}"), "level", (level,)),) for level in LEVELS)
        case "letter":
            names = ("has_letter", "no_letter")
            return (tuple(Button(t(f"obstacle.button.{name}"), name) for name in names),)
        case _:
            return ()


def _agencies(titles: tuple[str, ...], page: int) -> Rows:
    first, others = titles[:LIKELIEST], titles[LIKELIEST:]
    rows = in_rows([Button(title, "agency", (title,)) for title in (others if page else first)])
    if page:
        return (*rows, (Button(t("obstacle.button.first_agencies"), "page", ("0",)),))
    return (*rows, (Button(t("obstacle.button.others"), "page", ("1",)),)) if others else rows


def _summary(draft: ObstacleDraft, heading: str, note: str) -> Screen:
    lines = [
        heading,
        t("obstacle.card.agency", agency=draft.agency),
        t("obstacle.card.request", request=draft.request),
        t("obstacle.card.level", level=t(f"obstacle.level.{draft.level}")),
        letter_line(draft.letter or "", date.fromisoformat(draft.letter_day) if draft.letter_day else None),
    ]
    parts = [Button(t(f"obstacle.button.{part}"), "change", (part,)) for part in ("agency", "request", "level")]
    parts.append(Button(t("obstacle.button.letter"), "change", ("letter",)))
    rows = (
        (Button(t("obstacle.button.save"), "save"),),
        *in_rows(parts),
        (Button(t("obstacle.button.give_up"), "give_up"),),
    )
    return ask("\n".join(lines), t("obstacle.new.complete"), rows, note)

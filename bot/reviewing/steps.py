"""The conversation in which headquarters approves reports and hands fields back. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.reporting.words import Order, read_order
from bot.reviewing import screens
from bot.reviewing.facts import Approve, HandBack
from bot.reviewing.screens import LONGEST_REASON, REASONS, chosen
from bot.reviewing.talk_view import TalkState
from bot.reviewing.view import Line, ReviewState, ReviewView
from bot.said import Choice, Said, Stale, Text

ReviewStep = Step[ReviewState]
BACK = {"reason": "field", "field": "card", "card": "axis", "axis": "axes"}


def step(view: ReviewView, said: Said, _now: datetime) -> ReviewStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: ReviewView, said: Said) -> ReviewStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("review.later")),))
        case Text(forwarded=True):
            raise UserError("report.forwarded")
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)))
        case Choice("axes"):
            return _go(view, ReviewState(week=view.week.key))
        case Choice("week"):
            return _go(view, ReviewState(week=view.week.key))
        case Choice("back"):
            return _go(view, replace(view.state, at=BACK.get(view.state.at, "axes"), indicator=""))
        case Choice("axis") if view.axis:
            return _go(view, ReviewState("axis", view.week.key, view.axis.axis.code))
        case Choice("page") if view.axis:
            return _go(view, replace(view.state, at="axis"))
        case Choice("open") if view.axis and view.card:
            return _go(view, replace(view.state, at="card", report=view.card.report.id))
        case Choice("approve_all") if view.state.at == "axis":
            return _approve_all(view)
        case _ if view.card and view.state.at in {"card", "field", "reason"}:
            return _step_in_card(view, view.card, said)
        case Choice("enter") | Stale():
            return _stay(view)
        case _:
            return _stay(view, t("review.use_buttons"))


def _step_in_card(view: ReviewView, line: Line, said: Said) -> ReviewStep:
    match view.state.at, said:
        case _, Choice("approve", (key,)) if line.waiting and key == line.key:
            fact = Approve(((line.report.id, line.report.revision),))
            note = t("review.approved_one", province=line.province)
            return Step(None, (), (fact,), onward=Onward("review", _after(view, note)))
        case "card", Choice("hand_back") if not view.locked:
            return _go(view, replace(view.state, at="field"))
        case "card", Choice("talk"):
            state = TalkState(view.week.key, line.report.province, line.report.axis)
            return Step(None, (), (), onward=Onward("talk", state))
        case "field", Choice("field", (code,)) if any(field.indicator.code == code for field in line.fields):
            return _go(view, replace(view.state, at="reason", indicator=code))
        case "reason", Choice("reason", (reason,)) if reason in REASONS:
            return _hand_back(view, line, t(f"review.reason.{reason}"))
        case "reason", Text(text=text):
            if len(text) > LONGEST_REASON:
                raise UserError("report.too_long", limit=LONGEST_REASON, length=len(text))
            return _hand_back(view, line, text)
        case _, Choice("enter") | Stale():
            return _stay(view)
        case _:
            return _stay(view, t("review.use_buttons"))


def _approve_all(view: ReviewView) -> ReviewStep:
    """Approve what the page showed, and nothing that has come since."""
    shown = set(view.state.shown.split(";"))
    keys = tuple((line.report.id, line.report.revision) for line in view.lines if line.key in shown)
    note = t("review.approved", count=len(keys))
    return Step(None, (), (Approve(keys),), onward=Onward("review", _after(view, note)))


def _hand_back(view: ReviewView, line: Line, reason: str) -> ReviewStep:
    field = chosen(view)
    if field is None or view.locked or field.handed_back:
        return _go(view, replace(view.state, at="card", indicator=""))
    fact = HandBack(line.report.id, line.report.revision, field.indicator.code, reason)
    note = t("review.handed_back", title=field.indicator.title, province=line.province)
    return Step(None, (), (fact,), onward=Onward("review", _after(view, note)))


def _after(view: ReviewView, note: str) -> ReviewState:
    """Return the page of the axis, entered anew once the facts are saved, with a note above it."""
    return replace(view.state, at="axis", report=0, indicator="", shown="", note=note)


def _go(view: ReviewView, state: ReviewState) -> ReviewStep:
    return _stay(replace(view, state=replace(state, page=view.state.page if state.at == "axis" else state.page)))


def _stay(view: ReviewView, note: str = "") -> ReviewStep:
    """Show where things stand now; the page remembers which revisions it shows."""
    shown = ";".join(line.key for line in view.lines) if view.state.at == "axis" else view.state.shown
    screen = screens.show(view, note or view.state.note)
    return Step(replace(view.state, shown=shown, week=view.week.key, note=""), (screen,))

"""The inbox «از شهرک‌ها»: an entry is accepted, made an obstacle of the province, answered or referred. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.answers import short_words
from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import tapped
from bot.conversing.replies import mistaken, no_answer
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.evidence.facts import SeeEntry
from bot.evidence.rules import MOST
from bot.language.catalogue import t
from bot.reporting.estates.entries import AcceptEntry, AnswerEntry, ReferEntry
from bot.reporting.estates.entry_lines import estate_of
from bot.said import Choice, Said, Stale, Text
from handlers.estates import inbox_screens as screens
from handlers.estates.inbox_view import InboxFact, InboxState, InboxView
from handlers.obstacles.view import ObstacleState
from storage.estate_entries import EstateEntry

InboxStep = Step[InboxState, InboxFact]
LONGEST = 300
"""Characters of an answer."""


def step(view: InboxView, said: Said, _now: datetime) -> InboxStep:
    """Take one step in the list or on the card of an entry; a mistake leaves everything as it was."""
    heard = said if view.state.at == "reply" else tapped(said, lambda: screens.show(view))
    try:
        return _step(view, heard)
    except UserError as mistake:
        return _stay(view, mistaken(heard, mistake))


def _step(view: InboxView, said: Said) -> InboxStep:
    province = view.province.code
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("entry.inbox.later")),))
        case Choice("enter") | Stale():
            lost = view.state.entry and view.entry is None
            return Step(view.state, (screens.show(view, t("entry.gone") if lost else view.state.note),))
        case Choice("open", (number,)):
            return _go(InboxState("card", province, int(number)))
        case Choice("page", (page,)):
            return _go(replace(view.state, page=int(page)))
        case Choice("list" | "ended" as at):
            return _go(InboxState(at, province))
        case Choice("province", (code,)):
            return _go(InboxState(province=code))
    if view.entry is None:
        return unheard(_stay(replace(view, state=replace(view.state, at="list")), no_answer(said)))
    return _step_in_card(view, view.entry, said)


def _step_in_card(view: InboxView, entry: EstateEntry, said: Said) -> InboxStep:
    match view.state.at, said:
        case "card" | "list" | "ended", Choice("back"):
            return _go(InboxState(province=view.province.code))
        case _, Choice("back"):
            return _to_card(view)
        case _, Choice("see") if view.piece:
            return Step(view.state, facts=(SeeEntry(entry.id),), toast=t("entry.seeing"))
        case _, _ if entry.state != "open":
            return _stay(_at_card(view), t("entry.no_longer")) if isinstance(said, Choice) else _unread(view, said)
        case _, Choice("accept") if view.may_accept:
            return _accept(view, entry, entry.axis if entry.axis in view.axes else "")
        case "axis", Choice("axis", (code,)) if code in view.axes and view.may_accept:
            return _accept(view, entry, code)
        case _, Choice("obstacle") if entry.words:
            return _to_obstacle(view, entry)
        case _, Choice("reply"):
            return _go(replace(view.state, at="reply", note=""))
        case _, Choice("refer") if view.colleagues:
            return _go(replace(view.state, at="refer", note=""))
        case "refer", Choice("to", (person,)) if name := {str(each.id): each.full_name for each in view.colleagues}.get(
            person
        ):
            return _to_card(view, t("entry.done.referred", name=name), ReferEntry(entry, int(person), name))
        case "reply", Text(forwarded=False, text=text) if text and not text.startswith("/"):
            return _to_card(view, t("entry.done.answered"), AnswerEntry(entry, short_words(text, LONGEST)))
        case _:
            return _unread(view, said)


def _accept(view: InboxView, entry: EstateEntry, axis: str) -> InboxStep:
    """Accept an entry: a piece for an axis, which is asked where it is not known; figures go on as proposed rows."""
    if entry.kind == "piece":
        if not axis:
            return _go(replace(view.state, at="axis", note=""))
        if axis in view.full:
            raise UserError("evidence.too_many", limit=MOST)
        return _to_card(view, t("entry.done.added", axis=view.axes[axis]), AcceptEntry(entry, view.week, axis))
    fact = AcceptEntry(entry, view.week, axis)
    if not view.reads:
        return _to_card(view, t("entry.done.accepted"), fact)
    note = t("entry.done.carried", estate=estate_of(entry), count=1, all=max(view.estates, 1))
    values = {"text": entry.words, "province": view.province.code, "note": note}
    return Step(view.state, facts=(fact,), onward=Onward("fast", values))


def _to_obstacle(view: InboxView, entry: EstateEntry) -> InboxStep:
    """Go on to an obstacle with all that the entry says of it; it becomes one once that is recorded."""
    axis = entry.axis if entry.axis in view.axes else ""
    said = {"estate": estate_of(entry), "words": entry.words}
    words = entry.words if entry.estate in entry.words else t("entry.obstacle_words", **said)
    state = ObstacleState("new", view.province.code, axis, view.week.key, "list", words, entry.id)
    return Step(view.state, onward=Onward("obstacle", vars(state)))


def _unread(view: InboxView, said: Said) -> InboxStep:
    return unheard(_stay(view, no_answer(said)))


def _at_card(view: InboxView) -> InboxView:
    return replace(view, state=replace(view.state, at="card"))


def _to_card(view: InboxView, note: str = "", *facts: InboxFact) -> InboxStep:
    return _go(InboxState("card", view.province.code, view.state.entry, note=note), *facts)


def _go(state: InboxState, *facts: InboxFact) -> InboxStep:
    """Go somewhere else in this conversation, with all that it needs loaded anew."""
    return Step(state, facts=facts, onward=Onward("from_estates", vars(state)))


def _stay(view: InboxView, note: str = "") -> InboxStep:
    return Step(replace(view.state, note=""), (screens.show(view, note),))

"""The conversation in which headquarters approves reports and hands fields back. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer, unread
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.evidence.facts import SeeEvidence
from bot.language.catalogue import t
from bot.reporting.words import Order, read_order
from bot.reviewing.facts import Approve, HandBack, ReviewFact
from bot.said import Choice, Said, Stale, Text
from handlers.reviewing import screens
from handlers.reviewing.screens import LONGEST_REASON, REASONS, chosen
from handlers.reviewing.view import ReviewLine, ReviewState, ReviewView

ReviewStep = Step[ReviewState, ReviewFact]
BACK = {"reason": "field", "field": "card", "card": "axis", "all": "axis", "axis": "axes"}


def step(view: ReviewView, said: Said, _now: datetime) -> ReviewStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistaken(said, mistake))


def _step(view: ReviewView, said: Said) -> ReviewStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("review.later")),))
        case Text(forwarded=True):
            raise UserError("common.forwarded")
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)))
        case Choice("axes" | "week"):
            return _go(view, ReviewState(week=view.week.key))
        case Choice("back"):
            return _go(view, replace(view.state, at=BACK.get(view.state.at, "axes"), indicator=""))
        case Choice("enter") | Stale():  # a doubled tap does not wipe the receipt away
            return _stay(view, view.state.note, lasting=True)
        case _ if view.axis:
            return _step_in_axis(view, view.axis.axis.code, said)
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _step_in_axis(view: ReviewView, axis: str, said: Said) -> ReviewStep:
    match said:
        case Choice("axis"):
            return _go(view, ReviewState("axis", view.week.key, axis))
        case Choice("page"):
            return _go(view, replace(view.state, at="axis"))
        case Choice("all"):
            return _go(view, replace(view.state, at="all"))
        case Choice("open") if view.card:
            return _go(view, replace(view.state, at="card", report=view.card.report.id))
        case Choice("talk_with", (province,)):
            return Step(None, onward=Onward("talk", {"week": view.week.key, "province": province, "axis": axis}))
        case Choice("approve_all") if view.state.at == "axis":
            return _approve_all(view)
        case _ if view.card and view.state.at in {"card", "field", "reason"}:
            return _step_in_card(view, view.card, said)
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _step_in_card(view: ReviewView, line: ReviewLine, said: Said) -> ReviewStep:
    match view.state.at, said:
        case _, Choice("talk"):
            return Step(
                None,
                onward=Onward(
                    "talk", {"week": view.week.key, "province": line.report.province, "axis": line.report.axis}
                ),
            )
        case _, Choice("see_evidence"):
            fact = SeeEvidence(view.week, line.report.province, line.report.axis)
            return replace(_stay(view, t("evidence.on_their_way")), facts=(fact,))
        case _ if line.key not in view.state.shown.split(";"):  # something else came in, or somebody else looked at it
            words = said.text if isinstance(said, Text) else ""
            return unheard(_to_card(view, unread(words, t("review.changed")) if words else t("review.changed")))
        case _, Choice("approve"):
            return _approve(view, line)
        case _, Text() if view.locked:  # the card says why nothing can be handed back
            return unheard(_to_card(view, no_answer(said, in_words=False)))
        case _, Choice("hand_back" | "field" | "reason") if view.locked:
            return _to_card(view)
        case "card", Choice("hand_back"):
            return _go(view, replace(view.state, at="field"))
        case "field", Choice("field", (code,)) if any(field.indicator.code == code for field in line.fields):
            return _go(view, replace(view.state, at="reason", indicator=code))
        case "reason", Choice("reason", (reason,)) if reason in REASONS:
            return _hand_back(view, line, t(f"review.reason.{reason}"))
        case "reason", Text(text=text) if text:
            if len(text) > LONGEST_REASON:
                raise UserError("report.too_long", limit=LONGEST_REASON, length=len(text))
            return _hand_back(view, line, " ".join(text.split()))  # no line that seems to be another's
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _approve(view: ReviewView, line: ReviewLine) -> ReviewStep:
    if not line.waiting:
        return _to_card(view, t("review.changed"))
    fact = Approve(((line.report.id, line.report.revision),))
    return _to_page(view, t("review.approved_one", province=line.province), fact)


def _approve_all(view: ReviewView) -> ReviewStep:
    """Approve what the page showed, and nothing that has come since."""
    shown = set(view.state.shown.split(";"))
    keys = tuple((line.report.id, line.report.revision) for line in view.lines if line.key in shown)
    if not keys:
        return _stay(view, t("review.changed"))
    return _to_page(view, t("review.approved", count=len(keys)), Approve(keys))


def _hand_back(view: ReviewView, line: ReviewLine, reason: str) -> ReviewStep:
    field = chosen(view)
    if field is None or field.handed_back:
        return _to_card(view, t("review.changed"))
    fact = HandBack(line.report.id, line.report.revision, field.indicator.code, reason)
    return _to_page(view, t("review.handed_back", title=field.indicator.title, province=line.province), fact)


def _to_page(view: ReviewView, note: str, fact: Approve | HandBack) -> ReviewStep:
    """Save, and enter the page of the axis anew, with a note above it."""
    state = replace(view.state, at="axis", report=0, indicator="", shown="", note=note)
    return Step(None, (), (fact,), onward=Onward("review", vars(state)))


def _to_card(view: ReviewView, note: str = "") -> ReviewStep:
    return _stay(replace(view, state=replace(view.state, at="card", indicator="")), note)


def _go(view: ReviewView, state: ReviewState) -> ReviewStep:
    return _stay(replace(view, state=state))


def _stay(view: ReviewView, note: str = "", *, lasting: bool = False) -> ReviewStep:
    """Show where things stand now; what is shown to be approved or handed back is remembered."""
    state, shown = view.state, view.state.shown
    if state.at == "axis":
        shown = ";".join(line.key for line in view.lines)
    elif state.at == "card" and view.card:
        shown = view.card.key
    kept = replace(state, shown=shown, week=view.week.key, note=note if lasting else "")
    return Step(kept, (screens.show(view, note),))

"""The conversation in which headquarters approves reports and hands fields back. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer, unread
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.evidence.facts import SeeEvidence
from bot.language import dates
from bot.language.catalogue import t
from bot.reporting.words import Order, read_order
from bot.reviewing.facts import WAIT, Approve, HandBack, ReviewFact, TakeBack
from bot.said import Choice, Said, Stale, Text
from handlers.reviewing import screens
from handlers.reviewing.decision_screens import together
from handlers.reviewing.screens import LONGEST_REASON, REASONS, chosen
from handlers.reviewing.view import ReviewLine, ReviewState, ReviewView

ReviewStep = Step[ReviewState, ReviewFact]
BACK = {
    "sure": "reason",
    "reason": "field",
    "field": "card",
    "card": "axis",
    "approving": "axis",
    "decided": "axis",
    "all": "axis",
    "axis": "axes",
}


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
            return _go(view, _left(view.state))
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
        case Choice("decided") if view.state.at == "axis":
            return _go(view, replace(view.state, at="decided"))
        case Choice("approve_all") if view.state.at == "axis":
            return _go(view, replace(view.state, at="approving"))
        case Choice("take_back", (kind, moment, *of)):
            return _take_back(view, kind, moment, of)
        case Choice("sure") if view.state.at == "approving":
            return _approve_all(view)
        case Text(text=text) if view.state.at == "approving" and read_order(text) == Order.SUBMIT:
            return _approve_all(view)
        case _ if view.card and view.state.at in {"card", "field", "reason", "sure"}:
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
        case _, Text() if view.until is None:  # the card says why nothing can be handed back
            return unheard(_to_card(view, no_answer(said, in_words=False)))
        case _, Choice("hand_back" | "field" | "reason" | "sure") if view.until is None:
            return _to_card(view)
        case "card", Choice("hand_back"):
            return _go(view, replace(view.state, at="field"))
        case "field", Choice("field", (code,)) if any(field.indicator.code == code for field in line.fields):
            return _go(view, replace(view.state, at="reason", indicator=code))
        case "reason", Choice("reason", (reason,)) if reason in REASONS:
            return _go(view, replace(view.state, at="sure", reason=t(f"review.reason.{reason}")))
        case "sure", Choice("reason", ()):
            return _go(view, replace(view.state, at="reason", reason=""))
        case "sure", Choice("sure"):
            return _hand_back(view, line)
        case "sure", Text(text=text) if read_order(text) == Order.SUBMIT:
            return _hand_back(view, line)
        case "reason" | "sure", Text(text=text) if text:
            if len(text) > LONGEST_REASON:
                raise UserError("report.too_long", limit=LONGEST_REASON, length=len(text))
            reason = " ".join(text.split())  # no line that seems to be another's
            return _go(view, replace(view.state, at="sure", reason=reason))
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _approve(view: ReviewView, line: ReviewLine) -> ReviewStep:
    if not line.waiting:
        return _to_card(view, t("review.changed"))
    fact = Approve(((line.report.id, line.report.revision),))
    return _to_page(view, _until(view, "review.approved_one", province=line.province), fact)


def _approve_all(view: ReviewView) -> ReviewStep:
    """Approve what was shown to be approved, and nothing that has come since."""
    keys = tuple((line.report.id, line.report.revision) for line in together(view))
    if not keys:
        return _stay(replace(view, state=replace(view.state, at="axis")), t("review.changed"))
    return _to_page(view, _until(view, "review.approved", count=len(keys)), Approve(keys))


def _until(view: ReviewView, key: str, **values: str | int) -> str:
    """Return what was done, and until when it can be taken back."""
    return t(key, **values, moment=dates.clock(view.moment + WAIT))


def _take_back(view: ReviewView, kind: str, moment: str, of: list[str]) -> ReviewStep:
    """Take back what was decided at an instant, all of it or ``of`` one report."""
    act = next((each for each in view.acts if (each.kind, each.at.isoformat()) == (kind, moment)), None)
    found = [each for each in act.of if not of or str(each.report_id) in of] if act else []
    if not found:
        return _stay(replace(view, state=replace(view.state, at="axis")), t("review.too_late"))
    fact = TakeBack(
        tuple((each.report_id, each.revision) for each in found if not each.indicator),
        tuple(each.id for each in found if each.indicator),
    )
    return _to_page(view, t(f"review.taken_back.{kind}", count=len(found)), fact)


def _hand_back(view: ReviewView, line: ReviewLine) -> ReviewStep:
    field = chosen(view)
    if field is None or field.handed_back:
        return _to_card(view, t("review.changed"))
    fact = HandBack(line.report.id, line.report.revision, field.indicator.code, view.state.reason)
    return _to_page(view, _until(view, "review.handed_back", title=field.indicator.title, province=line.province), fact)


def _to_page(view: ReviewView, note: str, fact: ReviewFact) -> ReviewStep:
    """Save, and enter the page of the axis anew, with a note above it."""
    state = replace(view.state, at="axis", report=0, indicator="", reason="", shown="", note=note)
    return Step(None, (), (fact,), onward=Onward("review", vars(state)))


def _to_card(view: ReviewView, note: str = "") -> ReviewStep:
    return _stay(replace(view, state=replace(view.state, at="card", indicator="", reason="")), note)


def _left(state: ReviewState) -> ReviewState:
    """Return where a step back leads."""
    return replace(
        state, at=BACK.get(state.at, "axes"), indicator=state.indicator if state.at == "sure" else "", reason=""
    )


def _go(view: ReviewView, state: ReviewState) -> ReviewStep:
    return _stay(replace(view, state=state))


def _stay(view: ReviewView, note: str = "", *, lasting: bool = False) -> ReviewStep:
    """Show where things stand now; what is shown to be approved or handed back is remembered."""
    state, shown = view.state, view.state.shown
    if state.at == "axis":
        shown = ";".join(line.key for line in view.lines if not line.urgent)
    elif state.at == "approving":
        shown = ";".join(line.key for line in together(view))
    elif state.at == "card" and view.card:
        shown = view.card.key
    kept = replace(state, shown=shown, week=view.week.key, note=note if lasting else "")
    return Step(kept, (screens.show(view, note),))

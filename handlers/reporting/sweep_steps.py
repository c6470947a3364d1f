"""The part of a report's conversation that is about the whole week: what stays as it is, what is complete. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import quoted, unread, with_caption
from bot.conversing.widgets import noted
from bot.free_messages.kinds import SAYS_MORE, is_sentence, kind_of
from bot.free_messages.reading import axes_named, beside_names, indicator_named, only_names, propose
from bot.language import dates
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportView
from bot.reporting.facts import Sign, Submit, TakeBackReport
from bot.reporting.rules import (
    as_nothing,
    complete_drafts,
    owed,
    shown_owed,
    to_sign,
)
from bot.said import Choice, File, Location, Said, Text
from handlers.reporting import sweep_screens
from handlers.reporting.onward import (
    ReportStep,
    open_anew,
    receipt_number_of,
    receipt_of,
    refuse_early,
    state_at,
    stay,
    submit,
    to,
    to_card,
    to_list,
    to_rows,
    with_card,
)
from handlers.reporting.questions import is_own_question
from handlers.reporting.same_steps import step_in_same


def step_in_sweep(view: ReportView, said: Said) -> ReportStep:
    """Take a step where no axis is open; raises UserError."""
    if taken := step_in_same(view, said):
        return taken
    match view.state.at, said:
        case _, Choice("nothing"):
            return _ask_nothing(view)
        case "nothing", Choice("no_report"):
            return _have_nothing(view)
        case _, Choice("done" | "axes" | "ready" as place):
            return to(view, place)
        case _, Choice("submit_complete"):
            return _submit_complete(view)
        case _, Choice("returned" | "from_estates" as what):
            away = Onward("mend") if what == "returned" else Onward(what, {"province": view.province.code})
            return Step(view.state, onward=away)
        case _, Choice("sign" | "take_back" as what, (keys,)):
            return take_signature(view, what, keys)
        case _, Choice("back"):
            return to_list(view)
        case _, Choice("submit"):
            return stay(view, t("report.nothing_open"))
        case _, Choice(name):
            return to_list(view, t("common.gone")) if name == "open" else stay(view)
        case _, File() | Location():
            return to_list(view, untaken(said))
        case _, Text(text=text):
            return hear_text(view, text)
        case _:
            return to_list(view, t("report.want_text"))


def open_axis(view: ReportView, card: AxisCard, note: str = "") -> ReportStep:
    """Show the card of an axis; of one that headquarters handed back, the field alone that waits for an answer."""
    if card.state == "returned":
        return Step(view.state, onward=Onward("mend", {"note": note}))
    return to_card(replace(view, state=replace(view.state, cursor="")), card, note=note)


def open_named(view: ReportView, card: AxisCard, text: str, note: str = "") -> ReportStep:
    """Open an axis by its name, at the indicator that a text names beside it."""
    if card.state == "returned":
        return open_axis(view, card, note)
    return open_anew(view, card, note, indicator_named(text, card))


def untaken(said: File | Location) -> str:
    """Return that evidence wants an axis first, and what of it was not read."""
    return with_caption(said, t("evidence.choose_axis"))


def beside_name(text: str, cards: Sequence[AxisCard]) -> str:
    """Return what was not read of a text that names an axis, or all of it; '' where it is nothing but the name."""
    beside = beside_names(text, cards)
    return unread(beside) if beside else "" if only_names(text, cards) else quoted(text)


def hear_text(view: ReportView, text: str, note: str = "") -> ReportStep:
    """Open the axis that a text names; a text that says more is for the fast lane."""
    found = propose(text, view.cards)
    card = next((card for card in view.cards if found.named == (card.code,)), None)
    if kind_of(text, found) in SAYS_MORE:
        return to_rows(view, text, note)
    if is_own_question(text, view):
        return unheard(stay(view, note))
    if card:
        return open_named(view, card, text, noted(note, beside_name(text, view.cards)))
    if is_sentence(text) and len(axes_named(text, tuple(each.called for each in view.cards))) == 1:
        return to_rows(view, text, note)
    return unheard(to_list(view, noted(note, unread(text, t("report.choose_axis")))))


def _ask_nothing(view: ReportView) -> ReportStep:
    """Ask whether there is no report on all that is due; raises UserError."""
    refuse_early(view)
    if not (cards := owed(view)):
        return to_list(view)
    state = replace(state_at(view, "nothing"), axes=";".join(card.code for card in cards))
    return Step(state, (sweep_screens.nothing(cards),))


def _have_nothing(view: ReportView) -> ReportStep:
    """Hand in «no report» for what was shown and still lacks an answer."""
    return _hand_in_all(view, [replace(card, draft=as_nothing(card)) for card in shown_owed(view)])


def _submit_complete(view: ReportView) -> ReportStep:
    """Hand in every axis that was answered but not handed in."""
    return _hand_in_all(view, complete_drafts(view))


def _hand_in_all(view: ReportView, cards: Sequence[AxisCard]) -> ReportStep:
    refuse_early(view)
    if not cards:
        return to_list(view)
    facts: list[Submit] = []
    after, handed = view, list[AxisCard]()
    for card in cards:
        one, fact = submit(view, card)
        after, handed, facts = with_card(after, one), [*handed, one], [*facts, fact]
    return to_list(after, receipt_of(view, "report.receipt.several", handed), tuple(facts))


def take_signature(view: ReportView, what: str, keys: str) -> ReportStep:
    """Sign what was shown («sign»), or take back what went in unsigned; what changed meanwhile stays as it is."""
    cards = tuple(card for card in to_sign(view, keys) if what == "sign" or card.unsigned)
    if not cards:
        return to_list(view, t("report.signing.nothing"))
    after = view
    for card in cards:
        signed = replace(card.signing, signed=what == "sign", taken_back=what != "sign")
        after = with_card(after, replace(card, state="submitted" if what == "sign" else "ready", signing=signed))
    moment = dates.moment(view.moment)
    found = tuple(card.signing.key for card in cards)
    if what == "sign":
        after = replace(after, returned=0)  # what was signed may answer it: how much waits still is loaded anew
        note = t("report.receipt.sign", count=len(cards), number=receipt_number_of(view), moment=moment)
        return to_list(after, note, (Sign(found, cards[0].signing.as_stand_in),))
    note = t("report.receipt.take_back", count=len(cards), moment=moment)
    return to_list(after, note, tuple(TakeBackReport(key) for key in found))

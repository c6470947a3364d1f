"""The conversation of a report: what was said goes to the week's message, or to the axis that is open. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Step, unheard
from bot.conversing.replies import mistaken, no_answer, unread
from bot.conversing.widgets import noted, under_note
from bot.errors import UserError
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportView
from bot.reporting.words import read_order
from bot.said import Choice, Edited, File, Location, Said, Stale, Text
from handlers.reporting import screens, sweep_screens
from handlers.reporting.answer_steps import with_action_offered
from handlers.reporting.card_steps import step_in_card
from handlers.reporting.estate_steps import is_about_estates, step_in_estates
from handlers.reporting.evidence_steps import once_an_album, step_with_evidence
from handlers.reporting.onward import ReportStep, stay, to_card, to_list, to_rows
from handlers.reporting.sweep_steps import hear_text, open_axis, step_in_sweep, untaken

WHOLE = frozenset({"unchanged", "nothing", "all_same"})
"""Places of the whole week that are entered by what was said."""


def step(view: ReportView, said: Said, _now: datetime) -> ReportStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    if said == Choice("enter") and view.state.at in WHOLE:  # of the whole week, from what was said elsewhere
        entered = step(replace(view, state=replace(view.state, at="list")), Choice(view.state.at), _now)
        return replace(entered, screens=under_note(view.state.note, entered.screens))
    if said == Choice("reading"):
        return to_rows(view)
    try:
        taken = _step(view, said)
    except UserError as mistake:
        ordered = isinstance(said, Text) and read_order(said.text)  # words that stand for a button
        taken = stay(view, mistake.text if ordered else mistaken(said, mistake))
    return once_an_album(view, said, taken) if isinstance(said, File) else taken


def _step(view: ReportView, said: Said) -> ReportStep:
    match said:
        case Choice("enter") if view.card and view.state.at == "card":
            return _enter_card(view, view.card)
        case Choice("enter"):
            return to_list(view, view.state.note, lasting=True)
        case Choice("later"):
            return Step(None, (sweep_screens.put_off(view),))
        case Choice("week"):
            return to_list(view)
        case Choice("province"):  # which is loaded by now
            return to_list(view)
        case _ if note := _gone(view):
            return _after_all(view, said, note)
        case Choice("open", (axis,)) if view.card and view.card.code == axis:
            return open_axis(view, view.card)
        case Choice("list"):
            return to_list(view)
        case Text(forwarded=True):
            return stay(view, no_answer(said))
        case Text(text=text) if (order := read_order(text)) is not None:
            return _step(view, Choice(order.value))
        case Text(text=""):  # nothing that can be seen
            return stay(view, t("report.want_text"))
        case Edited():
            return stay(view, t("report.edited"))
        case Stale():  # a double tap does not wipe the receipt away
            return Step(view.state, (screens.show(view, view.state.note),))
        case _ if view.card is None:
            return step_in_sweep(view, said)
        case File() | Location() | Choice("evidence" | "drop_evidence" | "see_evidence"):
            return step_with_evidence(view, view.card, said)
        case Text(text=text) if view.state.at == "evidence":
            return unheard(stay(view, unread(text, t("evidence.only_files"))))
        case _ if is_about_estates(view, said):
            return step_in_estates(view, view.card, said)
        case _:
            return step_in_card(view, view.card, said)


def _enter_card(view: ReportView, card: AxisCard) -> ReportStep:
    """Open the card of an axis with the note it comes with, which a double tap does not wipe away."""
    shown = to_card(view, card, view.state.cursor, view.state.note)
    if view.state.words:
        return with_action_offered(shown, view.state.words)
    return replace(shown, state=view.state)


def _gone(view: ReportView) -> str:
    """Return the sentence for what was open and is not any more, its week, province or axis; '' where it is."""
    state = view.state
    if state.week not in {"", view.week.key}:
        return t("report.other_week")
    if state.province not in {"", view.province.code} or (state.axis and view.card is None):
        return t("report.not_here")
    return ""


def _after_all(view: ReportView, said: Said, note: str) -> ReportStep:
    """Read what was said for something that is gone into what holds now, under the sentence that says so."""
    match said:
        case Text(text=text, forwarded=False) if text and read_order(text) is None:
            return hear_text(view, text, note)
        case File() | Location():
            return to_list(view, noted(note, untaken(said)))
        case Text(forwarded=True):
            return to_list(view, noted(note, no_answer(said)))
        case _:
            return to_list(view, note)

"""Which rows of a message are open, what they may mean, and what an axis is once one was taken. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from bot.free_messages.doubts import guard
from bot.free_messages.proposal import Candidate, NoReport, Proposal, RowQuestion
from bot.free_messages.wording import shown
from bot.language.catalogue import t
from bot.reporting import ceilings
from bot.reporting.answers import Figure, Words, is_figure
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.draft import Draft
from bot.reporting.facts import SaveDraft, keep_draft
from bot.reporting.rules import check_figure, complete_drafts
from bot.reporting.wording import is_number
from handlers.free_messages.view import FastView, key_of

Args = tuple[str, ...]
MOST_ROWS = 8
"""Rows on a screen."""


def open_rows(view: FastView) -> tuple[Proposal, ...]:
    """Return the rows that are neither kept nor left out."""
    settled = view.state.settled.split()
    return tuple(row for row in view.found.rows if key_of(row) not in settled)


def card_of(view: FastView, axis: str) -> AxisCard | None:
    """Return the axis of a row."""
    return next((card for card in view.report.cards if card.code == axis), None)


def is_closed(view: FastView, row: Proposal) -> bool:
    """Return whether the axis of a row was handed in: it is corrected, with a reason."""
    card = card_of(view, row.axis)
    return card is not None and card.submitted_at is not None


def shown_rows(view: FastView) -> tuple[Proposal, ...]:
    """Return the open rows that are shown, by their numbers; the others follow once these are settled."""
    return open_rows(view)[:MOST_ROWS]


def plain_rows(view: FastView) -> tuple[Proposal, ...]:
    """Return the shown rows that raise no question: «confirm all» keeps these."""
    return tuple(row for row in shown_rows(view) if row.answer and not row.question and not is_closed(view, row))


def plain_of_closed(view: FastView, axis: str) -> tuple[Proposal, ...]:
    """Return the shown rows that raise no question, of an axis that was handed in."""
    return tuple(
        row for row in shown_rows(view) if row.axis == axis and row.answer and not row.question and is_closed(view, row)
    )


def meanings(view: FastView, row: Proposal) -> tuple[Candidate, ...]:
    """Return what a row may mean: the candidates of its question, or its plain answer alone."""
    if row.question is not None:
        return row.question.candidates
    card = card_of(view, row.axis)
    if row.answer is None or card is None:
        return ()
    return (Candidate(shown(card, row.indicator, row.answer), row.axis, row.indicator, row.answer),)


def args_of(candidate: Candidate) -> Args:
    """Return a candidate as a button carries it: what was shown is what is kept."""
    match candidate.answer:
        case Figure(value, pieces):
            said: Args = ("value", str(value), pieces)
        case Words(words):
            said = ("words", words, "")
        case NoReport():
            said = ("no_report", "", "")
        case _:
            said = ("same", "", "")
    return (candidate.axis, candidate.indicator, *said, candidate.reason)


def meant(view: FastView, key: str, args: Args) -> tuple[Proposal, Candidate] | None:
    """Return the open row and the meaning that a button stands for, None when either is gone."""
    found = ((row, each) for row in open_rows(view) if key_of(row) == key for each in meanings(view, row))
    return next(((row, each) for row, each in found if args_of(each) == args), None)


def meant_for_sure(view: FastView, key: str, args: Args) -> tuple[Proposal, Candidate] | None:
    """Return the open row and the meaning of a button under the question about a value that does not fit."""
    for row in open_rows(view):
        questions = [weighed(view, row, each) for each in meanings(view, row)] if key_of(row) == key else []
        for each in (each for question in questions if question for each in question.candidates):
            if args_of(each) == args:
                return row, each
    return None


def weighed(view: FastView, row: Proposal, candidate: Candidate) -> RowQuestion | None:
    """Return the question about a value that was chosen: why it is over the ceiling, or that of the soft rules."""
    card = card_of(view, candidate.axis)
    indicator = card.get(candidate.indicator) if card else None
    if indicator and (value := _over(indicator, candidate)) is not None:
        reasons = (t(f"report.over.{each}") for each in ceilings.REASONS)
        explained = tuple(replace(candidate, label=each, reason=ceilings.as_reason(each)) for each in reasons)
        return RowQuestion(ceilings.question(indicator, value), explained)
    if row.answer is not None or card is None or indicator is None or not isinstance(candidate.answer, Figure):
        return None
    return guard(card, indicator, candidate.answer.value)


def _over(indicator: IndicatorView, candidate: Candidate) -> int | None:
    """Return the value of a meaning that is over the ceiling, None for another."""
    match candidate.answer:
        case Figure(value) if ceilings.exceeds(indicator, value) and not ceilings.why(candidate.reason):
            return value
    return None


def explained(view: FastView, text: str) -> tuple[Proposal, Candidate] | None:
    """Return the row that is asked why it is over the ceiling, with a reason in one's own words; None for a figure."""
    for row in (each for each in open_rows(view) if key_of(each) == view.state.asked):
        for each in meanings(view, row):
            card = card_of(view, each.axis)
            indicator = card.get(each.indicator) if card else None
            if indicator and _over(indicator, each) is not None and not is_figure(text, indicator):
                return row, replace(each, reason=ceilings.as_reason(text))
    return None


def with_answer(card: AxisCard, candidate: Candidate) -> AxisCard:
    """Return an axis with an answer in its draft; raises UserError for a value out of bounds."""
    draft, code = card.draft, candidate.indicator
    left = [each for each in card.indicators if each.code == code] or list(card.missing)
    match candidate.answer:
        case Figure(value, pieces):
            for each in left:
                if is_number(each) or code:
                    check_figure(each, value)
                    draft = draft.with_value(each.code, value, candidate.reason, pieces)
        case Words(words):
            draft = draft.with_words(code, words)
        case NoReport():
            for each in left:
                draft = draft.with_no_report(each.code)
        case _:
            draft = draft.with_unchanged(*(each.code for each in left if each.has_past))
    return with_draft(card, draft)


def with_draft(card: AxisCard, draft: Draft) -> AxisCard:
    """Return an axis with another draft."""
    changed = tuple(code for code in card.changed if not draft.has(code))
    return replace(card, draft=draft, changed=changed, state="draft" if card.state == "missing" else card.state)


def saved(view: ReportView, cards: Iterable[AxisCard]) -> tuple[SaveDraft, ...]:
    """Return the facts that the drafts of some axes changed."""
    return tuple(keep_draft(view.week, view.province.code, card, card.draft) for card in cards)


def kept_cards(view: FastView) -> tuple[AxisCard, ...]:
    """Return the axes that got an answer from the message."""
    return tuple(card for card in view.report.cards if card.code in view.state.kept.split(";"))


def complete(view: FastView) -> tuple[AxisCard, ...]:
    """Return those of them that can be handed in."""
    return tuple(card for card in complete_drafts(view.report) if card in kept_cards(view))


def uncorrected(view: FastView) -> tuple[AxisCard, ...]:
    """Return those that were handed in before, and whose answers are others now."""
    return tuple(card for card in kept_cards(view) if card.done and card.draft != card.reported)


def asking_reason(view: FastView) -> AxisCard | None:
    """Return the axis whose correction wants its reason now."""
    return next((card for card in uncorrected(view) if card.code in view.state.reason.split(";")), None)

"""The conversation about a workbook that came back: look through it, take it in one tap, or put it aside. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import no_answer
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard
from bot.reporting.draft import Draft
from bot.reporting.facts import keep_draft
from bot.reporting.words import Order, read_order
from bot.said import Choice, Said, Text
from bot.workbooks.comparing_rules import is_ready
from bot.workbooks.review import Kind
from handlers.reporting.onward import receipt_of, submit
from handlers.workbooks.review_screens import nothing_new, pages, show
from handlers.workbooks.view import BookFact, BookState, BookView, EndBook

BookStep = Step[BookState, BookFact]


def step(view: BookView, said: Said, _now: datetime) -> BookStep:
    """Take one step."""
    if view.problem:
        return Step(None, (Screen(view.problem),))
    if not view.review.findings and not view.review.same:
        return Step(None, (nothing_new(view),), (_end(view),))
    match said:
        case Choice("take") if view.review.sure:
            return _take(view, view.review.sure)
        case Choice("take_all") if view.review.confirmed:
            return _take(view, view.review.confirmed)
        case Text(forwarded=False, text=text) if read_order(text) is Order.SUBMIT and view.review.sure:
            return _take(view, view.review.sure)
        case Choice("page", (_book, page)) if 0 <= int(page) < pages(view.review):
            return _stay(replace(view, state=replace(view.state, page=int(page))))
        case Choice("cancel"):
            return Step(None, (Screen(t("books.cancelled")),), (_end(view),))
        case Choice():
            return _stay(view)
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _stay(view: BookView, note: str = "") -> BookStep:
    return Step(view.state, (show(view, note),))


def _end(view: BookView, submitted: int = 0, kept: int = 0) -> EndBook:
    return EndBook(view.state.book, view.report.province.code, submitted, kept)


def _take(view: BookView, drafts: dict[str, Draft]) -> BookStep:
    """Hand in what is complete, keep the rest as drafts, and go on in the week's message."""
    report, facts = view.report, list[Any]()
    changed = [replace(card, draft=drafts[card.code]) for card in report.cards if card.code in drafts]
    handed = list[AxisCard]()
    for card in changed:
        if is_ready(report, card):
            one, fact = submit(report, card)
            handed, facts = [*handed, one], [*facts, fact]
        else:
            facts.append(keep_draft(report.week, report.province.code, card, card.draft))
    end = _end(view, len(handed), len(changed) - len(handed))
    note = _receipt(view, tuple(handed), end.kept, all_taken=drafts == view.review.confirmed)
    onward = Onward("report", {"province": report.province.code, "note": note})
    return Step(None, facts=(*facts, end), onward=onward)


def _receipt(view: BookView, ready: tuple[AxisCard, ...], kept: int, *, all_taken: bool) -> str:
    """Return what was taken, and what still waits for an answer in the chat."""
    lines = [t("books.receipt.title")]
    if ready:
        lines.append(receipt_of(view.report, "report.receipt.several", ready))
    if kept:
        lines.append(t("books.receipt.kept", count=kept))
    left = view.review.count(Kind.ASK, Kind.MISTAKE) + (0 if all_taken else view.review.count(Kind.CONFIRM))
    if left:
        lines.append(t("books.receipt.left", count=left))
    return "\n".join(lines)

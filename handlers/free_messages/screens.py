"""The screens of the fast lane: the proposed rows, a question about one, what is left once all are settled. Pure."""

from bot.conversing.form import quoted
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, in_rows, later, noted
from bot.free_messages.proposal import Answer, Candidate, Proposal, RowQuestion, Same
from bot.free_messages.wording import shown
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.reporting import wording
from bot.reporting.answers import Figure
from bot.reporting.cards import AxisCard
from handlers.free_messages.rules import (
    args_of,
    card_of,
    complete,
    is_closed,
    kept_cards,
    key_of,
    meanings,
    open_rows,
    plain_rows,
)
from handlers.free_messages.view import FastView

MOST_ROWS = 8


def show(view: FastView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    return rows(view, note) if open_rows(view) else done(view, note)


def rows(view: FastView, note: str = "") -> Screen:
    """Return the proposed rows, each with what it changes and a button to keep it or to leave it out."""
    found = open_rows(view)
    report = view.report
    lines = [t("fast.rows.title", unit=report.province.name), dates.week_label(report.week), ""]
    lines += [row_text(view, number, row) for number, row in enumerate(found[:MOST_ROWS], start=1)]
    if len(found) > MOST_ROWS:
        lines.append(t("fast.rows.more", count=len(found) - MOST_ROWS))
    return Screen(noted(note, "\n".join([*lines, *unread_lines(view)])), tuple(row_buttons(view, found[:MOST_ROWS])))


def row_text(view: FastView, number: int, row: Proposal) -> str:
    """Return a row: of what it speaks, what was and what is proposed, or what is asked."""
    title = title_of(view, row)
    if is_closed(view, row):
        return t("fast.rows.closed", number=number, title=title)
    card = card_of(view, row.axis)
    if row.question is None and row.answer is not None and card is not None:
        return t("fast.rows.plain", number=number, title=title, change=change(card, row, row.answer))
    reason = row.question.reason if row.question else ""
    if not title:
        return t("fast.rows.asked", number=number, said=row.said, reason=reason)
    return t("fast.rows.asked_of", number=number, title=title, said=row.said, reason=reason)


def title_of(view: FastView, row: Proposal) -> str:
    """Return of what a row speaks, '' where it may be of several axes."""
    card = card_of(view, row.axis)
    if card is None or len({row.axis, *(each.axis for each in meanings(view, row))}) > 1:
        return ""
    indicator = card.get(row.indicator)
    return t("fast.rows.indicator", axis=card.short, indicator=indicator.title) if indicator else card.short


def change(card: AxisCard, row: Proposal, answer: Answer) -> str:
    """Return what is proposed, beside what is answered by now or was reported last."""
    indicator, new = card.get(row.indicator), shown(card, row.indicator, answer)
    if isinstance(answer, Same):
        stays = [indicator] if indicator else [each for each in card.missing if each.has_past]
        values = (t("report.same.value", title=each.title, value=wording.standing(each)) for each in stays)
        return t("fast.rows.same", values=t("report.semicolon").join(values))
    if indicator is None or not isinstance(answer, Figure):
        return new
    old = card.draft.values.get(indicator.code, indicator.last)
    if old is None:
        return new
    if old == answer.value:
        return t("fast.rows.as_before", new=new)
    return t("fast.rows.from_to", old=writing.amount(old, indicator.unit), new=new)


def not_due(view: FastView) -> str:
    """Return the axes that the message names and that are not asked this week."""
    return t("fast.not_due", axes=t("common.comma").join(view.not_due))


def unread_lines(view: FastView) -> list[str]:
    """Return what was not understood, verbatim, and the way to what stays unchanged."""
    found = view.found
    lines = [t("fast.rows.rest")] if found.rest else []
    if view.not_due:
        lines.append(not_due(view))
    if found.unread:
        said = t("common.comma").join(quoted(text) for text in found.unread)
        lines.append(t("fast.rows.unread", said=said))
    return ["", *lines] if lines else []


def row_buttons(view: FastView, found: tuple[Proposal, ...]) -> list[ButtonRow]:
    """Return the buttons of the rows, and the ways out."""
    result: list[ButtonRow] = []
    if len(plain := plain_rows(view)) > 1:
        result.append((Button(t("fast.button.all", count=len(plain)), "keep_all", tuple(map(key_of, plain))),))
    for number, row in enumerate(found, start=1):
        leave = Button(t("fast.button.leave", number=number), "leave", (key_of(row),))
        if is_closed(view, row):
            result.append((Button(t("fast.button.open", number=number), "open", (row.axis,)), leave))
        elif row in plain:
            (meaning,) = meanings(view, row)
            result.append((keep_button(row, meaning, t("fast.button.keep", number=number)), leave))
        else:
            labels = [(each, t("fast.button.meaning", number=number, label=each.label)) for each in meanings(view, row)]
            result += [(keep_button(row, each, label),) for each, label in labels]
            result.append((leave,))
    units = view.report.others
    others = [Button(t("report.button.province", province=each.name), "province", (each.code,)) for each in units]
    return [*result, *in_rows(others), (back(), later())]


def keep_button(row: Proposal, meaning: Candidate, label: str, name: str = "keep") -> Button:
    """Return the button that keeps one meaning of a row."""
    return Button(label, name, (key_of(row), *args_of(meaning)))


def weigh(row: Proposal, question: RowQuestion) -> Screen:
    """Return the question about a value that was chosen and does not fit."""
    buttons = [(keep_button(row, each, each.label, "sure"),) for each in question.candidates]
    return Screen(question.reason, (*buttons, (back(), later())))


def done(view: FastView, note: str = "") -> Screen:
    """Return what is left once all rows are settled: axes to hand in, axes that lack answers, the week."""
    lines: list[str] = []
    result: list[ButtonRow] = []
    if ready := complete(view):
        lines.append(t("fast.done.complete", axes=t("common.comma").join(card.short for card in ready)))
        result.append((Button(t("fast.button.submit", count=len(ready)), "submit_complete"),))
    for card in kept_cards(view):
        if card.missing:
            titles = t("common.comma").join(indicator.title for indicator in card.missing)
            lines.append(t("fast.done.missing", axis=card.short, titles=titles))
            stays = Button(t("fast.button.rest", axis=card.short), "rest", (card.code,))
            opens = Button(t("fast.button.card", axis=card.short), "open", (card.code,))
            result += [(stays,), (opens,)] if card.rest_may_stay else [(opens,)]
    lines += unread_lines(view)
    result.append((Button(t("fast.button.week"), "back"), later()))
    return Screen(noted(note, "\n".join(lines).strip() or t("fast.done.nothing")), tuple(result))

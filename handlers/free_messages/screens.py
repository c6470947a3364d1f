"""The screens of the fast lane: the proposed rows, a question about one, what is left once all are settled. Pure."""

from bot.conversing.replies import quoted
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
    asking_reason,
    card_of,
    complete,
    is_closed,
    kept_cards,
    meanings,
    open_rows,
    plain_of_closed,
    plain_rows,
    shown_rows,
    uncorrected,
)
from handlers.free_messages.view import FastView, key_of
from handlers.reporting import card_screens


def show(view: FastView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    if card := asking_reason(view):
        return why(card, note)
    return rows(view, note) if open_rows(view) else done(view, note)


def rows(view: FastView, note: str = "") -> Screen:
    """Return the proposed rows, each with what it changes and a button to keep it or to leave it out."""
    found = shown_rows(view)
    report = view.report
    lines = [t("fast.rows.title", unit=report.province.name), dates.week_label(report.week), ""]
    lines += [row_text(view, number, row) for number, row in enumerate(found, start=1)]
    if more := len(open_rows(view)) - len(found):
        lines.append(t("fast.rows.more", count=more))
    return Screen(noted(note, "\n".join([*lines, *unread_lines(view)])), tuple(row_buttons(view, found)))


def row_text(view: FastView, number: int, row: Proposal) -> str:
    """Return a row: of what it speaks, what was and what is proposed, or what is asked."""
    text = open_text(view, number, row)
    if not is_closed(view, row):
        return text
    plain = row in plain_of_closed(view, row.axis)
    return "\n".join([text, t("fast.rows.closed", number=number) if plain else t("fast.rows.closed_asked")])


def open_text(view: FastView, number: int, row: Proposal) -> str:
    """Return a row as it is said of an axis that was not handed in."""
    title = title_of(view, row)
    card = card_of(view, row.axis)
    if row.question is None and row.answer is not None and card is not None:
        return t("fast.rows.plain", number=number, title=title, change=change(card, row, row.answer))
    reason = row.question.reason if row.question else ""
    if not title:
        return t("fast.rows.asked", number=number, said=row.said, reason=reason)
    return t("fast.rows.asked_of", number=number, title=title, said=row.said, reason=reason)


def name_of(view: FastView, row: Proposal) -> str:
    """Return what a row is called where it is spoken of: of what it speaks, else what was said."""
    return title_of(view, row) or quoted(row.said)


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
        return t("fast.rows.same", values=t("report.semicolon").join(values)) if stays else new
    if indicator is None or not isinstance(answer, Figure):
        return new
    if answer.rounded:
        new = t("fast.rows.rounded", value=new)
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
        result += buttons_of_row(view, number, row)
    units = view.report.others
    others = [Button(t("report.button.province", province=each.name), "province", (each.code,)) for each in units]
    return [*result, *in_rows(others), (back(), later())]


def buttons_of_row(view: FastView, number: int, row: Proposal) -> list[ButtonRow]:
    """Return the buttons of a row: what it may mean, and to leave it out."""
    leave = Button(t("fast.button.leave", number=number), "leave", (key_of(row),))
    together = plain_of_closed(view, row.axis)
    if row not in (*plain_rows(view), *together):
        labels = [(each, t("fast.button.meaning", number=number, label=each.label)) for each in meanings(view, row)]
        return [*((keep_button(row, each, label),) for each, label in labels), (leave,)]
    (meaning,) = meanings(view, row)
    label = t("fast.button.mend" if row in together else "fast.button.keep", number=number)
    single = (keep_button(row, meaning, label), leave)
    if len(together) < 2 or row != together[0]:
        return [single]
    shown = shown_rows(view)
    numbers = t("numbers.and").join(writing.digits(str(shown.index(each) + 1)) for each in together)
    every = Button(t("fast.button.mend", number=numbers), "mend_all", (row.axis, *map(key_of, together)))
    return [(every,), single]


def keep_button(row: Proposal, meaning: Candidate, label: str, name: str = "keep") -> Button:
    """Return the button that keeps one meaning of a row."""
    return Button(label, name, (key_of(row), *args_of(meaning)))


def weigh(row: Proposal, question: RowQuestion) -> Screen:
    """Return the question about a value that was chosen and does not fit."""
    buttons = [(keep_button(row, each, each.label, "sure"),) for each in question.candidates]
    return Screen(question.reason, (*buttons, (back(), later())))


def why(card: AxisCard, note: str = "") -> Screen:
    """Return the question why an axis that was handed in is corrected, with all that is other now."""
    reported = card.reported or card.draft
    other = [each for each in card.indicators if wording.said(each, card) != wording.said(each, card, reported)]
    lines = [
        t("fast.why.line", title=each.title, old=wording.said(each, card, reported), new=wording.said(each, card))
        for each in other
    ]
    return card_screens.correction(card, noted(note, "\n".join([t("fast.why.title", axis=card.short), *lines])))


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
    lines += uncorrected_lines(view)
    for card in uncorrected(view):
        result.append((Button(t("fast.button.correct", axis=card.short), "ask_reason", (card.code,)),))
        result.append((Button(t("fast.button.card", axis=card.short), "open", (card.code,)),))
    lines += unread_lines(view)
    result.append((Button(t("fast.button.week"), "back"), later()))
    nothing = t("fast.done.all" if view.state.kept else "fast.done.nothing")
    return Screen(noted(note, "\n".join(lines).strip() or nothing), tuple(result))


def uncorrected_lines(view: FastView) -> list[str]:
    """Return what is said of corrections that want their reason."""
    return [t("fast.done.uncorrected", axis=card.short) for card in uncorrected(view)]


def left_behind(view: FastView, key: str) -> str:
    """Return what is said when the rows are left: of how many that are open, and which corrections wait."""
    count = len(open_rows(view))
    return "\n".join([*([t(key, count=count)] if count else []), *uncorrected_lines(view)])

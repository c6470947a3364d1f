"""The conversation of the fast lane: rows are kept or left out one by one, or all that are plain at once. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer, quoted
from bot.conversing.widgets import noted
from bot.errors import UserError
from bot.free_messages.corrections import RowOrder, read_row_order
from bot.free_messages.kinds import SAYS_MORE, kind_of
from bot.free_messages.proposal import Candidate, Proposal
from bot.free_messages.reading import propose
from bot.free_messages.wording import echo, says_yes
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from bot.reporting.cards import AxisCard
from bot.reporting.rules import as_unchanged
from bot.reporting.words import Order, read_order
from bot.said import Choice, Edited, File, Location, Said, Stale, Text
from handlers.free_messages import screens
from handlers.free_messages.correcting import hear, leave, mend, mend_in_words, rows_at, settled
from handlers.free_messages.entering import enter, in_other_week
from handlers.free_messages.moves import FastStep, go, onward, stay, sweep
from handlers.free_messages.reasons import correct, take_reason
from handlers.free_messages.rules import (
    Args,
    asking_reason,
    card_of,
    complete,
    explained,
    is_closed,
    meanings,
    meant,
    meant_for_sure,
    open_rows,
    plain_of_closed,
    plain_rows,
    saved,
    weighed,
    with_answer,
)
from handlers.free_messages.view import FastState, FastView, key_of
from handlers.reporting import sweep_screens
from handlers.reporting.card_screens import CORRECTIONS
from handlers.reporting.onward import receipt_of, refuse_early, submit
from handlers.reporting.sweep_steps import untaken


def step(view: FastView, said: Said, _now: datetime) -> FastStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return stay(view, mistaken(said, mistake))


def _step(view: FastView, said: Said) -> FastStep:
    match said:
        case Choice("enter") if view.state.further:
            return go(view, hear(replace(view, state=replace(view.state, further="")), view.state.further))
        case Choice("enter"):
            return enter(view)
        case Choice("later"):
            return _put_off(view)
        case _ if view.state.week not in {"", view.report.week.key}:
            return in_other_week(view, said)
        case Text(forwarded=True):
            return stay(view, no_answer(said))
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)))
        case Text(text=""):
            return stay(view, t("report.want_text"))
        case Text(text=text) if card := asking_reason(view):
            return go(view, *take_reason(view, card, text))
        case Text(text=text) if wish := read_row_order(text):
            return _obey(view, wish)
        case Text(text=text) if read_order(text) == Order.SUBMIT and open_rows(view):
            return stay(view, t("fast.settle_first"))
        case Text(text=text) if says_yes(text) or read_order(text) == Order.SUBMIT:
            return _confirm(view)
        case Text(text=text) if found := explained(view, text):
            return _keep(view, *found, sure=True)
        case Text(text=text):
            return _hear(view, text)
        case Edited():
            return stay(view, t("report.edited"))
        case Stale():
            return Step(view.state, (screens.show(view, view.state.note),))
        case File() | Location():
            return stay(view, untaken(said))
        case Choice():
            return _take(view, said)
        case _:
            return stay(view, t("report.want_text"))


def _put_off(view: FastView) -> FastStep:
    """End the conversation; what was confirmed is kept, and it is said what was not."""
    screen = sweep_screens.put_off(view.report)
    return Step(None, (replace(screen, text=noted(screens.left_behind(view, "fast.not_kept"), screen.text)),))


def _take(view: FastView, choice: Choice) -> FastStep:
    """Take a button."""
    match choice:
        case Choice("back") if view.state.asked:
            return stay(replace(view, state=replace(view.state, asked="")))
        case Choice("back") if asking_reason(view):
            return stay(replace(view, state=replace(view.state, reason="")))
        case Choice("back"):
            return onward(view, sweep(view, note=screens.left_behind(view, "fast.rows_wait")))
        case Choice("province", (code,)) if code not in {each.code for each in view.report.others}:
            return stay(view, t("common.province_gone", province=by_code(code).name))
        case Choice("province", (code,)):
            return go(view, FastState(view.state.text, view.state.starts, province=code))
        case Choice("keep", (key, *args)) if found := meant(view, key, tuple(args)):
            return _keep(view, *found)
        case Choice("sure", (key, *args)) if found := meant_for_sure(view, key, tuple(args)):
            return _keep(view, *found, sure=True)
        case Choice("keep_all", keys):
            return _keep_all(view, tuple(row for row in plain_rows(view) if key_of(row) in keys))
        case Choice("mend_all", (axis, *keys)):
            return _keep_all(view, tuple(row for row in plain_of_closed(view, axis) if key_of(row) in keys))
        case Choice("leave", (key,)):
            return go(view, leave(view, tuple(row for row in open_rows(view) if key_of(row) == key)))
        case Choice("ask_reason", (axis,)):
            return stay(replace(view, state=replace(view.state, reason=axis)))
        case Choice("correct", (why,)) if why in CORRECTIONS and (card := asking_reason(view)):
            return go(view, *correct(view, card, t(f"report.correction.{why}")))
        case Choice("open", (axis,)):
            return onward(view, sweep(view, axis))
        case Choice("rest", (axis,)):
            return _rest_stays(view, axis)
        case Choice("submit_complete"):
            return _submit_complete(view)
        case _:
            return stay(view)


def _confirm(view: FastView) -> FastStep:
    """Keep the plain rows, and hand in what is complete once none is open."""
    if not open_rows(view):
        return _submit_complete(view)
    return _keep_all(view, plain_rows(view)) if plain_rows(view) else stay(view, t("fast.settle_first"))


def _hear(view: FastView, text: str) -> FastStep:
    """Read a further message: it mends a row, stands beside those that are open, or alone once all are settled."""
    if mended := mend_in_words(view, text):
        return go(view, mended)
    found = propose(text, view.report.cards)
    if kind_of(text, found) not in SAYS_MORE and not found.named:
        return unheard(stay(view, no_answer(Text(text))))
    if found.rest and view.found.rest and not (found.rows or found.unread or found.named):
        return stay(view, quoted(text))
    return go(view, hear(view, text))


def _obey(view: FastView, order: RowOrder) -> FastStep:
    """Do what was typed of rows by their numbers; raises UserError for a number that is not shown."""
    rows = rows_at(view, order.numbers)
    match order.what:
        case "leave":
            return go(view, leave(view, rows))
        case "mend" if order.value:
            return go(view, mend(view, rows[0], order.value))
        case "mend" if not all(is_closed(view, row) for row in rows):
            raise UserError("fast.want_value", number=order.numbers[0])
    for number, row in zip(order.numbers, rows, strict=True):
        if len(meanings(view, row)) != 1:
            raise UserError("fast.want_choice", number=number)
    return _keep(view, rows[0], meanings(view, rows[0])[0]) if len(rows) == 1 else _keep_all(view, rows)


def _keep(view: FastView, row: Proposal, candidate: Candidate, *, sure: bool = False) -> FastStep:
    """Keep one meaning of a row, unless its value must be weighed first; raises UserError."""
    card = card_of(view, candidate.axis)
    if card is None:
        return stay(view)
    question = None if sure else weighed(view, row, candidate)
    if question is not None:
        state = replace(view.state, asked=key_of(row), note="")
        return Step(state, (screens.weigh(row, question),))
    return _kept(view, (key_of(row),), {card.code: with_answer(card, candidate)}, echo(card, candidate))


def _keep_all(view: FastView, rows: tuple[Proposal, ...]) -> FastStep:
    """Keep all rows that raise no question, in their order; raises UserError."""
    cards: dict[str, AxisCard] = {}
    notes: list[str] = []
    for row in rows:
        (candidate,) = meanings(view, row)
        card = cards.get(row.axis) or card_of(view, row.axis)
        if card is not None:
            cards[row.axis] = with_answer(card, candidate)
            notes.append(echo(card, candidate))
    if not cards:
        return stay(view, t("fast.settle_first"))
    return _kept(view, tuple(map(key_of, rows)), cards, "\n".join(notes))


def _rest_stays(view: FastView, axis: str) -> FastStep:
    """Say of an axis that all that is missing stays as it was."""
    card = card_of(view, axis)
    if card is None or not card.rest_may_stay or not card.missing:
        return stay(view)
    return _kept(view, (), {axis: replace(card, draft=as_unchanged(card))}, t("fast.rest_kept", axis=card.short))


def _kept(view: FastView, keys: Args, cards: dict[str, AxisCard], note: str) -> FastStep:
    """Keep what some axes say now; of what was handed in, the reason is asked."""
    state = settled(view.state, keys)
    kept = ";".join(dict.fromkeys([*filter(None, state.kept.split(";")), *cards]))
    same = [card for card in cards.values() if card.done and card.draft == card.reported]
    note = "\n".join([note, *(t("fast.nothing_changed", axis=card.short) for card in same)])
    reason = ";".join(code for code, card in cards.items() if card.done)
    return go(view, replace(state, kept=kept, reason=reason, note=note), saved(view.report, cards.values()))


def _submit_complete(view: FastView) -> FastStep:
    """Hand in the axes of the message that are complete; raises UserError before the week opens."""
    refuse_early(view.report)
    cards = complete(view)
    if not cards:
        return stay(view, t("fast.none_complete"))
    handed = [submit(view.report, card) for card in cards]
    receipt = receipt_of(view.report, "report.receipt.several", [card for card, _fact in handed])
    facts = tuple(fact for _card, fact in handed)
    return Step(view.state, facts=facts, onward=Onward("report", vars(sweep(view, note=receipt))))

"""The conversation of the fast lane: rows are kept or left out one by one, or all that are plain at once. Pure."""

import json
from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import mistaken, no_answer, quoted, unread
from bot.conversing.screen import Screen
from bot.conversing.widgets import noted
from bot.errors import UserError
from bot.free_messages.corrections import RowOrder, read_row_order
from bot.free_messages.kinds import SAYS_MORE, MessageKind, is_sentence, kind_of, obstacle_in
from bot.free_messages.proposal import Candidate, Proposal
from bot.free_messages.reading import beside_names, propose
from bot.free_messages.wording import echo, says_yes
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportState
from bot.reporting.facts import ReportFact, SaveDraft, Submit
from bot.reporting.rules import as_unchanged
from bot.reporting.words import Order, read_order
from bot.said import Choice, Edited, File, Location, Said, Stale, Text
from handlers.free_messages import screens
from handlers.free_messages.correcting import gone_lines, hear, leave, mend, mend_in_words, rows_at, settled
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
from handlers.free_messages.view import FastState, FastView, as_lines, key_of
from handlers.obstacles.view import ObstacleState
from handlers.reporting import sweep_screens
from handlers.reporting.card_screens import CORRECTIONS
from handlers.reporting.onward import refuse_early, submit
from handlers.reporting.sweep_steps import receipt_of, untaken

FastStep = Step[FastState, ReportFact]
PLACES = {MessageKind.UNCHANGED: "unchanged", MessageKind.NOTHING: "nothing"}
"""Where in the report a message about the whole week leads."""


def step(view: FastView, said: Said, _now: datetime) -> FastStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistaken(said, mistake))


def _step(view: FastView, said: Said) -> FastStep:
    match said:
        case Choice("enter") if view.state.further:
            return _go(view, hear(replace(view, state=replace(view.state, further="")), view.state.further))
        case Choice("enter"):
            return _enter(view)
        case Choice("later"):
            return _put_off(view)
        case _ if view.state.week not in {"", view.report.week.key}:
            return _in_other_week(view, said)
        case Text(forwarded=True):
            return _stay(view, no_answer(said))
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)))
        case Text(text=""):
            return _stay(view, t("report.want_text"))
        case Text(text=text) if card := asking_reason(view):
            return _go(view, *take_reason(view, card, text))
        case Text(text=text) if wish := read_row_order(text):
            return _obey(view, wish)
        case Text(text=text) if read_order(text) == Order.SUBMIT and open_rows(view):
            return _stay(view, t("fast.settle_first"))
        case Text(text=text) if says_yes(text) or read_order(text) == Order.SUBMIT:
            return _confirm(view)
        case Text(text=text) if found := explained(view, text):
            return _keep(view, *found, sure=True)
        case Text(text=text):
            return _hear(view, text)
        case Edited():
            return _stay(view, t("report.edited"))
        case Stale():
            return Step(view.state, (screens.show(view, view.state.note),))
        case File() | Location():
            return _stay(view, untaken(said))
        case Choice():
            return _take(view, said)
        case _:
            return _stay(view, t("report.want_text"))


def _in_other_week(view: FastView, said: Said) -> FastStep:
    """Read the message anew into the week that holds now, with what is said in its own words now."""
    state = view.state
    again = FastState(state.text, starts=state.starts, province=state.province, note=t("report.other_week"))
    if isinstance(said, Text) and not said.forwarded and not read_order(said.text) and not says_yes(said.text):
        starts = f"{state.starts} {len(state.text) + 1}".strip()
        again = replace(again, text=f"{state.text}\n{said.text}", starts=starts)
    return _go(view, again)


def _put_off(view: FastView) -> FastStep:
    """End the conversation; what was confirmed is kept, and it is said what was not."""
    screen = sweep_screens.put_off(view.report)
    return Step(None, (replace(screen, text=noted(screens.left_behind(view, "fast.not_kept"), screen.text)),))


def _take(view: FastView, choice: Choice) -> FastStep:
    """Take a button."""
    match choice:
        case Choice("back") if view.state.asked:
            return _stay(replace(view, state=replace(view.state, asked="")))
        case Choice("back") if asking_reason(view):
            return _stay(replace(view, state=replace(view.state, reason="")))
        case Choice("back"):
            return _onward(view, _sweep(view, note=screens.left_behind(view, "fast.rows_wait")))
        case Choice("province", (code,)):
            return _go(view, FastState(view.state.text, view.state.starts, province=code))
        case Choice("keep", (key, *args)) if found := meant(view, key, tuple(args)):
            return _keep(view, *found)
        case Choice("sure", (key, *args)) if found := meant_for_sure(view, key, tuple(args)):
            return _keep(view, *found, sure=True)
        case Choice("keep_all", keys):
            return _keep_all(view, tuple(row for row in plain_rows(view) if key_of(row) in keys))
        case Choice("mend_all", (axis, *keys)):
            return _keep_all(view, tuple(row for row in plain_of_closed(view, axis) if key_of(row) in keys))
        case Choice("leave", (key,)):
            return _go(view, leave(view, tuple(row for row in open_rows(view) if key_of(row) == key)))
        case Choice("ask_reason", (axis,)):
            return _stay(replace(view, state=replace(view.state, reason=axis)))
        case Choice("correct", (why,)) if why in CORRECTIONS and (card := asking_reason(view)):
            return _go(view, *correct(view, card, t(f"report.correction.{why}")))
        case Choice("open", (axis,)):
            return _onward(view, _sweep(view, axis))
        case Choice("rest", (axis,)):
            return _rest_stays(view, axis)
        case Choice("submit_complete"):
            return _submit_complete(view)
        case _:
            return _stay(view)


def _enter(view: FastView) -> FastStep:
    """Show the rows; a message without any opens the axis that it names, or is no report."""
    found, note = view.found, view.state.note
    kind = MessageKind.REPORT if view.state.settled else kind_of(view.state.text, found)
    if kind == MessageKind.OBSTACLE:
        return _record_obstacle(view)
    if kind == MessageKind.REPORT:
        return _stay(view, note, keep_note=True)
    if len(found.named) == 1 and len(found.unread) == 1:
        beside = beside_names(view.state.text, view.report.cards)
        unread_words = unread(beside, "").strip() if beside else ""
        return _onward(view, _sweep(view, found.named[0], noted(note, unread_words)))
    if len(view.named) == 1 and is_sentence(view.state.text) and not view.not_due and kind == MessageKind.OTHER:
        (axis,) = view.named
        return _onward(view, replace(_sweep(view, axis, note), words=view.state.text))
    if place := PLACES.get(kind):
        return _onward(view, replace(_sweep(view, note=noted(note, quoted(view.state.text))), at=place))
    if view.not_due:
        return _onward(view, _sweep(view, note=noted(note, f"{quoted(view.state.text)}\n{screens.not_due(view)}")))
    words = noted(note, unread(view.state.text, t("fast.nothing")))
    return unheard(Step(None, (Screen(words, menu=view.menu),)))


def _record_obstacle(view: FastView) -> FastStep:
    """Go on to an obstacle, filled in with what the message says of it."""
    report, text = view.report, view.state.text
    axis = next(iter(view.named)) if len(view.named) == 1 else ""
    state = ObstacleState(
        province=report.province.code, axis=axis, week=report.week.key, home="list", words=obstacle_in(text)
    )
    return Step(view.state, onward=Onward("obstacle", vars(state), view.state.note))


def _confirm(view: FastView) -> FastStep:
    """Keep the plain rows, and hand in what is complete once none is open."""
    if not open_rows(view):
        return _submit_complete(view)
    return _keep_all(view, plain_rows(view)) if plain_rows(view) else _stay(view, t("fast.settle_first"))


def _hear(view: FastView, text: str) -> FastStep:
    """Read a further message: it mends a row, stands beside those that are open, or alone once all are settled."""
    if mended := mend_in_words(view, text):
        return _go(view, mended)
    found = propose(text, view.report.cards)
    if kind_of(text, found) not in SAYS_MORE and not found.named:
        return unheard(_stay(view, no_answer(Text(text))))
    return _go(view, hear(view, text))


def _obey(view: FastView, order: RowOrder) -> FastStep:
    """Do what was typed of rows by their numbers; raises UserError for a number that is not shown."""
    rows = rows_at(view, order.numbers)
    match order.what:
        case "leave":
            return _go(view, leave(view, rows))
        case "mend" if order.value:
            return _go(view, mend(view, rows[0], order.value))
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
        return _stay(view)
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
        return _stay(view, t("fast.settle_first"))
    return _kept(view, tuple(map(key_of, rows)), cards, "\n".join(notes))


def _rest_stays(view: FastView, axis: str) -> FastStep:
    """Say of an axis that all that is missing stays as it was."""
    card = card_of(view, axis)
    if card is None or not card.rest_may_stay or not card.missing:
        return _stay(view)
    return _kept(view, (), {axis: replace(card, draft=as_unchanged(card))}, t("fast.rest_kept", axis=card.short))


def _kept(view: FastView, keys: Args, cards: dict[str, AxisCard], note: str) -> FastStep:
    """Keep what some axes say now; of what was handed in, the reason is asked."""
    state = settled(view.state, keys)
    kept = ";".join(dict.fromkeys([*filter(None, state.kept.split(";")), *cards]))
    same = [card for card in cards.values() if card.done and card.draft == card.reported]
    note = "\n".join([note, *(t("fast.nothing_changed", axis=card.short) for card in same)])
    reason = ";".join(code for code, card in cards.items() if card.done)
    return _go(view, replace(state, kept=kept, reason=reason, note=note), saved(view.report, cards.values()))


def _submit_complete(view: FastView) -> FastStep:
    """Hand in the axes of the message that are complete; raises UserError before the week opens."""
    refuse_early(view.report)
    cards = complete(view)
    if not cards:
        return _stay(view, t("fast.none_complete"))
    handed = [submit(view.report, card) for card in cards]
    receipt = receipt_of(view.report, "report.receipt.several", [card for card, _fact in handed])
    facts = tuple(fact for _card, fact in handed)
    return Step(view.state, facts=facts, onward=Onward("report", vars(_sweep(view, note=receipt))))


def _go(view: FastView, state: FastState, facts: tuple[SaveDraft | Submit, ...] = ()) -> FastStep:
    """Save, and show the rows as they are afterwards."""
    return Step(view.state, facts=facts, onward=Onward("fast", vars(state)))


def _sweep(view: FastView, axis: str = "", note: str = "") -> ReportState:
    """Return the state in which the report goes on: the week's list, or the card of an axis."""
    report = view.report
    at = "card" if axis else "list"
    reading = json.dumps(vars(replace(view.state, note="")), ensure_ascii=False) if open_rows(view) else ""
    return ReportState(at, axis, week=report.week.key, province=report.province.code, reading=reading, note=note)


def _onward(view: FastView, state: ReportState) -> FastStep:
    return Step(view.state, onward=Onward("report", vars(state)))


def _stay(view: FastView, note: str = "", *, keep_note: bool = False) -> FastStep:
    """Show where things stand now, after a note."""
    report = view.report
    note = "\n".join(filter(None, [note, *gone_lines(view)]))
    state = replace(
        view.state,
        shown=as_lines({key_of(row): screens.name_of(view, row) for row in open_rows(view)}),
        week=report.week.key,
        province=report.province.code,
        note=note if keep_note else "",
    )
    return Step(state, (screens.show(replace(view, state=state), note),))

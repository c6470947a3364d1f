"""Why an axis that was handed in is corrected: the reason is taken, and the axis handed in anew. Pure."""

from dataclasses import replace

from bot.errors import UserError
from bot.free_messages.corrections import read_row_order
from bot.free_messages.reading import propose
from bot.free_messages.wording import says_yes
from bot.reporting.cards import AxisCard
from bot.reporting.facts import Submit
from bot.reporting.rules import LONGEST_ACTION, unsettled
from bot.reporting.words import read_order
from handlers.free_messages.correcting import hear
from handlers.free_messages.view import FastState, FastView
from handlers.reporting.card_screens import receipt
from handlers.reporting.onward import refuse_early, submit

Corrected = tuple[FastState, tuple[Submit, ...]]


def take_reason(view: FastView, card: AxisCard, text: str) -> Corrected:
    """Take a sentence as the reason; what is no reason, or speaks of other axes, is heard as such; raises UserError."""
    if read_order(text) or read_row_order(text) or says_yes(text):
        raise UserError("fast.want_reason")
    if any(row.axis != card.code for row in propose(text, view.report.cards).rows):
        return hear(view, text), ()
    if len(text) > LONGEST_ACTION:
        raise UserError("report.too_long", limit=LONGEST_ACTION, length=len(text))
    return correct(view, card, text)


def correct(view: FastView, card: AxisCard, reason: str) -> Corrected:
    """Return what hands in the correction of an axis; the rows that are open stay so; raises UserError."""
    refuse_early(view.report)
    if unsettled(card):
        raise UserError("estate.province.settle")
    after, fact = submit(view.report, card, reason)
    left = [axis for axis in view.state.reason.split(";") if axis != card.code]
    note = receipt(view.report, after, corrects=True)
    return replace(view.state, reason=";".join(left), note=note), (fact,)

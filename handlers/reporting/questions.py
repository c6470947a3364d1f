"""A question about the own province where a report is waited for: it is answered, and what is open stays. Pure."""

from bot.asking.names import known_in
from bot.asking.own_reading import read_own_question
from bot.free_messages.kinds import SAYS_MORE, kind_of
from bot.free_messages.reading import propose
from bot.programme.calendar import day_of
from bot.reporting.cards import ReportView


def is_own_question(text: str, view: ReportView) -> bool:
    """Return whether a text asks of the own province, and reports nothing."""
    known = known_in(tuple(card.called for card in view.cards), ())
    asked = read_own_question(text, known, day_of(view.moment)) is not None
    return asked and kind_of(text, propose(text, view.cards)) not in SAYS_MORE

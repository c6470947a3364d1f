"""A question about the own province where a report is waited for: it is answered, and what is open stays. Pure."""

from bot.asking.names import known_in
from bot.asking.own_reading import read_own_question
from bot.programme.calendar import day_of
from bot.reporting.cards import ReportView


def is_own_question(text: str, view: ReportView) -> bool:
    """Return whether a text in which no report was found asks of the own province."""
    known = known_in(tuple(card.called for card in view.cards), ())
    return read_own_question(text, known, day_of(view.moment)) is not None

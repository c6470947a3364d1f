"""Finds the axis that a typed text names. Pure."""

from bot.language.naming import index_of, named
from bot.reporting.view import AxisCard


def find_card(text: str, cards: tuple[AxisCard, ...]) -> AxisCard | None:
    """Return the axis of some whose short or whole title a text is, in spite of a slip; None for none or several."""
    code = named(text, index_of({card.code: (card.short, card.title) for card in cards}))
    return next((card for card in cards if card.code == code), None)

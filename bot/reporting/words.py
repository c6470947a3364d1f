"""The words that stand for buttons: what a person may type instead of tapping. Pure."""

from enum import StrEnum

from bot.language.folding import fold
from bot.language.lexicon import words


class Order(StrEnum):
    """A typed order; its value is the choice that it stands for."""

    SUBMIT = "submit"
    SAME = "same"
    BACK = "back"
    LATER = "later"


def read_order(text: str) -> Order | None:
    """Return the order that a whole message is, None for anything else."""
    folded = fold(text)
    return next((order for order in Order if folded in _spellings(order)), None)


def _spellings(order: Order) -> frozenset[str]:
    return frozenset(map(fold, words(f"orders.{order.value}")))

"""The words that stand for buttons: what a person may type instead of tapping. Pure."""

from enum import StrEnum
from functools import cache

from bot.language.folding import squeeze
from bot.language.lexicon import table

LONGEST_ORDER = 4
"""Words of an order that may end an answer."""


class Order(StrEnum):
    """A typed order; its value is the choice that it stands for."""

    SUBMIT = "submit"
    SUBMIT_NEXT = "submit_next"
    SUBMIT_REST = "submit_rest"
    SUBMIT_REST_NEXT = "submit_rest_next"
    SAME = "same"
    SAME_ONE = "same_one"
    SKIP = "skip"
    DETAILS = "details"
    BACK = "back"
    LATER = "later"


def read_order(text: str) -> Order | None:
    """Return the order that a whole message is, None for anything else."""
    return _orders().get(squeeze(text)) if len(text) <= 40 else None


def split_closing(text: str) -> tuple[str, Order | None]:
    """Return what stands before a «ثبت» that ends a text, and that order; ('', None) where none does."""
    words = text.split()
    for count in range(min(LONGEST_ORDER, len(words) - 1), 0, -1):
        order = read_order(" ".join(words[-count:]))
        if order in {Order.SUBMIT, Order.SUBMIT_NEXT}:
            return " ".join(words[:-count]), order
    return "", None


@cache
def _orders() -> dict[str, Order]:
    return {squeeze(word): Order(name) for name, words in table()["orders"].items() for word in words}

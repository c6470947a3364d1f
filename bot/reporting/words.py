"""The words that stand for buttons: what a person may type instead of tapping. Pure."""

from enum import StrEnum
from functools import cache

from bot.language.folding import squeeze
from bot.language.lexicon import table


class Order(StrEnum):
    """A typed order; its value is the choice that it stands for."""

    SUBMIT = "submit"
    SUBMIT_REST = "submit_rest"
    SAME = "same"
    SAME_ONE = "same_one"
    SKIP = "skip"
    BACK = "back"
    LATER = "later"


def read_order(text: str) -> Order | None:
    """Return the order that a whole message is, None for anything else."""
    return _orders().get(squeeze(text)) if len(text) <= 40 else None


@cache
def _orders() -> dict[str, Order]:
    return {squeeze(word): Order(name) for name, words in table()["orders"].items() for word in words}

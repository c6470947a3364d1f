"""The words that stand for buttons: what a person may type instead of tapping. Pure."""

import re
from enum import StrEnum
from functools import cache

from bot.language.folding import squeeze
from bot.language.lexicon import table

CLOSING = re.compile(r"(.*\S)[^\w\u200c]+(\w+)", re.DOTALL)


class Order(StrEnum):
    """A typed order; its value is the choice that it stands for."""

    SUBMIT = "submit"
    SUBMIT_REST = "submit_rest"
    SAME = "same"
    SAME_ONE = "same_one"
    SKIP = "skip"
    DETAILS = "details"
    BACK = "back"
    LATER = "later"


def read_order(text: str) -> Order | None:
    """Return the order that a whole message is, None for anything else."""
    return _orders().get(squeeze(text)) if len(text) <= 40 else None


def before_submit(text: str) -> str:
    """Return what stands before a «ثبت» that ends a text, '' where there is none."""
    found = CLOSING.fullmatch(text.strip())
    return found[1] if found and read_order(found[2]) == Order.SUBMIT else ""


@cache
def _orders() -> dict[str, Order]:
    return {squeeze(word): Order(name) for name, words in table()["orders"].items() for word in words}

"""The figures of what was said and of what was told: numerals, numbers by their value, and what stands in «…»."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.language.catalogue import t
from bot.language.cleaning import clean
from bot.language.folding import fold
from bot.language.reading.quantities import quantities
from bot.language.reading.tokens import located, phrased

MOST = 60
"""Numbers that are looked for in a text."""
PIECE = re.compile("«([^»]*)»")
NUMERAL = re.compile(r"(?<![a-z_0-9])[0-9][0-9٬,،.٫/]*", re.IGNORECASE)
ROUNDED = (t("report.rounded"), "گرد شده", "گرد می‌شود")


def numerals(text: str) -> list[str]:
    """Return the numerals of a text, each as its digits without zeros at either end."""
    found = [re.sub(r"[^0-9]", "", numeral).strip("0") for numeral in NUMERAL.findall(fold(text))]
    return [digits or "0" for digits in found]


def quotes(text: str) -> list[str]:
    """Return what stands in «…» in a text."""
    return [piece.strip("\u2066\u2067\u2068\u2069") for piece in PIECE.findall(text)]


def amounts(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """Yield what the numbers of a clean text may be, «۱ همت و ۲۰۰ میلیارد» as one, with their places."""
    found = list(phrased(located(text)))
    for each in quantities(found, MOST):
        yield from ((value, found[each.start].start, found[each.end - 1].end) for value in each.amount.values)


def untold(words: str, told: Sequence[str], *, rounded: bool) -> str:
    """Return words without the numbers that are told by their value, or by their rounded value where that is said."""
    text = clean(words)
    for value, start, end in amounts(text):
        if told_as(value, rounded=rounded) & set(told):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def told_as(value: Decimal, *, rounded: bool) -> set[str]:
    """Return the digits by which a number may be told; rounded, also to millions of what its unit counts."""
    near = (value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) for places in range(-6, 4) if rounded)
    return set(map(digits_of, [value, *filter(None, near)]))


def digits_of(value: Decimal) -> str:
    """Return a number's digits without zeros at either end, as `numerals` does."""
    return re.sub(r"[^0-9]", "", f"{value:f}").strip("0") or "0"


def says_rounded(told: str) -> bool:
    """Return whether a text says that a figure was rounded."""
    return any(sentence in told for sentence in ROUNDED)

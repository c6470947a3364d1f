"""A number among tokens with its scale words: «۲ هزار و ۲۰۰»، «دوازده و نیم میلیارد»، «نیم میلیون»."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.language.reading.small_numbers import Amount, at, fraction_after, read_small, with_decimals
from bot.language.reading.tokens import Token

THOUSAND = Decimal(1000)
MILLION = Decimal(1_000_000)
MOST_SCALES = 2
MOST_TERMS = 6


def read_amount(found: Sequence[Token], place: int) -> Amount | None:
    """Return the number that begins at a place, with where it ends, or None when there is none."""
    amount = read_term(found, place)
    last = amount
    for _ in range(MOST_TERMS):
        if amount is None or last is None or last.scale < MILLION:
            break
        linked = at(found, amount.end).kind == "and"
        term = read_term(found, amount.end + linked)
        if term is None or term.problem or term.scale >= last.scale or max(term.values, default=0) >= last.scale:
            break
        amount, last = added(amount, last, term), term
    return amount


def added(amount: Amount, last: Amount, term: Amount) -> Amount:
    """Return an amount with its next, smaller term; «دو میلیارد و پانصد» may mean 2.5 billion."""
    pairs = zip(amount.values * len(term.values), term.values * len(amount.values), strict=True)
    sums = tuple(first + second for first, second in pairs)
    asked = amount.asked or term.asked
    if term.scale == 1 and last.scale >= MILLION:
        spoken = tuple(first + term.values[0] * last.scale / THOUSAND for first in amount.values)
        sums, asked = spoken + sums, "tail"
    return Amount(sums, term.end, amount.scale, asked, amount.problem or term.problem)


def read_term(found: Sequence[Token], place: int) -> Amount | None:
    """Return a number below a million with its scale words: «نوزده هزار میلیارد»، «۱۲ میلیارد و نیم»."""
    amount = read_thousands(found, place)
    if amount is None:
        return None
    scale, end = Decimal(1), amount.end
    while is_scale(found, end) and end - amount.end < MOST_SCALES:
        scale *= scale_at(found, end)
        end += 1
    if scale == 1:
        return amount
    amount = replace(amount.times(scale), end=end, scale=scale * amount.scale)
    half = fraction_after(found, end)
    if half is None or is_scale(found, end + 2):
        return amount
    return amount.with_values(tuple(value + half * scale for value in amount.values), end + 2)


def read_thousands(found: Sequence[Token], place: int) -> Amount | None:
    """Return a number below a million: «هزار»، «۲ هزار و ۲۰۰»، «صد و بیست و سه»; «دو هزار و نیم» is asked."""
    amount = Amount((Decimal(1),), place) if is_thousand(found, place) else read_small(found, place)
    if amount is None or not is_thousand(found, amount.end):
        return amount
    amount = replace(amount.times(THOUSAND), end=amount.end + 1, scale=THOUSAND)
    if at(found, amount.end).kind == "point":
        return with_decimals(found, amount)
    if (half := fraction_after(found, amount.end)) is not None:
        both = (value + half * of for of in (THOUSAND, Decimal(1)) for value in amount.values)
        return amount.with_values(tuple(both), amount.end + 2, "half")
    rest = read_small(found, amount.end + (at(found, amount.end).kind == "and"))
    if rest is None or is_thousand(found, rest.end) or max(rest.values, default=THOUSAND) >= THOUSAND:
        return amount
    return added(amount, amount, rest)


def is_scale(found: Sequence[Token], place: int) -> bool:
    """Return whether a scale word stands at a place: «هزار»، «میلیون»، «میلیارد»."""
    return at(found, place).kind == "scale"


def is_thousand(found: Sequence[Token], place: int) -> bool:
    """Return whether «هزار» stands at a place."""
    return is_scale(found, place) and scale_at(found, place) == THOUSAND


def scale_at(found: Sequence[Token], place: int) -> Decimal:
    """Return the value of the scale word at a place."""
    word = found[place].word
    return word.value if word is not None else Decimal(1)

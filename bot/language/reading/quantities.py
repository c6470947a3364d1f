"""The quantities in a text: each number with the unit beside it and what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from bot.language.lexicon import Word
from bot.language.reading.amounts import MILLION, read_amount
from bot.language.reading.small_numbers import Amount, at, fraction_after
from bot.language.reading.tokens import Token

UNITS = frozenset({"unit", "noun", "person", "percent", "foreign", "letter", "month", "new_money"})
COUNTED = frozenset({"noun", "person"})
TOMAN = Decimal(10)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, the unit said with it (a token, or None) and where both stand."""

    amount: Amount
    unit: Token | None
    start: int
    end: int

    @property
    def word(self) -> Word | None:
        """Return what the unit means, where the lexicon knows it."""
        return self.unit.word if self.unit else None

    @property
    def kind(self) -> str:
        """Return the kind of the unit, nothing when none is said."""
        return self.unit.kind if self.unit else ""


def quantities(found: Sequence[Token], most: int) -> list[Quantity]:
    """Return the quantities of a text, at most so many."""
    result: list[Quantity] = []
    place = 0
    while place < len(found) and len(result) < most:
        amount = read_amount(found, place)
        if amount is None:
            place += 1
        else:
            said = with_unit(found, amount, place)
            while (longer := with_smaller(found, said)) is not None:
                said = longer
            result.append(said)
            place = said.end
    return result


def with_smaller(found: Sequence[Token], said: Quantity) -> Quantity | None:
    """Return a quantity with the next one of a smaller size added: «۱ همت و ۲۰۰ میلیارد»، «۶ مگاوات و ۵۰۰ کیلووات»."""
    start = said.end + (at(found, said.end).kind == "and")
    amount = read_amount(found, start)
    if said.kind != "unit" or said.word is None or amount is None or said.amount.problem or amount.problem:
        return None
    following = with_unit(found, amount, start)
    size = size_of(following, said.word)
    if not size or not amount.values or max(amount.values) * size >= said.amount.scale * said.word.value:
        return None
    pairs = product(said.amount.values, amount.values)
    values = tuple(first + second * size / said.word.value for first, second in pairs)
    asked = said.amount.asked or amount.asked
    return replace(said, amount=replace(said.amount, values=values, asked=asked), end=following.end)


def size_of(said: Quantity, of: Word) -> Decimal:
    """Return what one of a quantity's unit is in the base of another unit's family, 0 where it is of none."""
    if said.kind == "unit" and said.word is not None and said.word.family == of.family:
        return said.word.value
    return TOMAN if said.unit is None and of.family == "money" and said.amount.scale >= MILLION else Decimal(0)


def with_unit(found: Sequence[Token], amount: Amount, start: int) -> Quantity:
    """Return an amount with its unit: the token after it, or a percent sign before it."""
    after = at(found, amount.end)
    if after.kind in UNITS:
        half = fraction_after(found, amount.end + 1)
        if half is not None and after.kind in {"unit", "percent"} and not amount.problem:
            values = tuple(value + half * amount.scale for value in amount.values)
            return Quantity(amount.with_values(values, amount.end), after, start, amount.end + 3)
        return Quantity(amount, after, start, amount.end + 1)
    if after.kind == "range" and at(found, amount.end + 1).kind in COUNTED:  # «سه تا پیشران»
        return Quantity(amount, found[amount.end + 1], start, amount.end + 2)
    if after.kind == "range" and (half := fraction_after(found, amount.end + 1)) is not None:  # «پونزده تا و نیم»
        values = tuple(value + half for value in amount.values)
        return Quantity(amount.with_values(values, amount.end, "half"), None, start, amount.end + 3)
    if start and found[start - 1].kind == "percent" and found[start - 1].word is None:
        return Quantity(amount, found[start - 1], start - 1, amount.end)
    return Quantity(amount, None, start, amount.end)


def stranger(found: Sequence[Token], quantity: Quantity) -> Token | None:
    """Return the unknown word that stands where the unit of a bare number would, if there is one."""
    after = at(found, quantity.end)
    strange = after.kind == "unknown" or (after.kind == "same" and after.word is not None)
    return after if quantity.unit is None and strange else None

"""A number below a thousand among tokens, with its decimals: «شش ممیز پنج»، «۱۲ و نیم»."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.reading.tokens import END, Token

THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Amount:
    """The numbers that a phrase may mean; its largest scale word; why it is asked or refused, if it is.

    `share` says that it is a fraction alone («نصف»، «سه چهارم»), which may be one of a hundred.
    """

    values: tuple[Decimal, ...]
    end: int
    scale: Decimal = Decimal(1)
    asked: str = ""
    problem: str = ""
    share: bool = False

    def times(self, factor: Decimal) -> "Amount":
        """Return the amount with every value multiplied."""
        return replace(self, values=tuple(value * factor for value in self.values))

    def literal(self) -> "Amount":
        """Return the amount without the spoken meaning of «دو میلیارد و پانصد», which only money has."""
        if self.asked != "tail":
            return self
        return replace(self, values=self.values[len(self.values) // 2 :], asked="")

    def with_values(self, values: tuple[Decimal, ...], end: int, asked: str = "") -> "Amount":
        """Return the amount with other values, read up to `end`."""
        return replace(self, values=values, end=end, asked=self.asked or asked)


def at(found: Sequence[Token], place: int) -> Token:
    """Return the token at a place, or the end."""
    return found[place] if place < len(found) else END


def fraction_after(found: Sequence[Token], place: int) -> Decimal | None:
    """Return the half or quarter of «و نیم» at a place."""
    word = at(found, place + 1).word
    if at(found, place).kind == "and" and word is not None and word.kind == "fraction":
        return word.value
    return None


def read_small(found: Sequence[Token], place: int) -> Amount | None:
    """Return a number without scale words: figures, words below a thousand, a fraction, with its decimals."""
    token = at(found, place)
    if token.figure is not None:
        figure = token.figure
        amount = Amount(figure.values, place + 1, asked=figure.asked, problem=figure.problem)
        of = part_value(found, place + 1)
        return with_decimals(found, amount) if of is None else replace(amount.times(1 / of), end=place + 2, share=True)
    if token.word is not None and token.word.kind == "fraction":
        return Amount((token.word.value,), place + 1, share=True)
    parts = word_parts(found, place)
    if not parts:
        return None
    end = place + 2 * len(parts) - 1
    if (of := part_value(found, end)) is not None:
        return of_parts(parts, of, end + 1)
    return with_decimals(found, Amount((sum(parts, Decimal(0)),), end))


def word_parts(found: Sequence[Token], place: int) -> list[Decimal]:
    """Return the words of a number below a thousand: «صد»، «بیست»، «سه» of «صد و بیست و سه»."""
    parts: list[Decimal] = []
    room = THOUSAND
    while (word := at(found, place).word) is not None and word.kind == "number" and word.value < room:
        parts.append(word.value)
        room = room_after(word.value)
        if at(found, place + 1).kind != "and" or room <= 1:
            break
        place += 2
    return parts


def room_after(value: Decimal) -> Decimal:
    """Return what the next word must stay below: 100 after a hundred, 10 after a ten, else nothing."""
    if value >= 100:
        return Decimal(100)
    return Decimal(10) if value >= 20 else Decimal(0)


def part_value(found: Sequence[Token], place: int) -> Decimal | None:
    """Return 10, 100 or 1000 for «دهم»، «صدم»، «هزارم»."""
    word = at(found, place).word
    return word.value if word is not None and word.kind == "part" else None


def of_parts(parts: list[Decimal], of: Decimal, end: int) -> Amount | None:
    """Return «بیست و پنج صدم», which may be 0.25 or 20.05: every way of cutting it that makes sense."""
    values = []
    for cut in range(len(parts)):
        over = sum(parts[cut:], Decimal(0))
        if over < of:
            values.append(sum(parts[:cut], Decimal(0)) + over / of)
    return Amount(tuple(values), end, asked="parts" if len(values) > 1 else "", share=True) if values else None


def with_decimals(found: Sequence[Token], amount: Amount) -> Amount:
    """Return an amount with what follows it: «و نیم»، «ممیز پنج»، «و پنج دهم»."""
    place = amount.end
    if (half := fraction_after(found, place)) is not None:
        return amount.with_values(tuple(value + half for value in amount.values), place + 2)
    linked = at(found, place).kind
    if linked not in {"point", "and"} or len(amount.values) != 1:
        return amount
    zeros, start = leading_zeros(found, place + 1)
    digits, end = decimal_digits(found, start)
    if digits is None:
        return amount
    if (of := part_value(found, end)) is not None:
        part, end = Decimal(digits) / of, end + 1
    elif linked == "point":
        part = Decimal(f"0.{zeros}{digits}")
    else:
        return amount
    return amount.with_values((amount.values[0] + part,), end) if part < 1 else amount


def leading_zeros(found: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the spoken zeros at a place («صفر پنج») and where what follows begins."""
    following = at(found, place + 1)
    word = at(found, place).word
    if word is not None and word.kind == "number" and word.value == 0 and following.kind == "number":
        return "0", place + 1
    return "", place


def decimal_digits(found: Sequence[Token], place: int) -> tuple[str | None, int]:
    """Return the digits after a decimal point, in figures or words, and where they end."""
    token = at(found, place)
    if token.figure is not None:
        return (token.text, place + 1) if token.text.isdigit() else (None, place)
    parts = word_parts(found, place)
    if not parts:
        return None, place
    return str(int(sum(parts))), place + 2 * len(parts) - 1

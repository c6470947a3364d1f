"""A number among tokens, in figures, words or both: «۲ هزار و ۲۰۰»، «دوازده و نیم میلیارد»، «شش ممیز پنج»."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.reading.tokens import END, Token

HALF = Decimal("0.5")
THOUSAND = Decimal(1000)
MILLION = Decimal(1_000_000)
MOST_SCALES = 2
MOST_TERMS = 6


@dataclass(frozen=True, slots=True)
class Amount:
    """The numbers that a phrase may mean; its largest scale word; why it is asked or refused, if it is."""

    values: tuple[Decimal, ...]
    end: int
    scale: Decimal = Decimal(1)
    asked: str = ""
    problem: str = ""

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


def read_amount(found: Sequence[Token], place: int) -> Amount | None:
    """Return the number that begins at a place, with where it ends, or None when there is none."""
    amount = read_term(found, place)
    last = amount
    for _ in range(MOST_TERMS):
        if amount is None or last is None or last.scale < MILLION:
            break
        linked = at(found, amount.end).kind == "and"
        term = read_term(found, amount.end + linked)
        if term is None or term.scale >= last.scale or max(term.values, default=0) >= last.scale:
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
        return with_decimals(found, amount) if of is None else replace(amount.times(1 / of), end=place + 2)
    if token.word is not None and token.word.kind == "fraction":
        return Amount((token.word.value,), place + 1)
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
    return Amount(tuple(values), end, asked="parts" if len(values) > 1 else "") if values else None


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

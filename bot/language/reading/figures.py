"""One number written in digits: what its separators may mean."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language import letters

GROUPS = re.compile(r"[1-9]\d{0,2}(?:\D\d{3})+")
SEPARATORS = re.compile(r"\D+")
KNOWN = letters.COMMAS + letters.POINTS + "/"
MOST_DIGITS = 24
PHONE_DIGITS = 8
JALALI_YEARS = range(1300, 1500)


@dataclass(frozen=True, slots=True)
class DigitReading:
    """The values that digits may stand for, most likely first; why they are asked or refused, if they are."""

    values: tuple[Decimal, ...] = ()
    asked: str = ""
    problem: str = ""


def read_figure(text: str) -> DigitReading:
    """Read Latin digits with the separators «٬ , ، ٫ . /» between them (and others, which are refused)."""
    separators = SEPARATORS.findall(text)
    digits = len(text) - sum(map(len, separators))
    if digits > MOST_DIGITS:
        return DigitReading(problem="too_long")
    if text.startswith("0") and digits >= PHONE_DIGITS and not separators:
        return DigitReading(problem="phone")
    if any(len(separator) > 1 or separator not in KNOWN for separator in separators):
        return DigitReading(problem="malformed")
    match separators:
        case []:
            return DigitReading((Decimal(text),))
        case [separator]:
            return one_separator(text, separator)
        case _:
            return many_separators(text, separators)


def read_spaced(text: str) -> DigitReading:
    """Read groups of digits with spaces between them: thousands most of all."""
    readings = (as_thousands(text), as_decimal(text)) if text.count(" ") == 1 else (as_thousands(text),)
    return DigitReading(readings, asked="separator")


def one_separator(text: str, separator: str) -> DigitReading:
    """Read digits with one separator, which alone may be a decimal point or a mark of thousands."""
    decimal, thousands = as_decimal(text), as_thousands(text)
    grouped = bool(GROUPS.fullmatch(text))
    if separator == letters.DECIMAL_POINT or (separator == "." and not grouped):
        return DigitReading((decimal,))
    if separator == letters.THOUSANDS:
        return DigitReading((thousands,)) if grouped else DigitReading((decimal,), asked="separator")
    if separator == "/":
        return slash(text)
    if separator in letters.COMMAS and grouped:
        return DigitReading((thousands, decimal), asked="comma" if separator == "," else "separator")
    return DigitReading((decimal, thousands) if grouped else (decimal,), asked="separator")


def slash(text: str) -> DigitReading:
    """Read «۱۲/۵»: a decimal most of all, perhaps a fraction or thousands; «۱۴۰۵/۹» is a date."""
    left, right = text.split("/")
    if int(left) in JALALI_YEARS and 1 <= int(right) <= 12:
        return DigitReading(problem="date")
    readings = [as_decimal(text)]
    if 0 < int(left) < int(right) < 10:
        readings.append(Decimal(left) / Decimal(right))
    if GROUPS.fullmatch(text):
        readings.append(as_thousands(text))
    return DigitReading(tuple(readings), asked="separator")


def many_separators(text: str, separators: list[str]) -> DigitReading:
    """Read «۱٬۲۳۴٬۵۶۷» and «۱۲,۵۰۰.۷۵»; three parts between slashes are a date."""
    if GROUPS.fullmatch(text) and len(set(separators)) == 1 and separators[0] != letters.DECIMAL_POINT:
        certain = separators[0] in letters.COMMAS + "."
        return DigitReading((as_thousands(text),), asked="" if certain else "separator")
    if separators == ["/", "/"]:
        return DigitReading(problem="date")
    *grouping, point = separators
    whole = text[: text.rindex(point)]
    if set(grouping) <= set(letters.COMMAS) and len(set(grouping)) == 1 and GROUPS.fullmatch(whole):
        value = Decimal(SEPARATORS.sub("", whole) + "." + text[text.rindex(point) + 1 :])
        if point in letters.POINTS:
            return DigitReading((value,))
        if point == "/":
            return DigitReading((value,), asked="separator")
    return DigitReading(problem="malformed")


def as_decimal(text: str) -> Decimal:
    """Return digits with their one separator taken for a decimal point."""
    return Decimal(SEPARATORS.sub(".", text))


def as_thousands(text: str) -> Decimal:
    """Return digits with their separators left out."""
    return Decimal(SEPARATORS.sub("", text))

"""Iranian mobile numbers, from every form in which people write them."""

import re

from bot.language.cleaning import clean
from bot.language.letters import ZWJ, ZWNJ, latin_digits

SEPARATORS = re.compile(rf"[\s\-\u2010-\u2015\u2212()\[\]{ZWNJ}{ZWJ}]")
MOBILE = re.compile(r"(?:(?:\+|00)?980?|0)?(9[0-9]{9})")

WITHIN = re.compile(r"(?<!\d)(?:(?:\+|00)?980?|0)?9(?:[\s\-]?\d){9}(?!\d)")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def part_phone(text: str) -> tuple[str, str | None]:
    """Return a text without the mobile number that stands in it, and that number as `normalise_phone` gives it."""
    found = WITHIN.search(latin_digits(text))
    phone = normalise_phone(found[0]) if found else None
    if found is None or phone is None:
        return text, None
    parts = (EDGES.sub("", part) for part in (text[: found.start()], text[found.end() :]))
    return " ".join(part for part in parts if part), phone


def normalise_phone(text: str) -> str | None:
    """Return a mobile number as 98XXXXXXXXXX, None for whatever is not surely one.

    Understood are +98, 0098, 98, 09… and 9…, Persian and Arabic digits, spaces, dashes, brackets, and the «.0» of a
    number that a sheet kept as a number. `9.12123E+09` is refused: its last digits are lost.
    """
    text = SEPARATORS.sub("", latin_digits(clean(text))).removesuffix(".0")
    found = MOBILE.fullmatch(text)
    return f"98{found[1]}" if found else None


def masked_phone(phone: str) -> str:
    """Return a normalised number with its middle hidden, for whatever is shown: `98912•••4567`."""
    return f"{phone[:5]}•••{phone[-4:]}"

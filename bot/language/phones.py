"""Iranian mobile numbers, from every form in which people write them."""

import re

from bot.language.cleaning import clean
from bot.language.folding import squeeze
from bot.language.letters import ZWJ, ZWNJ, latin_digits
from bot.language.lexicon import table

SEPARATORS = re.compile(rf"[\s\-\u2010-\u2015\u2212()\[\]{ZWNJ}{ZWJ}]")
MOBILE = re.compile(r"(?:(?:\+|00)?980?|0)?(9[0-9]{9})")
WRITTEN = re.compile(rf"[+(\[]?[0-9](?:(?:{SEPARATORS.pattern})*[0-9]){{6,}}")
"""What is written like the number of a phone: seven digits or more."""
LEADING, TRAILING = re.compile(r"[^\w)\]]+$"), re.compile(r"^[^\w(\[]+")
"""The marks before and after a number that lead to it, and belong to no name."""


def normalise_phone(text: str) -> str | None:
    """Return a mobile number as 98XXXXXXXXXX, None for whatever is not surely one.

    Understood are +98, 0098, 98, 09… and 9…, Persian and Arabic digits, spaces, dashes, brackets, and the «.0» of a
    number that a sheet kept as a number. `9.12123E+09` is refused: its last digits are lost.
    """
    text = SEPARATORS.sub("", latin_digits(clean(text))).removesuffix(".0")
    found = MOBILE.fullmatch(text)
    return f"98{found[1]}" if found else None


def part_phone(text: str) -> tuple[str, str | None]:
    """Return a name without the mobile number that is written beside it, and that number (None: there is none)."""
    written = clean(text)
    found = WRITTEN.search(latin_digits(written))
    phone = normalise_phone(found[0]) if found else None
    if found is None or phone is None:
        return " ".join(written.split()), None
    before, after = written[: found.start()], TRAILING.sub("", written[found.end() :])
    return " ".join([*_without_label(before), *after.split()]), phone


def has_phone(text: str) -> bool:
    """Say whether something in a text is written like the number of a phone, whatever phone that is."""
    return WRITTEN.search(latin_digits(text)) is not None


def _without_label(before: str) -> list[str]:
    """Return the words before a number, but for those that say what it is."""
    words, labels = LEADING.sub("", before).split(), set(map(squeeze, table()["beside_phone"]["words"]))
    while words and squeeze(words[-1]) in labels:
        words = LEADING.sub("", " ".join(words[:-1])).split()
    return words


def masked_phone(phone: str) -> str:
    """Return a normalised number with its middle hidden, for whatever is shown: `98912•••4567`."""
    return f"{phone[:5]}•••{phone[-4:]}"

"""Text folded so that spellings of one thing become equal: for matching only, never shown or stored."""

import re
import unicodedata

from bot.language import letters
from bot.language.cleaning import clean

PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return text with one form of each letter, no marks or half-spaces, Latin digits and single spaces."""
    text = PRESENTATION_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), clean(text))
    text = unmarked(text.translate(letters.FOLDED).translate(letters.TO_LATIN_DIGITS))
    return BLANKS.sub(" ", text.casefold()).strip()


def squeeze(text: str) -> str:
    """Return folded text without any spaces: «هم افزایی»، «هم‌افزایی» and «همافزایی» are one."""
    return fold(text).replace(" ", "")


def unmarked(text: str) -> str:
    """Return text without combining marks."""
    return "".join(character for character in text if unicodedata.category(character) != "Mn")

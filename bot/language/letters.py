"""The letters, digits and signs of Persian: the one place where code names them."""

from decimal import Decimal

FSI, PDI = "\u2068", "\u2069"
LRM = "\u200e"
ALM = "\u061c"
ZWNJ, ZWJ = "\u200c", "\u200d"
TATWEEL = "ـ"
THOUSANDS, DECIMAL_POINT = "٬", "٫"
COMMAS = "٬,،"  # between thousands, as people type them
POINTS = "٫."
QUESTION = "؟"
COMMA = "،"
SEMICOLON = "؛"
PERCENT = "٪"
ASTERISK = "∗"
AND = "و"
FINAL_HEH = "ه"

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
LATIN_DIGITS = "0123456789"

# A space sorts before every letter.
ALPHABET = " ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

TO_PERSIAN_DIGITS = str.maketrans(LATIN_DIGITS + ARABIC_DIGITS, PERSIAN_DIGITS * 2)
TO_LATIN_DIGITS = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS, LATIN_DIGITS * 2)
TO_PERSIAN_SIGNS = str.maketrans(LATIN_DIGITS + ",.", PERSIAN_DIGITS + THOUSANDS + DECIMAL_POINT)

# For matching only: letters that people, keyboards and old systems write for one another.
FOLDED = str.maketrans(
    {
        **dict.fromkeys("يىئېۍےﻯ", "ی"),
        **dict.fromkeys("كﻙڪګ", "ک"),
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ةۀەۂہھۃ", "ه"),
        **dict.fromkeys("ؤۇۆۈۋ", "و"),
        "ء": "",
        TATWEEL: "",
        ZWNJ: "",
        ZWJ: "",
        "\u2019": "'",
    }
)


def persian_digits(text: str) -> str:
    """Return `text` with Latin and Arabic digits turned to Persian ones, nothing else changed."""
    return text.translate(TO_PERSIAN_DIGITS)


def latin_digits(text: str) -> str:
    """Return `text` with Persian and Arabic digits turned to Latin ones, nothing else changed."""
    return text.translate(TO_LATIN_DIGITS)


def grouped(value: int | Decimal) -> str:
    """Return a number with Persian digits, «٬» and «٫» and no trailing zeros; a minus stays a minus."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(TO_PERSIAN_SIGNS)

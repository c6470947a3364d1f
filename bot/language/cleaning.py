"""What people type, cleaned once at the edge: safe to store, to show and to send."""

import re
import unicodedata

from bot.language import letters

MOST_MARKS = 2
KEPT = {letters.ZWNJ, letters.ZWJ}
LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
NON_CHARACTERS = re.compile(
    r"[\ufdd0-\ufdef]|[" + "".join(chr(p * 0x10000 + 0xFFFE) + chr(p * 0x10000 + 0xFFFF) for p in range(17)) + "]"
)
# Controls but the newline, formats (bidi among them), lone surrogates and private use.
DROPPED = ("Cc", "Cf", "Cs", "Co")
MARKS = ("Mn", "Me", "Mc")
# Most of what people type is only this, and needs no look at each character.
PLAIN = re.compile(
    r"[ -~\n\u00ab\u00bb\u060c\u061b\u061f\u0621-\u064a\u0660-\u0669\u066a-\u066c\u067e\u0686\u0698"
    r"\u06a9\u06af\u06cc\u06f0-\u06f9\u200c]*"
)
EDGES = " \n" + letters.ZWNJ + letters.ZWJ


def clean(text: str, limit: int | None = None) -> str:
    """Return text in NFC without control and bidi characters, surrogates, non-characters and heaps of marks.

    ZWNJ and newlines stay, other spaces become a plain space, the ends are trimmed; `limit` cuts to so many
    characters. Never raises; cleaning twice changes nothing.
    """
    text = LINE_ENDS.sub("\n", text)
    if not PLAIN.fullmatch(text):
        text = marks_thinned(unicodedata.normalize("NFC", marks_thinned(kept_characters(text))))
    text = re.sub(f"{letters.ZWNJ}+", letters.ZWNJ, text).strip(EDGES)
    return text if limit is None else text[:limit].rstrip(EDGES)


def kept_characters(text: str) -> str:
    """Return text without the characters that are dropped, every kind of blank as a space."""
    return NON_CHARACTERS.sub("", "".join(map(kept, text)))


def kept(character: str) -> str:
    """Return a character as it is kept: itself, a space, or nothing."""
    if character == "\n" or character in KEPT:
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    return "" if category in DROPPED else character


def marks_thinned(text: str) -> str:
    """Return text with at most two combining marks in a row (NFC is quadratic in such rows)."""
    result: list[str] = []
    row = 0
    for character in text:
        row = row + 1 if unicodedata.category(character) in MARKS else 0
        if row <= MOST_MARKS:
            result.append(character)
    return "".join(result)

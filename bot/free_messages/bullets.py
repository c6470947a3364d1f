"""The marks of a list, «۱-»، «۲)»، «(۳)»، «الف)», which are no figures: each ends the clause before it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.lexicon import sense_words
from bot.language.reading.tokens import Token

BULLETS = frozenset("-).")
LONGEST_BULLET = 2
OPEN = "open"


def bullets_parted(found: Sequence[Token]) -> list[Token]:
    """Return tokens with the marks of a list made the sign that ends a clause."""
    kept: list[Token] = []
    inline = numbered_places(found)
    place = 0
    while place < len(found):
        if is_bullet(found, place) or place in inline:
            kept.append(replace(found[place], kind="sign", text=";", figure=None, word=None, end=found[place + 1].end))
            place += 2
        else:
            kept.append(found[place])
            place += 1
    return kept


def is_bullet(found: Sequence[Token], place: int) -> bool:
    """Return whether the mark of a line of a list stands at a place: at the head of a line."""
    head = place == 0 or found[place - 1].text == ";" or (place == 1 and found[0].kind == OPEN)
    return (
        head and is_mark(found, place) and (is_short_number(found[place]) or found[place].text in sense_words("bullet"))
    )


def numbered_places(found: Sequence[Token]) -> frozenset[int]:
    """Return the places of «۱. … ۲. … ۳.» within lines: numbers with a sign behind them that count up from one."""
    marked = [place for place in range(len(found)) if is_mark(found, place) and is_short_number(found[place])]
    counting: list[int] = []
    for place in marked:
        if int(found[place].text) == len(counting) + 1:
            counting.append(place)
    return frozenset(counting if len(counting) > 1 else ())


def is_mark(found: Sequence[Token], place: int) -> bool:
    """Return whether a sign of a list stands glued behind the token at a place, and more after it."""
    if place + 2 >= len(found):
        return False
    sign, after = found[place + 1], found[place + 2]
    return sign.joined and sign.text in BULLETS and (not after.joined or after.kind == "unknown")


def is_short_number(token: Token) -> bool:
    """Return whether a token is a plain number of few digits."""
    return token.figure is not None and token.text.isdigit() and len(token.text) <= LONGEST_BULLET

"""The order of Persian words: letter by letter in the Persian alphabet, where code points would be wrong."""

from bot.language.folding import fold
from bot.language.letters import ALPHABET

PLACES = {letter: place for place, letter in enumerate(ALPHABET)}
OTHERS = len(ALPHABET)


def alphabetical(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts names as a Persian dictionary would, spelling differences folded."""
    return tuple((PLACES.get(letter, OTHERS), letter) for letter in fold(text))

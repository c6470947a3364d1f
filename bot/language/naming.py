"""Names found in spite of their spelling: whole names first, then the one that is a slip away."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.language.folding import squeeze

# Names of so many letters are also found with one slip, longer ones with two.
LETTERS_FOR_A_SLIP = (5, 10)
LIKE_ENOUGH = 60
LETTERS_TO_CONTAIN = 4

Index = Mapping[str, str]


def index_of(names: Mapping[str, Iterable[str]]) -> Index:
    """Return folded spelling → key, from the spellings of every key; the first key of a spelling wins."""
    found: dict[str, str] = {}
    for key, spellings in names.items():
        for spelling in spellings:
            found.setdefault(squeeze(spelling), key)
    return MappingProxyType(found)


def named(text: str, index: Index, before: Iterable[str] = ()) -> str | None:
    """Return the key whose whole name a text is, or None; «کرمان» never finds «کرمانشاه».

    `before` (folded) may stand before a name. With no exact name, one that is a slip or two away is taken, if
    no other key is as near.
    """
    wanted = list(readings(text, before))
    for reading in wanted:
        if reading in index:
            return index[reading]
    for reading in wanted:
        near = {key for spelling, key in index.items() if is_slip(reading, spelling)}
        if len(near) == 1:
            return near.pop()
    return None


def alike(text: str, index: Index, most: int = 5, before: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the keys whose names begin with or resemble a text, the most alike first, for buttons."""
    wanted = list(readings(text, before))[-1]
    if not wanted:
        return ()
    found = [key for spelling, key in index.items() if spelling.startswith(wanted)]
    if len(wanted) >= LETTERS_TO_CONTAIN:
        found += [key for spelling, key in index.items() if wanted in spelling]
    found += [index[spelling] for spelling, _, _ in extract(wanted, list(index), score_cutoff=LIKE_ENOUGH)]
    return tuple(dict.fromkeys(found))[:most]


def slips(text: str, spellings: Iterable[str]) -> tuple[str, ...]:
    """Return the folded spellings that a folded text is with a letter or two changed."""
    near = extract(text, list(spellings), scorer=OSA.distance, score_cutoff=len(LETTERS_FOR_A_SLIP), limit=None)
    return tuple(spelling for spelling, _, _ in near if is_slip(text, spelling))


def one_slip(text: str, word: str) -> bool:
    """Return whether a folded text is a word with at most one letter changed, left out, put in, or two exchanged."""
    return OSA.distance(text, word, score_cutoff=1) <= 1


def readings(text: str, before: Iterable[str]) -> Iterable[str]:
    """Yield a folded text, and it without what stands before the name."""
    folded = squeeze(text)
    yield folded
    for prefix in before:
        if folded.startswith(prefix) and folded != prefix:
            yield folded.removeprefix(prefix)
            return


def is_slip(text: str, name: str) -> bool:
    """Return whether a text is a name with a letter or two changed, not one cut short or made longer."""
    allowed = sum(len(name) >= letters for letters in LETTERS_FOR_A_SLIP)
    if not allowed or text.startswith(name) or name.startswith(text):
        return False
    return OSA.distance(text, name, score_cutoff=allowed) <= allowed

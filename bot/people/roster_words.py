"""The words of a roster that Mehvar reads: headings and roles, by their codes or in Persian."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from bot.language.folding import squeeze


def find_column(text: str) -> str | None:
    """Return which column a heading means."""
    return _words("columns").get(squeeze(text))


def find_role(text: str) -> str | None:
    """Return which role a cell means."""
    return _words("roles").get(squeeze(text))


def means_headquarters(text: str) -> bool:
    """Return whether a cell of the column of provinces says that there is none."""
    return not text or _words("words").get(squeeze(text)) == "headquarters"


def means_sample(name: str) -> bool:
    """Return whether a name is that of the sample row of the empty form: «نمونه: …»."""
    word, colon, _post = name.partition(":")
    return bool(colon) and _words("words").get(squeeze(word)) == "sample"


@cache
def _words(section: str) -> Mapping[str, str]:
    """Return folded word → code of a section of the lexicon's roster; a code is a word for itself."""
    text = (resources.files("locales") / "fa" / "lexicon.toml").read_text(encoding="utf-8")
    codes: dict[str, list[str]] = tomllib.loads(text)["roster"][section]
    return {squeeze(word): code for code, words in codes.items() for word in (code, *words)}

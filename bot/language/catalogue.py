"""Every Persian sentence that Mehvar says, looked up by key in `locales/fa/*.toml`.

One file is one conversation: `sweep.toml`, table `[card]`, key `title` is `sweep.card.title`. A value is
written `{name}` as it is (an int or Decimal with Persian digits and «٬»), `{name:plain}` without «٬» (years,
codes), and `{name:isolate}` between FSI and PDI, line by line, so that a name or free text cannot turn the
line around it. `**…**` is the one mark, bold; an asterisk in a value is shown as «∗», so that a value can
never make the mark.
"""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from bot.language import letters

Value = str | int | Decimal
FORMS = ("", "plain", "isolate")
NOT_SENTENCES = ("lexicon",)
BOLD = "**"


class CatalogueError(Exception):
    """A key that does not exist, a value that is missing or unknown, or a template that is wrong: a bug."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence cut at its values: literal, name, form, literal, …, and the names as a set."""

    pieces: tuple[tuple[str, str, str], ...]
    names: frozenset[str]


def t(key: str, /, **values: Value) -> str:
    """Return the sentence of `key` with `values` in it; raise CatalogueError for whatever does not fit."""
    template = sentences().get(key)
    if template is None:
        raise CatalogueError(f"no text has the key {key!r}")
    if values.keys() != template.names:
        raise CatalogueError(f"{key}: given {sorted(values)}, written {sorted(template.names)}")
    if not values:
        return template.pieces[0][0]
    return "".join(
        [literal + written(values[name], form) if name else literal for literal, name, form in template.pieces]
    )


def has(key: str) -> bool:
    """Return whether the catalogue has a sentence of this key."""
    return key in sentences()


def all_keys() -> tuple[str, ...]:
    """Return every key, in the order of files and lines."""
    return tuple(sentences())


def verify() -> int:
    """Read the whole catalogue; return how many sentences it has, raise CatalogueError if one is wrong."""
    return len(sentences())


@cache
def sentences() -> Mapping[str, Template]:
    """Return the catalogue, read once from the package `locales`."""
    return parse(resources.files("locales") / "fa")


def parse(folder: Traversable) -> dict[str, Template]:
    """Return key → template for every TOML file of a folder but the lexicon."""
    found: dict[str, Template] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        stem, dot, kind = file.name.rpartition(".")
        if dot and kind == "toml" and stem not in NOT_SENTENCES:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
            found.update((key, compiled(key, text)) for key, text in flat(tables, stem))
    return found


def flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Yield dotted keys and texts of nested tables; anything but text is a CatalogueError."""
    for name, entry in table.items():
        key = f"{prefix}.{name}"
        if isinstance(entry, dict):
            yield from flat(entry, key)
        elif isinstance(entry, str) and entry.strip():
            yield key, entry
        else:
            raise CatalogueError(f"{key} is empty or not a text")


def compiled(key: str, text: str) -> Template:
    """Return a template, or raise CatalogueError for a brace, a value, a form or a mark that is wrong."""
    try:
        pieces = tuple((piece, name or "", form or "") for piece, name, form, _ in string.Formatter().parse(text))
    except ValueError as error:
        raise CatalogueError(f"{key}: {error}") from error
    for _, name, form in pieces:
        if form not in FORMS or (name and not name.isidentifier()):
            raise CatalogueError(f"{key}: {{{name}:{form}}} is not a value of ours")
    if text.count(BOLD) % 2 or re.search(r"(?<!\*)\*(?!\*)|\*{3}", text):
        raise CatalogueError(f"{key}: the bold mark is not a pair")
    if re.search(r"\{\}|\{!|![a-z]\}", text):
        raise CatalogueError(f"{key}: a value has no name or a conversion")
    return Template(pieces, frozenset(name for _, name, _ in pieces if name))


def written(value: Value, form: str) -> str:
    """Return a value as it stands in a sentence."""
    if isinstance(value, str):
        text = value.replace("*", letters.ASTERISK)
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise CatalogueError(f"a value is a text or a number, not {type(value).__name__}")
    elif form == "plain":
        text = letters.persian_digits(f"{value:f}" if isinstance(value, Decimal) else str(value))
    else:
        text = letters.grouped(value)
    return isolated(text) if form == "isolate" else text


def isolated(text: str) -> str:
    """Return each line of a text between FSI and PDI (an isolate ends with its line)."""
    return "\n".join(f"{letters.FSI}{line}{letters.PDI}" if line else line for line in text.split("\n"))

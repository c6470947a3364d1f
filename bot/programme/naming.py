"""Provinces and axes, found by what people call them."""

import re
from functools import cache

from bot.errors import UserError
from bot.language import letters, naming
from bot.language.lexicon import before_names, table
from bot.programme.provinces import PROVINCES, Province, by_code


@cache
def province_index() -> naming.Index:
    """Return the code of a province by every folded spelling of its names."""
    return naming.index_of({province.code: province.spellings for province in PROVINCES})


def find_province(text: str) -> Province | None:
    """Return the province that a text names (its name, centre or code), or None when that is not sure."""
    code = naming.named(text, province_index(), before_names("province"))
    return by_code(code) if code else None


def province_named(text: str) -> str:
    """Return the code of the province that a text names; raises UserError for none."""
    if (found := find_province(text)) is None:
        raise UserError("common.no_province", name=text)
    return found.code


def find_provinces(text: str) -> list[tuple[str, Province | None]]:
    """Return the names of a typed list, between commas or «and», each with the province that it names."""
    found: list[tuple[str, Province | None]] = []
    both = rf"(\s+(?:{'|'.join(table()['kind']['and'])})\s+)"
    for part in filter(None, map(str.strip, re.split(f"[{letters.COMMAS}{letters.SEMICOLON}\n]", text))):
        pieces = re.split(both, part)  # names, and what stands between them; some names have an «and» of their own
        while pieces:
            count = next((n for n in range(len(pieces), 0, -2) if find_province("".join(pieces[:n]))), 1)
            name = "".join(pieces[:count])
            found.append((name, find_province(name)))
            pieces = pieces[count + 1 :]
    return found


def axis_spellings(code: str, title: str, short: str) -> tuple[str, ...]:
    """Return what an axis is called: its titles, its code and its number, in figures of both kinds."""
    number = code.lstrip("AXTP").lstrip("0")
    return (title, short, code, number, letters.persian_digits(number))


def provinces_named(text: str) -> str:
    """Return the codes, with «;», of the provinces of a typed list; raises UserError for what is none."""
    found = find_provinces(text)
    for name, province in found:
        if province is None:
            raise UserError("common.no_province", name=name)
    return ";".join(province.code for _name, province in found if province)

"""The 31 provinces, and provinces and axes found by what people call them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from bot.language import letters, naming
from bot.language.lexicon import before_names


@dataclass(frozen=True, slots=True)
class Province:
    """A province: its ISO 3166-2 code (of 2020), its place in the alphabet, its names and its centre."""

    code: str
    order: int
    name: str
    company: str
    short: str
    centre: str
    aliases: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return everything that the province is called."""
        return (self.name, self.code, self.company, self.short, self.centre, *self.aliases)


@cache
def provinces() -> Mapping[str, Province]:
    """Return the provinces by code, in the order of the Persian alphabet (`provinces.csv`)."""
    text = (resources.files("bot.programme") / "provinces.csv").read_text(encoding="utf-8")
    rows = [province_of(row) for row in csv.DictReader(text.splitlines())]
    return MappingProxyType({row.code: row for row in sorted(rows, key=lambda row: row.order)})


def province_of(row: dict[str, str]) -> Province:
    """Return a row of the file as a province."""
    return Province(
        code=row["iso_3166_2"],
        order=int(row["alpha_order"]),
        name=row["name_fa"],
        company=row["company_fa"],
        short=row["company_short_fa"],
        centre=row["center_fa"],
        aliases=tuple(filter(None, row["aliases_fa"].split("|"))),
    )


@cache
def province_index() -> naming.Index:
    """Return the code of a province by every folded spelling of its names."""
    return naming.index_of({code: province.spellings for code, province in provinces().items()})


def find_province(text: str) -> Province | None:
    """Return the province that a text names (its name, centre or code), or None when that is not sure."""
    code = naming.named(text, province_index(), before_names("province"))
    return provinces()[code] if code else None


def provinces_like(text: str, most: int = 5) -> tuple[Province, ...]:
    """Return the provinces that a text may mean, for buttons."""
    codes = naming.alike(text, province_index(), most, before_names("province"))
    return tuple(provinces()[code] for code in codes)


def axis_spellings(code: str, title: str, short: str) -> tuple[str, ...]:
    """Return what an axis is called: its titles, its code and its number, in figures of both kinds."""
    number = code.lstrip("AXTP").lstrip("0")
    return (title, short, code, number, letters.persian_digits(number))


def find_axis(text: str, index: naming.Index) -> str | None:
    """Return the code of the axis that a text names («AX03»، «محور ۳»، its title or short title), or None.

    `index` is `naming.index_of` the `axis_spellings` of the axes that a person may see, by their code.
    """
    return naming.named(text, index, before_names("axis"))

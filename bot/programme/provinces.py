"""The 31 provinces, in Persian alphabetical order."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.language.catalogue import t


@dataclass(frozen=True, slots=True)
class Province:
    """A province: its ISO 3166-2 code, names, its company's names, and its place in the alphabet from 1."""

    code: str
    name: str
    company: str
    short: str
    center: str
    aliases: tuple[str, ...]
    position: int

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return everything that means this province as a whole text."""
        return (self.code, self.name, self.company, self.short, self.center, *self.aliases)


HEADQUARTERS_UNIT = "HQ"
"""The code of headquarters where it reports like a province."""


def place_of(unit: str) -> str:
    """Return whose calendar and duties a unit goes by: a province's own, or headquarters' ('')."""
    return "" if unit == HEADQUARTERS_UNIT else unit


def by_code(code: str) -> Province:
    """Return the province of an ISO code, or headquarters as the unit beside them; raise KeyError for another text."""
    return _headquarters() if code == HEADQUARTERS_UNIT else _BY_CODE[code]


@cache
def _headquarters() -> Province:
    name = t("roster.duty.headquarters")
    return Province(HEADQUARTERS_UNIT, name, name, name, "", (), 0)


def _read() -> Iterator[Province]:
    text = (resources.files("bot.programme") / "provinces.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield Province(
            code=row["iso_3166_2"],
            name=row["name_fa"],
            company=row["company_fa"],
            short=row["company_short_fa"],
            center=row["center_fa"],
            aliases=tuple(alias for alias in row["aliases_fa"].split("|") if alias),
            position=int(row["alpha_order"]),
        )


PROVINCES = tuple(sorted(_read(), key=lambda province: province.position))
_BY_CODE = {province.code: province for province in PROVINCES}

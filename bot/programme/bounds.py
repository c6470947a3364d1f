"""The units of the axis file and the widest bounds that any of its indicators sets on each."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.language.units import UNITS, Unit


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value that is taken, as stored; None is no bound."""

    low: int
    high: int | None


@cache
def axis_file() -> Mapping[str, Any]:
    """Return the axis file that Mehvar ships (`axes.toml`), as it is written."""
    return tomllib.loads((resources.files("bot.programme") / "axes.toml").read_text(encoding="utf-8"))


@cache
def widest_bounds(unit: Unit) -> Bounds:
    """Return the widest bounds that the axis file sets on a unit; those of money hold in rial too."""
    family = unit.family == "money"
    found = [
        (entry.get("min", 0) * of.scale, entry["max"] * of.scale)
        for entry in indicators(axis_file())
        if "max" in entry and ((of := UNITS[entry["unit"]]) == unit or (family and of.family == "money"))
    ]
    if not found:
        return Bounds(0, None)
    return Bounds(min(low for low, _ in found), max(high for _, high in found))


def indicators(file: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the indicators of axes and topics."""
    for group in (*file["axes"], *file["topics"]):
        yield from group.get("indicators", ())

"""Finds people of the roster by what is typed: a name, or a province. Pure."""

from collections.abc import Iterable

from bot.language import naming
from bot.language.folding import squeeze
from bot.programme.naming import find_province
from storage.people import Listed

MOST = 40


def find_people(text: str, roster: Iterable[Listed]) -> list[int]:
    """Return the ids of those whose name is, contains or is like a text; of a province that it names, all first."""
    roster = list(roster)
    by_name: dict[str, list[int]] = {}
    for row in roster:
        by_name.setdefault(squeeze(row.full_name), []).append(row.id)
    wanted = squeeze(text)
    if wanted in by_name:
        return list(dict.fromkeys(by_name[wanted]))
    if province := find_province(text):
        found = [row.id for row in roster if row.province == province.code]
        names = [name for name in by_name if wanted in name]
    else:
        found = []
        names = [name for name in by_name if wanted in name] or list(
            naming.alike(text, naming.index_of({name: (name,) for name in by_name}), MOST)
        )
    return list(dict.fromkeys([*found, *(number for name in names for number in by_name[name])]))[:MOST]

"""How a chapter's text is written: plain words, references to buttons, times of the week, and examples. Pure.

{menu.report}                    the words of a button, by their key in the catalogue
{report.button.done|count=3}     with its values, as it may look
{week:deadline}                  a time of the week, as the schedule has it
{number bn_toman:دوازده و نیم}    an example of what may be typed, and who reads it
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.language.catalogue import CatalogueError, t
from bot.language.letters import FSI, PDI

MARK = re.compile(r"\{([^{}]*)\}")
ISOLATES = str.maketrans("", "", FSI + PDI)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text: «plain», a «button» with the ``source`` that named it, or an «example» with who reads it."""

    kind: str
    text: str
    source: str = ""


def pieces(text: str, times: Mapping[str, str]) -> tuple[Piece, ...]:
    """Cut a text at its marks; raise CatalogueError for a mark that names nothing."""
    found: list[Piece] = []
    end = 0
    for mark in MARK.finditer(text):
        found += [Piece("plain", text[end : mark.start()]), _piece(mark[1], times)]
        end = mark.end()
    return tuple(piece for piece in (*found, Piece("plain", text[end:])) if piece.text)


def _piece(mark: str, times: Mapping[str, str]) -> Piece:
    head, colon, said = mark.partition(":")
    if not colon:
        return Piece("button", _label(mark), mark.partition("|")[0])
    if head != "week":
        return Piece("example", said, head)
    if said not in times:
        raise CatalogueError(f"{{{mark}}} is no time of the week")
    return Piece("plain", times[said])


def _label(mark: str) -> str:
    """Return the words of a button, as they look with the values that are given."""
    key, *given = mark.split("|")
    values = dict(each.split("=", 1) for each in given)
    shown = t(key, **{name: int(value) if value.isdecimal() else value for name, value in values.items()})
    return shown.translate(ISOLATES)

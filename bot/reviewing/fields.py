"""A field of a report as whoever looks at it sees it."""

from dataclasses import dataclass

from storage.programme import Indicator


@dataclass(frozen=True)
class Field:
    """An indicator of a report: what is said, what stood before, and how it differs; texts as they are shown.

    ``why``: the reason of a figure over its ceiling.
    """

    indicator: Indicator
    said: str
    before: str
    change: str
    changed: bool
    handed_back: bool = False
    why: str = ""

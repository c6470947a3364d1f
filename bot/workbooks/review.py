"""What a workbook that came back would change: findings by row, and the drafts that follow from them."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.reporting.draft import Draft


class Kind(StrEnum):
    """What is found in a row: something new, something to be confirmed, something to be asked, a mistake."""

    CHANGE = "change"
    CONFIRM = "confirm"
    ASK = "ask"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Finding:
    """One row that says something new.

    ``said`` is how it was understood, or what was typed; ``before`` what stood there («» for nothing); ``reason`` why
    it is asked or not taken.
    """

    kind: Kind
    number: int
    axis: str
    title: str
    said: str
    before: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Review:
    """All findings in the order of the rows; ``same`` counts the new «unchanged» by axis (its short title).

    ``sure`` are the changed drafts by axis, ``confirmed`` the same with what is to be confirmed; ``skipped`` are axes
    that were handed in since the workbook was made.
    """

    findings: tuple[Finding, ...] = ()
    same: tuple[tuple[str, int], ...] = ()
    sure: dict[str, Draft] = field(default_factory=dict)
    confirmed: dict[str, Draft] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    def count(self, *kinds: Kind) -> int:
        """Count the findings of some kinds; «unchanged» is a change."""
        found = sum(finding.kind in kinds for finding in self.findings)
        return found + sum(count for _axis, count in self.same) if Kind.CHANGE in kinds else found

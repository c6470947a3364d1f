"""What was said so far of an obstacle that is being recorded."""

from dataclasses import dataclass

from bot import stored

LONGEST_REQUEST, LONGEST_NOTE, LONGEST_REFUSAL, LONGEST_ANSWER, LONGEST_DECISION = 300, 300, 300, 1000, 300
"""Characters of what is asked for, of a province's note, of a refusal's reason, of an answer, and of a decision."""


@dataclass(frozen=True)
class ObstacleDraft:
    """What was said so far; ``letter`` is None while it was not asked, '' for none; the day is an ISO date.

    ``entry`` is the number of what an estate sent and this is made of, 0 for none.
    """

    agency: str = ""
    request: str = ""
    level: str = ""
    letter: str | None = None
    letter_day: str = ""
    entry: int = 0

    @property
    def missing(self) -> str:
        """Return the first question that has no answer, «preview» where all have one."""
        for name in ("agency", "request", "level"):
            if not getattr(self, name):
                return name
        if self.letter is None:
            return "letter"
        return "letter_day" if self.letter and not self.letter_day else "preview"

    @property
    def body(self) -> str:
        """Return the draft as it is stored."""
        return stored.dump(self)

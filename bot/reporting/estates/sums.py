"""What a province sees of its estates' answers on one axis: who has answered, and the sum beside the own figure."""

from dataclasses import dataclass, field

from storage.estates import Decision, EstateObstacle

Decided = Decision
"""The province's decision, as it is kept."""


@dataclass(frozen=True)
class Estates:
    """The estates of a province («all») and what they said on an axis.

    ``asked`` are indicators, ``answers`` values by indicator and estate; ``decisions`` tell by indicator why the
    province keeps its own figure.
    """

    all: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    obstacles: tuple[EstateObstacle, ...] = ()
    pieces: int = 0
    decisions: dict[str, Decision] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """Count the estates that have answered everything."""
        return sum(all(estate in self.answers.get(code, {}) for code in self.asked) for estate in self.all)

    def total(self, indicator: str) -> int | None:
        """Return the sum of what was answered on an indicator, None where nothing was."""
        given = self.answers.get(indicator, {})
        return sum(given.values()) if given else None

    def is_whole(self, indicator: str) -> bool:
        """Say whether every estate has answered on an indicator."""
        return bool(self.all) and set(self.all) <= self.answers.get(indicator, {}).keys()

    def is_settled(self, indicator: str, own: int | None) -> bool:
        """Say whether an own figure needs no reason: it is the sum, the sum is not whole, or a reason was given."""
        total = self.total(indicator)
        if own is None or total is None or own == total or not self.is_whole(indicator):
            return True
        decided = self.decisions.get(indicator)
        return decided is not None and (decided.total, decided.own) == (total, own)

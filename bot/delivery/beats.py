"""Every loop says that it is alive; the watchdog is fed while all of them do."""

from collections.abc import Callable
from time import monotonic

LONGEST = 60.0
"""Seconds within which every loop ends an iteration (`design.md` §8.7)."""


class Beats:
    """When each loop last ended an iteration. Host time on purpose: a hang is real whatever the demo's clock says."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}

    def beat(self, loop: str) -> None:
        """Note that ``loop`` has ended an iteration."""
        self._last[loop] = self._clock()

    def silent(self) -> dict[str, float]:
        """Return for how many seconds each loop has been silent."""
        now = self._clock()
        return {name: now - last for name, last in self._last.items()}

    def stuck(self) -> list[str]:
        """Return the loops that have been silent for too long."""
        return sorted(name for name, seconds in self.silent().items() if seconds > LONGEST)

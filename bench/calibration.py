"""How fast this machine is now: a fixed piece of work like ours, by whose time that of another moment is told.

Time of a busy or a slow machine becomes comparable: divided by what the fixed work took in the same run, and
multiplied by what it takes on a quiet core of the reference (an Intel Xeon at 2.1 GHz, CPython 3.11).
"""

import json
from operator import itemgetter
from statistics import fmean
from time import thread_time

REFERENCE = 0.0088
"""Seconds of a quiet core of the reference for one piece of work."""
ROUNDS, THINGS = 60, 60


class Calibration:
    """The times that the fixed work took during a run."""

    def __init__(self) -> None:
        self._times: list[float] = []

    def take(self) -> None:
        """Do the work once more, beside what is measured."""
        began = thread_time()
        for _ in range(ROUNDS):
            things = [{"name": str(number), "size": number, "parts": [number] * 5} for number in range(THINGS)]
            json.loads(json.dumps(things))
            things.sort(key=itemgetter("size"))
            "".join(f"{thing['name']}x" for thing in things)
        self._times.append(thread_time() - began)

    @property
    def slowness(self) -> float:
        """Return how many times as long this machine took as the reference."""
        return fmean(self._times) / REFERENCE

    def calibrated(self, seconds: float) -> float:
        """Return what processor time of this run would be on the reference."""
        return seconds / self.slowness

"""Floods: whoever says too much within a minute hears so once, and is not heard again until it calms down.

Three things keep this from ever taking an answer away (docs/decisions/0005-floods-and-late-bursts.md):
- what was taken (a step that stored a fact) is not counted, so that forty answers which a phone kept while it was
  offline pass, however fast they come; only a number that no phone keeps is too many;
- a message counts at the time that its messenger stamped on it, not at the time when it reached us, so that what was
  said over an hour in which we were away is an hour's worth;
- what is not heard is said to be so, before anything is not heard.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SPAN = timedelta(seconds=60)
MOST = 30
"""Updates within a span that brought nothing: wrong words, old buttons, menus opened and closed."""
MOST_ANSWERS = 400
"""Updates within a span of whatever kind; a province's whole month is fewer."""
MOST_LINES = 10_000


@dataclass
class Flood:
    """The moments of one person's latest updates; ``told`` once it was said that they are not heard."""

    idle: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    all: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST_ANSWERS))
    told: bool = False

    def is_high(self, moment: datetime) -> bool:
        """Say whether as many as may be lie within a span of ``moment``, before it or (out of order) after it."""
        return any(
            len(moments) == moments.maxlen and all(abs(moment - each) < SPAN for each in moments)
            for moments in (self.idle, self.all)
        )


class Floods:
    """What everybody has said lately; in memory alone, since a minute's worth may be forgotten."""

    def __init__(self) -> None:
        self._floods: dict[str, Flood] = {}

    def hears(self, line: str, moment: datetime) -> bool:
        """Count an update of a person, said at ``moment``, and say whether it is heard."""
        flood = self._floods.setdefault(line, Flood())
        high = flood.is_high(moment)
        flood.idle.append(moment)
        flood.all.append(moment)
        flood.told = flood.told and high
        if len(self._floods) > MOST_LINES:
            self._forget(moment)
        return not high

    def tells(self, line: str) -> bool:
        """Say whether a person who is not heard has still to be told so: once a flood."""
        flood = self._floods.get(line, Flood())
        told, flood.told = flood.told, True
        return not told

    def forgive(self, line: str) -> None:
        """Take the last update of a person out of the count: it was an answer, and was taken."""
        if (flood := self._floods.get(line)) and flood.idle:
            flood.idle.pop()

    def _forget(self, now: datetime) -> None:
        """Forget whom nothing was heard of for a span; and everybody, where so many at once are a flood themselves."""
        self._floods = {line: flood for line, flood in self._floods.items() if now - max(flood.all) < SPAN}
        if len(self._floods) > MOST_LINES:
            self._floods.clear()

"""The host's clock as the messengers judge it: where all of them say another time, theirs is taken."""

from datetime import datetime, timedelta
from time import monotonic

from bot.clock import MOST_AHEAD, Clock

DOUBTED_AFTER = 3
"""Answers in a row with another time before a clock that was right is wrong: one may have met a clock just set."""
KNOWN_FOR = 300.0
"""Seconds for which what a messenger said counts."""
PIECE = timedelta(minutes=1)


class JudgedClock:
    """A clock port over another one.

    ``right`` is None until a messenger has said its time, and then whether any of them agrees with the host.
    """

    def __init__(self, host: Clock) -> None:
        self._host = host
        self._said: dict[str, tuple[float, int]] = {}
        """When each messenger said its time, on the host's steady clock, and how often in a row it was another."""
        self._correction = timedelta(0)
        self.ahead: dict[str, float] = {}
        self.right: bool | None = None

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return self._host.now() + self._correction

    async def sleep_until(self, instant: datetime) -> None:
        """Return once `now()` has reached ``instant``; what is learnt of the host's clock meanwhile is noticed."""
        while (now := self.now()) < instant:
            await self._host.sleep_until(min(instant, now + PIECE) - self._correction)

    def hear(self, messenger: str, moment: datetime | None) -> None:
        """Take what a messenger says of the time; one that does not say it says nothing against ours."""
        ahead = timedelta(0) if moment is None else moment - self._host.now()
        if moment:
            self.ahead[messenger] = ahead.total_seconds()
        differs = abs(ahead.total_seconds()) > MOST_AHEAD
        self._said[messenger] = monotonic(), self._said.get(messenger, (0, 0))[1] + 1 if differs else 0
        self._judge(ahead)

    def _judge(self, ahead: timedelta) -> None:
        doubts = [often for at, often in self._said.values() if monotonic() - at < KNOWN_FOR]
        if not all(doubts):
            self.right, self._correction = True, timedelta(0)
        elif self.right is not True or min(doubts) >= DOUBTED_AFTER:
            self.right, self._correction = False, ahead

"""How fast we may send: buckets that refill with time, one for a platform and one for each of its chats."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.outcomes import Outcome, RetryAfter, Uncertain, Unsent

LONGEST_REST = 60.0
"""Seconds for which a platform that is away is left alone."""
LONGEST_HOLD = 3600.0
"""Seconds that a chat is held at most because the messenger says so; then we ask again."""


@dataclass
class Bucket:
    """``size`` sends at once, refilled at ``rate`` a second."""

    size: float
    rate: float
    level: float
    at: datetime

    def wait(self, now: datetime) -> float:
        """Return the seconds until one send is allowed; 0 when it is allowed now."""
        self._refill(now)
        return max(0.0, (1 - self.level) / self.rate)

    def take(self, now: datetime) -> None:
        """Count one send."""
        self._refill(now)
        self.level -= 1

    def give_back(self) -> None:
        """Take back the count of a send that did not leave."""
        self.level = min(self.size, self.level + 1)

    def _refill(self, now: datetime) -> None:
        passed = max(0.0, (now - self.at).total_seconds())  # a clock that was set back owes nothing
        self.level = min(self.size, self.level + passed * self.rate)
        self.at = now


@dataclass(frozen=True)
class PaceLimits:
    """A platform's limits: sends a second overall (first, least and most), a chat's bucket, and sends on their way.

    ``at_once``: what the network has held up arrives together, and would be too fast where it is more than a burst.
    """

    first: float
    least: float
    most: float
    chat_size: float = 5
    chat_rate: float = 1
    at_once: int = 64


TELEGRAM = PaceLimits(first=30, least=1, most=30, at_once=20)
"""30 a second, a chat 1 a second with short bursts (core.telegram.org/bots/faq)."""
BALE = PaceLimits(first=2, least=0.5, most=20)
"""Not published; grows with use. A guess that starts slowly and learns (docs/bale.md)."""
UNLIMITED = PaceLimits(first=1e6, least=1e6, most=1e6, chat_size=1e6, chat_rate=1e6)
"""For benches and dialogues: no pace at all."""


class Pace:
    """Says when a platform and each of its chats may next be written to, and learns from what comes back."""

    def __init__(self, limits: PaceLimits, now: datetime) -> None:
        self._limits = limits
        self._overall = Bucket(max(1.0, limits.first), limits.first, max(1.0, limits.first), now)
        self._chats: dict[int, Bucket] = {}
        self._held: dict[int, datetime] = {}
        self._until = now
        self._refusals = 0
        self._failures = 0

    def wait(self, now: datetime) -> float:
        """Return the seconds until the platform may be written to at all."""
        return max(_left(self._until, now, LONGEST_REST), self._overall.wait(now))

    def wait_chat(self, chat_id: int, now: datetime) -> float:
        """Return the seconds until one chat may be written to."""
        held = _left(self._held[chat_id], now, LONGEST_HOLD) if chat_id in self._held else 0.0
        bucket = self._chats.get(chat_id)
        return max(held, bucket.wait(now) if bucket else 0.0)

    def take(self, chat_id: int, now: datetime) -> None:
        """Count one send to a chat."""
        self._overall.take(now)
        size, rate = self._limits.chat_size, self._limits.chat_rate
        self._chats.setdefault(chat_id, Bucket(size, rate, size, now)).take(now)
        if len(self._chats) > 10_000:
            self._forget(now)

    def give_back(self, chat_id: int) -> None:
        """Take back the count of a send to a chat that did not leave."""
        self._overall.give_back()
        self._chats[chat_id].give_back()

    def learn(self, chat_id: int, outcome: Outcome, now: datetime) -> None:
        """Go faster after a success, slower after «too fast», and leave a platform that is away alone for a while."""
        match outcome:
            case RetryAfter(seconds):
                self._refusals += 1
                wait = min(60.0, 2.0 ** min(self._refusals - 1, 6)) if seconds is None else min(seconds, LONGEST_HOLD)
                self._held[chat_id] = now + timedelta(seconds=wait)
                self._set_rate(self._overall.rate * 0.8)
            case Unsent() | Uncertain():
                if now >= self._until:
                    self._failures = min(self._failures + 1, 7)
                    self._until = now + timedelta(seconds=min(LONGEST_REST, 2.0**self._failures / 4))
            case _:
                self._refusals = self._failures = 0
                self._set_rate(self._overall.rate + self._limits.most / 100)

    def _set_rate(self, rate: float) -> None:
        self._overall.rate = min(self._limits.most, max(self._limits.least, rate))
        self._overall.size = max(1.0, self._overall.rate)

    def _forget(self, now: datetime) -> None:
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if bucket.wait(now) > 0}
        self._held = {chat: until for chat, until in self._held.items() if until > now}


def _left(until: datetime, now: datetime, most: float) -> float:
    """Return the seconds until an instant; one that is too far ahead was written by a clock that was set back since."""
    left = (until - now).total_seconds()
    return left if 0 < left <= most else 0.0

"""Flood limits: how fast a bot may send before it hears 429, by the messenger's clock."""

import math
from dataclasses import dataclass, field

from sandbox.chats import Chat
from sandbox.refusals import too_many


@dataclass(slots=True)
class Bucket:
    """Tokens that come back at `rate` a second up to `size`."""

    size: float
    rate: float
    tokens: float
    at: float

    def missing(self, now: float) -> float:
        """Refill, and return the seconds until one token is there (0: it is)."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass
class TelegramLimits:
    """30 a second overall, 1 a second in a chat, 20 a minute in a group (platforms: §8 FAQ).

    The real bursts are not published; these are a little wider than what a careful sender uses.
    """

    on: bool = True
    overall: float = 30.0
    overall_burst: float = 40.0
    per_chat: float = 1.0
    chat_burst: float = 8.0
    per_group_minute: float = 20.0
    form: str = "retry_after"
    _overall: Bucket | None = None
    _chats: dict[int, Bucket] = field(default_factory=dict)

    def spend(self, chat: Chat, now: float) -> None:
        """Take one message to the chat; refuses with 429 and the seconds to wait."""
        if not self.on:
            return
        if self._overall is None:
            self._overall = Bucket(self.overall_burst, self.overall, self.overall_burst, now)
        bucket = self._chats.get(chat.chat_id) or self._chat_bucket(chat, now)
        wait = max(self._overall.missing(now), bucket.missing(now))
        if wait > 0:
            raise too_many(math.ceil(wait), self.form)
        self._overall.tokens -= 1
        bucket.tokens -= 1

    def heard(self) -> None:
        """Nothing: on Telegram what people write does not change the limits."""

    def _chat_bucket(self, chat: Chat, now: float) -> Bucket:
        if chat.kind == "private":
            bucket = Bucket(self.chat_burst, self.per_chat, self.chat_burst, now)
        else:
            size = self.per_group_minute
            bucket = Bucket(size, size / 60, size, now)
        self._chats[chat.chat_id] = bucket
        return bucket


@dataclass
class BaleLimits:
    """An unpublished quota that grows with what people write in private (platforms: §6 GO); off unless set.

    `rate` is messages a second; each private message heard adds `growth` to it, up to `most`.
    """

    on: bool = False
    rate: float = 1.0
    burst: float = 5.0
    growth: float = 0.1
    most: float = 20.0
    form: str = "retry_after"
    _bucket: Bucket | None = None

    def spend(self, chat: Chat, now: float) -> None:  # noqa: ARG002 - the quota is one for all chats
        """Take one message; refuses with 429 in the chosen form."""
        if not self.on:
            return
        if self._bucket is None:
            self._bucket = Bucket(self.burst, self.rate, self.burst, now)
        self._bucket.rate = self.rate
        wait = self._bucket.missing(now)
        if wait > 0:
            raise too_many(math.ceil(wait), self.form)
        self._bucket.tokens -= 1

    def heard(self) -> None:
        """Let the quota grow by one private message."""
        self.rate = min(self.most, self.rate + self.growth)

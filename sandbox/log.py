"""What bots asked and what they were answered: a bounded log with masked tokens, and counters."""

import json
from collections import Counter, deque
from typing import Any

from sandbox.bots import Bot
from sandbox.calls import Call
from sandbox.changes import Changes

KEPT_CALLS = 1000
LONGEST_ANSWER = 4000


class CallLog:
    """Counters by (platform, method, outcome); entries too, unless `light`.

    An outcome is "ok", a status such as "400", or a fault: "cut", "lost".
    """

    def __init__(self, tokens: list[str], *, light: bool) -> None:
        self.light = light
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.changes = Changes()
        self.entries: deque[dict[str, Any]] = deque(maxlen=KEPT_CALLS)
        self._secrets = [token.partition(":")[2] for token in tokens]

    def add(self, bot: Bot, method: str, call: Call | None, outcome: str, answer: bytes) -> None:
        """Record one finished call."""
        self.counts[bot.platform, method, outcome] += 1
        self.changes.mark()
        if self.light:
            return
        params = {} if call is None else call.params | {n: f.name for n, f in call.files.items()}
        self.entries.append(
            {
                "n": self.changes.version,
                "at": bot.clock.now().isoformat(),
                "platform": bot.platform,
                "method": method,
                "params": json.loads(self._mask(json.dumps(params))),
                "outcome": outcome,
                "answer": self._mask(answer[:LONGEST_ANSWER].decode("utf-8", "replace")),
            }
        )

    def _mask(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text

"""A session of the probe: one operator in one chat; what anybody else says meanwhile is stored for the service."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from math import ceil
from time import monotonic
from typing import TypeVar

from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.letters import latin_digits
from bot.probing.line import Fields, ProbeLine, WireReply
from storage.inbox import Arrival

T = TypeVar("T")
Keep = Callable[[list[Arrival]], Awaitable[None]]
SKIPS = {"-", "skip"}
MOST_HELD = 200
MOST_TRIES = 5
LONGEST_WAIT = 30.0
"""Seconds that we wait because we were too fast."""
EVERY = 30.0
"""Seconds after which we say again that we wait."""


@dataclass
class Patience:
    """When an answer is no longer waited for, and when that is said next; both as `monotonic` counts."""

    ends: float
    next_word: float


class Session:
    """Says things to the operator, here and in the chat, and waits for what comes back.

    ``patience`` is how many seconds an answer is waited for, ``pause`` those between two tries of ours.
    """

    def __init__(self, line: ProbeLine, keep: Keep, tell: Callable[[str], None], patience: float, pause: float) -> None:
        self.line = line
        self.tell = tell
        self.pause = pause
        self.patience = patience
        self.chat_id: int | None = None
        self._keep = keep
        self._bot_id, self._code = 0, ""
        self._user_id: int | None = None
        self._offset: int | None = None
        self._own: deque[Fields] = deque(maxlen=MOST_HELD)
        self._nameless: dict[object, bool] = {}  # chats that began without the code, and whether we answered them

    def begin(self, bot_id: int, code: str) -> None:
        """Say whose updates these are, and by which code the operator will be known."""
        self._bot_id, self._code = bot_id, code

    async def say(self, text: str, **fields: object) -> WireReply:
        """Send a message to the operator; where we were too fast, wait and try again."""
        return await self.patiently(lambda: self.line.call("sendMessage", self.to(text=text, **fields)))

    def to(self, **fields: object) -> Fields:
        """Return fields that are meant for the operator's chat."""
        return {"chat_id": self.chat_id, **fields}

    async def patiently(self, work: Callable[[], Awaitable[WireReply]]) -> WireReply:
        """Do something again while the messenger says that we are too fast, five times at most."""
        for _try in range(MOST_TRIES - 1):
            reply = await work()
            if reply.reading != "RetryAfter":
                return reply
            parameters = reply.content.get("parameters")
            seconds = parameters.get("retry_after", 1) if isinstance(parameters, dict) else 1
            await asyncio.sleep(min(float(seconds), LONGEST_WAIT))
        return await work()

    async def ask(self, prompt: str, wanted: Callable[[Fields], T | None], **fields: object) -> T | None:
        """Ask the operator for something, and return what ``wanted`` makes of the update that is it; None if not."""
        self.tell(prompt)
        await self.say(f"{prompt}\n{t('probe.skip')}", **fields)
        return await self.wait(wanted)

    async def wait(self, wanted: Callable[[Fields], T | None]) -> T | None:
        """Return what ``wanted`` makes of the operator's next fitting update; None when skipped or out of patience."""
        patience = self._begin_waiting()
        while True:
            while self._own:
                update = self._own.popleft()
                if (found := wanted(update)) is not None:
                    return found
                if _is_skip(update):
                    return None
            if not await self._wait_on(patience):
                return None

    async def meet(self) -> Fields | None:
        """Wait for whoever sends the code, who is the operator from then on; return that message."""
        patience = self._begin_waiting()
        await self._ask_for_code()
        while not self._own and await self._wait_on(patience):
            await self._ask_for_code()
        return self._own.popleft()["message"] if self._own else None

    def _begin_waiting(self) -> Patience:
        now = monotonic()
        return Patience(now + self.patience, now)

    async def _wait_on(self, patience: Patience) -> bool:
        """Poll once more, and say now and then that we wait; False, and said, once the patience is at its end."""
        now = monotonic()
        left = patience.ends - now
        if left <= 0:
            self.tell(t("probe.no_answer"))
            return False
        if now >= patience.next_word:
            patience.next_word = now + EVERY
            self.tell(t("probe.waits", seconds=ceil(left)))
        await self.poll(max(1, min(10, int(left))))
        return True

    async def _ask_for_code(self) -> None:
        """Answer who began without the code, once each, as long as nobody sent it: that may be the operator."""
        waiting = [chat for chat, answered in self._nameless.items() if not answered]
        if self._user_id is not None or not waiting:
            return
        self.tell(t("probe.without_code", code=self._code))
        for chat in waiting:
            self._nameless[chat] = True
            fields: Fields = {"chat_id": chat, "text": t("probe.code_wanted")}
            await self.patiently(partial(self.line.call, "sendMessage", fields))

    async def poll(self, seconds: int) -> WireReply:
        """Fetch updates: the operator's are kept here, all others are stored before the messenger may forget them."""
        fields: Fields = {"timeout": seconds, "limit": 100}
        if self._offset is not None:
            fields["offset"] = self._offset
        reply = await self.line.call("getUpdates", fields, timeout=seconds + 15)
        updates = [update for update in reply.result if isinstance(update, dict)] if reply.good else []
        others = []
        for update in updates:
            if self._is_operators(update):
                self._own.append(update)
            else:
                self._note_start(update)
                others.append(self.line.outline(self._bot_id, update))
        if others:
            await self._keep(others)
        if updates:
            self._offset = max(int(update.get("update_id", 0)) for update in updates) + 1
        elif not reply.good or reply.seconds < 0.2:
            await asyncio.sleep(min(1.0, self.pause))  # it may answer at once, again and again
        return reply

    def _is_operators(self, update: Fields) -> bool:
        """Say whether an update is the operator's; the first that has the code says who that is."""
        if self._user_id is None and self._code in latin_digits(str((update.get("message") or {}).get("text"))):
            chat = update["message"].get("chat") or {}
            if chat.get("type") == "private":
                self.chat_id, self._user_id = chat.get("id"), _sender(update)
        return self._user_id is not None and _sender(update) == self._user_id

    def _note_start(self, update: Fields) -> None:
        """Remember a private chat that somebody began without the code."""
        message = update.get("message") or {}
        chat = message.get("chat") or {}
        if str(message.get("text", "")).startswith("/start") and chat.get("type") == "private":
            self._nameless.setdefault(chat.get("id"), False)

    async def end(self) -> None:
        """Let the messenger forget what was taken."""
        await self.poll(0)


def _sender(update: Fields) -> int | None:
    for body in update.values():
        if isinstance(body, dict) and isinstance(sender := body.get("from"), dict):
            found = sender.get("id")
            return found if isinstance(found, int) else None
    return None


def _is_skip(update: Fields) -> bool:
    text = str((update.get("message") or {}).get("text", "")).strip()
    return text.lower() in SKIPS or squeeze(text) == squeeze(t("probe.skip_word"))

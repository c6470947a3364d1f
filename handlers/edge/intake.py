"""Intake: fetches raw updates and stores them; only then does the messenger hear that it may forget them."""

import asyncio
import json
import logging
import re
import zlib
from typing import Any

from bot.delivery.beats import Beats
from bot.delivery.outcomes import Outcome, RetryAfter, Sent, Uncertain
from bot.delivery.receiving import Receiver
from handlers.edge.outcomes import read_answer, read_failure
from handlers.edge.wire import Wire
from storage.inbox import Arrival

POLL = 25
"""Seconds that the messenger may hold a poll."""
EMPTY_PAUSE = 1.0
"""Least seconds between two empty polls: some servers answer at once."""
LONGEST_PAUSE = 30.0
DISK_PAUSE = 5.0
"""Seconds after which a full disk is looked at again."""
LARGEST = 2**63
MOST = 64
"""Updates of one poll; Telegram allows 100."""
UPDATE_ID = re.compile(r'"update_id"\s*:\s*(\d{1,18})\b')
UPDATES = re.compile(r'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[\s*\{')
"""How an answer begins that holds updates, as far as it can be read."""

log = logging.getLogger(__name__)


class Intake:
    """The poll loop of one messenger; ``failures`` counts failed polls in a row."""

    def __init__(self, receiver: Receiver, wire: Wire, beats: Beats) -> None:
        self._receiver = receiver
        self._wire = wire
        self._platform = wire.dialect.name
        self._beats = beats
        self._offset: int | None = None
        self._limit = MOST
        self._heard = False
        self.bot_id = 0
        self.failures = 0
        self.problem = ""

    async def run(self) -> None:
        """Fetch for ever; a failed poll backs off and is tried again."""
        while True:
            self._beats.beat(f"intake {self._platform}")
            await self._receiver.has_room()
            if not await self._receiver.has_disk():
                await asyncio.sleep(DISK_PAUSE)
                continue
            updates = await self._fetch()
            if updates is None:
                await self._receiver.note_failures(self._platform, self.failures, self.problem)
                await asyncio.sleep(min(LONGEST_PAUSE, 2.0 ** min(self.failures, 6) / 4))
            elif updates:
                await self._store(updates)

    async def _fetch(self) -> list[Any] | None:
        first = (
            not self._heard
        )  # which tells what time it is there; after a failure it is good to know soon that all is well
        seconds = 0 if first or self.failures else POLL
        fields: dict[str, Any] = {"timeout": seconds, "limit": self._limit}
        if self._offset is not None:
            fields["offset"] = self._offset
        if self._wire.dialect.allowed_updates:
            fields["allowed_updates"] = list(self._wire.dialect.allowed_updates)
        started = asyncio.get_running_loop().time()
        try:
            answer = await self._wire.post("getUpdates", fields, timeout=POLL + 10)
        except Exception as problem:  # noqa: BLE001 - a proxy library's own errors too; the other messenger goes on
            self._note_failure(read_failure(problem))
            return None
        content = answer.content
        updates = content.get("result")
        if answer.status == 200 and not content:
            return self._narrow_down(answer.body.decode("utf-8", "replace"))
        if not content.get("ok") or not isinstance(updates, list):
            self._note_failure(read_answer(answer))
            return None
        await self._receiver.note_return(self._platform, self.failures)
        await self._receiver.note_time(self._platform, answer.moment)
        self._heard = True
        self.failures, self.problem, self._limit = 0, "", min(MOST, self._limit * 4)
        if not (updates or first) and (spent := asyncio.get_running_loop().time() - started) < EMPTY_PAUSE:
            await asyncio.sleep(EMPTY_PAUSE - spent)
        return updates

    def _narrow_down(self, body: str) -> list[Any] | None:
        """Ask for fewer updates until the one that makes a whole answer unreadable stands alone; take it as it is."""
        if self._limit == 1:
            self._limit = MOST
            if found := UPDATE_ID.search(body):
                return [{"update_id": int(found[1]), "unreadable": body}]
            if UPDATES.match(body):
                return [{"unreadable": body}]
            self._note_failure(Uncertain("an answer without a word", hardly=False))
            return None
        self._limit //= 4
        return []

    async def _store(self, updates: list[Any]) -> None:
        arrivals = [outline(self._platform, self.bot_id, update) for update in updates]
        stored = await self._receiver.take(arrivals)
        # ids ascend, so behind a known one stand at least as many as updates follow it; taken unconditionally: after a
        # quiet week Telegram's ids start anew at random
        count = len(arrivals)
        behind = [one.update_id + count - place for place, one in enumerate(arrivals) if one.update_id >= 0]
        self._offset = max(behind, default=(self._offset or 0) + count)
        if not behind and not stored:
            await asyncio.sleep(EMPTY_PAUSE)  # without ids the messenger cannot know that we have them

    def _note_failure(self, outcome: Outcome) -> None:
        self.failures += 1
        self.problem = type(outcome).__name__ if isinstance(outcome, RetryAfter | Sent) else outcome.reason
        log.warning("%s: poll %d failed: %s", self._platform, self.failures, self.problem)


def outline(platform: str, bot_id: int, update: object) -> Arrival:
    """Return an update as the inbox keeps it: whole, with what can be told of whose it is."""
    try:
        raw = json.dumps(update)
    except RecursionError:
        raw = ""
    found = update if isinstance(update, dict) else {}
    update_id = _whole(found.get("update_id"))
    user_id, chat_id = _whose(found)
    if update_id is None or update_id < 0:
        update_id = -1 - zlib.crc32(raw.encode())  # no id of its own: what it says is its key
    return Arrival(platform, bot_id, update_id, user_id, chat_id, raw)


def _whose(update: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return who an update is from and in which chat, as far as it says so."""
    for body in update.values():
        if isinstance(body, dict):
            sender, holder = body.get("from"), body.get("message", body)
            chat = holder.get("chat") if isinstance(holder, dict) else None
            user_id = _whole(sender.get("id")) if isinstance(sender, dict) else None
            return user_id, _whole(chat.get("id")) if isinstance(chat, dict) else None
    return None, None


def _whole(number: object) -> int | None:
    """Return a whole number that SQLite can keep, None for anything else."""
    return number if isinstance(number, int) and not isinstance(number, bool) and abs(number) < LARGEST else None

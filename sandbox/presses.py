"""Button presses that wait for answerCallbackQuery, and what was answered."""

import random
from dataclasses import dataclass, field

from sandbox.changes import Changes
from sandbox.chats import Chat, Toast
from sandbox.refusals import bad_request

ANSWER_WITHIN = 150  # seconds; pitfalls: Receiving (read)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass
class Press:
    """One press of one button; `toast` is None until the bot answered."""

    press_id: str
    chat: Chat
    user_id: int
    data: str
    at: float
    toast: Toast | None = None
    changes: Changes = field(default_factory=Changes)

    async def answered(self, seconds: float = 5.0) -> Toast:
        """Wait for the bot's answer; TimeoutError when it does not come (the button keeps spinning)."""
        while self.toast is None:
            if not await self.changes.wait(self.changes.version, seconds):
                raise TimeoutError("the button press was not answered")
        return self.toast


class Presses:
    """The presses of one bot; each is answered once, and in time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._open: dict[str, Press] = {}

    def add(self, chat: Chat, user_id: int, data: str, at: float, *, old_client: bool) -> Press:
        """Keep a press; an old Bale client's id begins with "1" (platforms: §3 GO, GP, LV, PR)."""
        digits = self._random.randrange(10**17, 10**18)
        press = Press(f"{1 if old_client else 4}{digits}", chat, user_id, data, at)
        self._open[press.press_id] = press
        self._forget_old(at)
        return press

    def take(self, press_id: str, now: float) -> Press:
        """Return the press of an id and close it; refuses unknown, answered and old ones."""
        press = self._open.pop(press_id, None)
        if press is None or now - press.at > ANSWER_WITHIN:
            raise bad_request(TOO_OLD)
        return press

    def _forget_old(self, now: float) -> None:
        while self._open and now - next(iter(self._open.values())).at > ANSWER_WITHIN:
            del self._open[next(iter(self._open))]

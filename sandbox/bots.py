"""One bot on one platform: its chats, updates, files, presses, limits and what is not settled about it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from sandbox.chats import Chat, Shape, Shown, User
from sandbox.clock import Clock
from sandbox.faults import POLLING, Faults
from sandbox.files import FileStore
from sandbox.limits import BaleLimits, TelegramLimits
from sandbox.presses import Presses
from sandbox.updates import UpdateQueue

KEPT_MESSAGES = 2000
KEPT_LIGHT = 50


@dataclass
class Switches:
    """What is not known for certain about Bale (platforms: §11); tests turn each both ways."""

    chat_instance: bool = True
    command_entities: bool = False
    voice_duration: bool = True
    old_client: bool = False
    unknown_chat_status: int = 404
    blocked_text: str = "bot was blocked by the user"
    contact_user_id: bool = True
    forward_details: bool = True
    edits: bool = True  # False: an edit is answered as always, and nothing changes on the screen
    member_count_alias: bool = True  # Bale documents getChatMembersCount alone
    caption_limit: int = 1024


class Bot:
    """The state of one bot; `platform` is its name in the messenger, `bale` its flavour.

    `sending` and `polling` are its own faults and those `shared` by all bots.
    """

    def __init__(
        self,
        platform: str,
        token: str,
        clock: Clock,
        shared: tuple[Faults, Faults],
        *,
        light: bool,
        limits: bool,
    ) -> None:
        self.platform = platform
        self.token = token
        self.bale = platform.split("-", maxsplit=1)[0] == "bale"
        self.clock = clock
        self.light = light
        self.bot_id = int(token.split(":", maxsplit=1)[0])
        self.username = f"mehvar_{platform.replace('-', '_')}_bot"
        self.shape: Shape = {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": "Mehvar",
            "username": self.username,
        }
        self.queue = UpdateQueue(clock.timestamp, bale=self.bale, seed=self.bot_id)
        self.files = FileStore(f"{'B' if self.bale else 'A'}{self.bot_id}-")
        self.presses = Presses(self.bot_id)
        self.switches = Switches()
        self.faults = Faults()
        self.poll_faults = Faults(methods=POLLING)
        self.sending = (self.faults, shared[0])
        self.polling = (self.poll_faults, shared[1])
        self.limits: TelegramLimits | BaleLimits = BaleLimits() if self.bale else TelegramLimits(on=limits)
        self.chats: dict[int, Chat] = {}
        self.commands: list[Any] = []
        self._ids = count(1)

    def now(self) -> int:
        """Return the second that messages are stamped with."""
        return int(self.clock.timestamp())

    def new_chat(self, chat_id: int, kind: str, shape: Shape) -> Chat:
        """Return an empty chat; the bot may write there once it stands in `chats`."""
        return Chat(chat_id, kind, shape, KEPT_LIGHT if self.light else KEPT_MESSAGES)

    def new_id(self, chat: Chat) -> int:
        """Return the next message id: one row for all chats on Telegram, 1, 2, 3 in each chat on Bale.

        platforms: §3 BM (per chat in 2026), §3 (per account on Telegram).
        """
        chat.last_id = chat.last_id + 1 if self.bale else next(self._ids)
        return chat.last_id

    def new_message(self, chat: Chat, sender: User | None, **fields: Any) -> Shown:
        """Return a message of the chat with its id and date, not yet shown; no sender means the bot."""
        shape = self.shape if sender is None else sender.shape
        date = fields.pop("date", None)
        return Shown(self.new_id(chat), self.now() if date is None else date, sender is None, shape, **fields)

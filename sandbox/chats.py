"""Chats and what they show: people, messages in both directions, buttons, and the events of a screen."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sandbox.changes import Changes
from sandbox.files import StoredFile

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    """A person as the messenger knows them; `shape` is the Bot API's User, shared and never changed."""

    user_id: int
    first_name: str
    phone_number: str
    shape: Shape


class Button(NamedTuple):
    """An inline button: what it says and, for a callback button, its data."""

    label: str
    data: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person saw over the screen after a press; an empty text shows nothing."""

    text: str
    alert: bool


@dataclass(slots=True)
class Shown:
    """A message as a person sees it; `text` is after rendering, `raw` is what was sent (caption included)."""

    message_id: int
    date: int
    from_bot: bool
    sender: Shape
    kind: str = "text"
    text: str = ""
    raw: str = ""
    entities: list[Shape] = field(default_factory=list)
    parse_mode: str | None = None
    edited: int | None = None
    markup: list[list[Shape]] | None = None
    file: StoredFile | None = None
    content: Shape = field(default_factory=dict)
    reply_to: int | None = None
    deleted: bool = False
    update_id: int | None = None

    @property
    def buttons(self) -> list[list[Button]]:
        """Return the inline keyboard as rows of buttons."""
        rows = self.markup or []
        return [[Button(b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows]

    @property
    def labels(self) -> list[str]:
        """Return the texts of all inline buttons in reading order."""
        return [button["text"] for row in self.markup or [] for button in row]


class Event(NamedTuple):
    """One thing that changed on a screen: its number, its kind, and what a page needs to draw it."""

    number: int
    kind: str
    data: Any


class Chat:
    """A private chat or a group: its messages by id, its reply keyboard, its events (bounded)."""

    def __init__(self, chat_id: int, kind: str, shape: Shape, keep: int) -> None:
        self.chat_id = chat_id
        self.kind = kind
        self.shape = shape
        self.messages: dict[int, Shown] = {}
        self.keyboard: list[list[Shape]] | None = None
        self.one_time = False
        self.blocked = False
        self.members: dict[int, Shape] = {}
        self.action: str | None = None
        self.last_id = 0
        self.toasts: deque[Toast] = deque(maxlen=100)
        self.changes = Changes()
        self.events: deque[Event] = deque(maxlen=keep)
        self._keep = keep

    def add(self, shown: Shown) -> None:
        """Show a message; the oldest is forgotten when the chat is full."""
        self.messages[shown.message_id] = shown
        if len(self.messages) > self._keep:
            del self.messages[next(iter(self.messages))]
        self.note("message", shown)

    def note(self, kind: str, data: Any) -> None:
        """Record that something changed on the screen and wake who waits for it."""
        self.events.append(Event(self.changes.version + 1, kind, data))
        self.changes.mark()

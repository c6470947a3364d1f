"""What a person said, cleaned: the only form in which `bot` hears a messenger."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A typed message, cleaned; a command keeps its slash."""

    text: str
    forwarded: bool = False


@dataclass(frozen=True)
class Tap:
    """A pressed inline button: which outgoing row showed it, and where it stood there."""

    token: str
    index: int


@dataclass(frozen=True)
class Contact:
    """A shared contact; ``own`` only when it is the sender's own, sent by the sender."""

    phone: str = field(repr=False)
    own: bool


@dataclass(frozen=True)
class File:
    """A photo, document or voice note that stands on the messenger's server; ``album`` is what it came in."""

    kind: str
    file_id: str
    name: str
    size: int
    mime: str
    caption: str
    album: str = ""


@dataclass(frozen=True)
class Location:
    """A point: degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Edited:
    """An edited message: never an answer."""


@dataclass(frozen=True)
class Unreadable:
    """Something that Mehvar has no use for: a sticker, a poll, a game."""


@dataclass(frozen=True)
class Choice:
    """A pressed button that is live and the presser's own: what it stands for."""

    name: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stale:
    """A pressed button that is old, doubled or somebody else's."""


Heard = Text | Tap | Contact | File | Location | Edited | Unreadable
Said = Text | Choice | Stale | Contact | File | Location | Edited | Unreadable


@dataclass(frozen=True)
class Sender:
    """Where it came from: the account and its chat."""

    platform: str
    user_id: int
    chat_id: int
    private: bool
    name: str

"""What a person is shown: a text with buttons under it, or with a menu in place of the keyboard."""

from dataclasses import dataclass, field

from bot.delivery.attachment import Attachment


@dataclass(frozen=True)
class Button:
    """A button under a message: its label and the choice that it stands for.

    ``flow`` is whose it is where its message is made of several parts; '' where that is the message's.
    """

    label: str
    name: str
    args: tuple[str, ...] = ()
    flow: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Screen:
    """A message: neutral text, inline buttons in rows, or a reply keyboard of (label, kind) in rows.

    ``menu`` is None to leave the keyboard as it is; kinds are «text» and «contact». With a ``file`` the text is its
    caption.
    """

    text: str
    rows: Rows = ()
    menu: tuple[tuple[tuple[str, str], ...], ...] | None = field(default=None)
    file: Attachment | None = None

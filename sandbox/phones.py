"""A phone in somebody's hand: what its owner can do, and what its screen shows."""

from collections.abc import Callable
from typing import Any, TypeVar

from sandbox import shapes
from sandbox.bots import Bot
from sandbox.chats import Button, Chat, Shape, Shown, Toast, User
from sandbox.files import Upload
from sandbox.membership import tell_membership
from sandbox.presses import Press
from sandbox.said import forwarded_from, put_edit, put_message, put_press

OWN = -1  # user_id of share_contact: the phone's owner
TEHRAN = (35.6892, 51.389)
T = TypeVar("T")


class Phone:
    """One person on one platform with one bot; its methods are to be called on the messenger's loop."""

    def __init__(self, bot: Bot, user: User) -> None:
        self.bot = bot
        self.user = user
        self.phone_id = f"{bot.platform}-{user.user_id}"
        username = user.shape.get("username")
        shape = shapes.private_chat(user.user_id, user.first_name, username, bale=bot.bale)
        self.chat = bot.chats.get(user.user_id) or bot.new_chat(user.user_id, "private", shape)
        self.chat.members[user.user_id] = user.shape

    @property
    def started(self) -> bool:
        """Tell whether this person ever wrote, so that the bot may write to them."""
        return self.user.user_id in self.bot.chats

    @property
    def toasts(self) -> list[Toast]:
        """Return what appeared over the screen after presses, the newest last."""
        return list(self.chat.toasts)

    @property
    def history(self) -> list[Shown]:
        """Return every message of the private chat, in both directions."""
        return list(self.chat.messages.values())

    @property
    def messages(self) -> list[Shown]:
        """Return what the bot shows in the private chat, deleted ones flagged."""
        return [shown for shown in self.history if shown.from_bot]

    @property
    def keyboard(self) -> list[list[str]]:
        """Return the labels of the keyboard under the text field, [] when there is none."""
        rows = self.chat.keyboard or []
        return [[button["text"] for button in row] for row in rows]

    def start(self, payload: str | None = None) -> Shown:
        """Press Start, perhaps through a deep link."""
        if self.chat.blocked:
            self.unblock()
        return self.say(f"/start {payload}" if payload else "/start")

    def say(
        self,
        text: str,
        *,
        date: int | None = None,
        entities: list[Shape] | None = None,
        group: Chat | None = None,
    ) -> Shown:
        """Write a text, here or in a group; `date` (Unix seconds) is the messenger's unless given."""
        more = {} if entities is None else {"entities": entities}
        return self._put("text", group=group, text=text, date=date, **more)

    def share_contact(
        self, phone_number: str | None = None, user_id: int | None = OWN, *, forwarded: bool = False
    ) -> Shown:
        """Send a contact: one's own, another's (their `user_id`, or None: not known), or a forwarded one."""
        whose = self.user.user_id if user_id == OWN else user_id
        if self.bot.bale and not self.bot.switches.contact_user_id:
            whose = None
        contact: Shape = {
            "phone_number": phone_number or self.user.phone_number,
            "first_name": self.user.first_name,
        }
        if whose is not None:
            contact["user_id"] = whose
        content = {"contact": contact} | (self._forward_mark(self.user.shape) if forwarded else {})
        return self._put("contact", content=content)

    def send_location(self, latitude: float, longitude: float) -> Shown:
        """Send a place."""
        return self._put("location", content={"location": {"latitude": latitude, "longitude": longitude}})

    def send_photo(self, content: bytes, caption: str | None = None, album: str | None = None) -> Shown:
        """Send a picture, perhaps as one of an album: every picture of it is a message of its own."""
        stored = self.bot.files.keep(Upload("photo.jpg", "image/jpeg", content), "photos")
        mark = {"media_group_id": album} if album else {}
        return self._put("photo", text=caption or "", file=stored, content=shapes.photo(stored, 800, 600) | mark)

    def send_document(
        self, content: bytes, name: str, mime: str = "application/pdf", caption: str | None = None
    ) -> Shown:
        """Send a file."""
        stored = self.bot.files.keep(Upload(name, mime, content), "documents")
        return self._put("document", text=caption or "", file=stored, content=shapes.document(stored))

    def send_voice(self, content: bytes, duration: int = 3) -> Shown:
        """Send a voice message; Bale's may lack the duration."""
        stored = self.bot.files.keep(Upload("voice.ogg", "audio/ogg", content), "voice")
        known = not self.bot.bale or self.bot.switches.voice_duration
        return self._put("voice", file=stored, content=shapes.voice(stored, duration if known else None))

    def send_sticker(self, content: bytes) -> Shown:
        """Send a sticker."""
        stored = self.bot.files.keep(Upload("sticker.webp", "image/webp", content), "stickers")
        return self._put("sticker", file=stored, content=shapes.sticker(stored))

    def send_video(self, content: bytes, duration: int = 3) -> Shown:
        """Send a film."""
        stored = self.bot.files.keep(Upload("video.mp4", "video/mp4", content), "videos")
        return self._put("video", file=stored, content=shapes.video(stored, duration))

    def forward(self, text: str, sender_id: int = 777, sender_name: str = "Forwarded") -> Shown:
        """Forward somebody's text."""
        sender = shapes.user(sender_id, sender_name, None, bale=self.bot.bale)
        return self._put("text", text=text, content=self._forward_mark(sender))

    def edit(self, message: Shown, text: str) -> None:
        """Change one's own message."""
        put_edit(self.bot, self.chat, message, text)

    def tap(self, button: str | Button, message: Shown | None = None) -> Press:
        """Press the newest inline button with that label (or the message's own); LookupError when absent.

        A button given as `Button` is pressed as it is, even if it is shown no more (a late press).
        """
        label = button if isinstance(button, str) else button.label
        wanted = [message] if message else [m for m in reversed(self.messages) if not m.deleted]
        for shown in wanted:
            found = [b for row in shown.buttons for b in row if b.label == label]
            if isinstance(button, Button) and message is not None:
                found = [button]
            if found and found[0].data is not None:
                return self._press(shown, found[0].data)
        raise LookupError(f"no button {label!r} in {[m.labels for m in self.messages[-3:]]}")

    def press_menu(self, label: str) -> Shown:
        """Press a button of the keyboard under the text field; LookupError when it is not there."""
        rows = self.chat.keyboard or []
        button = next((b for row in rows for b in row if b["text"] == label), None)
        if button is None:
            raise LookupError(f"no menu button {label!r} in {self.keyboard}")
        if self.chat.one_time:
            self.chat.keyboard = None
            self.chat.note("keyboard", None)
        if button.get("request_contact"):
            return self.share_contact()
        if button.get("request_location"):
            return self.send_location(*TEHRAN)
        return self.say(label)

    def block(self) -> None:
        """Block the bot: Telegram tells it, Bale does not (platforms: §3, §10)."""
        self.chat.blocked = True
        tell_membership(self.bot, self.chat, self.user.shape, "member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self.chat.blocked = False
        tell_membership(self.bot, self.chat, self.user.shape, "kicked", "member")

    async def wait_for(self, wanted: Callable[[list[Shown]], T | None], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """Return what `wanted(messages)` gives once it is true; TimeoutError shows the screen instead."""
        while not (found := wanted(self.messages)):
            version = self.chat.changes.version
            if not await self.chat.changes.wait(version, timeout):
                screen = "\n".join(f"{m.text!r} {m.labels}" for m in self.messages[-5:])
                raise TimeoutError(f"{self.phone_id} waited {timeout} s; its screen shows:\n{screen}")
        return found

    def _press(self, shown: Shown, data: str) -> Press:
        return put_press(self.bot, self.chat, self.user, shown, data)

    def _put(self, kind: str, *, group: Chat | None = None, **fields: Any) -> Shown:
        chat = group or self.chat
        self.bot.chats.setdefault(chat.chat_id, chat)
        if chat.blocked:
            raise ValueError("the bot is blocked here; unblock it first")
        return put_message(self.bot, chat, self.user, kind, **fields)

    def _forward_mark(self, sender: Shape) -> Shape:
        return forwarded_from(self.bot, sender, self.bot.now() - 60)

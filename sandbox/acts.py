"""What a person may do on a phone, by name, for the doors over HTTP; wishes and answers are JSON objects."""

import base64
from collections.abc import Callable
from typing import Any

from sandbox import screens
from sandbox.chats import Button, Shown
from sandbox.phones import OWN, Phone
from sandbox.silence import SILENCE, STICKER

Wish = dict[str, Any]


def _say(phone: Phone, wish: Wish) -> Shown:
    return phone.say(str(wish["text"]), date=wish.get("date"))


def _start(phone: Phone, wish: Wish) -> Shown:
    return phone.start(wish.get("payload"))


def _tap(phone: Phone, wish: Wish) -> Wish:
    message = _message(phone, wish) if "message_id" in wish else None
    label = str(wish["label"])
    button = Button(label, wish["data"]) if message and "data" in wish else label
    return {"press_id": phone.tap(button, message).press_id}


def _menu(phone: Phone, wish: Wish) -> Shown:
    return phone.press_menu(str(wish["label"]))


def _contact(phone: Phone, wish: Wish) -> Shown:
    user_id = wish.get("user_id", OWN)
    return phone.share_contact(wish.get("phone_number"), user_id, forwarded=bool(wish.get("forwarded")))


def _location(phone: Phone, wish: Wish) -> Shown:
    return phone.send_location(float(wish["latitude"]), float(wish["longitude"]))


def _photo(phone: Phone, wish: Wish) -> Shown:
    return phone.send_photo(_content(wish), wish.get("caption"))


def _document(phone: Phone, wish: Wish) -> Shown:
    mime = wish.get("mime", "application/octet-stream")
    return phone.send_document(_content(wish), wish.get("name", "file"), mime, wish.get("caption"))


def _voice(phone: Phone, wish: Wish) -> Shown:
    return phone.send_voice(_content(wish), int(wish.get("duration", 3)))


def _sample_voice(phone: Phone, wish: Wish) -> Shown:  # noqa: ARG001 - one shape for all acts
    return phone.send_voice(SILENCE, 1)


def _sticker(phone: Phone, wish: Wish) -> Shown:  # noqa: ARG001 - one shape for all acts
    return phone.send_sticker(STICKER)


def _forward(phone: Phone, wish: Wish) -> Shown:
    return phone.forward(str(wish["text"]))


def _edit(phone: Phone, wish: Wish) -> None:
    phone.edit(_message(phone, wish), str(wish["text"]))


def _block(phone: Phone, wish: Wish) -> None:  # noqa: ARG001 - one shape for all acts
    phone.block()


def _unblock(phone: Phone, wish: Wish) -> None:  # noqa: ARG001 - one shape for all acts
    phone.unblock()


def _content(wish: Wish) -> bytes:
    content = wish["content"]
    return content if isinstance(content, bytes) else base64.b64decode(content, validate=True)


def _message(phone: Phone, wish: Wish) -> Shown:
    return phone.chat.messages[int(wish["message_id"])]


def _told(act: Callable[[Phone, Wish], Any]) -> Callable[[Phone, Wish], Wish]:
    def run(phone: Phone, wish: Wish) -> Wish:
        done = act(phone, wish)
        return screens.shown(done) if isinstance(done, Shown) else done or {}

    return run


ACTS = {
    name: _told(act)
    for name, act in {
        "say": _say,
        "start": _start,
        "tap": _tap,
        "menu": _menu,
        "contact": _contact,
        "location": _location,
        "photo": _photo,
        "document": _document,
        "voice": _voice,
        "sample_voice": _sample_voice,
        "sticker": _sticker,
        "forward": _forward,
        "edit": _edit,
        "block": _block,
        "unblock": _unblock,
    }.items()
}

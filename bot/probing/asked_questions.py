"""The questions that need the operator: what a message, a press, a contact or a file looks like when it comes."""

import asyncio
import json
from typing import Any

from bot.language.catalogue import t
from bot.probing.answers import ProbeAnswer, judged, noted, unknown
from bot.probing.line import Fields
from bot.probing.session import Session

MOST_TRIES = 20
"""Messages after which we no longer believe that we will be blocked."""


def message_with(kind: str) -> Any:
    """Return a test for an update whose message has a part of this kind; it gives the message."""

    def find(update: Fields) -> Fields | None:
        message = update.get("message")
        return message if isinstance(message, dict) and message.get(kind) else None

    return find


def press_of(*data: str) -> Any:
    """Return a test for a press of one of these buttons; it gives the press."""

    def find(update: Fields) -> Fields | None:
        press = update.get("callback_query")
        return press if isinstance(press, dict) and press.get("data") in data else None

    return find


def buttons(*labels: tuple[str, str]) -> str:
    """Return an inline keyboard, a button a row."""
    return json.dumps({"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in labels]})


async def ask_start(session: Session, code: str, link: str) -> ProbeAnswer:
    """Meet the operator by a code; does a command come with its entity, and does a link bring what it carries?"""
    session.tell(t("probe.ask.start", link=link, code=code))
    message = await session.meet()
    if message is None:
        return unknown("start")
    sender = message["from"]
    kinds = sorted({str(entity.get("type")) for entity in message.get("entities") or []})
    return noted(
        "start",
        by_link=str(message["text"]).startswith("/start "),
        entities=",".join(kinds),
        chat_type=str(message["chat"].get("type")),
        has_is_bot="is_bot" in sender,
        has_language="language_code" in sender,
        date=type(message.get("date")).__name__,
        wide_id=int(sender["id"]) >= 2**31,
    )


async def ask_press(session: Session) -> ProbeAnswer:
    """What does a press carry, and is its answer taken?"""
    markup = buttons((t("probe.button.press"), "press"))
    press = await session.ask(t("probe.ask.press"), press_of("press"), reply_markup=markup)
    if press is None:
        return unknown("press")
    fields = {"callback_query_id": press["id"], "text": t("probe.toast")}
    reply = await session.line.call("answerCallbackQuery", fields)
    return judged(
        "press",
        good=reply.good,
        has_chat_instance=bool(press.get("chat_instance")),
        has_message=bool(press.get("message")),
        old_client=str(press["id"]).startswith("1"),
        answered_in=round(reply.seconds, 2),
    )


async def ask_edits(session: Session) -> ProbeAnswer:
    """Does a message with buttons change on the screen when it is edited? Mehvar's lists live on it."""
    sent = await session.say(t("probe.edit.before"), reply_markup=buttons((t("probe.button.before"), "before")))
    if not sent.good:
        return unknown("edits")
    after = {"text": t("probe.edit.after"), "reply_markup": buttons((t("probe.button.changed"), "changed"))}
    reply = await session.patiently(
        lambda: session.line.call("editMessageText", session.to(message_id=sent.result["message_id"], **after))
    )
    markup = buttons((t("probe.button.same"), "same"))
    press = await session.ask(t("probe.ask.edits"), press_of("changed", "same", "before"), reply_markup=markup)
    if press is None:
        return unknown("edits")
    await session.line.call("answerCallbackQuery", {"callback_query_id": press["id"]})
    number = reply.result.get("message_id") if isinstance(reply.result, dict) else None
    return noted("edits", changes=reply.good and press["data"] == "changed", keeps_number=bool(number), **reply.told)


async def ask_contact(session: Session) -> ProbeAnswer:
    """Does the own contact say whose it is? Registration rests on it."""
    keyboard = {"keyboard": [[{"text": t("people.button.phone"), "request_contact": True}]], "resize_keyboard": True}
    asked = session.ask(t("probe.ask.contact"), message_with("contact"), reply_markup=json.dumps(keyboard))
    message = await asked
    if message is None:
        return unknown("contact")
    contact, phone = message["contact"], str(message["contact"].get("phone_number", ""))
    own = contact.get("user_id") == message["from"]["id"]
    await session.say(t("probe.thanks"), reply_markup=json.dumps({"remove_keyboard": True}))
    return judged(
        "contact",
        good=own,
        has_user_id="user_id" in contact,
        is_own=own,
        begins_with=phone[:2] if phone[:2] in {"+9", "98", "09", "00"} else "?",
        length=len(phone),
        type=type(contact.get("phone_number")).__name__,
    )


async def ask_other_contact(session: Session) -> ProbeAnswer:
    """Does the contact of somebody else say that it is not one's own? If not, a code is needed for everybody."""
    message = await session.ask(t("probe.ask.other_contact"), message_with("contact"))
    if message is None:
        return unknown("other_contact")
    contact = message["contact"]
    claimed = contact.get("user_id") == message["from"]["id"]
    return judged("other_contact", good=not claimed, has_user_id="user_id" in contact, claims_to_be_own=claimed)


async def ask_voice(session: Session) -> ProbeAnswer:
    """Which fields does a voice note have?"""
    message = await session.ask(t("probe.ask.voice"), message_with("voice"))
    if message is None:
        return unknown("voice")
    voice = message["voice"]
    return noted("voice", **{f"has_{name}": name in voice for name in ("duration", "mime_type", "file_unique_id")})


async def ask_photo(session: Session) -> ProbeAnswer:
    """Which fields does a photo have, and is it given, at both ways of writing its address?"""
    message = await session.ask(t("probe.ask.photo"), message_with("photo"))
    if message is None:
        return unknown("photo")
    largest = message["photo"][-1]
    found = await session.line.call("getFile", {"file_id": largest["file_id"]})
    path = found.result.get("file_path") if isinstance(found.result, dict) else None
    if not isinstance(path, str):
        return judged("photo", good=False, **found.told)
    plain = await session.line.download(path, escaped=False)
    escaped = await session.line.download(path, escaped=True)
    fields = {f"has_{name}": name in largest for name in ("width", "file_unique_id", "file_size")}
    good = plain.status == 200
    return judged("photo", good=good, plain=plain.status, escaped=escaped.status, sizes=len(message["photo"]), **fields)


async def ask_group(session: Session) -> ProbeAnswer:
    """What does a group look like?"""

    def find(update: Fields) -> Fields | None:
        message = update.get("message")
        chat = message.get("chat") if isinstance(message, dict) else None
        return chat if isinstance(chat, dict) and chat.get("id") != session.chat_id else None

    chat = await session.ask(t("probe.ask.group"), find)
    if chat is None:
        return unknown("group")
    await session.line.call("leaveChat", {"chat_id": chat["id"]})
    return noted("group", type=str(chat.get("type")), negative=int(chat["id"]) < 0)


async def ask_blocked(session: Session) -> ProbeAnswer:
    """How is it said that somebody does not want to hear from us?"""
    prompt = t("probe.ask.blocked")
    session.tell(prompt)
    await session.say(prompt)
    for _try in range(MOST_TRIES):
        await asyncio.sleep(session.pause)
        reply = await session.patiently(
            lambda: session.line.call("sendMessage", session.to(text=t("probe.still_here")))
        )
        if not reply.good:
            session.tell(t("probe.unblock"))
            return judged("blocked", good=reply.reading == "Blocked", reading=reply.reading, **reply.told)
    return unknown("blocked")

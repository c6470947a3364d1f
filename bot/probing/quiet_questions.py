"""The questions that need nobody: what a method answers."""

import asyncio
import json
from functools import partial

from bot.language.catalogue import t
from bot.probing.answers import ProbeAnswer, judged, noted
from bot.probing.line import Upload
from bot.probing.session import Session

NOBODY = 999_999_999_999
"""A chat that there is not."""
LONG_POLL = 50
CAPTIONS = (1024, 1025, 4096)
LARGE = 21 * 2**20
PROBE = Upload("document", "file.txt", b"probe")
BURST = 20
REST = 10.0


async def ask_webhook(session: Session) -> ProbeAnswer:
    """Is a webhook set? Then polling brings nothing."""
    reply = await session.line.call("getWebhookInfo", {})
    url = reply.result.get("url", "") if isinstance(reply.result, dict) else ""
    return judged("webhook", good=not url, set=bool(url), status=reply.status)


async def ask_commands(session: Session) -> ProbeAnswer:
    """Is there a list of commands?"""
    commands = [{"command": "start", "description": t("probe.command_start")}]  # seen beside the text field
    reply = await session.line.call("setMyCommands", {"commands": json.dumps(commands)})
    return noted("commands", works=reply.good, **reply.told)


async def ask_unknown_chat(session: Session) -> ProbeAnswer:
    """How is a chat refused that there is not? It must be read as closed to us, not as a failure."""
    reply = await session.line.call("sendMessage", {"chat_id": NOBODY, "text": "?"})
    return judged("unknown_chat", good=reply.reading == "Blocked", reading=reply.reading, **reply.told)


async def ask_long_poll(session: Session, seconds: int = LONG_POLL) -> ProbeAnswer:
    """How long may a poll be held?"""
    reply = await session.poll(seconds)
    quiet = reply.good and not reply.result
    return noted("long_poll", asked=seconds, held=round(reply.seconds, 1), quiet=quiet, status=reply.status)


async def ask_members(session: Session) -> ProbeAnswer:
    """Which of its two names does the count of members have?"""
    one = await session.line.call("getChatMemberCount", session.to())
    other = await session.line.call("getChatMembersCount", session.to())
    return noted(
        "members", singular=one.good, plural=other.good, singular_status=one.status, plural_status=other.status
    )


async def ask_caption(session: Session) -> ProbeAnswer:
    """How long may a caption be? We write 1024 characters at most."""
    taken = {}
    for length in CAPTIONS:
        send = partial(session.line.upload, "sendDocument", session.to(caption="x" * length), PROBE)
        taken[f"takes_{length}"] = (await session.patiently(send)).good
    return judged("caption", good=taken[f"takes_{CAPTIONS[0]}"], **taken)


async def ask_large_upload(session: Session) -> ProbeAnswer:
    """Is a file of more than 20 MB taken, and given back?"""
    reply = await session.line.upload("sendDocument", session.to(), Upload("document", "large.bin", bytes(LARGE)))
    document = reply.result.get("document") if isinstance(reply.result, dict) else None
    back = await session.line.call("getFile", {"file_id": document["file_id"]}) if isinstance(document, dict) else None
    return noted("large_upload", taken=reply.good, given_back=bool(back and back.good), **reply.told)


async def ask_pace(session: Session, burst: int = BURST) -> ProbeAnswer:
    """How many messages to one chat go at once, and how is it said that they are too many?"""
    sent, seconds = 0, 0.0
    await asyncio.sleep(REST * min(session.pause, 1))  # so that what was said before is no part of it
    for number in range(burst):
        reply = await session.line.call("sendMessage", session.to(text=f"{number + 1}/{burst}"))
        seconds += reply.seconds
        if not reply.good:
            said = reply.content.get("parameters")
            told = isinstance(said, dict) and "retry_after" in said
            good = reply.reading == "RetryAfter"
            return judged("pace", good=good, sent=sent, seconds=round(seconds, 1), says_when=told, **reply.told)
        sent += 1
    return noted("pace", sent=sent, seconds=round(seconds, 1), refused=False)

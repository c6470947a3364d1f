"""The second admin's word on an announcement to many: every other admin gets one card, one of them decides."""

from datetime import datetime

from bot.announcing import sending
from bot.announcing.body import body_of, named, short_digest, show_body
from bot.announcing.telling import tell
from bot.conversing.converse import answer, pressed
from bot.conversing.screen import Button, Screen
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import ADMIN
from bot.programme.in_memory import hold_calendar
from bot.programme.timetable import push_time
from bot.said import Choice, Heard
from storage import announcements, audit, people
from storage.announcements import Announcement
from storage.audit import Act, Action
from storage.transaction import Transaction

FLOW = "second"


async def ask_second(tx: Transaction, found: Announcement, author: Caller, now: datetime) -> None:
    """Show every other admin what is to be sent, with the two buttons."""
    body = body_of(found)
    shown = show_body(body, found.id)
    buttons = (
        Button(t("announce.button.agree"), "agree", (str(found.id),)),
        Button(t("announce.button.refuse"), "refuse", (str(found.id),)),
    )
    text = t(
        "announce.second",
        named=named(found),
        author=author.person.full_name,
        count=found.recipients,
        level=t(f"announce.level.{found.level}"),
        moment=dates.moment(found.send_at or now),
        code=short_digest(body.digest),
    )
    for person_id in await people.list_ids(tx, "admin"):
        if person_id != author.person.id:
            await tell(tx, person_id, Screen(shown.text), now)
            await tell(tx, person_id, Screen(text, (buttons,)), now, FLOW)


async def decide_second(turn: Turn, caller: Caller, said: Heard) -> None:
    """Take another admin's word from the card; it stays good until somebody has decided."""
    match await pressed(turn, caller, said, FLOW):
        case Choice("agree" | "refuse" as word, (number,)) if caller.has(*ADMIN):
            found = await announcements.get(turn.tx, int(number))
        case _:
            return
    if found is None or found.author_id == caller.person.id:
        return
    if found.state != "awaiting":
        text = t("announce.decided", named=named(found))
    elif word == "agree":
        text = await _agree(turn, caller, found)
    else:
        await announcements.save_state(turn.tx, found.id, "refused")
        await tell(turn.tx, found.author_id, Screen(t("announce.refused", named=named(found))), turn.now)
        text = t("announce.you_refused", named=named(found))
    if found.state == "awaiting":
        action: Action = "announcement.agree" if word == "agree" else "announcement.refuse"
        act = Act(f"person:{caller.person.id}", action, f"announcement:{found.id}", {})
        await audit.append(turn.tx, turn.now, act)
    await answer(turn, caller, text)


async def _agree(turn: Turn, caller: Caller, found: Announcement) -> str:
    """Let it leave: now, at its time, or with the next working hours."""
    held = await hold_calendar(turn.tx)
    wanted = max(found.send_at or turn.now, turn.now)
    leaves_at = wanted if found.urgent else push_time(wanted, held.rules, held.calendar)
    await announcements.save_second(turn.tx, found.id, caller.person.id, "scheduled", leaves_at)
    if leaves_at <= turn.now:
        await sending.start(turn.tx, found, turn.now)
        return t("announce.you_agreed", named=named(found))
    text = t("announce.scheduled", named=named(found), moment=dates.moment(leaves_at), count=found.recipients)
    await sending.tell_scheduled(turn.tx, found, text, turn.now)
    return t("announce.you_agreed_later", named=named(found), moment=dates.moment(leaves_at))

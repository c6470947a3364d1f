"""What recipients answer: acknowledged, promised, done, asked; kept in the turn in which they say it."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.announcing.body import named
from bot.announcing.consulting.knowing import weighs
from bot.announcing.telling import caretakers, tell
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from storage import announcements, audit, people, recipients, threads
from storage.announcements import Announcement
from storage.audit import Act, Action
from storage.recipients import Recipient
from storage.transaction import Transaction

THREAD = "thread"
"""What the buttons under a question or an answer begin with: they stay good however old they are."""


@dataclass(frozen=True)
class Seen:
    """A recipient has acknowledged."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Done:
    """A recipient has done what was expected or promised."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Pledge:
    """A recipient promises it by a day, and so many where a number was asked."""

    number: int
    at: datetime
    day: date
    amount: int | None


@dataclass(frozen=True)
class Say:
    """A recipient asks, or whoever looks after the announcement answers, on the recipient's thread."""

    number: int
    recipient_id: int
    text: str


RecipientFact = Seen | Done | Pledge | Say
ACTIONS: dict[type[RecipientFact], Action] = {
    Seen: "announcement.seen",
    Done: "announcement.done",
    Pledge: "announcement.pledge",
    Say: "announcement.say",
}


async def keep(tx: Transaction, person_id: int, fact: RecipientFact, now: datetime) -> None:
    """Keep an answer."""
    match fact:
        case Seen():
            await recipients.note_seen(tx, fact.number, person_id, fact.at)
        case Done():
            await recipients.note_done(tx, fact.number, person_id, fact.at)
        case Pledge():
            if recipient := await recipients.get(tx, fact.number, person_id):
                await recipients.save_pledge(tx, recipient, fact.day, fact.amount, fact.at)
        case Say():
            await _say(tx, person_id, fact, now)
    await audit.append(tx, now, Act(f"person:{person_id}", ACTIONS[type(fact)], f"announcement:{fact.number}", {}))


def is_late(found: Announcement, at: datetime | None) -> bool:
    """Say whether an answer came after the deadline."""
    return bool(found.due_at and at and at > found.due_at)


async def _say(tx: Transaction, person_id: int, fact: Say, now: datetime) -> None:
    """Keep a message of a thread, and bring it to the other side."""
    found, key = await announcements.get(tx, fact.number), (fact.number, fact.recipient_id)
    author = await people.get(tx, person_id)
    if found is None or author is None:
        return
    others = [fact.recipient_id]
    if person_id == fact.recipient_id:
        last = await threads.get_answerer(tx, key)
        others = [last] if last and await is_caretaker(tx, found, last, now) else await caretakers(tx, found)
    await threads.add(tx, key, person_id, fact.text, now)
    kind = "question" if person_id == fact.recipient_id else "answer"
    text = t(f"announce.thread.{kind}", named=named(found), name=author.full_name, text=fact.text)
    for other in others:
        await tell(tx, other, Screen(text, (_thread_buttons(key, kind),)), now, THREAD, found.only_on)


async def is_caretaker(tx: Transaction, found: Announcement, person_id: int, now: datetime) -> bool:
    """Say whether a person may answer for an announcement: who looks after it, and every admin.

    For a consultation it is whoever may weigh it.
    """
    if found.level == "consult":
        return await weighs(tx, found.id, person_id, now)
    admin = any(duty.role == "admin" for duty in await people.list_duties(tx, person_id))
    return admin or person_id in await caretakers(tx, found)


def _thread_buttons(key: tuple[int, int], kind: str) -> tuple[Button, ...]:
    args = (str(key[0]), str(key[1]))
    label = t("announce.button.reply") if kind == "question" else t("announce.button.ask_again")
    return Button(label, "say", args), Button(t("announce.button.history"), "history", args)


def answered_at(recipient: Recipient, level: str) -> datetime | None:
    """Return when a recipient gave the answer that a level asks for first."""
    return recipient.pledged_at if level == "commit" else recipient.seen_at

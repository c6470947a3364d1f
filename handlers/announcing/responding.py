"""Recipients answer: from the announcement itself, whose buttons stay good, or from their board."""

from datetime import datetime, timedelta

from bot.announcing import answers, body
from bot.announcing.answers import THREAD, Done, RecipientFact, Seen
from bot.announcing.policy import policy
from bot.conversing.converse import answer, go_on, pressed
from bot.conversing.flow import FLOWS, Flow
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import AUTHORS
from bot.said import Choice, Heard, Said
from handlers.announcing.consulting.view import ViewpointState
from handlers.announcing.respond_form import CARD
from handlers.announcing.respond_screens import receipt, standing
from handlers.announcing.respond_view import BoardItem, RespondState, RespondView
from storage import announcements, recipients, threads
from storage.announcements import Announcement
from storage.recipients import Recipient
from storage.transaction import Transaction

LIVE = ("sending", "sent")


async def open_board(turn: Turn, caller: Caller) -> None:
    """Show what a person has received and still owes."""
    await go_on(turn, caller, RESPOND, RespondState(), None)


async def respond(turn: Turn, caller: Caller, said: Heard) -> None:
    """Take an answer from the announcement itself: one tap is kept at once, the rest opens a conversation."""
    match await pressed(turn, caller, said, body.FLOW):
        case Choice(name, (number,)):
            found = await announcements.get(turn.tx, int(number))
            recipient = await recipients.get(turn.tx, int(number), caller.person.id)
        case _:
            return
    if found is None or recipient is None:
        return
    if found.state not in LIVE and found.state != "cancelled":
        await answer(turn, caller, t("announce.gone"))
    elif name in {"seen", "done"}:
        await _take(turn, caller, (found, recipient), name)
    elif name == "viewpoint":
        await go_on(turn, caller, FLOWS["viewpoint"], ViewpointState(found.id), None)
    elif name in {"ask", "pledge"}:
        at = "ask" if name == "ask" else "number" if found.question else "day"
        await go_on(turn, caller, RESPOND, RespondState(at, found.id), None)


async def open_thread(turn: Turn, caller: Caller, said: Heard) -> None:
    """Open a thread from a question or an answer, to go on with it or to read it."""
    match await pressed(turn, caller, said, THREAD):
        case Choice("say" | "history" as name, (number, recipient)):
            at = "ask" if name == "say" else "history"
            whose = 0 if int(recipient) == caller.person.id else int(recipient)
            await go_on(turn, caller, RESPOND, RespondState(at, int(number), whose), None)
        case _:
            return


async def _take(turn: Turn, caller: Caller, held: tuple[Announcement, Recipient], name: str) -> None:
    """Keep an answer of one tap; said again it changes nothing and is told so."""
    found, recipient = held
    if recipient.done_at or (name == "seen" and recipient.seen_at):
        await answer(turn, caller, standing(found, recipient))
        return
    fact = Seen(found.id, turn.moment) if name == "seen" else Done(found.id, turn.moment)
    await answers.keep(turn.tx, caller.person.id, fact, turn.now)
    turn.toast = t("announce.receipt.toast")
    await answer(turn, caller, receipt(found, name, turn.moment))


async def _load(tx: Transaction, caller: Caller, state: RespondState, _said: Said, now: datetime) -> RespondView:
    person = caller.person.id
    view = RespondView(state, person, now, author=caller.has(*AUTHORS))
    found = await announcements.get(tx, state.number) if state.number else None
    if found is None:
        return await _load_board(tx, view, now)
    if found.only_on not in {"", caller.account.platform}:
        return view
    recipient = await recipients.get(tx, found.id, person)
    may_answer = (
        bool(state.recipient) and state.recipient != person and await answers.is_caretaker(tx, found, person, now)
    )
    if not may_answer and (recipient is None or state.recipient not in {0, person}):
        return view
    if found.state not in {*LIVE, "cancelled"} and not may_answer:
        return view
    whose = state.recipient if may_answer else person
    return RespondView(
        state,
        person,
        now,
        found,
        recipient,
        tuple(await threads.list_messages(tx, (found.id, whose))),
        may_answer,
        author=view.author,
    )


async def _load_board(tx: Transaction, view: RespondView, now: datetime) -> RespondView:
    since = now - timedelta(days=policy().valid_days)
    items = []
    for recipient in await recipients.list_of_person(tx, view.person_id, since):
        found = await announcements.get(tx, recipient.announcement_id)
        if found and found.level != "consult":
            items.append(BoardItem(found, recipient))
    return RespondView(view.state, view.person_id, now, items=tuple(items), author=view.author)


async def _save(tx: Transaction, caller: Caller, facts: tuple[RecipientFact, ...], now: datetime) -> None:
    for fact in facts:
        await answers.keep(tx, caller.person.id, fact, now)


RESPOND = Flow("respond", RespondState, _load, CARD.step, _save)

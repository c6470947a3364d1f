"""Registration: the own phone number, shared by a button that we showed, opens the door; or a one-time code does."""

from datetime import timedelta

from bot.conversing.menu import show_menu
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delegating.giving import handed_to
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.language.phones import normalise_phone
from bot.people import invitations
from bot.people.caller import Caller, meet
from bot.people.duty_titles import describe
from bot.people.rights import ADMIN, NEEDS_CODE
from bot.said import Contact, Heard, Sender, Text
from handlers.registering.addressing import ask_address
from handlers.registering.admission import request, show_waiting
from storage import accounts, audit, people, phones
from storage.accounts import Account
from storage.audit import Act
from storage.outbox import Address, Letter

NOTICE_EVERY = timedelta(hours=1)


async def start(turn: Turn, sender: Sender, said: Heard) -> None:
    """Welcome: a person on the roster sees the menu, everybody else one button."""
    account, caller = await meet(turn.tx, sender, turn.now)
    payload = said.text.partition(" ")[2].strip() if isinstance(said, Text) else ""
    if payload and caller is None:
        await try_code(turn, account, payload)
    elif caller:
        await show_menu(turn, caller, t("people.welcome_back", name=caller.name))
    else:
        await _ask_phone(turn, account, t("people.welcome"))


async def hear_stranger(turn: Turn, account: Account, said: Heard) -> None:
    """Answer somebody who is not on the roster (any more): a code if one is owed, else one neutral sentence."""
    if account.person_id is not None:
        person = await people.get(turn.tx, account.person_id)
        await _notice(
            turn, account, t("people.in_review" if person and person.state == "asking" else "people.suspended")
        )
    elif isinstance(said, Text) and (account.pending_id or invitations.read_code(said.text)):
        await try_code(turn, account, said.text)
    else:
        await _notice(turn, account, t("people.unknown"), ask_phone=True)


async def share_contact(turn: Turn, sender: Sender, said: Heard) -> None:
    """Take a shared contact: only the sender's own, asked for, in a private chat."""
    account, caller = await meet(turn.tx, sender, turn.now)
    if caller:
        await show_menu(turn, caller, t("people.welcome_back", name=caller.name))
    elif not isinstance(said, Contact) or not said.own or not account.asked_phone:
        await _ask_phone(turn, account, t("people.not_own"))
    else:
        await accounts.note_asked(turn.tx, account, asked=False)
        await _match(turn, account, normalise_phone(said.phone), sender)


async def _match(turn: Turn, account: Account, phone: str | None, sender: Sender) -> None:
    person_id = await phones.find_person(turn.tx, phone) if phone else None
    person = await people.get(turn.tx, person_id) if person_id else None
    if phone is None or (person and person.state == "suspended"):
        await _say(turn, account, Screen(t("people.not_iranian" if phone is None else "people.suspended"), menu=()))
    elif person is None or person.state != "active":
        await _say(turn, account, Screen(await request(turn, account, person, phone, sender.name), menu=()))
    elif await _owes_code(turn, account, person.id):
        await accounts.await_code(turn.tx, account, person.id)
        await _say(turn, account, Screen(t("people.code_needed"), menu=()))
    else:
        await admit(turn, account, person.id)


async def admit(turn: Turn, account: Account, person_id: int) -> None:
    """Tie an account to a person, say who that is, and ask for the form of address."""
    await accounts.link(turn.tx, account, person_id, turn.now)
    act = Act(f"person:{person_id}", "account.link", f"{account.platform}:{account.user_id}", {})
    await audit.append(turn.tx, turn.now, act)
    caller = (
        await meet(turn.tx, Sender(account.platform, account.user_id, account.chat_id, private=True, name=""), turn.now)
    )[1]
    assert caller is not None  # noqa: S101 - only active people are admitted
    if caller.has(*ADMIN):
        await show_waiting(turn, caller)
    found = await _found(turn, caller)
    if caller.person.address is None:
        await ask_address(turn, caller, found)
    else:
        await show_menu(turn, caller, found)


async def _found(turn: Turn, caller: Caller) -> str:
    """Return as whom somebody was found: the duties of the roster, and who handed over what and until when."""
    duties = [describe(duty) for duty in caller.duties if not duty.acting]
    listed = [t("people.found", duties="\n".join(duties))] if duties else []
    handed = await handed_to(turn.tx, caller.person.id, turn.now)
    return "\n".join([*listed, *handed]) or t("people.found_nothing")


async def try_code(turn: Turn, account: Account, text: str) -> None:
    """Let a one-time code in; a wrong one is counted and answered neutrally."""
    person_id = await invitations.redeem(turn.tx, account.platform, account.user_id, text, turn.now)
    if person_id is None:
        await _say(turn, account, Screen(t("people.code_wrong")))
    else:
        await admit(turn, account, person_id)


async def _owes_code(turn: Turn, account: Account, person_id: int) -> bool:
    if account.platform != "bale" or not turn.tx.memory.bale_codes:
        return False
    return any(duty.role in NEEDS_CODE for duty in await people.list_duties(turn.tx, person_id))


async def _ask_phone(turn: Turn, account: Account, text: str) -> None:
    await accounts.note_asked(turn.tx, account, asked=True)
    await _say(turn, account, Screen(text, menu=(((t("people.button.phone"), "contact"),),)))


async def _notice(turn: Turn, account: Account, text: str, *, ask_phone: bool = False) -> None:
    """Say a neutral sentence, at most once an hour."""
    if account.noticed_at and turn.now - account.noticed_at < NOTICE_EVERY:
        return
    await accounts.note_noticed(turn.tx, account, turn.now)
    if ask_phone:
        await _ask_phone(turn, account, text)
    else:
        await _say(turn, account, Screen(text, menu=()))


async def _say(turn: Turn, account: Account, screen: Screen) -> None:
    address = Address(account.platform, account.chat_id)
    await post(turn.tx, address, screen, turn.now, Letter("", inbox_id=turn.row.id))

"""Admission: somebody who is not on the roster asks, every admin gets one card, one of them decides."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversing.converse import address_of, go_on, read_button
from bot.conversing.flow import Flow, Step, unheard
from bot.conversing.posting import post
from bot.conversing.replies import no_answer
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import under_note
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.language.writing import digits
from bot.people.caller import Caller, meet
from bot.people.rights import ADMIN
from bot.people.roles import PROVINCIAL_ROLES
from bot.programme.provinces import PROVINCES, by_code
from bot.said import Choice, Heard, Said, Sender, Tap
from storage import accounts, audit, outbox, people, phones
from storage.accounts import Account
from storage.audit import Act
from storage.outbox import Letter
from storage.people import Duty, Person
from storage.transaction import Transaction

MOST_OPEN = 20
PAGE = 8
ROLES = ("ceo", "liaison", "estate_manager", "hq_manager", "hq_deputy", "observer", "pr")


@dataclass(frozen=True)
class AdmissionState:
    """Whom an admin is admitting, and what was chosen so far."""

    person_id: int
    role: str = ""
    page: int = 0


@dataclass(frozen=True)
class AdmissionView:
    """The state, and the person who asks (None: already decided)."""

    state: AdmissionState
    person: Person | None


@dataclass(frozen=True)
class Admit:
    """An admin admits somebody with a duty."""

    person: Person
    duty: Duty


async def request(turn: Turn, account: Account, known: Person | None, phone: str, name: str) -> str:
    """Take a request to be admitted and tell the admins; return what the asker reads."""
    if known:
        return t("people.in_review" if known.state == "asking" else "people.suspended")
    if await people.count_in_state(turn.tx, "asking") >= MOST_OPEN:
        return t("people.too_many")
    person_id = await people.add(turn.tx, name or t("people.nameless"), "", "asking", turn.now)
    await phones.save(turn.tx, person_id, phone)
    await accounts.link(turn.tx, account, person_id, turn.now)
    card = _card(person_id, name or t("people.nameless"), phone)
    for address in await accounts.list_addresses(turn.tx, "admin"):
        await post(turn.tx, address, card, turn.now, Letter("", kind="notice"), "request")
    return t("people.requested")


async def show_waiting(turn: Turn, caller: Caller) -> None:
    """Show an admin who has just come in every request that waits: nobody may have seen it."""
    for person in await people.list_in_state(turn.tx, "asking"):
        card = _card(person.id, person.full_name, await phones.get(turn.tx, person.id) or "")
        await post(turn.tx, address_of(caller), card, turn.now, Letter("", kind="notice"), "request")


def _card(person_id: int, name: str, phone: str) -> Screen:
    buttons = (
        Button(t("people.button.accept"), "accept", (str(person_id),)),
        Button(t("people.button.refuse"), "refuse", (str(person_id),)),
    )
    return Screen(t("people.request", name=name, phone=digits(f"0{phone[2:]}")), (buttons,))


async def decide(turn: Turn, sender: Sender, said: Heard) -> None:
    """Take an admin's decision from the card; the card stays good until somebody has decided."""
    _account, caller = await meet(turn.tx, sender, turn.now)
    pressed = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    if caller is None or not caller.has(*ADMIN) or pressed is None or pressed.person_id != caller.person.id:
        return
    match read_button(pressed, said.index if isinstance(said, Tap) else 0):
        case Choice("accept" | "refuse" as verdict, (number,)):
            person = await people.get(turn.tx, int(number))
        case _:
            return
    if person is None or person.state != "asking":
        await post(turn.tx, address_of(caller), Screen(t("people.decided")), turn.now, Letter("", inbox_id=turn.row.id))
    elif verdict == "accept":
        await go_on(turn, caller, ADMISSION, AdmissionState(person.id), None)
    else:
        await _refuse(turn, caller, person)


async def _refuse(turn: Turn, caller: Caller, person: Person) -> None:
    await people.save_state(turn.tx, person.id, "refused")
    await audit.append(
        turn.tx, turn.now, Act(f"person:{caller.person.id}", "admission.refuse", f"person:{person.id}", {})
    )
    if address := await accounts.get_asker(turn.tx, person.id):
        await post(turn.tx, address, Screen(t("people.not_admitted")), turn.now, Letter("", kind="notice"))
    screen = Screen(t("people.refused", name=person.full_name))
    await post(turn.tx, address_of(caller), screen, turn.now, Letter("", inbox_id=turn.row.id))


async def _load(tx: Transaction, _caller: Caller, state: AdmissionState, _said: Said, _now: datetime) -> AdmissionView:
    person = await people.get(tx, state.person_id)
    return AdmissionView(state, person if person and person.state == "asking" else None)


def step(view: AdmissionView, said: Said, _now: datetime) -> Step[AdmissionState, Admit]:
    """Ask for the role, then for the province where there is one."""
    state, person = view.state, view.person
    if person is None:
        return Step(None, (Screen(t("people.decided")),))
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("people.put_off")),))
        case Choice("back"):
            return _ask(person, replace(state, role=""))
        case Choice("page", (page,)):
            return _ask(person, replace(state, page=int(page)))
        case Choice("role", (role,)) if role in PROVINCIAL_ROLES:
            return _ask(person, replace(state, role=role))
        case Choice("role", (role,)):
            return _admit(person, Duty(role, "", "", ""))
        case Choice("province", (code,)) if state.role:
            return _admit(person, Duty(state.role, code, "", ""))
        case _:
            asked = _ask(person, state)
            return unheard(replace(asked, screens=under_note(no_answer(said, in_words=False), asked.screens)))


def _admit(person: Person, duty: Duty) -> Step[AdmissionState, Admit]:
    key = "people.admitted_province" if duty.province else "people.admitted"
    values = {"province": by_code(duty.province).name} if duty.province else {}
    text = t(key, name=person.full_name, role=t(f"people.role.{duty.role}"), **values)
    return Step(None, (Screen(text),), (Admit(person, duty),))


def _ask(person: Person, state: AdmissionState) -> Step[AdmissionState, Admit]:
    end = (Button(t("common.back"), "back"), Button(t("common.later"), "later"))
    if not state.role:
        rows = [(Button(t(f"people.role.{role}"), "role", (role,)),) for role in ROLES]
        return Step(state, (Screen(t("people.ask_role", name=person.full_name), (*rows, end[1:])),))
    shown = PROVINCES[state.page * PAGE : (state.page + 1) * PAGE]
    rows = [(Button(province.name, "province", (province.code,)),) for province in shown]
    pages = []
    if state.page:
        pages.append(Button(t("common.before"), "page", (str(state.page - 1),)))
    if (state.page + 1) * PAGE < len(PROVINCES):
        pages.append(Button(t("common.after"), "page", (str(state.page + 1),)))
    return Step(state, (Screen(t("people.ask_province", name=person.full_name), (*rows, tuple(pages), end)),))


async def _save(tx: Transaction, caller: Caller, facts: tuple[Admit, ...], now: datetime) -> None:
    for fact in facts:
        await people.save_state(tx, fact.person.id, "active")
        await people.save_duty(tx, fact.person.id, fact.duty)
        detail: dict[str, str | int | None] = {"role": fact.duty.role, "province": fact.duty.province}
        await audit.append(
            tx, now, Act(f"person:{caller.person.id}", "admission.accept", f"person:{fact.person.id}", detail)
        )
        if address := await accounts.get_address(tx, fact.person.id):
            await post(tx, address, Screen(t("people.welcome_admitted")), now, Letter("", kind="notice"))


ADMISSION = Flow("admission", AdmissionState, _load, step, _save, frozenset({"admin"}))

"""Loads what the conversation about people shows, and keeps what it says."""

from datetime import datetime
from typing import assert_never

from bot.administering import changing
from bot.administering.editable import is_new, person_key, read_person
from bot.administering.edits import DropEdits, Edit, KeepEdits, MakeChange, stored
from bot.administering.handing_over import hand_over
from bot.administering.names import names_for
from bot.conversing.flow import Flow
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.language.phones import masked_phone, part_phone
from bot.people.caller import Caller
from bot.people.invitations import invite, new_code, write_links
from bot.people.rights import ADMIN
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_programme
from bot.said import Said, Text
from handlers.administering.staff.form import ROOM
from handlers.administering.staff.view import AddPerson, Forget, HandOver, Invite, StaffFact, StaffState, StaffView
from storage import accounts, admin_changes, audit, people, phones
from storage.audit import Act
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: StaffState, said: Said, now: datetime) -> StaffView:
    draft = await changing.draft_of(tx, caller, "people")
    code = new_code()
    phone = await phones.get(tx, state.person) if state.person else None
    typed = part_phone(said.text)[1] or "" if isinstance(said, Text) else ""
    plan = await hold_programme(tx, jalali(day_of(now)).year)
    return StaffView(
        state,
        roster=tuple(await people.list_roster(tx))
        if state.at in ("find", "list", "roles", "provinces", "review", "successor")
        else (),
        part=await read_person(tx, state.person) or {},
        phone=masked_phone(phone) if phone else "",
        links=tuple(await accounts.list_links(tx, state.person)) if state.person else (),
        axes={axis.code: axis.short for axis in plan.axes if axis.active},
        draft=draft,
        names=await names_for(tx, draft),
        problem=await _problem(tx, caller, draft, (state, now)),
        typed_phone=typed,
        owner=await phones.find_person(tx, typed) or 0 if typed else 0,
        next_person=await people.get_next_id(tx),
        code=code,
        links_of_code=tuple(await write_links(tx, code)),
        old=await read_person(tx, state.old) or {},
    )


async def _problem(tx: Transaction, caller: Caller, draft: tuple[Edit, ...], where: tuple[StaffState, datetime]) -> str:
    """Return what stands against the edits that wait, or against the handing over that is on the screen."""
    state, now = where
    if state.at == "review":
        return await changing.problem_of(tx, caller, draft, now)
    if state.at != "handing":
        return ""
    old, new = await read_person(tx, state.old), await read_person(tx, state.person)
    if old is None or new is None or state.old == state.person or not (new["state"] == "active" or is_new(new)):
        return t("delegate.handover.nobody")
    if old["state"] != "active" or not old["duties"]:
        return t("delegate.handover.nothing", name=old["name"])
    return t("admin.own_rights") if state.old == caller.person.id else ""


async def _hand_over(tx: Transaction, caller: Caller, fact: HandOver, now: datetime) -> None:
    """Hand a post over and log both cards; taking that back gives the duties back, and not what was begun."""
    numbers = (fact.old, fact.new)
    before = {number: await read_person(tx, number) for number in numbers}
    if is_new(before[fact.new]):
        await people.save_state(tx, fact.new, "active")
    await hand_over(tx, f"person:{caller.person.id}", fact.old, fact.new, now)
    edits = [Edit(person_key(number), before[number], await read_person(tx, number)) for number in numbers]
    await admin_changes.add(tx, caller.person.id, stored(edits), None, now)


async def _save(tx: Transaction, caller: Caller, facts: tuple[StaffFact, ...], now: datetime) -> None:
    edits = tuple(fact for fact in facts if isinstance(fact, KeepEdits | DropEdits | MakeChange))
    await changing.save(tx, caller, edits, now)
    for fact in facts:
        match fact:
            case KeepEdits() | DropEdits() | MakeChange():
                pass
            case AddPerson():
                await _add(tx, caller, fact, now)
            case HandOver():
                await _hand_over(tx, caller, fact, now)
            case Forget(person):
                await people.drop_unused(tx, person)
            case Invite(person, code):
                await invite(tx, person, now, f"person:{caller.person.id}", code)
            case _:
                assert_never(fact)


async def _add(tx: Transaction, caller: Caller, new: AddPerson, now: datetime) -> None:
    number = await people.add(tx, new.name, "", "suspended", now)
    await phones.save(tx, number, new.phone)
    await audit.append(tx, now, Act(f"person:{caller.person.id}", "person.add", f"person:{number}", {}))


STAFF = Flow("admin_people", StaffState, _load, ROOM.step, _save, ADMIN)

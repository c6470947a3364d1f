"""Loads what the conversation about people shows, and keeps what it says."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.administering import changing
from bot.administering.home.view import ADMIN
from bot.administering.names import names_for
from bot.administering.parts import read_person
from bot.administering.staff.steps import step
from bot.administering.staff.view import AddPerson, Invite, StaffState, StaffView
from bot.conversing.converse import address_of
from bot.conversing.flow import FLOWS, Flow
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.people.caller import Caller
from bot.people.invitations import invite, write_links
from bot.people.phones import masked_phone, normalise_phone
from bot.programme.calendar import day_of
from bot.programme.held import hold_programme
from bot.said import Said, Text
from storage import accounts, audit, people, phones
from storage.audit import Act
from storage.outbox import Letter
from storage.transaction import Transaction

HANDOVER = "handover"
"""The conversation in which a post goes over to somebody else, where the service has it."""


def _load(tx: Transaction, caller: Caller, state: StaffState, said: Said, now: datetime) -> StaffView:
    draft = changing.draft_of(tx, caller, "people")
    phone = phones.get(tx, state.person) if state.person else None
    typed = normalise_phone(said.text) or "" if isinstance(said, Text) else ""
    plan = hold_programme(tx, jalali(day_of(now)).year)
    return StaffView(
        state,
        roster=tuple(people.list_roster(tx)) if state.at in ("find", "list", "roles", "provinces", "review") else (),
        part=read_person(tx, state.person) if state.person else None,
        phone=masked_phone(phone) if phone else "",
        links=tuple(accounts.list_links(tx, state.person)) if state.person else (),
        axes={axis.code: axis.short for axis in plan.axes if axis.active},
        draft=draft,
        names=names_for(tx, draft),
        problem=changing.problem_of(tx, caller, draft) if state.at == "review" else "",
        typed_phone=typed,
        owner=phones.find_person(tx, typed) or 0 if typed else 0,
        next_person=people.get_next_id(tx),
        handover=HANDOVER if HANDOVER in FLOWS else "",
    )


def _save(tx: Transaction, caller: Caller, facts: tuple[Any, ...], now: datetime) -> None:
    changing.save(tx, caller, facts, now)
    for fact in facts:
        match fact:
            case AddPerson():
                _add(tx, caller, fact, now)
            case Invite(person):
                _invite(tx, caller, person, now)


def _add(tx: Transaction, caller: Caller, new: AddPerson, now: datetime) -> None:
    number = people.add(tx, new.name, "", "suspended", now)
    phones.save(tx, number, new.phone)
    audit.append(tx, now, Act(f"person:{caller.person.id}", "person.add", f"person:{number}", {}))


def _invite(tx: Transaction, caller: Caller, number: int, now: datetime) -> None:
    """Make a code and show it to the admin, this once: only its hash is kept."""
    person = people.get(tx, number)
    if person is None or person.state != "active":
        return
    code = invite(tx, number, now, f"person:{caller.person.id}")
    text = "\n".join(_code_lines(tx, person.full_name, code))
    post(tx, address_of(caller), Screen(text), now, Letter("", kind="reply"))


def _code_lines(tx: Transaction, name: str, code: str) -> Iterator[str]:
    yield t("admin_people.code.title", name=name)
    yield t("admin_people.code.code", code=code)
    yield from write_links(tx, code)
    yield t("admin_people.code.valid")


STAFF = Flow("admin_people", StaffState, _load, step, _save, ADMIN)

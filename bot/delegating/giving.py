"""Hands axes or a post on, ends that, and tells who is concerned; somebody new is invited."""

from datetime import date, datetime

from bot.conversing.converse import address_of
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delegating.facts import HandOn
from bot.language import dates
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.people.caller import Caller
from bot.people.invitations import invite, write_links
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from storage import accounts, audit, delegations, people, phones
from storage.audit import Act
from storage.delegations import Delegation, NewDelegation
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


def give(tx: Transaction, caller: Caller, fact: HandOn, now: datetime) -> None:
    """Hand something on; axes leave those who looked after them, and a new leave takes the place of an older one."""
    person = fact.person or _invite(tx, caller, fact, now)
    if fact.kind == "leave":
        for each in delegations.list_open(tx, fact.province):
            if each.kind == "leave" and each.giver_id == caller.person.id:
                delegations.end(tx, each.id, now)
    else:
        delegations.move_axes(tx, fact.province, frozenset(fact.axes.split(";")), now)
    own = next((duty.axes for duty in caller.posts if duty.province == fact.province), "")
    axes = own if fact.kind == "leave" else fact.axes
    new = NewDelegation(fact.kind, fact.province, caller.person.id, person, axes, fact.begins, fact.ends)
    number = delegations.add(tx, new, now)
    if fact.begins <= day_of(now):
        delegations.begin(tx, number, now)
    detail: dict[str, str | int | None] = {"kind": fact.kind, "person": person, "province": fact.province, "axes": axes}
    audit.append(tx, now, Act(f"person:{caller.person.id}", "delegation.give", f"delegation:{number}", detail))
    if given := delegations.get(tx, number):
        _tell(tx, given, caller, now, ended=False)


def stop(tx: Transaction, caller: Caller, number: int, now: datetime) -> None:
    """End a delegation of the caller's province now, and tell the colleague."""
    found = delegations.get(tx, number)
    if found is None or found.province not in {duty.province for duty in caller.posts}:
        return
    delegations.end(tx, number, now)
    audit.append(tx, now, Act(f"person:{caller.person.id}", "delegation.end", f"delegation:{number}", {}))
    _tell(tx, found, caller, now, ended=True)


def _invite(tx: Transaction, caller: Caller, fact: HandOn, now: datetime) -> int:
    """Return who a phone number is, a new person where nobody is; the caller gets the code of who is not here yet."""
    person = phones.find_person(tx, fact.phone)
    if person is None:
        person = people.add(tx, fact.name, "", "active", now)
        phones.save(tx, person, fact.phone)
    if accounts.get_address(tx, person) is None:
        code = invite(tx, person, now, f"person:{caller.person.id}")
        lines = [t("delegate.invitation", name=fact.name, code=code), *write_links(tx, code), t("invite.valid")]
        post(tx, address_of(caller), Screen("\n".join(lines)), now, Letter("", kind="notice"))
    return person


def may_be_invited(tx: Reading, caller: Caller, province: str, phone: str) -> bool:
    """Say whether a CEO may hand something to the owner of a phone number: nobody's yet, or of the own province."""
    person = phones.find_person(tx, phone)
    if person is None:
        return True
    found = people.get(tx, person)
    elsewhere = any(duty.province != province for duty in people.list_roster_duties(tx, person))
    return found is not None and found.state == "active" and not elsewhere and person != caller.person.id


def _tell(tx: Transaction, given: Delegation, caller: Caller, now: datetime, *, ended: bool) -> None:
    """Tell a colleague what was handed on to them, or that it ended."""
    address = accounts.get_address(tx, given.person_id)
    if address is None:
        return
    values = {"giver": caller.person.full_name, "province": by_code(given.province).name}
    if given.kind == "axes":
        plan = hold_programme(tx, jalali(day_of(now)).year)
        names = [axis.short for axis in plan.axes if axis.code in given.axes.split(";")]
        values["axes"] = t("common.comma").join(names)
    if not ended:
        values["days"] = days(given.begins, given.ends)
    text = t(f"delegate.told.{given.kind}_ended" if ended else f"delegate.told.{given.kind}", **values)
    post(tx, address, Screen(text), now, Letter("", kind="notice"))


def days(begins: date, ends: date | None) -> str:
    """Return from when until when something is handed on."""
    if ends is None:
        return t("delegate.days.open", begins=dates.date(begins))
    return t("delegate.days.until", begins=dates.date(begins), ends=dates.date(ends))

"""Hands axes or a post on, ends that, and tells who is concerned; somebody new is invited."""

from datetime import date, datetime

from bot.conversing.converse import address_of
from bot.conversing.menu import menu_of
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delegating.facts import HandOn
from bot.language import dates
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.people.caller import Caller, caller_at
from bot.people.invitations import invite, write_links
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from storage import accounts, audit, delegations, people, phones
from storage.audit import Act
from storage.delegations import Delegation, NewDelegation
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


async def give(tx: Transaction, caller: Caller, fact: HandOn, now: datetime) -> None:
    """Hand something on; axes leave those who looked after them, and a new leave takes the place of an older one."""
    person = fact.person or await _find_or_add(tx, fact, now)
    await _let_in(tx, caller, person, now)
    if fact.kind == "leave":
        for each in await delegations.list_open(tx, fact.province):
            if each.kind == "leave" and each.giver_id == caller.person.id:
                await delegations.end(tx, each.id, now)
    else:
        await delegations.move_axes(tx, fact.province, frozenset(fact.axes.split(";")), now)
    own = next((duty.axes for duty in caller.posts if duty.province == fact.province), "")
    axes = own if fact.kind == "leave" else fact.axes
    new = NewDelegation(fact.kind, fact.province, caller.person.id, person, axes, fact.begins, fact.ends)
    number = await delegations.add(tx, new, now)
    if fact.begins <= day_of(now):
        await delegations.begin(tx, number, now)
    detail: dict[str, str | int | None] = {"kind": fact.kind, "person": person, "province": fact.province, "axes": axes}
    await audit.append(tx, now, Act(f"person:{caller.person.id}", "delegation.give", f"delegation:{number}", detail))
    if given := await delegations.get(tx, number):
        await _tell(tx, given, caller, now, ended=False)


async def stop(tx: Transaction, caller: Caller, number: int, now: datetime) -> None:
    """End a delegation of the caller's province now, and tell the colleague."""
    found = await delegations.get(tx, number)
    if found is None or found.province not in {duty.province for duty in caller.posts}:
        return
    await delegations.end(tx, number, now)
    await audit.append(tx, now, Act(f"person:{caller.person.id}", "delegation.end", f"delegation:{number}", {}))
    await _tell(tx, found, caller, now, ended=True)


async def _find_or_add(tx: Transaction, fact: HandOn, now: datetime) -> int:
    """Return who a phone number is, a new person where nobody is."""
    person = await phones.find_person(tx, fact.phone)
    if person is None:
        person = await people.add(tx, fact.name, "", "active", now)
        await phones.save(tx, person, fact.phone)
    return person


async def _let_in(tx: Transaction, caller: Caller, person: int, now: datetime) -> None:
    """Give the caller a code for a colleague who is not here yet; one that was given before ends."""
    found = await people.get(tx, person)
    if found and await accounts.get_address(tx, person) is None:
        code = await invite(tx, person, now, f"person:{caller.person.id}")
        lines = [
            t("delegate.invitation", name=found.full_name, code=code),
            *await write_links(tx, code),
            t("invite.valid"),
        ]
        await post(tx, address_of(caller), Screen("\n".join(lines)), now, Letter("", kind="notice"))


async def may_be_invited(tx: Reading, caller: Caller, province: str, phone: str) -> bool:
    """Say whether a CEO may hand something to the owner of a phone number: nobody's yet, or of the own province."""
    person = await phones.find_person(tx, phone)
    if person is None:
        return True
    found = await people.get(tx, person)
    elsewhere = any(duty.province != province for duty in await people.list_roster_duties(tx, person))
    return found is not None and found.state == "active" and not elsewhere and person != caller.person.id


async def _tell(tx: Transaction, given: Delegation, caller: Caller, now: datetime, *, ended: bool) -> None:
    """Tell a colleague what was handed on to them, or that it ended, with the menu that is theirs from now on."""
    person, address = await people.get(tx, given.person_id), await accounts.get_address(tx, given.person_id)
    if person is None or address is None:
        return
    values = await _values(tx, given, caller.person.full_name, now)
    if ended:
        del values["days"]
    lines = [t(f"delegate.told.{given.kind}_ended" if ended else f"delegate.told.{given.kind}", **values)]
    if given.kind == "axes" and given.begun_at and not ended:
        lines.append(t("delegate.told.start"))
    menu = menu_of(await caller_at(tx, person, address, now))
    await post(tx, address, Screen("\n".join(lines), menu=menu), now, Letter("", kind="notice"))


async def handed_to(tx: Reading, person_id: int, now: datetime) -> list[str]:
    """Return, for who comes in, who handed what to them, and until when."""
    lines = []
    for given in await delegations.list_to_person(tx, person_id):
        giver = await people.get(tx, given.giver_id)
        assert giver is not None  # noqa: S101 - a delegation goes with its giver
        lines.append(t(f"delegate.handed.{given.kind}", **await _values(tx, given, giver.full_name, now)))
    return lines


async def _values(tx: Reading, given: Delegation, giver: str, now: datetime) -> dict[str, str]:
    """Return what sentences about a delegation name: giver, province, days, and the axes where it is of axes."""
    values = {"giver": giver, "province": by_code(given.province).name, "days": days(given.begins, given.ends)}
    if given.kind == "axes":
        plan = await hold_programme(tx, jalali(day_of(now)).year)
        names = [axis.short for axis in plan.axes if axis.code in given.axes.split(";")]
        values["axes"] = t("common.comma").join(names)
    return values


def days(begins: date, ends: date | None) -> str:
    """Return from when until when something is handed on."""
    if ends is None:
        return t("delegate.days.open", begins=dates.date(begins))
    return t("delegate.days.until", begins=dates.date(begins), ends=dates.date(ends))

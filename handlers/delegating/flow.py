"""Loads and saves the conversation about colleagues and leave."""

from datetime import datetime
from typing import assert_never

from bot.conversing.flow import Flow
from bot.delegating.facts import DelegateFact, End, Excuse, HandOn, Hours
from bot.delegating.giving import give, may_be_invited, stop
from bot.language.jalali import jalali
from bot.language.phones import part_phone
from bot.people.caller import Caller
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from bot.said import Said, Text
from handlers.delegating.form import step
from handlers.delegating.view import DelegateState, DelegateView
from storage import audit, delegations
from storage.audit import Act
from storage.transaction import Transaction


async def load(tx: Transaction, caller: Caller, state: DelegateState, said: Said, now: datetime) -> DelegateView:
    """Load the people and delegations of a province of the caller's."""
    posts = {duty.province: duty for duty in caller.posts}
    code = state.province if state.province in posts else next(iter(posts), "")
    plan = await hold_programme(tx, jalali(day_of(now)).year)
    own = posts[code].axes if code else ""
    found = tuple(await delegations.list_open(tx, code))
    colleagues = tuple(each for each in await delegations.list_colleagues(tx, code) if each.id != caller.person.id)
    typed = said.text if state.at in ("name", "phone") and isinstance(said, Text) else state.name
    phone = part_phone(typed)[1] or ""
    people = {each.id for each in colleagues} | {each.person_id for each in found}
    return DelegateView(
        state=state,
        province=by_code(code) if code else None,
        others=tuple(by_code(each) for each in posts if each != code),
        axes={each.code: each.short for each in plan.axes if each.active and (not own or each.code in own.split(";"))},
        colleagues=colleagues,
        delegations=found,
        excused=frozenset([each for each in people if await delegations.is_excused(tx, code, each)]),
        hours=await delegations.get_release(tx, code),
        day=day_of(now),
        phone=phone,
        refused=bool(phone) and not await may_be_invited(tx, caller, code, phone),
    )


async def save(tx: Transaction, caller: Caller, facts: tuple[DelegateFact, ...], now: datetime) -> None:
    """Save what a step led to, and tell who is concerned."""
    actor = f"person:{caller.person.id}"
    for fact in facts:
        match fact:
            case HandOn():
                await give(tx, caller, fact, now)
            case End(number):
                await stop(tx, caller, number, now)
            case Excuse(province, person, excused):
                if excused:
                    await delegations.excuse(tx, province, person, caller.person.id, now)
                else:
                    await delegations.drop_excuse(tx, province, person)
                act = Act(actor, "delegation.excuse", f"person:{person}", {"excused": int(excused)})
                await audit.append(tx, now, act)
            case Hours(province, hours):
                await delegations.save_release(tx, province, hours)
                await audit.append(tx, now, Act(actor, "release.choose", province, {"hours": hours}))
            case _:
                assert_never(fact)


DELEGATE = Flow("delegate", DelegateState, load, step, save, frozenset({"ceo"}))

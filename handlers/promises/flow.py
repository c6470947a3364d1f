"""Loads «پیگیری‌های ستاد»: each sees what is their own to keep, the head everything."""

from collections.abc import Iterator
from datetime import datetime, time
from itertools import groupby

from bot.announcing.consulting.knowing import reader_of
from bot.conversing.converse import go_on
from bot.conversing.flow import Flow, Onward
from bot.conversing.menu import show_menu
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.obstacles.cards import province_names
from bot.obstacles.owners import list_executors
from bot.people.caller import Caller
from bot.people.rights import ADMIN, LEADERS, OPENERS
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from bot.said import Said
from handlers.promises.form import CARD
from handlers.promises.view import Promise, PromisesState, PromisesView
from storage import consultations, decisions, promises
from storage.promises import OpenConsultation, OpenException, OpenExpectation
from storage.transaction import Reading, Transaction


async def open_promises(turn: Turn, caller: Caller) -> None:
    """Show what headquarters has promised."""
    if caller.has(*OPENERS):
        await go_on(turn, caller, PROMISES, PromisesState(), None)
    else:
        await show_menu(turn, caller, t("menu.not_yours"))


async def _load(tx: Transaction, caller: Caller, state: PromisesState, _said: Said, now: datetime) -> PromisesView:
    leads, platform = caller.has(*LEADERS), caller.account.platform
    reader = await reader_of(tx, caller.person.id, caller.duties, now)
    asked = [
        each
        for each in await promises.list_consultations(tx)
        if each.only_on in {"", platform} and await consultations.get_for(tx, each.id, reader)
    ]
    expected = [each for each in await promises.list_expectations(tx) if each.only_on in {"", platform}]
    granted = await promises.list_exceptions(tx, now)
    found = [
        *await _decisions(tx, caller.person.id),
        *map(_consultation, asked),
        *(_expectation(each, caller) for each in expected),
        *[await _exception(tx, each) for each in granted],
    ]
    own = [each for each in found if leads or each.owner_id == caller.person.id]
    far = at(day_of(now) + DAY * 3653, time())  # what has no day comes last
    return PromisesView(state, tuple(sorted(own, key=lambda each: (each.due or far, each.key))), now, leads)


async def _decisions(tx: Reading, person: int) -> list[Promise]:
    """Return the decisions that are to be executed; one that falls to a person counts as the person's own."""
    found = []
    for _number, each in groupby(await decisions.list_open(tx), key=lambda one: one.id):
        rows = list(each)
        one = rows[0]
        found.append(
            Promise(
                "decision",
                f"decision:{one.id}",
                one.words,
                province_names(row.province for row in rows),
                t("promises.execute", day=dates.date_without_year(one.due)),
                at(one.due + DAY, time()),
                person if person in await list_executors(tx, one) else one.executor,
                one.name,
                Onward("hq_obstacles", {"at": "card", "obstacle": one.obstacle, "decision": one.id}),
            )
        )
    return found


def _consultation(each: OpenConsultation) -> Promise:
    undecided = each.state == "open"
    moment = dates.moment(each.due_at) if each.due_at else ""
    return Promise(
        "consultation",
        f"consultation:{each.id}",
        each.title,
        t("promises.provinces", count=each.provinces),
        t("promises.outcome", moment=moment) if undecided and moment else t(f"promises.stage.{each.state}"),
        each.due_at if undecided else None,
        each.owner_id,
        each.owner,
        Onward("consult", {"at": "item", "number": each.id}),
    )


def _expectation(each: OpenExpectation, caller: Caller) -> Promise:
    moment = dates.moment(each.due_at) if each.due_at else ""
    until = t("promises.expected", moment=moment) if moment else t("promises.endless")
    whom = t("promises.done", done=each.done, count=each.people)
    return Promise(
        "expectation",
        f"expectation:{each.id}",
        each.text,
        whom,
        until,
        each.due_at,
        each.owner_id,
        each.owner,
        Onward("manage", {"at": "item", "number": each.id}) if caller.has(*ADMIN) else None,
        (each.text, whom, until, t("promises.owner", owner=each.owner)),
    )


async def _exception(tx: Reading, each: OpenException) -> Promise:
    week, moment = week_of(each.week), dates.moment(each.expires_at)
    named = {axis.code: axis.short for axis in (await hold_programme(tx, week.year)).axes}
    axes = t("common.comma").join(named.get(code, code) for code in sorted(each.codes.split(";")))
    province = by_code(each.province).name
    return Promise(
        "exception",
        f"exception:{each.province}:{week.key}:{each.owner_id}:{each.expires_at.isoformat()}",
        t("promises.exception", week=dates.week_short(week), count=each.axes),
        t("promises.province", province=province),
        t("promises.accepted", moment=moment),
        each.expires_at,
        each.owner_id,
        each.owner,
        lines=tuple(_exception_lines(each, dates.week_label(week), axes, province)),
    )


def _exception_lines(each: OpenException, week: str, axes: str, province: str) -> Iterator[str]:
    yield t("promises.exception_of", province=province, week=week)
    yield t("promises.axes", axes=axes)
    yield t("promises.accepted", moment=dates.moment(each.expires_at))
    yield t("promises.reason", reason=each.reason)
    yield t("promises.owner", owner=each.owner)


async def _save(_tx: Transaction, _caller: Caller, _facts: object, _now: datetime) -> None:
    """Save nothing: what is done is done on the cards that this leads to."""


PROMISES = Flow("promises", PromisesState, _load, CARD.step, _save, OPENERS)

"""The demo's obstacles: invented ones of the past weeks, some answered, some gone; one seed, one past."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.language.catalogue import t
from bot.obstacles.acts import acknowledge, answer, decide, move
from bot.obstacles.draft import ObstacleDraft
from bot.obstacles.facts import DecideObstacles, MoveObstacles, Record
from bot.obstacles.rules import ENDED, HEADQUARTERS, LEVELS, PROVINCE
from bot.obstacles.saving import record
from bot.people.charge import list_owners
from bot.programme.calendar import day_of
from bot.programme.due import week_at_hand
from bot.programme.in_memory import HeldCalendar, hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES, Province
from bot.programme.timetable import push_time
from storage import obstacles, people
from storage.transaction import Transaction

SEED = 1405
SPAN = timedelta(days=50)
"""How long ago the oldest was recorded."""
WISHES = {"power": "AX01", "grid": "AX01", "water": "AX02", "reuse": "AX05", "deeds": "AX06", "banks": "AX10"}
"""What is asked (`demo.past.obstacle`), and on which axis: few, so that several provinces ask the same."""
MOST_OF_PROVINCE = 3
CHAIN = ("referred", "on_agenda", "decided", "done")
GONE, ANSWERED, ACKNOWLEDGED = 0.15, 0.7, 0.5
"""Shares: of those that the province closes, that headquarters answers, and that it has at least taken on."""
DECIDED = 3
"""Every third answer is a decision."""
EXECUTED_IN = timedelta(days=14)
Do = Callable[[Transaction, int], Awaitable[object]]


@dataclass(frozen=True)
class Deed:
    """Something that happened to an obstacle (by its place in the plan) at an instant."""

    at: datetime
    place: int
    do: Do


async def fill_obstacles(tx: Transaction, now: datetime, seed: int = SEED) -> None:
    """Let every province that has a CEO record some obstacles, and let both sides go on with them up to now."""
    chance = Random(seed)  # noqa: S311 - it keeps no secret
    deeds: list[Deed] = []
    for province in PROVINCES:
        for ceo in (await people.list_holders(tx, "ceo", province.code))[:1]:
            for _ in range(chance.randint(0, MOST_OF_PROVINCE)):
                deeds += await _life(tx, chance, (province, ceo.id), now, len(deeds))
    numbers: dict[int, int] = {}
    for deed in sorted((deed for deed in deeds if deed.at <= now), key=lambda deed: (deed.at, deed.place)):
        made = await deed.do(tx, numbers.get(deed.place, 0))
        if isinstance(made, int):
            numbers[deed.place] = made


async def _life(tx: Transaction, chance: Random, who: tuple[Province, int], now: datetime, place: int) -> list[Deed]:
    """Return what happens to one obstacle of a province's CEO, in order."""
    province, ceo = who
    held = await hold_calendar(tx)
    wish, level = chance.choice(list(WISHES)), chance.choice(LEVELS)
    at = _office_hours(chance, now - SPAN * chance.random(), held, province.code)
    deeds = [Deed(at, place, partial(_record, province=province.code, wish=wish, level=level, ceo=ceo, at=at))]
    if level == HEADQUARTERS:
        owner = chance.choice(await list_owners(tx, WISHES[wish]) or [ceo])
        at = _office_hours(chance, at + timedelta(days=chance.randint(1, 3)), held, "")
        if chance.random() < ANSWERED:
            deeds.append(Deed(at, place, partial(_answer, owner=owner, words=t("demo.past.obstacle.answer"), at=at)))
        elif chance.random() < ACKNOWLEDGED:
            deeds.append(Deed(at, place, partial(_acknowledge, owner=owner, at=at)))
    else:
        for to in CHAIN[: chance.randint(0, len(CHAIN))]:
            at = _office_hours(chance, at + timedelta(days=chance.randint(2, 12)), held, province.code)
            decision = t("demo.past.obstacle.decision", number=chance.randint(10, 99)) if to == "decided" else ""
            deeds.append(Deed(at, place, partial(_move, ceo=ceo, to=to, decision=decision, at=at)))
    if chance.random() < GONE:
        at = _office_hours(chance, at + timedelta(days=chance.randint(1, 9)), held, province.code)
        deeds.append(Deed(at, place, partial(_move, ceo=ceo, to="resolved", decision="", at=at)))
    return deeds


def _office_hours(chance: Random, moment: datetime, held: HeldCalendar, province: str) -> datetime:
    return push_time(moment, held.rules, held.calendar, province) + timedelta(minutes=chance.randint(0, 30))


async def _record(tx: Transaction, _number: int, province: str, wish: str, level: str, ceo: int, at: datetime) -> int:
    week = week_at_hand(at, await hold_calendar(tx), province)[0]
    draft = ObstacleDraft(
        t(f"demo.past.obstacle.{wish}.agency"), t(f"demo.past.obstacle.{wish}.request"), level, letter=""
    )
    year = (await hold_programme(tx, week.year)).programme.year
    return await record(tx, ceo, Record(province, WISHES[wish], week.key, year, draft), at)


async def _answer(tx: Transaction, number: int, owner: int, words: str, at: datetime) -> None:
    row = await obstacles.get(tx, number)
    if row and number % DECIDED:
        await answer(tx, owner, (row,), words, at)
    elif row:
        decided = t("demo.past.obstacle.decided")
        await decide(tx, owner, DecideObstacles((row,), decided, owner, day_of(at) + EXECUTED_IN), at)


async def _acknowledge(tx: Transaction, number: int, owner: int, at: datetime) -> None:
    if row := await obstacles.get(tx, number):
        await acknowledge(tx, owner, row, at)


async def _move(tx: Transaction, number: int, ceo: int, to: str, decision: str, at: datetime) -> None:
    row = await obstacles.get(tx, number)
    if row and row.state not in ENDED:
        day = day_of(at) if decision else None
        await move(tx, ceo, MoveObstacles(PROVINCE, (row,), to, decision=decision, day=day), at)

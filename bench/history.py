"""Years of reports of 31 provinces on 35 axes, written straight into the tables: what the briefing is measured on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import aiosqlite

from bot.language.units import UNITS
from bot.language.week import Week, weeks_of_year
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.axes_file import package_plan
from bot.programme.due import axes_due, indicators_due
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.kinds import IndicatorKind, rules_of
from bot.programme.loading import save_programme
from bot.programme.plan import Plan
from bot.programme.provinces import PROVINCES
from storage.database import open_database
from storage.programme import Indicator
from storage.records import stored_instant
from storage.transaction import Transaction

NOW = datetime.fromisoformat("2027-03-10T08:00:00+03:30")
"""Wednesday 19 Esfand 1405: nearly a whole year is counted."""
LAST_YEAR = 1405
CHANGED, LATE, SILENT = 0.4, 0.1, 0.03


def full_plan() -> Plan:
    """Return the programme with its 22 empty slots filled, each with three indicators."""
    plan = package_plan()
    pattern = [each for each in plan.indicators if each.axis == "AX13"]
    slots = [axis for axis in plan.axes if not axis.active]
    filled = [replace(each, axis=axis.code, code=f"{each.code}_{axis.position}") for axis in slots for each in pattern]
    axes = tuple(replace(axis, active=True, frequency="weekly") for axis in plan.axes)
    return replace(plan, axes=axes, indicators=(*plan.indicators, *filled))


async def fill(path: Path, years: int, seed: int = 1) -> None:
    """Write the last ``years`` years up to `NOW` into a new database."""
    async with open_database(path, b"s" * 32) as database, database.transaction() as tx:
        await apply_roster(tx, await compare_roster(tx, sample_roster()), NOW)
        chance = Random(seed)
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            await save_programme(tx, full_plan(), year, NOW)
            await _fill_year(tx, year, chance)


async def _fill_year(tx: Transaction, year: int, chance: Random) -> None:
    plan, held = await hold_programme(tx, year), await hold_calendar(tx)
    author = await tx.count("SELECT min(id) FROM people")
    values: dict[tuple[str, str], int] = {}
    for week in weeks_of_year(year):
        times = held.times(week, "")
        if times is None or times.opens > NOW:
            continue
        at = min(times.deadline - timedelta(hours=3), NOW)
        for province in PROVINCES:
            if chance.random() < SILENT:
                continue
            for axis in axes_due(plan.axes, week):
                indicators = indicators_due(plan.indicators, axis, week)
                report = (plan.programme.id, week.key, province.code, axis.code, author, stored_instant(at))
                answers = list(_answers(values, chance, province.code, indicators))
                await _write(tx.connection, (*report, int(chance.random() < LATE)), answers)


def _answers(
    values: dict[tuple[str, str], int], chance: Random, province: str, indicators: list[Indicator]
) -> Iterator[tuple[str, int | None, str, int]]:
    for each in indicators:
        key = (province, each.code)
        if key in values and chance.random() > CHANGED:
            yield each.code, None, "", 1
        elif rules_of(each).amount:
            step = UNITS[each.unit].scale * chance.randint(0, 9) // 4
            values[key] = min(values.get(key, 0) + step, each.maximum or 10**18)
            yield each.code, values[key], "", 0
        else:
            yield each.code, None, "{}" if each.kind == IndicatorKind.STAGE_COUNTS else each.title, 0


async def _write(
    connection: aiosqlite.Connection,
    report: tuple[int, str, str, str, int, str, int],
    answers: Sequence[tuple[object, ...]],
) -> None:
    programme, week, province, axis, author, at, late = report
    made = await connection.execute(
        """INSERT INTO reports (programme_id, week, province, axis, state, revision, status, late, written_by, first_at,
                                submitted_at) VALUES (?, ?, ?, ?, 'submitted', 1, 'on_plan', ?, ?, ?, ?)""",
        (programme, week, province, axis, late, author, at, at),
    )
    number = made.lastrowid
    await connection.executemany(
        """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, words,
                                unchanged, at)
           VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [(number, code, programme, province, week, value, words, same, at) for code, value, words, same in answers],
    )


def last_week() -> Week:
    """Return the week of `NOW`."""
    return [week for week in weeks_of_year(LAST_YEAR) if week.saturday <= NOW.date()][-1]

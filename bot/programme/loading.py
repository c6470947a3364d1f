"""Brings a plan into the database: the one that comes with Mehvar, or the one that HQ imports."""

from datetime import datetime

from bot.errors import UserError
from bot.language.dates import TEHRAN
from bot.language.jalali import jalali
from bot.programme.axes_file import package_plan
from bot.programme.calendar import day_of
from bot.programme.plan import Plan, PlanChange, compare, for_year, load
from bot.stored import dump
from storage import agencies, audit, settings
from storage import programme as stored
from storage.audit import Act, Action
from storage.transaction import Reading, Transaction

# What a stored value means: it cannot change under values that are there.
MEANING = {"axis", "kind", "unit", "options"}
UNCONFIRMED = "programme.unconfirmed"
"""The setting that names the year whose programme was made from the year's before, until an admin confirms it."""
ACTIONS: dict[str, Action] = {"new": "programme.new", "changed": "programme.changed", "gone": "programme.gone"}


def current_year(now: datetime) -> int:
    """Return the Jalali year of today in Tehran."""
    return jalali(now.astimezone(TEHRAN).date()).year


async def ensure_programme(tx: Transaction, year: int, now: datetime) -> int:
    """Make the programme of a year, if there is none yet, from the year's before; return its id.

    It waits to be confirmed then. The package's is taken where no year stands before it, or for its own year where
    nobody has changed the year before. One that was made before there was a list of agencies gets the package's.
    """
    programme = await stored.get(tx, year)
    if programme is None:
        before = await _plan_before(tx, year)
        if before:
            await settings.save(tx, UNCONFIRMED, str(year))
        return await save_programme(tx, before or package_plan(), year, now, "schedule" if before else "command")
    if not await agencies.list_all(tx, programme.id):
        for agency in package_plan().agencies:
            await agencies.save(tx, programme.id, agency)
    return programme.id


async def _plan_before(tx: Reading, year: int) -> Plan | None:
    """Return the newest plan of an earlier year, None where the package's is to be taken."""
    earlier = await stored.get_newest_year(tx, year)
    before = await load(tx, earlier) if earlier else None
    package = package_plan()
    if before is None or year != package.programme.year:
        return before
    return before if compare(for_year(package, before.programme.year), before) else None


async def list_changes(tx: Reading, plan: Plan, year: int) -> list[PlanChange]:
    """Return what saving a plan for a year would change; raise UserError where answers would lose their meaning."""
    changes = compare(await load(tx, year), for_year(plan, year))
    programme = await stored.get(tx, year)
    for change in changes if programme else ():
        loses = change.how == "gone" or MEANING & {name for name, _, _ in change.fields}
        if (
            programme
            and change.what == "indicator"
            and loses
            and await stored.count_answers(tx, programme.id, change.code)
        ):
            raise UserError("axes.has_answers", where=change.code)
    return changes


async def save_programme(tx: Transaction, plan: Plan, year: int, now: datetime, actor: str = "command") -> int:
    """Make the stored programme of a year equal to a plan, with an audit row a change; return its id.

    A year that is not the plan's own gets neither its motto nor its targets; targets that the plan does not name
    stay. It holds from this day on; what held before is kept, for whoever asks after an earlier one. Raises
    UserError as `list_changes` does.
    """
    changes = await list_changes(tx, plan, year)
    if old := await load(tx, year):
        await stored.keep_former(tx, old.programme.id, day_of(now), dump(old))
    plan = for_year(plan, year)
    programme_id = await stored.save(tx, plan.programme)
    await stored.note_change(tx)
    for axis in plan.axes:
        await stored.save_axis(tx, programme_id, axis)
    for indicator in plan.indicators:
        await stored.save_indicator(tx, programme_id, indicator)
    for topic in plan.topics:
        await stored.save_topic(tx, programme_id, topic)
    for target in plan.targets:
        await stored.save_target(tx, programme_id, target.indicator, target.province, target.value)
    for agency in plan.agencies:
        await agencies.save(tx, programme_id, agency)
    for change in changes:
        if change.how == "gone":
            await _drop(tx, programme_id, change)
        subject = f"{change.what}:{change.code}"
        await audit.append(tx, now, Act(actor, ACTIONS[change.how], subject, {"year": year}))
    return programme_id


async def _drop(tx: Transaction, programme_id: int, change: PlanChange) -> None:
    drops = {
        "axis": stored.drop_axis,
        "indicator": stored.drop_indicator,
        "topic": stored.drop_topic,
        "agency": agencies.drop,
    }
    await drops[change.what](tx, programme_id, change.code)

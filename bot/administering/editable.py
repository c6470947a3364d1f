"""Things that admins change, by their keys: read as tables of fields, and written back."""

from dataclasses import asdict, replace
from datetime import date, datetime

from bot.administering import editable_estates, editable_weeks
from bot.administering.edits import Edit, Part
from bot.errors import UserError
from bot.programme import loading, plan
from bot.programme.axes_file import check_codes
from bot.programme.kinds import STAGED
from bot.programme.plan import Plan
from storage import accounts, calendar, people
from storage import programme as programmes
from storage.calendar import CalendarDay
from storage.people import Duty
from storage.programme import Axis, Indicator, Target
from storage.transaction import Reading, Transaction

PROGRAMME = ("axis", "indicator", "target")


def person_key(person_id: int) -> str:
    """Return the key of a person."""
    return f"person:{person_id}"


def account_key(platform: str, user_id: int) -> str:
    """Return the key of an account's tie to a person."""
    return f"account:{platform}:{user_id}"


def programme_key(kind: str, year: int, code: str) -> str:
    """Return the key of an axis, an indicator, or a target (its indicator and province)."""
    return f"{kind}:{year}:{code}"


def day_key(day: date) -> str:
    """Return the key of a day of the calendar."""
    return f"day:{day.isoformat()}"


def duty_part(duty: Duty) -> Part:
    """Return a duty of the roster as a table."""
    return {"role": duty.role, "province": duty.province, "estate": duty.estate, "axes": duty.axes}


async def read_person(tx: Reading, person_id: int) -> Part | None:
    """Return how a person stands on the roster."""
    found = await people.get(tx, person_id)
    if found is None:
        return None
    duties = sorted(
        map(duty_part, await people.list_roster_duties(tx, person_id)), key=lambda duty: tuple(duty.values())
    )
    return {"name": found.full_name, "honorific": found.honorific, "state": found.state, "duties": duties}


def is_new(part: Part | None) -> bool:
    """Return whether somebody was added and has no duty confirmed yet."""
    return part is not None and part["state"] == "suspended" and not part["duties"]


def parts_of(whole: Plan) -> dict[str, Part]:
    """Return every axis, indicator and target of a plan by its key."""
    year = whole.programme.year
    found = {programme_key("axis", year, axis.code): asdict(axis) for axis in whole.axes}
    found |= {programme_key("indicator", year, each.code): asdict(each) for each in whole.indicators}
    targets = ((f"{each.indicator} {each.province}".strip(), each) for each in whole.targets)
    return found | {programme_key("target", year, code): asdict(each) for code, each in targets}


def edited_plan(whole: Plan, edits: tuple[Edit, ...]) -> Plan:
    """Return a plan with edits done to it."""
    parts = parts_of(whole)
    for edit in edits:
        parts.pop(edit.key, None)
        if edit.after is not None:
            parts[edit.key] = edit.after
    of = {kind: [part for key, part in parts.items() if key.startswith(f"{kind}:")] for kind in PROGRAMME}
    axes = sorted((Axis(**part) for part in of["axis"]), key=lambda axis: axis.position)
    indicators = sorted((Indicator(**part) for part in of["indicator"]), key=lambda each: (each.axis, each.position))
    return replace(
        whole, axes=tuple(axes), indicators=tuple(indicators), targets=tuple(Target(**part) for part in of["target"])
    )


async def check(tx: Reading, edits: tuple[Edit, ...], now: datetime) -> None:
    """Refuse edits of what has changed meanwhile or begun, and what would leave nobody in charge, answers without
    meaning, or a week out of order.

    Raises UserError.
    """
    years = _years(edits)
    plans = {year: await plan.load(tx, year) for year in years}
    parts = {key: part for whole in plans.values() if whole for key, part in parts_of(whole).items()}
    for edit in edits:
        if (parts.get(edit.key) if edit.kind in PROGRAMME else await _read(tx, edit.key)) != edit.before:
            raise UserError("admin.changed_since")
    await _check_admins(tx, edits)
    await editable_weeks.check(tx, edits, now)
    await editable_estates.check(tx, edits)
    for year, whole in plans.items():
        if whole:
            new = edited_plan(whole, edits)
            check_codes(new)
            _check_axes(new, edits)
            await loading.list_changes(tx, new, year)


async def write(tx: Transaction, edits: tuple[Edit, ...], now: datetime, actor: str) -> None:
    """Make things what edits of this same transaction, once checked, say."""
    for year in _years(edits):
        whole = await plan.load(tx, year)
        if whole:
            number = await loading.save_programme(tx, edited_plan(whole, edits), year, now, actor)
            for edit in edits:
                if edit.kind == "target" and edit.after is None and edit.before:
                    await programmes.drop_target(tx, number, edit.before["indicator"], edit.before["province"])
    for edit in edits:
        match edit.key.split(":"):
            case ["person", person]:
                await _write_person(tx, int(person), edit.after or {})
            case ["account", platform, user_id]:
                await accounts.save_owner(tx, platform, int(user_id), (edit.after or {}).get("person"))
            case ["day", day]:
                await _write_day(tx, date.fromisoformat(day), edit.after)
            case ["schedule" | "thursdays", *_]:
                await editable_weeks.write(tx, edit)
            case ["estate", estate]:
                await editable_estates.write(tx, int(estate), edit)


async def _read(tx: Reading, key: str) -> Part | None:
    match key.split(":"):
        case ["person", number]:
            return await read_person(tx, int(number))
        case ["account", platform, user_id]:
            account = await accounts.get(tx, platform, int(user_id))
            return {"person": account.person_id} if account and account.person_id else None
        case ["day", day]:
            return await read_day(tx, date.fromisoformat(day))
        case ["schedule" | "thursdays", *_]:
            return await editable_weeks.read(tx, key)
        case ["estate", number]:
            return await editable_estates.read(tx, int(number))
        case _:
            return None


async def read_day(tx: Reading, day: date) -> Part | None:
    """Return what admins have said of a day, None if nothing."""
    found = next((each for each in await calendar.list_days(tx) if each.day == day), None)
    return {"reason": found.reason, "worked": found.worked} if found else None


async def _write_person(tx: Transaction, number: int, part: Part) -> None:
    await people.save_name(tx, number, part["name"], part["honorific"])
    await people.save_state(tx, number, part["state"])
    wanted = {(duty["role"], duty["province"]): Duty(**duty) for duty in part["duties"]}
    for duty in await people.list_roster_duties(tx, number):
        if (duty.role, duty.province) not in wanted:
            await people.drop_duty(tx, number, duty.role, duty.province)
    for duty in wanted.values():
        await people.save_duty(tx, number, duty)


async def _write_day(tx: Transaction, day: date, part: Part | None) -> None:
    if part is None:
        await calendar.drop_day(tx, day)
    else:
        await calendar.save_day(tx, CalendarDay(day, part["reason"], part["worked"]))


async def _check_admins(tx: Reading, edits: tuple[Edit, ...]) -> None:
    """Refuse what would leave no admin."""
    after = {edit.key: edit.after for edit in edits if edit.kind == "person"}
    if not after:
        return
    for number in await people.list_ids(tx, "admin"):
        after.setdefault(person_key(number), await read_person(tx, number))
    admins = [
        part
        for part in after.values()
        if part and part["state"] == "active" and any(duty["role"] == "admin" for duty in part["duties"])
    ]
    if not admins:
        raise UserError("admin.last_admin")


def _check_axes(whole: Plan, edits: tuple[Edit, ...]) -> None:
    """Refuse an axis that begins and asks nothing, and an indicator of stages without any."""
    asked = {indicator.axis for indicator in whole.indicators}
    for edit in edits:
        if edit.kind == "axis" and edit.after and edit.after["active"] and edit.after["code"] not in asked:
            raise UserError("admin.axis_asks_nothing", axis=edit.after["short"])
        if edit.kind == "indicator" and edit.after and edit.after["kind"] in STAGED and edit.after["options"] == "[]":
            raise UserError("admin.no_options", title=edit.after["title"])


def _years(edits: tuple[Edit, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(edit.key.split(":")[1]) for edit in edits if edit.kind in PROGRAMME))

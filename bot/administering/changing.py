"""Makes a change that an admin has confirmed: checked, written, logged with its inverse, and in the audit trail."""

from datetime import datetime
from typing import assert_never

from bot.administering import editable
from bot.administering.edits import AdminFact, DropEdits, Edit, KeepEdits, MakeChange, Part, inverted, restored, stored
from bot.errors import UserError
from bot.people.caller import Caller
from storage import admin_changes, audit, people
from storage.audit import Act, Action
from storage.transaction import Reading, Transaction

ACTIONS: dict[str, Action] = {
    "person": "person.change",
    "account": "account.change",
    "day": "day.change",
    "schedule": "schedule.change",
    "thursdays": "thursdays.change",
    "estate": "estate.change",
}


async def problem_of(tx: Reading, caller: Caller, edits: tuple[Edit, ...], now: datetime) -> str:
    """Return why edits cannot be made as things stand, '' if they can."""
    try:
        _check_own(caller, edits)
        await editable.check(tx, edits, now)
    except UserError as mistake:
        return mistake.text
    return ""


async def draft_of(tx: Reading, caller: Caller, kind: str) -> tuple[Edit, ...]:
    """Return the edits of a kind that wait for an admin's tap."""
    return restored(await admin_changes.get_draft(tx, caller.person.id, kind))


async def save(tx: Transaction, caller: Caller, facts: tuple[AdminFact, ...], now: datetime) -> None:
    """Keep drafts and make changes; other facts are left to their conversation."""
    for fact in facts:
        match fact:
            case KeepEdits(kind, edits):
                kept = {edit.key for edit in edits}
                await forget_new_people(
                    tx, tuple(old for old in await draft_of(tx, caller, kind) if old.key not in kept)
                )
                await admin_changes.save_draft(tx, caller.person.id, kind, stored(edits), now)
            case DropEdits(kind):
                await drop(tx, caller, kind)
            case MakeChange():
                await make(tx, caller, fact, now)
            case _:
                assert_never(fact)


async def make(tx: Transaction, caller: Caller, change: MakeChange, now: datetime) -> int:
    """Make a change; raises UserError as `problem_of` says it."""
    _check_own(caller, change.edits)
    await editable.check(tx, change.edits, now)
    actor = f"person:{caller.person.id}"
    await editable.write(tx, change.edits, now, actor)
    number = await admin_changes.add(tx, caller.person.id, stored(change.edits), change.reverts, now)
    for edit in change.edits:
        if edit.kind not in editable.PROGRAMME:  # each change of the programme has its row already
            await audit.append(tx, now, Act(actor, ACTIONS[edit.kind], edit.key, {**_codes(edit), "change": number}))
    await audit.append(tx, now, Act(actor, "admin.change", f"change:{number}", {"reverts": change.reverts}))
    await admin_changes.drop_draft(tx, caller.person.id, change.kind)
    return number


def take_back(edits: tuple[Edit, ...], number: int) -> MakeChange:
    """Return the change that takes one back; no draft ends with it."""
    return MakeChange("", inverted(edits), number)


async def drop(tx: Transaction, caller: Caller, kind: str) -> None:
    """Put aside the edits of a kind that wait, with the people who were only added for them."""
    await forget_new_people(tx, await draft_of(tx, caller, kind))
    await admin_changes.drop_draft(tx, caller.person.id, kind)


async def forget_new_people(tx: Transaction, edits: tuple[Edit, ...]) -> None:
    """Drop the people who were only added for edits that nobody wants."""
    for edit in edits:
        if edit.kind == "person" and edit.before and not edit.before["duties"]:
            await people.drop_unused(tx, int(edit.key.partition(":")[2]))


def _check_own(caller: Caller, edits: tuple[Edit, ...]) -> None:
    """Refuse to let admins lock themselves out."""
    for edit in edits:
        if edit.key == editable.person_key(caller.person.id) and not _is_admin(edit.after):
            raise UserError("admin.own_rights")


def _is_admin(part: Part | None) -> bool:
    return part is not None and part["state"] == "active" and any(duty["role"] == "admin" for duty in part["duties"])


def _codes(edit: Edit) -> dict[str, str | int | None]:
    """Return what the trail may hold of an edit: codes, no names and no words."""
    part = edit.after or {}
    match edit.kind:
        case "person":
            duties = ";".join(f"{duty['role']} {duty['province']} {duty['axes']}".strip() for duty in part["duties"])
            return {"state": part["state"], "duties": duties}
        case "schedule":
            return {name: part[name] for name in edit.fields}
        case "thursdays":
            return {"worked": int(part["worked"])}
        case "estate" if edit.after:
            managers = ";".join(map(str, part["managers"]))
            return {"province": part["province"], "managers": managers, "active": int(part["active"])}
        case _:
            return {}

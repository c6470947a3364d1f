"""The audit trail: an append-only chain, each link an HMAC over its row and the link before."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.records import KNOWN, stored_instant
from storage.transaction import Reading, Transaction

START = ""

Action = Literal[
    "account.change",
    "account.link",
    "admin.change",
    "admission.accept",
    "admission.refuse",
    "announcement.agree",
    "announcement.cancel",
    "announcement.confirm",
    "announcement.delete",
    "announcement.done",
    "announcement.edit",
    "announcement.nudge",
    "announcement.pledge",
    "announcement.refuse",
    "announcement.resend",
    "announcement.say",
    "announcement.seen",
    "announcement.send",
    "audit.read",
    "backup.make",
    "backup.restore",
    "calendar.closure",
    "calendar.day",
    "closure.declare",
    "closure.revert",
    "comment.add",
    "consultation.decide",
    "consultation.execute",
    "consultation.group",
    "consultation.nudge",
    "consultation.verdict",
    "day.change",
    "dead.drop",
    "dead.retry",
    "delegation.begin",
    "delegation.end",
    "delegation.excuse",
    "delegation.give",
    "drop_evidence",
    "duty.drop",
    "duty.save",
    "entry.accept",
    "entry.answer",
    "entry.place",
    "entry.refer",
    "entry.send",
    "entry.to_obstacle",
    "estate.answer",
    "estate.change",
    "estate.keep_figure",
    "estate.tell_obstacle",
    "estates.ask",
    "estates.close",
    "evidence.see",
    "exception.grant",
    "export.read",
    "invitation.add",
    "invitation.use",
    "keep_evidence",
    "obstacle.acknowledged",
    "obstacle.answered",
    "obstacle.decided",
    "obstacle.lettered",
    "obstacle.moved",
    "obstacle.noted",
    "obstacle.postponed",
    "obstacle.record",
    "outage.declare",
    "person.activate",
    "person.add",
    "person.change",
    "person.rename",
    "person.suspend",
    "post.hand_over",
    "programme.changed",
    "programme.confirmed",
    "programme.gone",
    "programme.new",
    "release.choose",
    "report.approve",
    "report.hand_back",
    "report.release",
    "report.seal",
    "report.sign",
    "report.submit",
    "report.take_back",
    "report.unapprove",
    "return.answer",
    "returning.hold",
    "returning.take_back",
    "schedule.change",
    "seal.begin",
    "switch.set",
    "thursdays.change",
    "topic.add",
    "topic.name",
    "topic.switch",
    "viewpoint.give",
    "viewpoint.take_back",
    "workbook.end",
]
"""All that is ever written down, so that what reads the trail can be held to it."""
READINGS: dict[str, Action] = {"audit": "audit.read", "export": "export.read"}


@dataclass(frozen=True)
class AuditRow:
    """One link of the chain."""

    id: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str
    mac: str


@dataclass(frozen=True)
class Act:
    """What is written down: who did what to what; ``detail`` holds codes and numbers, never people's words.

    ``actor`` is «person:7», «schedule», «command» or «configuration»; ``action`` says what was done.
    """

    actor: str
    action: Action
    subject: str
    detail: Mapping[str, object]


@dataclass(frozen=True)
class TrailEnd:
    """Where the trail ends: what the next link needs of the one before it."""

    id: int
    mac: str


async def append(tx: Transaction, at: datetime, act: Act) -> None:
    """Add one link to the chain."""
    detail = json.dumps(act.detail, ensure_ascii=False, sort_keys=True)
    moment = stored_instant(at)
    last = await _get_last(tx)
    number = last.id + 1
    mac = _mac(tx.secret, last.mac, (str(number), moment, act.actor, act.action, act.subject, detail))
    tx.leave("audit", TrailEnd(number, mac))
    tx.write(
        """INSERT INTO audit (id, at, actor, action, subject, detail, mac)
           VALUES (:id, :at, :actor, :action, :subject, :detail, :mac)""",
        id=number,
        at=moment,
        actor=act.actor,
        action=act.action,
        subject=act.subject,
        detail=detail,
        mac=mac,
    )


async def count_links(tx: Reading) -> int:
    """Return how many links the trail has."""
    return await tx.count("SELECT count(*) FROM audit")


async def get_head(tx: Reading, moment: datetime = KNOWN) -> str:
    """Return the newest link as of an instant, '' for an empty trail; printed where it can be compared later."""
    newest = "SELECT mac FROM audit WHERE at <= :moment ORDER BY id DESC LIMIT 1"
    return str(await tx.value(newest, moment=moment) or START)


async def get_end(tx: Reading) -> TrailEnd:
    """Return the newest link, number 0 for an empty trail."""
    return await tx.one(TrailEnd, "SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1") or TrailEnd(0, START)


async def has_link(tx: Reading, link: TrailEnd) -> bool:
    """Say whether the trail contains a link."""
    return await tx.value("SELECT mac FROM audit WHERE id = :id", id=link.id) == link.mac


async def get_last(tx: Reading, action: Action) -> datetime | None:
    """Return when something was last done."""
    found = await tx.value("SELECT at FROM audit WHERE action = :action ORDER BY id DESC LIMIT 1", action=action)
    return None if found is None else datetime.fromisoformat(str(found))


async def note_read(tx: Transaction, at: datetime, reader: str, what: str, subject: str) -> None:
    """Write down that a person read a file or took an export: ``reader`` is «person:7» or «command».

    ``what`` is a kind («export», «audit»), ``subject`` which one; never people's words.
    """
    await append(tx, at, Act(reader, READINGS[what], subject, {}))


def list_links(tx: Reading) -> AsyncIterator[AuditRow]:
    """Yield the whole trail, the oldest link first, a row at a time."""
    return tx.each(AuditRow, "SELECT id, at, actor, action, subject, detail, mac FROM audit ORDER BY id")


async def find_break(
    tx: Reading, secret: bytes, head: str | None = None, hear: Callable[[AuditRow], None] = lambda _row: None
) -> int | None:
    """Return the id of the first link that does not hold, None when the whole chain does; what does, is heard.

    With ``head``, as the digest printed it (its beginning is enough), a chain that does not contain that link is
    broken at its end (it was cut).
    """
    before, number, seen = START, 0, head in (None, START)
    async for row in list_links(tx):
        number += 1
        want = _mac(secret, before, (str(number), row.at, row.actor, row.action, row.subject, row.detail))
        if row.id != number or not hmac.compare_digest(want.encode(), row.mac.encode()):
            return number
        before = row.mac
        hear(row)
        seen = seen or (head is not None and row.mac.startswith(head))
    return None if seen else number + 1


async def _get_last(tx: Transaction) -> TrailEnd:
    if isinstance(last := tx.recall("audit"), TrailEnd):
        return last
    return await get_end(tx)


def _mac(secret: bytes, before: str, parts: tuple[str, ...]) -> str:
    return hmac.new(secret, json.dumps((before, *parts)).encode(), hashlib.sha256).hexdigest()

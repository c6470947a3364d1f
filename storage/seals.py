"""Holds the tables of reports against the trail: what stood before it sealed any, and what was changed past it."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

from storage import audit
from storage.audit import Act
from storage.replay import Replay
from storage.report_rows import list_rows, sealed
from storage.sealed_report import SealedReport, read_sealed
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Mismatch:
    """What of a report is not as the trail says: with an ``indicator`` its answer, else what stands around them.

    ``how`` is «changed», «added» or «gone». The place is the one that the trail names, if it knows the report.
    """

    how: str
    report_id: int
    programme_id: int | None
    week: str | None
    province: str | None
    axis: str | None
    indicator: str = ""


@dataclass(frozen=True)
class Findings:
    """The first link that does not hold (None: all do), and where the tables differ from the trail.

    ``reports`` is how many were held against it: None where the chain is broken, or has not sealed any yet.
    """

    broken_at: int | None
    reports: int | None
    mismatches: tuple[Mismatch, ...]

    @property
    def whole(self) -> bool:
        """Say whether everything holds."""
        return self.broken_at is None and not self.mismatches


async def begin(tx: Transaction, now: datetime) -> None:
    """Seal what stood before the trail sealed any report; done again it changes nothing."""
    if await audit.get_last(tx, "seal.begin"):
        return
    stood = {rows.id: sealed(tx.secret, rows) async for rows in list_rows(tx)}
    await audit.append(tx, now, Act("schedule", "seal.begin", "reports", {"reports": len(stood)}))
    for number, report in stood.items():
        await audit.append(tx, now, Act("schedule", "report.seal", f"report:{number}", json.loads(report.text())))


async def look_through(tx: Reading, secret: bytes, head: str | None = None) -> Findings:
    """Check the chain of the trail (`audit.find_break`), and each report against it."""
    replay = Replay()
    broken = await audit.find_break(tx, secret, head, replay.hear)
    if broken is not None or not replay.begun:
        return Findings(broken, None, ())
    count = len(replay.reports)
    return Findings(None, count, tuple([each async for each in _list_mismatches(tx, secret, replay)]))


async def _list_mismatches(tx: Reading, secret: bytes, replay: Replay) -> AsyncIterator[Mismatch]:
    left = replay.reports
    async for rows in list_rows(tx):
        was, now = left.pop(rows.id, None), sealed(secret, rows)
        if was is None:
            yield _mismatch("added", rows.id, now)
        elif now.revision is None:
            yield _mismatch("gone", rows.id, read_sealed(was))
        elif was != now.text() or rows.id in replay.astray:
            for each in _compare(rows.id, read_sealed(was), now):
                yield each
    for number, was in left.items():
        yield _mismatch("gone", number, read_sealed(was))


def _compare(number: int, was: SealedReport, now: SealedReport) -> Iterator[Mismatch]:
    """Yield the answers that differ, each once; where none does, the report as a whole."""
    old, new = _answers(was), _answers(now)
    keys = {key for key, _seal in old.items() ^ new.items()}
    hows = {key[1]: "gone" if key not in new else "changed" if key in old else "added" for key in sorted(keys)}
    for indicator, how in (hows or {"": "changed"}).items():
        yield _mismatch(how, number, was, indicator)


def _answers(report: SealedReport) -> dict[tuple[str, str], str]:
    return {
        (number, indicator): seal
        for number, each in report.revisions.items()
        for indicator, seal in each.answers.items()
    }


def _mismatch(how: str, number: int, report: SealedReport, indicator: str = "") -> Mismatch:
    programme, week, province, axis = report.place
    return Mismatch(how, number, programme, week, province, axis, indicator)

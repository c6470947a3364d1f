"""The demo's evidence: pictures that say of themselves that they are samples, with the reports of a past week."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from storage import evidence, people, reports, vault
from storage.evidence import Content, NewEvidence
from storage.reports import Report
from storage.transaction import Transaction

AXES = ("AX01", "AX02")
BEFORE = timedelta(minutes=5)


async def fill_evidence(tx: Transaction, folder: Path, week: Week, province: str, draw: Callable[[str], bytes]) -> None:
    """Let a picture have come with some of a province's reports of a week; ``draw`` makes one with a title."""
    plan = await hold_programme(tx, week.year)
    for axis in plan.axes:
        report = await reports.get(tx, week.saturday, province, axis.code) if axis.code in AXES else None
        if report:
            title = t("demo.evidence.title", axis=axis.short, province=by_code(province).name)
            content = draw(title)
            for ceo in (await people.list_holders(tx, "ceo", province))[:1]:
                await _keep(tx, folder, report, ceo.id, content)


async def _keep(tx: Transaction, folder: Path, report: Report, person: int, content: bytes) -> None:
    key, at = (report.week, report.province, report.axis), report.submitted_at - BEFORE
    sent = NewEvidence("photo", t("demo.evidence.note"), "bale", "sample", len(content))
    number = await evidence.add(tx, person, key, sent, at)
    await evidence.keep(tx, number, Content(vault.keep(folder, content), "image/png", len(content)), at)
    await evidence.hand_in(tx, person, key, report.id)

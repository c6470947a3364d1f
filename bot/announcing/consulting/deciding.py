"""Closes a consultation: everybody who contributed is told what was decided, why, and what became of theirs."""

from datetime import datetime

from bot.announcing.consulting.matter import proposal_of
from bot.announcing.telling import tell
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from storage import audit, consultations, recipients
from storage.audit import Act
from storage.consultations import Consultation, Viewpoint
from storage.transaction import Transaction


async def decide(tx: Transaction, number: int, person_id: int, words: tuple[str, str], now: datetime) -> None:
    """Close a consultation with (outcome, reason), once, and tell who contributed."""
    outcome, reason = words
    if not await consultations.decide(tx, number, outcome, reason, now):
        return
    await audit.append(tx, now, Act(f"person:{person_id}", "consultation.decide", f"consultation:{number}", {}))
    found = await consultations.get(tx, number)
    for contributor, own in (await _list_contributors(tx, number)).items():
        if found:
            await tell(tx, contributor, Screen(told_to(found, own)), now, only_on=found.only_on)


async def execute(tx: Transaction, number: int, person_id: int, done: str, now: datetime) -> None:
    """Note how what was decided was executed, once, and tell who contributed."""
    if not await consultations.execute(tx, number, done, now):
        return
    await audit.append(tx, now, Act(f"person:{person_id}", "consultation.execute", f"consultation:{number}", {}))
    found = await consultations.get(tx, number)
    for contributor in await _list_contributors(tx, number):
        if found:
            lines = [t("consult.head", number=found.id, title=found.title), t("consult.done", done=found.done)]
            await tell(tx, contributor, Screen("\n".join(lines)), now, only_on=found.only_on)


async def _list_contributors(tx: Transaction, number: int) -> dict[int, list[Viewpoint]]:
    """Return what each contributor said, as long as the consultation is for them."""
    by_person: dict[int, list[Viewpoint]] = {}
    for viewpoint in await consultations.list_viewpoints(tx, number):
        by_person.setdefault(viewpoint.person_id, []).append(viewpoint)
    return {person: own for person, own in by_person.items() if await recipients.get(tx, number, person)}


def told_to(found: Consultation, own: list[Viewpoint]) -> str:
    """Return what a contributor reads: the outcome, the reason, and the word on each of their proposals."""
    lines = [t("consult.head", number=found.id, title=found.title), *outcome_lines(found)]
    for each in own:
        if each.proposes:
            text = t("announce.bar").join(proposal_of(each))
            lines += ["", t("consult.yours", text=text, verdict=t(f"consult.verdict.{each.verdict or 'refused'}"))]
            if each.grouped:
                lines.append(t("consult.grouped", name=each.grouped))
    return "\n".join([*lines, "", t("consult.thanks")])


def outcome_lines(found: Consultation) -> list[str]:
    """Return what was decided, why, and how it was executed."""
    lines = [t("consult.outcome", outcome=found.outcome), t("consult.reason", reason=found.reason)]
    return [*lines, t("consult.done", done=found.done)] if found.done else lines

"""The switches that depend on what the probe found: kept in the settings of the database, read where they matter."""

from collections.abc import Iterable
from datetime import datetime

from bot.probing.answers import UNKNOWN, ProbeAnswer
from storage import audit, settings
from storage.audit import Act
from storage.transaction import Transaction


def choose_switches(platform: str, answers: Iterable[ProbeAnswer]) -> dict[str, str]:
    """Return the settings that follow from some answers; what was not answered changes nothing."""
    found = {answer.question: answer for answer in answers if answer.verdict != UNKNOWN}
    switches = {}
    if "edits" in found:
        switches[f"{platform}.edits"] = "on" if found["edits"].facts["changes"] else "off"
    return switches


async def set_switches(tx: Transaction, switches: dict[str, str], now: datetime) -> list[str]:
    """Set what differs, audited; return the names of what was changed."""
    changed = [name for name, value in switches.items() if await settings.get(tx, name) != value]
    for name in changed:
        await audit.append(
            tx, now, Act("command", "switch.set", name, {"from": await settings.get(tx, name), "to": switches[name]})
        )
        await settings.save(tx, name, switches[name])
    return changed


def list_advice(platform: str, answers: Iterable[ProbeAnswer]) -> list[str]:
    """Return the keys of what a person has to decide after reading the answers."""
    found = {answer.question: answer for answer in answers if answer.verdict != UNKNOWN}
    advice = []
    if platform == "bale" and {"contact", "other_contact"} <= found.keys():
        safe = found["contact"].verdict == "good" and found["other_contact"].verdict == "good"
        advice.append("codes_may_go" if safe else "codes_stay")
    if found.get("contact") and found["contact"].verdict != "good":
        advice.append("contacts_are_nobodys")
    if found.get("webhook") and found["webhook"].verdict != "good":
        advice.append("webhook_set")
    return advice

"""Loads and saves announcements: the recipients' rows are written in the turn that confirms."""

from datetime import datetime
from typing import Any

from bot.announcing.steps import step
from bot.announcing.view import AnnounceState, AnnounceView
from bot.conversing.flow import Flow
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.said import Said
from storage import accounts, announcements, audit, outbox, people
from storage.audit import Act
from storage.outbox import Letter
from storage.transaction import Transaction


def _load(tx: Transaction, _caller: Caller, state: AnnounceState, _said: Said, _now: datetime) -> AnnounceView:
    return AnnounceView(state, len(accounts.list_addresses(tx, "ceo")), people.count_holders(tx, "ceo"))


def _save(tx: Transaction, caller: Caller, facts: tuple[Any, ...], now: datetime) -> None:
    for fact in facts:
        addresses = accounts.list_addresses(tx, "ceo")
        number = announcements.add(tx, caller.person.id, fact.text, len(addresses), now)
        audit.append(
            tx, now, Act(f"person:{caller.person.id}", "announce", f"announcement:{number}", {"to": len(addresses)})
        )
        screen = Screen(t("announce.body", number=number, text=fact.text))
        for address in addresses:
            post(tx, address, screen, now, Letter("", kind="announcement", announcement_id=number))


def report_finished(tx: Transaction, now: datetime) -> None:
    """Tell the authors of finished announcements how many were sent, blocked, failed or are unknown."""
    for found in announcements.list_finished(tx):
        announcements.note_reported(tx, found.id, now)
        tally = {row.state: row.rows for row in outbox.tally_announcement(tx, found.id)}
        counts = {state: tally.get(state, 0) for state in ("sent", "blocked", "failed", "unknown")}
        if address := accounts.get_address(tx, found.author_id):
            screen = Screen(t("announce.finished", number=found.id, all=found.recipients, **counts))
            post(tx, address, screen, now, Letter("", kind="notice"))


ANNOUNCE = Flow("announce", AnnounceState, _load, step, _save, frozenset({"admin"}))

"""An office in a database in memory: two admins, a CEO and a deputy, who act in the conversations of administering."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.conversing.screen import Screen
from bot.people.caller import Caller
from bot.programme.loading import ensure_programme
from bot.said import Choice, Said, Text
from handlers.conversations import CONVERSATIONS
from storage import accounts, people, phones
from storage.people import Duty
from storage.transaction import Transaction
from tests.fresh import open_memory

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Monday 2 Azar 1405, 09:30 in Tehran."""
YEAR = 1405
FLOWS = {flow.name: flow for flow in CONVERSATIONS}
ADMIN, SECOND, CEO, DEPUTY = 1, 2, 3, 4
PEOPLE = {
    "سارا راهبر": Duty("admin", "", "", ""),
    "رضا راهبر": Duty("admin", "", "", ""),
    "علی رضایی": Duty("ceo", "IR-21", "", ""),
    "مینا احمدی": Duty("hq_deputy", "", "", "AX01;AX02"),
}


@dataclass
class Office:
    """One who acts in a conversation: what is said goes to the flow, as the engine does it."""

    tx: Transaction
    number: int = ADMIN
    flow: str = "admin"
    state: Any = None
    screens: list[Screen] = field(default_factory=list)

    @property
    def caller(self) -> Caller:
        person, account = people.get(self.tx, self.number), accounts.get(self.tx, "bale", self.number)
        assert person
        assert account
        return Caller(account, person, tuple(people.list_duties(self.tx, self.number)))

    @property
    def text(self) -> str:
        return self.screens[-1].text.replace("\u2068", "").replace("\u2069", "")

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.screens[-1].rows for button in row]

    def enter(self, flow: str, state: object = None) -> "Office":
        self.flow, self.state = flow, state or FLOWS[flow].state()
        return self.hear(Choice("enter"))

    def tap(self, *labels: str) -> "Office":
        for label in labels:
            button = next(each for row in self.screens[-1].rows for each in row if each.label.startswith(label))
            self.hear(Choice(button.name, button.args))
        return self

    def say(self, text: str) -> "Office":
        return self.hear(Text(text))

    def hear(self, said: Said) -> "Office":
        while True:
            flow = FLOWS[self.flow]
            step = flow.step(flow.load(self.tx, self.caller, self.state, said, MONDAY), said, MONDAY)
            flow.save(self.tx, self.caller, step.facts, MONDAY)
            if step.onward is None:
                break
            self.flow, said = step.onward.flow, Choice("enter")
            self.state = FLOWS[self.flow].state(**step.onward.values)
        self.state = step.state
        self.screens += step.screens
        return self


def open_office() -> sqlite3.Connection:
    """Return the database of the office."""
    connection = open_memory()
    connection.execute("PRAGMA foreign_keys = ON")
    tx = Transaction(connection, {}, b"s" * 32)
    ensure_programme(tx, YEAR, MONDAY)
    for number, (name, duty) in enumerate(PEOPLE.items(), start=1):
        assert people.add(tx, name, "", "active", MONDAY) == number
        people.save_address(tx, number, "")
        people.save_duty(tx, number, duty)
        phones.save(tx, number, f"98912000000{number}")
        accounts.link(tx, accounts.meet(tx, "bale", number, number, MONDAY), number, MONDAY)
    return connection

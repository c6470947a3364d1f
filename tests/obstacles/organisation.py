"""A small organisation in a database of its own, and people who act in the conversations of obstacles."""

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.conversing.screen import Screen
from bot.obstacles.draft import ObstacleDraft
from bot.obstacles.facts import Record
from bot.obstacles.keeping import record
from bot.people.caller import Caller
from bot.programme.loading import ensure_programme
from bot.said import Choice, Said, Text
from handlers.conversations import CONVERSATIONS
from storage import accounts, obstacles, people
from storage.obstacles import Obstacle
from storage.people import Duty
from storage.transaction import Transaction
from tests.fresh import open_memory

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Monday 2 Azar 1405, 09:30 in Tehran."""
WEEK = "2026-11-21"
YAZD, QOM, FARS = "IR-21", "IR-25", "IR-07"
FLOWS = {flow.name: flow for flow in CONVERSATIONS}
PEOPLE = {
    "yazd": Duty("ceo", YAZD, "", ""),
    "qom": Duty("ceo", QOM, "", ""),
    "fars": Duty("ceo", FARS, "", ""),
    "liaison": Duty("liaison", YAZD, "", "AX02"),
    "deputy": Duty("hq_deputy", "", "", "AX01;AX02"),
    "manager": Duty("hq_manager", "", "", "AX04"),
    "head": Duty("head", "", "", ""),
}


@dataclass
class Actor:
    """A person in a conversation: what is said goes to the flow, as the engine does it."""

    tx: Transaction
    name: str
    now: datetime = MONDAY
    flow: str = ""
    state: Any = None
    screens: list[Screen] = field(default_factory=list)

    @property
    def caller(self) -> Caller:
        number = list(PEOPLE).index(self.name) + 1
        person = people.get(self.tx, number)
        account = accounts.get(self.tx, "bale", number)
        assert person
        assert account
        return Caller(account, person, tuple(people.list_duties(self.tx, number)))

    @property
    def screen(self) -> Screen:
        return self.screens[-1]

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.screen.rows for button in row]

    def enter(self, flow: str, state: object) -> "Actor":
        """Enter a conversation in a state."""
        self.flow, self.state = flow, state
        return self.hear(Choice("enter"))

    def tap(self, label: str) -> "Actor":
        """Tap the button that begins so."""
        button = next(each for row in self.screen.rows for each in row if each.label.startswith(label))
        return self.hear(Choice(button.name, button.args))

    def say(self, text: str) -> "Actor":
        return self.hear(Text(text))

    def hear(self, said: Said) -> "Actor":
        while True:
            flow = FLOWS[self.flow]
            view = flow.load(self.tx, self.caller, self.state, said, self.now)
            step = flow.step(view, said, self.now)
            flow.save(self.tx, self.caller, step.facts, self.now)
            if step.onward is None or step.onward.flow not in FLOWS:
                break
            self.flow, said = step.onward.flow, Choice("enter")
            self.state = FLOWS[self.flow].state(**step.onward.values)
        self.state = step.state
        self.screens += step.screens
        return self


def open_organisation() -> sqlite3.Connection:
    """Return a database in memory with the programme of 1405 and the people above, each with an account."""
    connection = open_memory()
    tx = Transaction(connection, {}, b"s" * 32)
    ensure_programme(tx, 1405, MONDAY)
    for number, (name, duty) in enumerate(PEOPLE.items(), start=1):
        assert people.add(tx, name, "", "active", MONDAY) == number
        people.save_address(tx, number, "")
        people.save_duty(tx, number, duty)
        accounts.link(tx, accounts.meet(tx, "bale", number, number, MONDAY), number, MONDAY)
    return connection


def make(tx: Transaction, name: str = "yazd", now: datetime = MONDAY, **changes: Any) -> Obstacle:
    """Record an obstacle of a CEO's province: on AX01, of توانیر, asking headquarters."""
    draft = ObstacleDraft("توانیر", "صدور مجوز پست", "headquarters", "")
    axis = changes.pop("axis", "AX01")
    fact = Record(PEOPLE[name].province, axis, WEEK, 1405, replace(draft, **changes))
    number = record(tx, list(PEOPLE).index(name) + 1, fact, now)
    return reload(tx, number)


def reload(tx: Transaction, number: int) -> Obstacle:
    found = obstacles.get(tx, number)
    assert found
    return found


def sent(tx: Transaction, name: str) -> list[str]:
    """Return the texts that went to a person without being asked for, in order."""
    number = list(PEOPLE).index(name) + 1
    rows = tx.column("SELECT text FROM outbox WHERE person_id = :number AND kind <> 'reply' ORDER BY id", number=number)
    return [str(text) for text in rows]


def days(number: float) -> timedelta:
    return timedelta(days=number)


def day(text: str) -> date:
    return date.fromisoformat(text)

"""People who report honestly on their phones, and what each of them saw: for tests that kill the service meanwhile."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.chasing.calling import call
from bot.config import Config
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Understood
from bot.language.units import UNITS
from bot.language.writing import echo
from bot.people.founding import found
from bot.programme.due import axes_due, indicators_due, week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.kinds import rules_of
from bot.programme.provinces import PROVINCES
from sandbox.phones import Phone
from sandbox.server import Messenger
from storage import accounts, people
from storage.database import open_database
from storage.people import Duty
from storage.programme import Axis, Indicator
from storage.secret import read_secret
from storage.transaction import Transaction

TUESDAY = datetime(2026, 11, 10, 6, 0, tzinfo=UTC)
"""A Tuesday morning of a plain week: neither the last of its month, nor with a holiday or a reminder in it."""
PATIENCE = 240.0
"""Seconds after which a person has waited in vain: the test fails."""


@dataclass(frozen=True)
class Card:
    """An axis and what is asked on it this week, in its order; every indicator is a number."""

    axis: Axis
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Event:
    """The messenger took a message or an edit; `token` is what its buttons carry, '' without buttons."""

    kind: str
    token: str
    text: str
    labels: tuple[str, ...]


@dataclass
class Person:
    """Somebody with a phone. Hasty ones tap twice, and type an axis in one go."""

    number: int
    person_id: int
    phone: Phone
    cards: list[Card]
    hasty: bool
    signs: bool
    answers: int = 0
    submitted: dict[str, list[dict[str, int]]] = field(default_factory=dict)
    seen: list[Event] = field(default_factory=list)

    def watch(self) -> None:
        """Write down whatever the bot brings to the screen, in its order."""
        note = self.phone.chat.note

        def recorded(kind: str, data: Any) -> None:
            if kind in {"message", "edit"} and data.from_bot:
                buttons = [button.data or "" for row in data.buttons for button in row]
                token = buttons[0].split(":")[1] if buttons else ""
                self.seen.append(Event(kind, token, data.text, tuple(data.labels)))
            note(kind, data)

        self.phone.chat.note = recorded  # type: ignore[method-assign]

    async def report(self, round_: int, card: Card) -> None:
        """Report one axis: open it, answer what is asked, submit it, and read the receipt."""
        code = card.axis.code
        first = code not in self.submitted
        typed = str(5 + (self.number + round_ * 13 + card.axis.position * 5) % 45)
        entry, old = card.axis.short, {event.token for event in self.seen}  # what comes twice is no new list
        if first:
            await self._say(t("menu.report"), lambda event: entry in event.labels and event.token not in old)
        else:
            done = t("report.button.done", count=len(self.submitted))
            await self._say(t("menu.report"), lambda event: done in event.labels and event.token not in old)
            await self._tap(done, lambda event: entry in event.labels)
        asked = card.indicators[0]
        if first and self.hasty:
            self.phone.tap(entry)  # once more than needed
        standing = t("report.card.done" if self.signs else "report.card.ready")
        await self._tap(entry, lambda event: (_question(asked) if first else standing) in event.text)
        if first and self.hasty:
            for _ in card.indicators:
                self.phone.say(typed)
        else:
            for number, indicator in enumerate(card.indicators, start=1):
                if not first:
                    label = t("report.button.indicator", number=number, title=indicator.title)
                    await self._tap(label, lambda event, i=indicator: _question(i) in event.text)  # type: ignore[misc]
                await self._say(typed, lambda event, i=indicator: _echo(i, typed) in event.text)  # type: ignore[misc]
        if first:
            await self._say(t("report.button.submit"), _is_receipt)
        else:
            why = t("report.correction.typing")
            await self._say(t("report.button.submit"), lambda event: why in event.labels)
            await self._tap(why, _is_receipt)
        self.answers += len(card.indicators)
        values = {indicator.code: value_of(indicator, typed) for indicator in card.indicators}
        self.submitted.setdefault(code, []).append(values)

    async def _say(self, text: str, wanted: Callable[[Event], bool]) -> None:
        mark = len(self.seen)
        self.phone.say(text)
        await self._wait(mark, text, wanted)

    async def _tap(self, label: str, wanted: Callable[[Event], bool]) -> None:
        mark = len(self.seen)
        self.phone.tap(label)
        await self._wait(mark, label, wanted)

    async def _wait(self, mark: int, deed: str, wanted: Callable[[Event], bool]) -> None:
        changes = self.phone.chat.changes
        while not any(map(wanted, self.seen[mark:])):
            if not await changes.wait(changes.version, PATIENCE):
                shown = "\n".join(f"{event.kind}: {event.text}" for event in self.seen[-3:])
                raise TimeoutError(f"{self.phone.phone_id} waited in vain after {deed!r}; last seen:\n{shown}")


async def settle_crowd(database: Path, messenger: Messenger, count: int) -> list[Person]:
    """Fill a new database with people, duties and linked accounts, half on each messenger; every third is hasty."""
    crowd = []
    secret = read_secret(database.with_name("secret"))
    config = Config(database, database.with_name("secret"), (), (), "", "", 1405, bale_codes=True)
    async with open_database(database, secret) as opened, opened.transaction() as tx:
        await found(tx, config, TUESDAY)
        await call(tx, TUESDAY)  # while there is nobody yet, so that nobody is called while they work
        for number in range(count):
            province = PROVINCES[number % len(PROVINCES)].code
            cards = await _cards(tx, province)
            if number + len(PROVINCES) < count:  # shared with a liaison, each with axes of their own
                cards = cards[:4]
            elif number >= len(PROVINCES):
                cards = cards[4:]
            signs = number < len(PROVINCES)  # what a liaison hands in waits for the CEO
            platform = "telegram" if number % 2 else "bale"
            person_id = await people.add(tx, f"Person {number}", "", "active", TUESDAY)
            await people.save_address(tx, person_id, "")
            axes = ";".join(card.axis.code for card in cards)
            await people.save_duty(tx, person_id, Duty("ceo" if signs else "liaison", province, "", axes))
            user_id = 1000 + number
            await accounts.link(tx, await accounts.meet(tx, platform, user_id, user_id, TUESDAY), person_id, TUESDAY)
            phone = messenger.phone(platform, user_id, f"P{number}", f"98912{number:07d}")
            crowd.append(Person(number, person_id, phone, cards, hasty=number % 3 == 0, signs=signs))
    for person in crowd:
        person.watch()
    return crowd


async def work(crowd: list[Person], enough: Callable[[], bool]) -> None:
    """Let everybody report, axis after axis and round after round, until it is enough."""

    async def work_one(person: Person) -> None:
        round_ = 0
        while not enough():
            for card in person.cards:
                await person.report(round_, card)
                if enough():
                    break
            round_ += 1

    async with asyncio.TaskGroup() as group:
        for person in crowd:
            group.create_task(work_one(person))


def value_of(indicator: Indicator, typed: str) -> int:
    """Return what a typed number means for an indicator."""
    understood = read_number(typed, UNITS[indicator.unit], indicator.maximum, indicator.minimum or 0)
    assert isinstance(understood, Understood)
    return understood.value


async def _cards(tx: Transaction, province: str) -> list[Card]:
    week, _ = week_at_hand(TUESDAY, await hold_calendar(tx), province)
    plan = await hold_programme(tx, week.year)
    cards = [Card(axis, tuple(indicators_due(plan.indicators, axis, week))) for axis in axes_due(plan.axes, week)]
    return [card for card in cards if all(rules_of(indicator).amount for indicator in card.indicators)]


def _question(indicator: Indicator) -> str:
    return t(f"report.ask.{indicator.kind}", title=indicator.title, unit=UNITS[indicator.unit].title)


def _echo(indicator: Indicator, typed: str) -> str:
    unit = UNITS[indicator.unit]
    return t("report.echo", title=indicator.title, value=echo(value_of(indicator, typed), unit))


def _is_receipt(event: Event) -> bool:
    return "شمارهٔ رسید" in event.text

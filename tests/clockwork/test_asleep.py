"""While the clockwork sleeps there is nothing to do: whenever it is looked, a whole tick would change nothing.

People do as they please for weeks, closures come and go, a messenger is away at times. At random instants everything
that the clock may do is tried and taken back; what it changes is what the clockwork has overslept.
"""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from bot.announcing.audience import CEOS, write_parts
from bot.announcing.body import Body, confirmed
from bot.announcing.nudging import want_nudge
from bot.clockwork import firing
from bot.clockwork.jobs import SOON
from bot.language.week import Week
from bot.programme.calendar import DAY, day_of
from bot.programme.due import axes_due, week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.ticking import WORKS
from storage import (
    announcements,
    calendar,
    comments,
    consultations,
    delegations,
    digests,
    drafts,
    estates,
    obstacles,
    quiet,
    recipients,
    reports,
    snoozes,
)
from storage.calendar import StoredClosure
from storage.consultations import NewConsultation
from storage.delegations import NewDelegation
from storage.digests import Chosen
from storage.estates import AskedEstates
from storage.obstacles import NewObstacle
from storage.quiet import Quiet
from storage.reports import Submission
from storage.snoozes import Snooze
from storage.transaction import Transaction
from tests.chasing.world import tehran, tick
from tests.clockwork.house import HOUR, MINUTE, QOM, SECOND, YAZD, House, open_house

BEGINS = tehran("1405/08/20 07:00")
WEEKS = 5
OFTEN = 800
"""Times that it is looked."""
PATIENCE = 31 * MINUTE
"""What waits for a person is looked at every minute; whom a consultation has not reached yet, every half hour."""

KINDS = {"opening", "last_reminder", "overdue", "snooze", "obstacle", "estates", "nudge", "pledge", "consultation"}


class Undone(Exception):  # noqa: N818 - what was tried is taken back
    """Takes a transaction back."""


@dataclass
class Life:
    """A house in which people act at random."""

    house: House
    chance: Random
    people: dict[str, int] = field(default_factory=dict)
    away: bool = False

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    async def settle_in(self) -> None:
        for name, role, province, axes in (
            ("yazd", "ceo", YAZD, ""),
            ("qom", "ceo", QOM, ""),
            ("liaison", "liaison", YAZD, "AX01;AX02"),
            ("manager", "estate_manager", QOM, ""),
            ("owner", "hq_manager", "", "AX01"),
            ("deputy", "hq_deputy", "", ""),
            ("head", "head", "", ""),
            ("admin", "admin", "", ""),
            ("press", "pr", "", ""),
        ):
            self.people[name] = await self.house.person(role, province, axes)
        async with self.house.database.transaction() as tx:
            tx.write("UPDATE duties SET estate = 'میبد' WHERE role = 'estate_manager'")

    async def deliver(self) -> None:
        """Let all that waits leave, unless the messengers are away."""
        if not self.away:
            async with self.house.database.transaction() as tx:
                tx.write("UPDATE outbox SET state = 'sent' WHERE state IN ('pending', 'sending')")

    async def act(self) -> str:
        """Let something happen, and say what."""
        act = self.chance.choice(ACTS)
        async with self.house.database.transaction() as tx:
            await act(self, tx)
        return act.__name__

    def whom(self, *names: str) -> int:
        return self.people[self.chance.choice(names)]

    async def at_hand(self, tx: Transaction, province: str) -> tuple[Week, str]:
        """Return a week that may be reported on now and one of its axes."""
        week, _times = week_at_hand(self.now, await hold_calendar(tx), province)
        return week, self.chance.choice(axes_due((await hold_programme(tx, week.year)).axes, week)).code

    async def submit(self, tx: Transaction) -> None:
        province = self.chance.choice((YAZD, QOM))
        week, axis = await self.at_hand(tx, province)
        _week, times = week_at_hand(self.now, await hold_calendar(tx), province)
        if times.opens <= self.now and await reports.get(tx, week.saturday, province, axis) is None:
            signed = self.chance.random() < 0.5
            plan = (await hold_programme(tx, week.year)).programme.id
            late = self.now > times.deadline
            made = Submission(plan, week.saturday, province, axis, "", "", late, (), signed=signed, ready=not signed)
            await reports.submit(tx, self.whom("yazd", "qom", "liaison"), made, self.now)

    async def touch(self, tx: Transaction) -> None:
        week, axis = await self.at_hand(tx, YAZD)
        await drafts.save(tx, self.whom("yazd", "qom", "liaison"), (week.saturday, YAZD, axis), "{}", self.now)

    async def snooze(self, tx: Transaction) -> None:
        await snoozes.save(
            tx, Snooze(self.whom("yazd", "qom"), self.now + self.chance.randrange(30, 2000) * MINUTE), self.now
        )

    async def wish(self, tx: Transaction) -> None:
        await quiet.save(
            tx,
            self.whom("yazd", "qom", "liaison"),
            Quiet(self.chance.choice(("all", "last")), self.chance.choice((None, 9, 11))),
        )

    async def choose_hour(self, tx: Transaction) -> None:
        await digests.save(tx, self.whom("head", "deputy"), Chosen(self.chance.randrange(7, 12), ""))

    async def close(self, tx: Transaction) -> None:
        day = day_of(self.now) + self.chance.randrange(3) * DAY
        await calendar.save_closure(tx, StoredClosure(day, self.chance.choice(("", YAZD)), "x", self.now))

    async def open_again(self, tx: Transaction) -> None:
        for closure in await calendar.list_closures(tx):
            if closure.day > day_of(self.now):
                await calendar.drop_closure(tx, closure)

    async def work_thursdays(self, tx: Transaction) -> None:
        worked = self.chance.random() < 0.5
        week = Week(day_of(self.now) - DAY * ((day_of(self.now).weekday() - 5) % 7)).next
        await calendar.save_thursdays(tx, calendar.Thursdays(QOM, week.saturday, worked=worked))

    async def announce(self, tx: Transaction) -> None:
        hours = self.chance.randrange(1, 60)
        due = self.now + (hours + self.chance.randrange(1, 90)) * HOUR if self.chance.random() < 0.7 else None
        body = Body(
            "سلام", self.chance.choice(("inform", "seen", "commit")), "", due, urgent=self.chance.random() < 0.3
        )
        new = confirmed(body, self.people["press"], write_parts(CEOS), self.now + hours * HOUR)
        number = await announcements.add(tx, new, self.now)
        for name, province in (("yazd", YAZD), ("qom", QOM)):
            await recipients.add(tx, number, self.people[name], province)

    async def promise(self, tx: Transaction) -> None:
        for found in await tx.column("SELECT id FROM announcements WHERE level = 'commit' AND state = 'sent'"):
            recipient = await recipients.get(tx, int(found or 0), self.people["yazd"])
            if recipient:
                day = day_of(self.now) + self.chance.randrange(4) * DAY
                await recipients.save_pledge(tx, recipient, day, None, self.now)

    async def nudge(self, tx: Transaction) -> None:
        for found in await announcements.list_valid(tx, self.now, self.now - 9 * DAY):
            if found.level == "seen":
                await want_nudge(tx, found, self.now)

    async def consult(self, tx: Transaction) -> None:
        body = Body("نظر", "consult", "", self.now + self.chance.randrange(30, 150) * HOUR)
        number = await announcements.add(
            tx, confirmed(body, self.people["press"], write_parts(CEOS), self.now + MINUTE), self.now
        )
        await consultations.add(tx, NewConsultation(number, "x", "x", "opinion", "[]", "[]", named=True))
        await recipients.add(tx, number, self.people["qom"], QOM)

    async def delegate(self, tx: Transaction) -> None:
        begins = day_of(self.now) + self.chance.randrange(3) * DAY
        ends = self.chance.choice((None, begins + self.chance.randrange(4) * DAY))
        kind, axes = self.chance.choice((("axes", "AX03"), ("leave", "")))
        if kind == "leave" and ends is None:
            return
        new = NewDelegation(kind, YAZD, self.people["yazd"], self.people["liaison"], axes, begins, ends)
        await delegations.add(tx, new, self.now)

    async def release(self, tx: Transaction) -> None:
        await delegations.save_release(tx, YAZD, self.chance.choice((0, 4, 24)))

    async def hinder(self, tx: Transaction) -> None:
        week, axis = await self.at_hand(tx, QOM)
        year = (await hold_programme(tx, week.year)).programme.year
        new = NewObstacle(year, week.saturday, QOM, axis, "x", "y", "y", "headquarters")
        await obstacles.add(tx, self.people["qom"], new, self.now)

    async def decide(self, tx: Transaction) -> None:
        for row in (await obstacles.list_open(tx))[:1]:
            await obstacles.note_answered(tx, row.id, self.now)
            await obstacles.save_decision(tx, row.id, "x", day_of(self.now) - 14 * DAY)
            await obstacles.save_state(tx, row.id, "decided", self.now, ended=False)

    async def ask_estates(self, tx: Transaction) -> None:
        plan = await hold_programme(tx, 1405)
        asked = next(each for each in plan.indicators if each.frequency == "weekly")
        await estates.open_question(tx, QOM, AskedEstates(asked.axis, ""), self.people["qom"], self.now)

    async def talk(self, tx: Transaction) -> None:
        week, axis = await self.at_hand(tx, YAZD)
        side, name = self.chance.choice((("province", "yazd"), ("headquarters", "owner")))
        await comments.add(tx, (week.saturday, YAZD, axis), self.people[name], (side, "x"), self.now)

    async def come_and_go(self, _tx: Transaction) -> None:
        self.away = not self.away


ACTS: tuple[Callable[[Life, Transaction], Awaitable[None]], ...] = (
    *[Life.submit] * 8,
    *[Life.touch] * 4,
    *[Life.snooze] * 3,
    Life.wish,
    Life.choose_hour,
    Life.close,
    Life.open_again,
    Life.work_thursdays,
    *[Life.announce] * 2,
    Life.promise,
    *[Life.nudge] * 3,
    Life.consult,
    Life.delegate,
    Life.release,
    Life.hinder,
    Life.decide,
    Life.ask_estates,
    *[Life.talk] * 2,
    *[Life.come_and_go] * 2,
)


async def overslept(house: House) -> list[str]:
    """Return the works that would change anything now; nothing of it is kept."""
    found: list[str] = []
    with suppress(Undone):
        async with house.database.transaction() as tx:
            for work in WORKS:
                before = tx.connection.total_changes
                await tick(tx, house.clock.now(), (work,))
                await tx.flush()
                if tx.connection.total_changes != before:
                    found.append(work.__name__)
            raise Undone
    return found


@pytest.fixture
async def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Life]:
    monkeypatch.setattr(firing, "SAFE", 1_000 * DAY)  # which would hide what is overslept
    async with open_house(tmp_path / "mehvar.db", BEGINS) as house:
        lived = Life(house, Random(1405))
        await lived.settle_in()
        yield lived


@pytest.mark.no_cover  # a long run of what other tests cover
async def test_whenever_it_is_looked_the_clockwork_has_overslept_nothing(life: Life) -> None:
    house, chance, done = life.house, life.chance, Counter[str]()
    await house.clockwork.tick()
    step = WEEKS * 7 * DAY // SECOND // OFTEN
    for _ in range(OFTEN):
        if chance.random() < 0.4:
            done[await life.act()] += 1
            await house.pass_to(life.now + SOON + SECOND)
        await life.deliver()
        await house.pass_to(life.now + chance.randrange(2 * step) * SECOND)
        if await overslept(house):
            await house.pass_to(life.now + MINUTE)
            if found := await overslept(house):
                assert found == ["remind_consulted"], (life.now, found, dict(done))
                await house.pass_to(life.now + PATIENCE)
                assert "remind_consulted" not in await overslept(house), (life.now, dict(done))
    assert len(done) > 15
    pushed = {kind for (kind,) in await house.ask("SELECT DISTINCT kind FROM pushes")}
    assert pushed >= KINDS, pushed
    failed = await house.ask("SELECT subject FROM ledger WHERE kind = 'alert' AND subject LIKE 'clock %'")
    assert failed == []

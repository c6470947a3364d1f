"""Killed again and again while it announces, with a messenger in trouble, the service doubles nothing and lists all."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.announcing import sending
from bot.announcing.audience import Part, select, write_parts
from bot.announcing.body import Body, confirmed
from bot.announcing.matrix import undelivered_lines
from bot.config import Config
from bot.people.founding import found
from sandbox.clock import Clock
from sandbox.phones import Phone
from sandbox.server import Messenger
from storage import accounts, announcements, audiences, people, recipients
from storage.database import open_database
from storage.people import Duty
from storage.secret import read_secret
from storage.transaction import Transaction
from tests.delivery.crowd import TUESDAY
from tests.delivery.test_kills import Service, ask, served_clock

PEOPLE = 1_000
KILLS = 3
WORDS = "announced while it is killed"
PLATFORMS = ("telegram", "bale")


@pytest.mark.kill
async def test_killed_while_it_announces_it_doubles_nothing_and_lists_whom_it_did_not_reach(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    database = tmp_path / "mehvar.db"
    async with Messenger(limits=False, clock=Clock(TUESDAY)) as messenger, served_clock(messenger.clock) as clock_url:
        messenger.faults.set(too_many=0.2, lost=0.02, form="mixed", seed=seed)
        phones = settle(messenger, chance)
        blocked = block(phones, chance)
        await announce(database, phones)
        service = Service(messenger, clock_url, database)
        for _ in range(KILLS):
            with service.running():
                changes = messenger.log.changes
                assert await changes.wait(changes.version, 30)
                await asyncio.sleep(chance.uniform(0.05, 0.5))
        with service.running() as last:
            async with asyncio.timeout(40):
                while ask(database, "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')")[0][0]:  # noqa: ASYNC110
                    await asyncio.sleep(0.2)
            assert last.poll() is None, service.log[-2000:]
        came = {person: sum(times(phone) for phone in each) for person, each in phones.items()}
    rows = ask(database, "SELECT person_id, row_state FROM recipient_states WHERE announcement_id = 1")
    states: dict[int, str] = {person: state for person, state, *_ in rows}
    print(Counter(states.values()), Counter(came.values()))
    assert len(states) == PEOPLE
    assert await list_undelivered(database) == sum(state != "sent" for state in states.values())
    assert set(states.values()) <= {"sent", "blocked", "unknown"}
    assert {person for person, count in came.items() if count > 1} == set()
    assert {person for person, count in came.items() if count == 0} <= {
        p for p, state in states.items() if state != "sent"
    }
    assert {person for person, state in states.items() if state == "blocked"} <= blocked
    assert sum(state == "unknown" for state in states.values()) < PEOPLE / 10 + KILLS * 2 * 64
    assert "Traceback" not in service.log


def settle(messenger: Messenger, chance: random.Random) -> dict[int, list[Phone]]:
    """Give everybody a phone: on one messenger, every tenth on both."""
    phones = {}
    for person in range(1, PEOPLE + 1):
        both = person % 10 == 0
        names = PLATFORMS if both else (chance.choice(PLATFORMS),)
        phones[person] = [messenger.phone(name, 10_000 + person) for name in names]
        for phone in phones[person]:
            phone.bot.chats.setdefault(phone.user.user_id, phone.chat)  # as if they had pressed «start»
    return phones


def block(phones: dict[int, list[Phone]], chance: random.Random) -> set[int]:
    """Let one in twenty block the bot where they were last; return who."""
    blocked = set(chance.sample(sorted(phones), PEOPLE // 20))
    for person in blocked:
        phones[person][-1].chat.blocked = True
    return blocked


def times(phone: Phone) -> int:
    """Return how often the announcement stands on a phone."""
    return sum(WORDS in shown.text for shown in phone.messages)


async def announce(database: Path, phones: dict[int, list[Phone]]) -> None:
    """Fill the database, and queue an announcement for everybody."""
    secret = database.with_name("secret")
    config = Config(database, secret, (), (), "", "", 1405, bale_codes=True)
    async with open_database(database, read_secret(secret)) as opened, opened.transaction() as tx:
        await found(tx, config, TUESDAY)
        for person, each in phones.items():
            await _add(tx, person, each)
        body, parts = Body(WORDS), (Part(roles=("observer",)),)
        new = confirmed(body, 1, write_parts(parts), TUESDAY)
        number = await announcements.add(tx, new, TUESDAY)
        await sending.freeze(tx, number, select(parts, await audiences.list_holders(tx), {}))
        stored = await announcements.get(tx, number)
        assert stored
        await sending.start(tx, stored, TUESDAY)


async def list_undelivered(database: Path) -> int:
    """Return how many lines the list has that the author is shown."""
    async with open_database(database, read_secret(database.with_name("secret"))) as opened:
        return len(undelivered_lines(await opened.read(recipients.list_of, 1)))


async def _add(tx: Transaction, person: int, phones: list[Phone]) -> None:
    assert await people.add(tx, f"Person {person}", "", "active", TUESDAY) == person
    await people.save_address(tx, person, "")
    await people.save_duty(tx, person, Duty("observer", "", "", ""))
    for minute, phone in enumerate(phones):
        used, number = TUESDAY - timedelta(minutes=2 - minute), phone.user.user_id
        await accounts.link(tx, await accounts.meet(tx, phone.bot.platform, number, number, used), person, used)

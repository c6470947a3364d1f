"""The head of the trail goes to admins every working morning, and stands in headquarters' digest no more."""

from datetime import datetime, timedelta

from bot.briefing.digest import write_digest
from bot.briefing.ordering import next_digest, order_digests
from bot.briefing.papers import load_paper
from bot.briefing.readers import Reader
from bot.briefing.trail_head import head_of
from bot.people.caller import meet
from bot.said import Sender
from storage import accounts, people
from storage.transaction import Transaction
from tests.briefing.sample import NOW, open_sample
from tests.fresh import look

MORNING = NOW


async def join(tx: Transaction, role: str) -> int:
    """Let the first holder of a role come in, on Bale."""
    person = (await people.list_ids(tx, role))[0]
    account, _caller = await meet(
        tx, Sender("bale", 4000 + person, 4000 + person, private=True, name=""), NOW - timedelta(days=1)
    )
    await accounts.link(tx, account, person, NOW - timedelta(days=1))
    return person


async def told(tx: Transaction) -> list[tuple[int, str]]:
    return await look(tx, "SELECT person_id, text FROM outbox WHERE text LIKE '%کد صحت دفتر رویدادها%' ORDER BY id")


async def test_admin_is_told_the_head_once_a_working_morning() -> None:
    async with open_sample() as tx:
        admin = await join(tx, "admin")
        head = await head_of(tx)
        for minutes in (0, 1, 5):
            await order_digests(tx, MORNING + timedelta(minutes=minutes))
        ((person, text),) = await told(tx)
        assert person == admin
        assert head in text
        await order_digests(tx, MORNING + timedelta(days=1))  # Thursday
        assert len(await told(tx)) == 1
        await order_digests(tx, MORNING + timedelta(days=3))
        assert len(await told(tx)) == 2


async def test_who_comes_in_at_noon_is_not_sent_the_morning() -> None:
    async with open_sample() as tx:
        await join(tx, "admin")
        await order_digests(tx, MORNING + timedelta(hours=4))
        assert await told(tx) == []


async def test_clock_fires_for_admins_where_nobody_reads_the_digest() -> None:
    async with open_sample() as tx:
        await tx.run("DELETE FROM duties WHERE role IN ('head', 'hq_deputy')")
        assert await next_digest(tx, MORNING - timedelta(hours=1)) == datetime.fromisoformat(
            "2026-11-25T08:00:00+03:30"
        )


async def test_head_stands_in_the_paper_and_not_in_the_digest() -> None:
    async with open_sample() as tx:
        head = await head_of(tx)
        for in_full in (False, True):
            assert head not in await write_digest(tx, NOW, Reader(None), in_full=in_full)
        assert (await load_paper(tx, NOW, None)).head == head

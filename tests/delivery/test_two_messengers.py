"""One messenger is away: the other goes on, and the first catches up when it is back."""

from pathlib import Path

import pytest

from sandbox.phones import Phone
from sandbox.server import Messenger
from tests.delivery.by_hand import rows, until, until_found
from tests.delivery.in_process import config_of, serving

pytestmark = pytest.mark.usefixtures("quiet_logs")


async def greeted(phone: Phone, times: int) -> None:
    """Return once the phone shows so many answers."""
    await phone.wait_for(lambda shown: len(shown) >= times, timeout=20)
    assert len(phone.messages) == times


@pytest.mark.parametrize(("away", "here"), [("telegram", "bale"), ("bale", "telegram")])
async def test_what_was_said_while_one_was_away_is_answered_when_it_is_back(
    away: str, here: str, tmp_path: Path
) -> None:
    async with Messenger(limits=False) as messenger, serving(config_of(tmp_path, messenger)) as service:
        one, other = messenger.phone(away, 5), messenger.phone(here, 6)
        one.start()
        other.start()
        await greeted(one, 1)
        await greeted(other, 1)
        messenger.bots[away].faults.set(offline=True)
        one.start()  # still heard by the poll that is open
        one.start()
        await until(lambda: service.platforms[away].intake.failures)
        for times in range(2, 12):
            other.start()
            await greeted(other, times)
        assert len(one.messages) == 1
        assert service.report()["messengers"][here] == "good"
        assert service.report()["messengers"][away] != "good"
        messenger.bots[away].faults.clear()
        await greeted(one, 3)
        await until(lambda: service.report()["messengers"][away] == "good")
        assert await rows(service.database, "SELECT DISTINCT state FROM inbox") == [("done",)]


async def test_replies_written_while_one_was_away_keep_their_order(tmp_path: Path) -> None:
    async with Messenger(limits=False) as messenger, serving(config_of(tmp_path, messenger)) as service:
        one = messenger.phone("telegram", 5)
        one.start()
        await greeted(one, 1)
        messenger.bots["telegram"].faults.set(cut=1.0)  # hears, but cannot answer
        for _ in range(3):
            one.start()
        await until_found(service.database, "SELECT count(*) FROM inbox WHERE state = 'done'", (4,))
        await until_found(service.database, "SELECT max(attempts) > 0 FROM outbox", (1,))
        messenger.bots["telegram"].faults.clear()
        await until(lambda: not len(service.lanes["telegram"]))
        ended = await rows(
            service.database, "SELECT id FROM outbox WHERE state IN ('sent', 'unknown') ORDER BY ended_at, id"
        )
        assert ended == sorted(ended)


async def test_a_service_that_starts_while_one_is_away_serves_the_other(tmp_path: Path) -> None:
    async with Messenger(limits=False) as messenger:
        messenger.bots["bale"].faults.set(methods=frozenset(), offline=True)
        async with serving(config_of(tmp_path, messenger)) as service:
            one, other = messenger.phone("bale", 5), messenger.phone("telegram", 6)
            one.start()
            other.start()
            await greeted(other, 1)
            assert not service.platforms["bale"].ready
            messenger.bots["bale"].faults.clear()
            await greeted(one, 1)


async def test_a_wrong_token_on_one_does_not_stop_the_other(tmp_path: Path) -> None:
    async with Messenger(limits=False) as messenger, Messenger({"bale": "7:ANOTHER-TOKEN"}) as stranger:
        config = config_of(tmp_path, messenger)
        wrong = config_of(tmp_path, stranger).platforms[0]
        bale = type(wrong)("bale", wrong.token, messenger.base_url, messenger.file_url, pace="off")
        config = type(config)(**{**config.__dict__, "platforms": (config.platforms[0], bale)})
        async with serving(config) as service:
            other = messenger.phone("telegram", 6)
            for times in range(1, 4):
                other.start()
                await greeted(other, times)
            assert not service.platforms["bale"].ready

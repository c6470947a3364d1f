"""Ten thousand updates in shapes that nobody has seen: the service goes on, and no good one among them is lost."""

import asyncio
import json
from collections.abc import AsyncIterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.compose import Service
from handlers.edge import intake
from sandbox.phones import Phone
from sandbox.server import Messenger
from sandbox.updates import Waiting
from tests.delivery.by_hand import rows, until_found
from tests.delivery.in_process import config_of, serving

PLATFORMS = ("telegram", "bale")
BATCH = 100
BATCHES = 100
GOOD, ODD = 41, 42
"""The user who writes well, and the one whose updates are bent."""
BIG, DEEP = "@big@", "@deep@"
"""Stand for five megabytes of text and for a hundred thousand brackets, which are put into the JSON text."""

pytestmark = pytest.mark.usefixtures("quiet_logs")


class Bend(NamedTuple):
    """One change of an update: where (an index into all its places), what is done there, and with which value."""

    place: int
    deed: str
    value: object


VALUES = st.one_of(
    st.sampled_from(
        [None, True, False, "", " ", [], {}, [[]], [None], {"id": 1}, 0, -1, 1.5, float("nan"), float("inf")]
    ),
    st.sampled_from([2**31, 2**52, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 10**400]),
    st.sampled_from(
        ["\ud800", "x\udfff", "\x00", "۱۲", "/start", "/", "null", "a:b:c", "report::99999", "\u202e" * 99]
    ),
    st.sampled_from([1_700_000_000_000, "1700000000", "2026-11-10", -(10**12)]),
    st.integers(),
    st.text(max_size=20),
)
DEEDS = ("set",) * 9 + ("drop",) * 5 + ("wrap",) * 3 + ("add",) * 4 + ("number",)
BENDS = st.builds(Bend, st.integers(0, 199), st.sampled_from(DEEDS), VALUES)
BATCHES_OF_BENDS = st.lists(
    st.tuples(st.integers(0, 99), st.lists(BENDS, min_size=1, max_size=3)), min_size=BATCH, max_size=BATCH
)


def ordinary_updates(platform: str) -> list[dict[str, Any]]:
    """Return one update of every kind that people cause, as the local messenger writes them."""
    messenger = Messenger()
    phone, queue = messenger.phone(platform, ODD), messenger.bots[platform].queue
    said = phone.start("payload")
    phone.edit(said, "edited")
    phone.say("۱۲٫۵ میلیارد")
    phone.share_contact()
    phone.share_contact(user_id=None, forwarded=True)
    phone.send_location(35.7, 51.4)
    phone.send_photo(b"p", "caption")
    phone.send_document(b"d", "letter.pdf")
    phone.send_voice(b"v")
    phone.forward("forwarded")
    phone.say("in a group", group=messenger.group(platform, -7))
    phone._press(said, "report:abcdefghij:0")
    phone.block()
    return [json.loads(body) for body in queue.peek(100)]


ORDINARY = {platform: ordinary_updates(platform) for platform in PLATFORMS}


def bend(update: dict[str, Any], number: int, bends: list[Bend]) -> str:
    """Return an update under a new number, bent, as JSON text.

    A number may be missing, doubled or no number at all, but not another plausible one:
    messengers count for themselves.
    """
    somebody = f'"id": {ODD + number % 100}'  # many people: their turns share commits
    bent = json.loads(json.dumps(update | {"update_id": number}).replace(f'"id": {ODD}', somebody))
    for place, deed, shared in bends:
        value = deepcopy(shared)
        places = list(_places(bent))
        holder, key = places[place % len(places)]
        match "none" if key == "update_id" else deed:
            case "set":
                holder[key] = value
            case "drop":
                del holder[key]
            case "wrap":
                holder[key] = {"value": holder[key]} if place % 2 else [holder[key]]
            case "add" if isinstance(holder, dict):
                holder[f"unknown_{place}"] = BIG if place == 7 else DEEP if place == 8 else value
            case "number":
                bent["update_id"] = [None, -1, "9", 1.5, 2**63, 2**70, True, [], 0][place % 9]
        if not bent:
            break
    return json.dumps(bent).replace(BIG, "x" * 5_000_000).replace(f'"{DEEP}"', "[" * 100_000 + "]" * 100_000)


def _places(holder: Any) -> Any:
    for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
        yield holder, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


class Street:
    """A running service on both messengers, and somebody on each who writes well."""

    def __init__(self, messenger: Messenger, service: Service) -> None:
        self.messenger, self.service = messenger, service
        self.said = dict.fromkeys(PLATFORMS, 0)
        self.bent = 0

    def throw(self, platform: str, which: int, bends: list[Bend]) -> None:
        """Queue a bent update; the messenger keeps its own number of it, whatever the body says."""
        queue = self.messenger.bots[platform].queue
        number, queue._next = queue._next, queue._next + 1
        body = bend(ORDINARY[platform][which % len(ORDINARY[platform])], number, bends)
        queue._waiting.append(Waiting(number, "message", queue._clock(), body))
        self.bent += 1

    def good(self, platform: str) -> Phone:
        """Return the phone of the one who writes well."""
        return self.messenger.phone(platform, GOOD)

    async def say(self, platform: str) -> None:
        """Let the good one write."""
        self.good(platform).start()
        self.said[platform] += 1

    async def heard(self, platform: str) -> None:
        """Return once every good word has its reply."""
        phone = self.good(platform)
        await phone.wait_for(lambda shown: len(shown) >= self.said[platform], timeout=120)
        assert len(phone.messages) == self.said[platform]

    async def at_rest(self) -> None:
        """Return once no update waits any more, on either side."""
        async with asyncio.timeout(300):
            while any(len(bot.queue) for bot in self.messenger.bots.values()) or len(self.service.dispatcher):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await until_found(self.service.database, "SELECT count(*) FROM inbox WHERE state = 'waiting'", (0,))


@pytest.fixture
async def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    monkeypatch.setattr(intake, "EMPTY_PAUSE", 0.02)
    async with Messenger(limits=False) as messenger, serving(config_of(tmp_path, messenger)) as service:
        yield Street(messenger, service)


@pytest.mark.no_cover  # a long run of what other tests cover
async def test_ten_thousand_bent_updates_end_nothing_and_lose_nobody(street: Street) -> None:
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=BATCHES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(PLATFORMS), BATCHES_OF_BENDS)
    def batches(platform: str, batch: list[tuple[int, list[Bend]]]) -> None:
        asyncio.run_coroutine_threadsafe(one_batch(street, platform, batch), loop).result(300)

    await asyncio.to_thread(batches)
    for platform in PLATFORMS:
        await street.say(platform)
        await street.heard(platform)
    await street.at_rest()
    states = dict(await rows(street.service.database, "SELECT state, count(*) FROM inbox GROUP BY state"))
    print(f"{street.bent} bent updates: {states}")
    print(street.messenger.calls)
    assert street.bent >= BATCH * BATCHES
    assert "waiting" not in states
    assert states["dead"] > street.bent / 10
    assert states["done"] > street.bent / 10


async def one_batch(street: Street, platform: str, batch: list[tuple[int, list[Bend]]]) -> None:
    """Throw a batch with good words before, within and after it; all of them have their reply."""
    await street.say(platform)
    for place, (which, bends) in enumerate(batch):
        street.throw(platform, which, bends)
        if place == BATCH // 2:
            await street.say(platform)
    street.messenger.bots[platform].queue.changes.mark()
    await street.say(platform)
    await street.heard(platform)

"""Injected faults and flood limits."""

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.faults import Faults
from sandbox.limits import BaleLimits
from sandbox.phones import Phone
from sandbox.server import Messenger
from tests.sandbox.caller import Caller


@pytest.fixture
def sara(messenger: Messenger) -> Phone:
    phone = messenger.phone("telegram", 5)
    phone.start()
    return phone


async def say(caller: Caller, platform: str = "telegram", chat_id: int = 5) -> tuple[int, Any]:
    return await caller.raw(platform, "sendMessage", chat_id=chat_id, text="x")


async def test_a_cut_call_is_not_done_and_a_lost_one_is(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    for fault, shown in (("cut", 0), ("lost", 1)):
        messenger.faults.set(**{fault: 1.0})
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await say(caller)
        assert len(sara.messages) == shown
        assert messenger.calls["telegram", "sendMessage", fault] == 1
        messenger.faults.clear()
    assert (await say(caller))[0] == 200


async def test_a_gateway_answers_5xx_as_html(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    messenger.bots["telegram"].faults.server_error = 1.0
    status, body = await say(caller)
    assert status == 502
    assert body.startswith("<html>")
    assert not sara.messages


async def test_429_has_three_forms(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    faults = messenger.faults
    faults.set(too_many=1.0, retry_after=7)
    status, answer = await say(caller)
    assert (status, answer["parameters"]) == (429, {"retry_after": 7})
    assert answer["description"] == "Too Many Requests: retry after 7"
    faults.form = "json"
    status, answer = await say(caller)
    assert (status, "parameters" in answer) == (429, False)
    faults.form = "text"
    assert await say(caller) == (429, "local_rate_limited")
    faults.form = "mixed"
    assert {type((await say(caller))[1]) for _ in range(20)} == {str, dict}


async def test_offline_cuts_everything_of_one_bot(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    messenger.phone("bale", 5).start()
    messenger.bots["telegram"].faults.offline = True
    for method in ("sendMessage", "getUpdates", "getMe"):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await caller.raw("telegram", method)
    async with caller.session.get(f"{messenger.base_url}{messenger.bots['bale'].token}/getMe") as response:
        assert response.status == 200
    assert (await say(caller, "bale"))[0] == 200


async def test_polls_and_sends_have_faults_of_their_own(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    messenger.faults.server_error = 1.0
    assert len(await caller.updates("telegram")) == 1
    messenger.faults.clear()
    messenger.poll_faults.server_error = 1.0
    assert (await say(caller))[0] == 200
    assert (await caller.raw("telegram", "getUpdates"))[0] == 502


async def test_a_confirmed_update_may_come_once_more(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    messenger.poll_faults.repeated = 1.0
    (first,) = await caller.updates("telegram")
    after = {"offset": first["update_id"] + 1}
    assert await caller.updates("telegram", **after) == [first]
    assert await caller.updates("telegram", **after) == []


def test_chance_repeats_itself_with_the_same_seed() -> None:
    def outcomes(faults: Faults) -> list[str | None]:
        return [faults.choose("sendmessage") for _ in range(50)]

    first, second = Faults(cut=0.3, lost=0.3, seed=4), Faults(cut=0.3, lost=0.3, seed=4)
    assert outcomes(first) == outcomes(second)
    assert len(set(outcomes(first))) == 3
    with pytest.raises(ValueError, match="no such fault"):
        first.set(wind=1)


async def test_a_burst_to_one_chat_meets_429_until_time_passes(caller: Caller, messenger: Messenger) -> None:
    messenger.phone("telegram", 5).start()
    statuses = [(await say(caller))[0] for _ in range(20)]
    assert statuses.count(200) in {8, 9}
    status, answer = await say(caller)
    assert (status, answer["parameters"]["retry_after"]) == (429, 1)
    messenger.clock.advance(1)
    assert (await say(caller))[0] == 200


async def test_telegram_takes_30_a_second_overall(caller: Caller, messenger: Messenger) -> None:
    for user_id in range(1, 61):
        messenger.phone("telegram", user_id).start()
    statuses = [(await say(caller, chat_id=user_id))[0] for user_id in range(1, 61)]
    assert 40 <= statuses.count(200) < 60


async def test_a_group_takes_20_a_minute(caller: Caller, messenger: Messenger) -> None:
    messenger.group("telegram", -9)
    statuses = [(await say(caller, chat_id=-9))[0] for _ in range(22)]
    assert statuses == [200] * 20 + [429] * 2


async def test_bale_s_quota_is_set_and_grows_with_what_people_write(caller: Caller, messenger: Messenger) -> None:
    phone, limits = messenger.phone("bale", 5), messenger.bots["bale"].limits
    assert isinstance(limits, BaleLimits)
    phone.start()
    assert [(await say(caller, "bale"))[0] for _ in range(30)] == [200] * 30
    limits.on, limits.form, rate = True, "text", limits.rate
    assert [(await say(caller, "bale"))[0] for _ in range(6)] == [200] * 5 + [429]
    phone.say("سلام")
    assert limits.rate > rate


async def test_limits_are_lifted_for_benches() -> None:
    async with Messenger(limits=False, light=True) as messenger, aiohttp.ClientSession() as session:
        messenger.phone("telegram", 5).start()
        caller = Caller(messenger, session)
        assert [(await say(caller))[0] for _ in range(60)] == [200] * 60
        assert not messenger.log.entries
        assert messenger.calls["telegram", "sendMessage", "ok"] == 60


async def test_latency_delays_what_it_is_set_for(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    messenger.faults.latency = 60
    slow = asyncio.create_task(say(caller))
    while not messenger.working:
        await messenger.activity.wait(messenger.activity.version, 0.01)
    assert await caller.updates("telegram")
    assert not slow.done()
    slow.cancel()

"""What the page of phones asks of the messenger: its files, the cast, the hooks, and one long poll for everything."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from sandbox.cast import CastMember
from sandbox.pages import FILES, FOLDER
from sandbox.server import Messenger
from tests.sandbox.caller import Caller


async def watch(caller: Caller, seen: dict[str, Any], seconds: float = 20) -> Any:
    url = f"{caller.messenger.address}/watch?timeout={seconds}"
    async with caller.session.post(url, json=seen) as response:
        assert response.status == 200
        return await response.json()


def seen(messenger: Messenger) -> dict[str, Any]:
    """Return all that there is to see now, as a page would say that it saw it."""
    phones = {phone_id: phone.chat.changes.version for phone_id, phone in messenger.phones.items()}
    queues = {name: bot.queue.changes.version for name, bot in messenger.bots.items()}
    return {"phones": phones, "clock": messenger.clock.changes.version, "queues": queues}


@pytest.mark.parametrize("path", sorted(FILES))
async def test_every_file_of_the_page_is_served_with_a_strict_policy(path: str, caller: Caller) -> None:
    async with caller.session.get(caller.messenger.address + path) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/page/../server.py", "/page/%2e%2e/server.py", "/page/", "/page/sample_cast.json"])
async def test_nothing_else_is_served(path: str, caller: Caller) -> None:
    async with caller.session.get(caller.messenger.address + path) as response:
        assert response.status == 404


async def test_the_page_is_refused_to_foreign_names(caller: Caller) -> None:
    async with caller.session.get(caller.messenger.address, headers={"Host": "evil.example"}) as response:
        assert response.status == 403


def test_the_page_never_parses_a_text_as_html_and_asks_nothing_of_others() -> None:
    for file in FOLDER.rglob("*.[jh][st]*"):
        text = file.read_text("utf-8")
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "https://cdn",
            "//fonts.",
        ):
            assert word not in text, (file.name, word)


def test_the_font_lies_beside_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "OFL.txt").read_text("utf-8")


async def test_the_cast_is_three_sample_people_unless_told_otherwise(caller: Caller) -> None:
    async def names() -> list[str]:
        async with caller.session.get(f"{caller.messenger.address}/cast") as response:
            return [member["name"] for member in await response.json()]

    assert len(await names()) == 3
    caller.messenger.cast = [CastMember("سارا", 7, "989120000007", "telegram")]
    assert await names() == ["سارا"]


async def test_hooks_are_told_and_called_by_name(caller: Caller) -> None:
    done: list[str] = []

    async def restart() -> None:
        done.append("restart")

    caller.messenger.hooks["restart"] = restart
    address = f"{caller.messenger.address}/hooks"
    async with caller.session.get(address) as response:
        assert await response.json() == ["restart"]
    async with caller.session.post(f"{address}/restart") as response:
        assert (response.status, done) == (200, ["restart"])
    async with caller.session.post(f"{address}/kill") as response:
        assert response.status == 404


async def test_one_poll_hears_of_any_phone_the_clock_and_the_queues(messenger: Messenger, caller: Caller) -> None:
    one, two = messenger.phone("bale", 5), messenger.phone("telegram", 6)
    waiting = asyncio.create_task(watch(caller, seen(messenger)))
    await asyncio.sleep(0)
    two.say("سلام")
    news = await waiting
    assert [event["data"]["text"] for event in news["phones"][two.phone_id]["events"]] == ["سلام"]
    assert news["phones"][one.phone_id]["events"] == []
    waiting = asyncio.create_task(watch(caller, seen(messenger)))
    messenger.clock.advance(timedelta(hours=1).total_seconds())
    assert (await waiting)["clock"]["version"] == 1


async def test_an_update_counts_as_taken_once_the_bot_confirmed_it(messenger: Messenger, caller: Caller) -> None:
    said = messenger.phone("bale", 5).say("سلام")
    queue = (await watch(caller, seen(messenger), 0))["queues"]["bale"]
    assert said.update_id is not None
    assert said.update_id == queue["oldest"]
    await caller.updates("bale", offset=said.update_id + 1)
    assert (await watch(caller, seen(messenger), 0))["queues"]["bale"]["oldest"] == said.update_id + 1


async def test_a_page_that_remembers_another_messenger_reads_the_screen_anew(
    messenger: Messenger, caller: Caller
) -> None:
    phone = messenger.phone("bale", 5)
    memory = seen(messenger) | {"phones": {phone.phone_id: 90, "bale-404": 3}}
    news = await watch(caller, memory)
    assert news["phones"] == {phone.phone_id: {"events": [], "next": 0, "missed": True}}

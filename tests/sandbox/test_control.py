"""Phones, faults and the log over HTTP."""

import asyncio
import base64
from typing import Any

import pytest

from sandbox.server import Messenger
from tests.sandbox.caller import Caller

MARKUP = {"inline_keyboard": [[{"text": "ثبت", "callback_data": "save"}, {"text": "راهنما", "url": "https://x.ir"}]]}


class Remote:
    """Somebody who holds phones over HTTP."""

    def __init__(self, caller: Caller) -> None:
        self.session = caller.session
        self.address = caller.messenger.address

    async def get(self, path: str) -> Any:
        async with self.session.get(self.address + path) as response:
            return await response.json()

    async def post(self, path: str, status: int = 200, **wish: Any) -> Any:
        async with self.session.post(self.address + path, json=wish) as response:
            assert response.status == status, await response.text()
            return await response.json()


@pytest.fixture
async def remote(caller: Caller) -> Remote:
    made = Remote(caller)
    card = await made.post("/phones", platform="bale", user_id=5, first_name="سارا", phone_number="98912")
    assert card["id"] == "bale-5"
    return made


async def test_a_phone_is_used_from_another_process(remote: Remote, caller: Caller) -> None:
    assert (await remote.get("/phones"))[0]["started"] is False
    await remote.post("/phones/bale-5/start", payload="p")
    await caller.ok("bale", "sendMessage", chat_id=5, text="*سلام* سارا", reply_markup=MARKUP)
    screen = await remote.get("/phones/bale-5")
    shown = screen["messages"][-1]
    assert (shown["text"], shown["from_bot"]) == ("سلام سارا", True)
    assert shown["buttons"][0][0] == {"label": "ثبت", "data": "save", "url": None}
    await remote.post("/phones/bale-5/tap", label="ثبت")
    await remote.post("/phones/bale-5/tap", label="ثبت", message_id=shown["message_id"], data="old")
    await remote.post("/phones/bale-5/contact")
    await remote.post("/phones/bale-5/location", latitude=35.7, longitude=51.4)
    await remote.post("/phones/bale-5/forward", text="f")
    said = await remote.post("/phones/bale-5/say", text="one")
    await remote.post("/phones/bale-5/edit", message_id=said["message_id"], text="two")
    kinds = [next(k for k in u if k != "update_id") for u in await caller.updates("bale")]
    assert kinds == ["message", "callback_query", "callback_query", *["message"] * 4, "edited_message"]
    await remote.post("/phones/bale-5/block")
    assert (await remote.get("/phones"))[0]["blocked"] is True
    await remote.post("/phones/bale-5/unblock")


async def test_files_are_sent_as_they_are_or_in_base64(remote: Remote, caller: Caller) -> None:
    url = f"{remote.address}/phones/bale-5/document?name=a.pdf&caption=c"
    headers = {"Content-Type": "application/pdf"}
    async with remote.session.post(url, data=b"%PDF", headers=headers) as response:
        sent = await response.json()
    assert (sent["file"]["name"], sent["file"]["mime"], sent["text"]) == ("a.pdf", "application/pdf", "c")
    async with remote.session.get(f"{remote.address}/phones/bale-5/files/{sent['file']['id']}") as response:
        assert await response.read() == b"%PDF"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    content = base64.b64encode(b"jpg").decode()
    photo = await remote.post("/phones/bale-5/photo", content=content)
    voice = await remote.post("/phones/bale-5/voice", content=content, duration=4)
    assert (photo["kind"], voice["kind"]) == ("photo", "voice")


async def test_events_are_waited_for_and_read_in_order(remote: Remote, caller: Caller) -> None:
    await remote.post("/phones/bale-5/start")
    start = (await remote.get("/phones/bale-5"))["next"]
    wait = asyncio.create_task(remote.get(f"/phones/bale-5/events?after={start}&timeout=20"))
    sent = await caller.ok("bale", "sendMessage", chat_id=5, text="one", reply_markup=MARKUP)
    seen = await wait
    assert [event["data"]["text"] for event in seen["events"]] == ["one"]
    await caller.ok("bale", "editMessageText", chat_id=5, message_id=sent["message_id"], text="two")
    await caller.ok("bale", "sendMessage", chat_id=5, text="x", reply_markup={"keyboard": [["منو"]]})
    await caller.ok("bale", "deleteMessage", chat_id=5, message_id=sent["message_id"])
    later = await remote.get(f"/phones/bale-5/events?after={seen['next']}")
    assert [event["kind"] for event in later["events"]] == ["edit", "keyboard", "message", "delete"]
    assert later["missed"] is False
    await remote.post("/phones/bale-5/menu", label="منو")


async def test_a_toast_is_an_event(remote: Remote, caller: Caller) -> None:
    await remote.post("/phones/bale-5/start")
    await caller.ok("bale", "sendMessage", chat_id=5, text="x", reply_markup=MARKUP)
    press = await remote.post("/phones/bale-5/tap", label="ثبت")
    await caller.ok("bale", "answerCallbackQuery", callback_query_id=press["press_id"], text="ثبت شد")
    events = (await remote.get("/phones/bale-5/events?after=0"))["events"]
    toast = {"press_id": press["press_id"], "text": "ثبت شد", "alert": False}
    assert (events[-1]["kind"], events[-1]["data"]) == ("toast", toast)


async def test_faults_are_set_and_cleared(remote: Remote, messenger: Messenger) -> None:
    await remote.post("/faults", bot="bale", lost=0.5, methods=["sendMessage"])
    assert messenger.bots["bale"].faults.lost == 0.5
    await remote.post("/faults", poll=True, latency=2)
    assert (await remote.get("/faults"))["all"]["polling"]["latency"] == 2
    await remote.post("/faults", poll=True, clear=True)
    assert messenger.poll_faults.latency == 0
    await remote.post("/faults", status=400, wind=1)


async def test_the_log_shows_calls_without_tokens(remote: Remote, caller: Caller) -> None:
    await remote.post("/phones/bale-5/start")
    await caller.ok("bale", "sendMessage", chat_id=5, text="my token is 200:BALE-TEST")
    await caller.refused("bale", "sendMessage", chat_id=6, text="x")
    log = await remote.get("/log")
    assert [entry["outcome"] for entry in log["calls"]] == ["ok", "404"]
    assert log["calls"][0]["params"]["chat_id"] == 5
    assert "BALE-TEST" not in str(log)
    assert ["bale", "sendMessage", "ok", 1] in log["counts"]
    wait = asyncio.create_task(remote.get(f"/log?after={log['next']}&timeout=20"))
    await caller.ok("bale", "getMe")
    assert [entry["method"] for entry in (await wait)["calls"]] == ["getMe"]


async def test_bots_are_listed_without_tokens(remote: Remote) -> None:
    bots = await remote.get("/platforms")
    assert [bot["platform"] for bot in bots] == ["telegram", "bale"]
    assert "TEST" not in str(bots)


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Host": "evil.example:80"}, {"Origin": "http://evil.example"}]
)
async def test_foreign_names_and_pages_are_refused(headers: dict[str, str], remote: Remote) -> None:
    async with remote.session.get(f"{remote.address}/phones", headers=headers) as response:
        assert response.status == 403


async def test_unknown_places_and_mistakes_are_told(remote: Remote) -> None:
    for path in ("/nowhere", "/phones/bale-9/say", "/phones/bale-5/dance"):
        await remote.post(path, status=404)
    await remote.post("/phones/bale-5/tap", status=400, label="نیست")
    await remote.post("/phones/bale-5/say", status=400)
    await remote.post("/phones", status=400, platform="eitaa", user_id=1)
    async with remote.session.post(f"{remote.address}/clock", json=[1]) as response:
        assert response.status == 400

"""Uploads, albums, and downloads through getFile."""

import io
import json
import struct
from typing import Any

import aiohttp
import pytest

from sandbox.acts import ACTS
from sandbox.files import DOWNLOAD_LIMIT, PHOTO_LIMIT
from sandbox.phones import Phone
from sandbox.server import Messenger
from tests.sandbox.caller import Caller


def png(width: int = 10, height: int = 10) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"rest"


@pytest.fixture
def sara(messenger: Messenger) -> Phone:
    phone = messenger.phone("telegram", 5)
    phone.start()
    return phone


async def upload(caller: Caller, method: str, files: dict[str, tuple[str, bytes]], **params: str) -> tuple[int, Any]:
    form = aiohttp.FormData(params | {"chat_id": "5"}, quote_fields=False)
    for field, (name, content) in files.items():
        form.add_field(field, io.BytesIO(content), filename=name)
    url = f"{caller.messenger.base_url}{caller.messenger.bots['telegram'].token}/{method}"
    async with caller.session.post(url, data=form) as response:
        return response.status, await response.json()


TELEGRAM = "100:TELEGRAM-TEST"


async def download(caller: Caller, path: str, token: str = TELEGRAM) -> tuple[int, bytes]:
    async with caller.session.get(f"{caller.messenger.file_url}{token}/{path}") as response:
        return response.status, await response.read()


async def test_a_document_keeps_its_persian_name_and_its_bytes(sara: Phone, caller: Caller) -> None:
    files = {"document": ("گزارش.xlsx", b"bytes")}
    status, answer = await upload(caller, "sendDocument", files, caption="هفته")
    assert status == 200, answer
    assert answer["result"]["document"]["file_name"] == "گزارش.xlsx"
    shown = sara.messages[-1]
    assert shown.file
    assert (shown.kind, shown.text, shown.file.content) == ("document", "هفته", b"bytes")
    again = {"chat_id": 5, "document": answer["result"]["document"]["file_id"]}
    await caller.ok("telegram", "sendDocument", **again)
    assert sara.messages[-1].file == shown.file


async def test_a_photo_must_be_a_picture_of_sound_size(sara: Phone, caller: Caller) -> None:
    for content, words in (
        (b"not a picture", "IMAGE_PROCESS_FAILED"),
        (png(9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png() + bytes(PHOTO_LIMIT), "too big for a photo"),
        (b"", "file must be non-empty"),
    ):
        status, answer = await upload(caller, "sendPhoto", {"photo": ("a.png", content)})
        assert (status, words in answer["description"]) == (400, True)
    status, answer = await upload(caller, "sendPhoto", {"photo": ("a.png", png(900, 600))})
    assert answer["result"]["photo"][0]["width"] == 900


async def test_a_caption_has_1024_units_at_most(sara: Phone, caller: Caller) -> None:
    files = {"document": ("a.txt", b"x")}
    status, answer = await upload(caller, "sendDocument", files, caption="x" * 1025)
    assert (status, answer["description"]) == (400, "Bad Request: message caption is too long")


async def test_a_missing_or_foreign_file_is_refused(sara: Phone, messenger: Messenger, caller: Caller) -> None:
    refused = await caller.refused("telegram", "sendDocument", chat_id=5)
    assert refused == "400 Bad Request: there is no document in the request"
    foreign = messenger.phone("bale", 5).send_voice(b"x").file
    assert foreign
    refused = await caller.refused("telegram", "sendVoice", chat_id=5, voice=foreign.file_id)
    assert refused == "400 Bad Request: wrong file identifier/HTTP URL specified"


async def test_an_album_is_2_to_10_files(sara: Phone, caller: Caller) -> None:
    items = [{"type": "photo", "media": "attach://p"}, {"type": "photo", "media": "attach://q"}]
    files = {"p": ("p.png", png()), "q": ("q.png", png())}
    status, answer = await upload(caller, "sendMediaGroup", files, media=json.dumps(items))
    assert status == 200, answer
    assert len({message["media_group_id"] for message in answer["result"]}) == 1
    assert [m.kind for m in sara.messages] == ["photo", "photo"]
    status, answer = await upload(caller, "sendMediaGroup", files, media=json.dumps(items[:1]))
    assert answer["description"] == "Bad Request: there must be 2-10 items in the album"


async def test_a_file_is_downloaded_through_a_link_of_an_hour(
    sara: Phone, messenger: Messenger, caller: Caller
) -> None:
    stored = sara.send_document(b"letter", "a.pdf", "application/pdf").file
    assert stored
    assert (await download(caller, stored.path))[0] == 404
    path = (await caller.ok("telegram", "getFile", file_id=stored.file_id))["file_path"]
    assert await download(caller, path) == (200, b"letter")
    assert await download(caller, path, "100%3ATELEGRAM-TEST") == (200, b"letter")
    assert (await download(caller, path, "100:WRONG"))[0] == 401
    messenger.clock.advance(3600)
    assert (await download(caller, path))[0] == 404


async def test_what_is_over_20_mb_cannot_be_downloaded(sara: Phone, caller: Caller) -> None:
    stored = sara.send_document(bytes(DOWNLOAD_LIMIT + 1), "big.bin").file
    assert stored
    refused = await caller.refused("telegram", "getFile", file_id=stored.file_id)
    assert refused == "400 Bad Request: file is too big"
    assert await caller.refused("telegram", "getFile", file_id="x") == "400 Bad Request: invalid file_id"


async def test_an_upload_over_50_mb_is_refused(sara: Phone, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.calls.UPLOAD_LIMIT", 10)
    status, answer = await upload(caller, "sendDocument", {"document": ("a.bin", b"x" * 11)})
    assert (status, answer["description"]) == (413, "Request Entity Too Large")


async def test_a_sample_voice_and_a_sticker_are_sent_without_a_file_at_hand(sara: Phone, caller: Caller) -> None:
    ACTS["sample_voice"](sara, {})
    ACTS["sticker"](sara, {})
    voice, sticker = (update["message"] for update in (await caller.ok("telegram", "getUpdates"))[-2:])
    assert voice["voice"]["mime_type"] == "audio/ogg"
    assert sticker["sticker"]["file_size"] > 100

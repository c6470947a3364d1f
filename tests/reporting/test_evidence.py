"""Evidence on the real service: what is taken and kept, what is refused, and that nothing is lost or left over."""

import asyncio
import hashlib
import logging
import stat
from collections.abc import Callable
from typing import Any

import pytest

from bot.language.catalogue import t
from sandbox.chats import Shown
from sandbox.faults import SENDING
from sandbox.files import FileStore, Upload
from tests import samples
from tests.reporting.conftest import Scene, enter
from tests.stage import Stage

CONTENTS = "SELECT kind, state, mime, size, note, platform FROM evidence ORDER BY id"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def let_files_come(scene: Scene, *, come: bool) -> None:
    faults = scene.stage.messenger.faults
    faults.set(methods=SENDING if come else ["getfile"], server_error=0.0 if come else 1.0)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "bot.delivery.errands")


async def test_a_photo_is_kept_under_its_digest_for_its_owner_alone(either: Scene) -> None:
    either.phone.send_photo(samples.JPEG, "نصب ترانس")
    await either.stage.settle()
    platform = either.phone.bot.platform
    assert either.ask(CONTENTS) == [("photo", "kept", "image/jpeg", len(samples.JPEG), "نصب ترانس", platform)]
    assert either.ask("SELECT sha256, week, province, axis FROM evidence") == [
        (digest(samples.JPEG), "2026-11-21", "IR-21", "AX05")
    ]
    assert either.files == [digest(samples.JPEG)]
    file = either.folder / either.files[0]
    assert file.read_bytes() == samples.JPEG
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(either.folder.stat().st_mode) == 0o700
    (detail,) = either.ask("SELECT detail FROM audit WHERE action = 'keep_evidence'")
    assert digest(samples.JPEG) in detail[0]


async def test_a_letter_a_voice_and_a_place_are_kept(either: Scene) -> None:
    either.phone.bot.switches.voice_duration = False
    either.phone.send_document(samples.PDF, "letter.pdf", caption="صورت‌جلسه")
    either.phone.send_voice(samples.OGG)
    either.phone.send_location(31.8974, 54.3569)
    await either.stage.settle()
    assert [row[:3] for row in either.ask(CONTENTS)] == [
        ("document", "kept", "application/pdf"),
        ("voice", "kept", "audio/ogg"),
        ("location", "kept", ""),
    ]
    assert either.ask("SELECT latitude, longitude FROM evidence WHERE kind = 'location'") == [(31.8974, 54.3569)]
    assert either.files == sorted([digest(samples.PDF), digest(samples.OGG)])


@pytest.mark.parametrize("content", [samples.EXE, samples.PDF, b"", samples.ZIP], ids=["exe", "pdf", "empty", "zip"])
async def test_what_only_calls_itself_a_photo_is_refused_and_told_once(scene: Scene, content: bytes) -> None:
    scene.phone.send_photo(content)
    await scene.stage.settle()
    await scene.stage.restart()
    assert scene.ask("SELECT state, sha256 FROM evidence") == [("refused", "")]
    assert scene.files == []
    assert scene.told(t("evidence.refused", axis="پساب", kind=t("evidence.kind.photo"))) == 1
    await scene.open_card()
    await scene.tap(t("report.button.details"))
    assert t("evidence.button.none") in scene.phone.messages[-1].labels


async def test_too_much_and_other_kinds_are_refused_before_any_download(scene: Scene) -> None:
    phone = scene.phone
    sendings: list[tuple[Callable[[], Shown], str]] = [
        (lambda: phone.send_photo(samples.JPEG + bytes(10 * 1024**2)), "۱۰ مگابایت"),
        (lambda: phone.send_voice(samples.OGG + bytes(10 * 1024**2)), "۱۰ مگابایت"),
        (lambda: phone.send_document(samples.PDF + bytes(19 * 1024**2), "a.pdf"), "۱۹ مگابایت"),
        (lambda: phone.send_document(samples.EXE, "a.exe", "application/x-msdownload"), t("evidence.other_kind")),
        (lambda: phone.send_video(samples.MP4), t("report.want_text")),
    ]
    for send, answer in sendings:
        send()
        await scene.stage.settle()
        assert answer in scene.screen
    assert not [key for key in scene.stage.messenger.calls if key[1].lower() == "getfile"]
    assert scene.ask("SELECT 1 FROM evidence") == []


async def test_a_file_of_no_name_and_no_declared_type_is_judged_by_its_content(scene: Scene) -> None:
    scene.phone.send_document(samples.PDF, "", "")
    scene.phone.send_document(samples.EXE, "", "")
    await scene.stage.settle()
    assert [row[1] for row in scene.ask(CONTENTS)] == ["kept", "refused"]


async def test_a_fourth_piece_is_refused(scene: Scene) -> None:
    for number in range(4):
        scene.phone.send_photo(samples.JPEG, f"عکس {number}")
    await scene.stage.settle()
    assert [row[4] for row in scene.ask(CONTENTS)] == ["عکس 0", "عکس 1", "عکس 2"]
    assert t("evidence.too_many", limit=3) in scene.screen


async def test_an_album_is_taken_in_order_and_answered_once_where_edits_work(scene: Scene) -> None:
    before = len(scene.phone.messages)
    for number in range(5):
        scene.phone.send_photo(samples.JPEG, f"عکس {number}" if number == 0 else None, album="7")
    await scene.stage.settle()
    assert len(scene.ask(CONTENTS)) == 3
    assert len(scene.phone.messages) == before + 1
    assert t("evidence.too_many", limit=3) in scene.screen
    scene.phone.send_photo(samples.JPEG, album="8")
    await scene.stage.settle()
    assert len(scene.phone.messages) == before + 2


async def test_an_album_is_answered_by_a_message_each_where_edits_do_not_work(stage: Stage) -> None:
    scene = await enter(stage, "مدیرعامل یزد", "bale")
    before = len(scene.phone.messages)
    for _ in range(3):
        scene.phone.send_photo(samples.JPEG, album="7")
    await scene.stage.settle()
    assert len(scene.phone.messages) == before + 3
    await scene.tap(t("report.button.details"))
    assert t("evidence.button.some", count=3) in scene.phone.messages[-1].labels


async def test_a_download_that_fails_twice_is_kept_after_a_restart(either: Scene) -> None:
    let_files_come(either, come=False)
    either.phone.send_photo(samples.JPEG)
    await either.stage.settle()
    assert t("evidence.count.pending", count=1) in either.screen
    await either.move(1)
    assert either.ask("SELECT attempts FROM errands WHERE kind = 'download'") == [(2,)]
    let_files_come(either, come=True)
    await either.stage.restart()
    assert either.ask("SELECT state FROM evidence") == [("pending",)]
    await either.move(4)
    assert either.ask("SELECT state FROM evidence") == [("kept",)]
    assert either.files == [digest(samples.JPEG)]
    assert not either.told("تلاش")


async def test_a_file_that_never_comes_is_told_once_after_five_tries(scene: Scene) -> None:
    let_files_come(scene, come=False)
    scene.phone.send_photo(samples.JPEG)
    for _ in range(8):
        await scene.stage.settle()
        await scene.move(70)
    assert scene.ask("SELECT state FROM evidence") == [("failed",)]
    assert sum(n for key, n in scene.stage.messenger.calls.items() if key[1].lower() == "getfile") == 5
    assert scene.told(t("evidence.failed", axis="پساب", kind=t("evidence.kind.photo"))) == 1
    assert scene.files == []


async def test_killed_between_the_file_and_its_row_it_is_stored_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = asyncio.Event()

    async def die(*_: Any) -> str:
        reached.set()
        await asyncio.Event().wait()
        return ""

    async def keep_and_die(work: Any, *values: Any) -> str:
        work(*values)
        return await die()

    with monkeypatch.context() as patch:
        patch.setattr("bot.evidence.downloading.asyncio.to_thread", keep_and_die)
        scene.phone.send_photo(samples.JPEG)
        await asyncio.wait_for(reached.wait(), 10)
        await scene.stage.drop()
    assert scene.ask("SELECT state, sha256 FROM evidence") == [("pending", "")]
    assert scene.files == [digest(samples.JPEG)]
    await scene.stage.start()
    await scene.move(1)
    assert scene.ask("SELECT state, sha256 FROM evidence") == [("kept", digest(samples.JPEG))]
    assert scene.files == [digest(samples.JPEG)]


async def test_same_content_is_one_file_until_the_last_piece_of_it_is_taken_back(scene: Scene) -> None:
    for _ in range(2):
        scene.phone.send_photo(samples.JPEG)
    await scene.stage.settle()
    assert len(scene.ask(CONTENTS)) == 2
    assert scene.files == [digest(samples.JPEG)]
    await scene.open_evidence()
    await scene.tap(t("evidence.button.drop", number=1))
    assert scene.files == [digest(samples.JPEG)]
    await scene.tap(t("evidence.button.drop", number=1))
    assert scene.ask(CONTENTS) == []
    assert scene.files == []


async def test_what_is_taken_back_on_its_way_leaves_nothing(scene: Scene) -> None:
    let_files_come(scene, come=False)
    scene.phone.send_photo(samples.JPEG)
    await scene.stage.settle()
    await scene.open_evidence()
    await scene.tap(t("evidence.button.drop", number=1))
    let_files_come(scene, come=True)
    await scene.move(5)
    assert scene.ask("SELECT count(*) FROM errands WHERE state = 'waiting'") == [(0,)]
    assert scene.files == []


async def test_what_was_handed_in_can_no_longer_be_taken_back(stage: Stage) -> None:
    ceo = await enter(stage, "مدیرعامل یزد", "bale")
    ceo.phone.send_photo(samples.JPEG)
    ceo.phone.send_location(31.9, 54.4)
    for answer in ("۵", "۱۰۰۰", "۲", t("report.button.submit")):
        ceo.phone.say(answer)
        await stage.settle()
    assert "مستند: " in ceo.screen
    assert ceo.ask("SELECT DISTINCT report_id FROM evidence") == ceo.ask("SELECT id FROM reports")
    await ceo.tap("ثبت‌شده‌ها")
    await ceo.tap("پساب")
    await ceo.tap("مستند (")
    assert ceo.screen.count(t("evidence.screen.handed_in", number=1, kind=t("evidence.kind.photo"))) == 1
    assert not [label for label in ceo.phone.messages[-1].labels if label.startswith("حذف")]


async def test_without_an_open_axis_one_sentence_says_what_to_do(scene: Scene) -> None:
    await scene.tap(t("common.later"))
    scene.phone.send_photo(samples.JPEG)
    await scene.stage.settle()
    assert scene.screen == t("evidence.nothing_open")
    scene.phone.say("/report")
    await scene.stage.settle()
    scene.phone.send_location(31.9, 54.4)
    await scene.stage.settle()
    assert scene.screen.startswith(t("evidence.choose_axis"))
    assert scene.ask(CONTENTS) == []


async def test_a_place_shared_live_is_taken_once(scene: Scene) -> None:
    shown = scene.phone.send_location(31.9, 54.4)
    await scene.stage.settle()
    before = len(scene.phone.messages)
    scene.phone.bot.queue.put(
        "edited_message",
        {
            "message_id": shown.message_id,
            "from": scene.phone.user.shape,
            "chat": scene.phone.chat.shape,
            "date": shown.date,
            "edit_date": shown.date + 5,
            "location": {"latitude": 31.91, "longitude": 54.4, "live_period": 600},
        },
    )
    await scene.stage.settle()
    assert len(scene.ask(CONTENTS)) == 1
    assert len(scene.phone.messages) == before


async def test_what_bale_leaves_out_of_a_file_is_not_missed(stage: Stage) -> None:
    scene = await enter(stage, "مدیرعامل یزد", "bale")
    files = scene.phone.bot.files
    for message in (
        {"photo": [{"file_id": _stored(files, samples.PNG, "photos")}]},
        {"document": {"file_id": _stored(files, samples.PDF, "documents")}},
        {"voice": {"file_id": _stored(files, samples.OGG, "voice")}},
    ):
        shape = {"message_id": 99, "from": scene.phone.user.shape, "chat": scene.phone.chat.shape}
        scene.phone.bot.queue.put("message", shape | {"date": scene.phone.bot.now()} | message)
        await stage.settle()
    assert [row[:3] for row in scene.ask(CONTENTS)] == [
        ("photo", "kept", "image/png"),
        ("document", "kept", "application/pdf"),
        ("voice", "kept", "audio/ogg"),
    ]


def _stored(files: FileStore, content: bytes, folder: str) -> str:
    return files.keep(Upload("x", "", content), folder).file_id

"""Files go out with messages: by photo or document, with caption and buttons, as surely and as rarely as text."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversing.posting import in_place_of, post
from bot.conversing.screen import Button, Screen
from bot.delivery.attachment import Attachment, file_name
from bot.delivery.outgoing_files import OutgoingFiles, TidyErrand
from sandbox.chats import Shown
from sandbox.files import FileStore
from sandbox.phones import Phone
from storage import outbox
from storage.database import Database
from storage.outbox import Address, Letter
from storage.outgoing import Outgoing
from tests.delivery.by_hand import NOW
from tests.fresh import open_fresh
from tests.samples import JPEG, PDF
from tests.stage import Stage, open_stage

CEO = "مدیرعامل یزد"
NAME = "گزارش هفتهٔ ۴ آذر.pdf"
ROWS = ((Button("باز کردن", "open"),),)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, NOW) as opened:
        yield opened


async def keep(stage: Stage, content: bytes = PDF, kind: str = "document") -> Attachment:
    files = OutgoingFiles(stage.config().outgoing)
    if kind == "photo":
        return await files.keep(content, "نقشه.jpg", "image/jpeg", "photo")
    return await files.keep(content, NAME, "application/pdf")


async def write(stage: Stage, phone: Phone, screen: Screen, letter: Letter | None = None) -> Outgoing:
    """Post a screen to a phone that has written before, and wait for its end."""
    address = Address(phone.bot.platform, phone.chat.chat_id)
    async with stage.service.database.transaction() as tx:
        row = await post(tx, address, screen, NOW, letter or Letter(""), "menu")
    await stage.settle()
    return row


async def meet(stage: Stage, platform: str) -> Phone:
    phone = stage.phone(CEO, platform)
    phone.start()
    await stage.settle()
    return phone


def newest(phone: Phone) -> Shown:
    return phone.messages[-1]


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_document_arrives_with_its_name_caption_and_buttons(stage: Stage, platform: str) -> None:
    phone = await meet(stage, platform)
    await write(stage, phone, Screen("**گزارش** هفته", ROWS, file=await keep(stage)))
    shown = newest(phone)
    assert (shown.kind, shown.text, shown.labels) == ("document", "گزارش هفته", ["باز کردن"])
    assert shown.file is not None
    assert (shown.file.name, shown.file.mime, shown.file.content) == (NAME, "application/pdf", PDF)


@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_photo_is_shown_as_one(stage: Stage, platform: str) -> None:
    phone = await meet(stage, platform)
    await write(stage, phone, Screen("", file=await keep(stage, JPEG, "photo")))
    shown = newest(phone)
    assert (shown.kind, shown.text) == ("photo", "")
    assert shown.file is not None
    assert shown.file.content == JPEG


async def test_a_text_that_is_too_long_for_a_caption_stands_before_the_file(stage: Stage) -> None:
    phone = await meet(stage, "telegram")
    text = "واژه " * 300
    await write(stage, phone, Screen(text, ROWS, file=await keep(stage)))
    first, last = phone.messages[-2:]
    assert (first.kind, first.text, first.labels) == ("text", text.strip(), [])
    assert (last.kind, last.text, last.labels) == ("document", "", ["باز کردن"])


async def test_nothing_is_edited_into_a_file_or_out_of_one(stage: Stage) -> None:
    phone = await meet(stage, "telegram")
    here = Address("telegram", phone.chat.chat_id)
    screen = await write(stage, phone, Screen("متن", ROWS))
    async with stage.service.database.transaction() as tx:
        letter = await in_place_of(tx, await outbox.get_by_id(tx, screen.id), here, 1)
    assert letter.operation == "edit"
    file = await write(stage, phone, Screen("پرونده", ROWS, file=await keep(stage)), letter)
    assert (file.operation, file.target) == ("file", None)
    async with stage.service.database.transaction() as tx:
        assert (await in_place_of(tx, await outbox.get_by_id(tx, file.id), here, 1)).operation == "send"
    assert [shown.text for shown in phone.messages[-2:]] == ["متن", "پرونده"]


async def test_a_file_that_was_being_sent_in_a_crash_is_sent_once_more_and_noted(stage: Stage) -> None:
    phone = await meet(stage, "bale")
    row = await write(stage, phone, Screen("پرونده", file=await keep(stage)))
    async with stage.service.database.transaction() as tx:
        await tx.run("UPDATE outbox SET state = 'sending' WHERE id = :id", id=row.id)
    await stage.restart()
    assert [shown.kind for shown in phone.messages].count("document") == 2
    async with stage.service.database.transaction() as tx:
        question = "SELECT state || maybe_twice || operation FROM outbox WHERE id = :id"
        assert await tx.value(question, id=row.id) == "sent1file"


async def test_an_upload_that_is_answered_by_silence_is_sent_once_more_and_no_oftener(stage: Stage) -> None:
    phone = await meet(stage, "telegram")
    stage.messenger.faults.set(methods=["senddocument"], lost=1.0)
    async with stage.service.database.transaction() as tx:
        row = await post(
            tx, Address("telegram", phone.chat.chat_id), Screen("", file=await keep(stage)), NOW, Letter("")
        )
    while len(stage.service.lanes["telegram"]):
        stage.clock.advance(1)  # a platform that is silent is left alone for a while
        await asyncio.sleep(0.01)
    assert [shown.kind for shown in phone.messages].count("document") == 2
    async with stage.service.database.transaction() as tx:
        assert await tx.value("SELECT state FROM outbox WHERE id = :id", id=row.id) == "unknown"


async def test_a_file_that_is_gone_ends_its_row_and_holds_up_no_other(stage: Stage) -> None:
    phone = await meet(stage, "telegram")
    gone = await keep(stage)
    (stage.config().outgoing / gone.sha256).unlink()
    row = await write(stage, phone, Screen("پرونده", file=gone))
    await write(stage, phone, Screen("بعدی"))
    assert newest(phone).text == "بعدی"
    async with stage.service.database.transaction() as tx:
        assert await tx.value("SELECT state FROM outbox WHERE id = :id", id=row.id) == "failed"


async def test_a_file_lies_for_its_owner_alone_and_is_not_larger_than_bale_takes(tmp_path: Path) -> None:
    files = OutgoingFiles(tmp_path / "outgoing")
    kept = await files.keep(PDF, NAME, "application/pdf")
    assert stat.S_IMODE((tmp_path / "outgoing" / kept.sha256).stat().st_mode) == 0o600
    with pytest.raises(ValueError, match="too large"):
        await files.keep(bytes(19 * 1024 * 1024 + 1), NAME, "application/pdf")


async def test_old_files_are_removed_unless_a_row_still_waits_for_them(tmp_path: Path) -> None:
    files, folder = OutgoingFiles(tmp_path / "outgoing"), tmp_path / "outgoing"
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as database:
        waiting, sent, young = [await files.keep(content, NAME, "application/pdf") for content in (PDF, JPEG, b"new")]
        for old in (waiting, sent):
            os.utime(folder / old.sha256, times=((NOW - timedelta(days=61)).timestamp(),) * 2)
        os.utime(folder / young.sha256, times=(NOW.timestamp(),) * 2)
        await _note(database, waiting, sent)
        await files.tidy(database, TidyErrand(NOW - timedelta(days=60)))
    assert {place.name for place in folder.iterdir()} == {waiting.sha256, young.sha256}


async def _note(database: Database, waiting: Attachment, sent: Attachment) -> None:
    async with database.transaction() as tx:
        rows = [await post(tx, Address("bale", 5), Screen("", file=file), NOW, Letter("")) for file in (waiting, sent)]
        await outbox.note_sent(tx, rows[1].id, 1, NOW)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("گزارش هفتهٔ ۴ آذر", "گزارش هفتهٔ ۴ آذر.xlsx"),
        ('../۱۴۰۵/۰۹/۰۴ "یزد"\n', "۱۴۰۵ ۰۹ ۰۴ یزد.xlsx"),
        ("\u202eکج\u2068و\x00راست", "کجوراست.xlsx"),
        ("الف " * 30, ("الف " * 10).strip() + ".xlsx"),
    ],
)
def test_a_files_name_is_one_that_every_disk_takes(title: str, name: str) -> None:
    assert file_name(title, "xlsx") == name


@pytest.mark.parametrize(("platform", "uploads"), [("telegram", 1), ("bale", 2)])
@pytest.mark.parametrize(("content", "kind"), [(PDF, "document"), (JPEG, "photo")])
async def test_a_file_that_goes_out_again_is_uploaded_once_where_ids_are_taken(
    stage: Stage, platform: str, uploads: int, content: bytes, kind: str
) -> None:
    phone = await meet(stage, platform)
    file = await keep(stage, content, kind)
    for text in ("بار نخست", "بار دوم"):
        await write(stage, phone, Screen(text, file=file))
    shown = phone.messages[-2:]
    assert [(one.text, one.kind) for one in shown] == [("بار نخست", kind), ("بار دوم", kind)]
    assert [one.file.content for one in shown if one.file] == [content, content]
    assert len({one.file.file_id for one in shown if one.file}) == uploads


async def test_a_file_whose_id_the_messenger_has_forgotten_is_uploaded_anew(stage: Stage) -> None:
    phone = await meet(stage, "telegram")
    file = await keep(stage)
    await write(stage, phone, Screen("بار نخست", file=file))
    phone.bot.files = FileStore("other")
    for text in ("بار دوم", "بار سوم"):
        await write(stage, phone, Screen(text, file=file))
    assert [one.file.content for one in phone.messages[-3:] if one.file] == [PDF, PDF, PDF]
    assert phone.messages[-2].file == phone.messages[-1].file

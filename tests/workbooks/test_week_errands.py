"""The week's workbook on the whole service: sent, sent back, fetched in spite of troubles, and never in the way."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.language.catalogue import t
from sandbox.faults import SENDING
from sandbox.phones import Phone
from tests.samples import XLSX_MIME
from tests.stage import Stage, open_stage
from tests.workbooks.conftest import MONDAY, Book


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, MONDAY) as opened:
        yield opened


@pytest.fixture
async def ceo(stage: Stage) -> Phone:
    """A CEO who has registered."""
    phone = stage.phone("مدیرعامل یزد", "telegram")
    phone.start()
    await stage.settle()
    phone.share_contact()
    await stage.settle()
    await tap(stage, phone, phone.messages[-1].labels[0])
    return phone


async def tap(stage: Stage, phone: Phone, label: str) -> None:
    phone.tap(label)
    await stage.settle()


async def order(stage: Stage, phone: Phone) -> Book:
    """Ask for the week's workbook, and return it."""
    phone.say(t("menu.excel"))
    await stage.settle()
    file = phone.messages[-1].file
    assert file
    return Book(file.content)


async def send(stage: Stage, phone: Phone, content: bytes) -> str:
    """Send a workbook, and return what is said of it."""
    phone.send_document(content, "report.xlsx", XLSX_MIME)
    await stage.settle()
    return phone.messages[-1].text


def ask(stage: Stage, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{stage.database}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


async def test_what_is_taken_is_stored_like_answers_of_the_chat(stage: Stage, ceo: Phone) -> None:
    book = (await order(stage, ceo)).fill("AX02/water_flow", 3).fill("AX02/water_units", "۵")
    await send(stage, ceo, book.fill("AX02/water_pending", "گزارشی ندارد").saved())
    await tap(stage, ceo, t("books.button.take", count=3))
    assert ask(stage, "SELECT indicator, value, reason FROM answers ORDER BY indicator") == [
        ("water_flow", 30, ""),
        ("water_pending", None, "no_report"),
        ("water_units", 5, ""),
    ]
    assert ask(stage, "SELECT count(*) FROM drafts") == [(0,)]
    assert ask(stage, "SELECT count(*) FROM returned_workbooks") == [(0,)]
    assert ask(stage, "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1") == [
        ("workbook.end", '{"kept": 0, "submitted": 1}')
    ]


async def test_a_workbook_is_ordered_only_by_who_reports_or_reads(stage: Stage) -> None:
    admin = stage.phone("راهبر سامانه", "bale")
    admin.start()
    await stage.settle()
    admin.share_contact()
    await stage.settle()
    await tap(stage, admin, admin.messages[-1].labels[0])
    admin.say("/excel")
    await stage.settle()
    assert admin.messages[-1].text == t("menu.not_yours")


async def test_a_workbook_that_is_much_too_large_is_not_taken(stage: Stage, ceo: Phone) -> None:
    assert await send(stage, ceo, b"PK" + bytes(2 * 1024 * 1024)) == t("books.too_large", limit=2)


async def test_a_workbook_is_fetched_again_until_it_is_given_up(stage: Stage, ceo: Phone) -> None:
    book = (await order(stage, ceo)).fill("AX02/water_flow", 3)
    stage.messenger.faults.set(methods=["getfile"], server_error=1.0)
    assert await send(stage, ceo, book.saved()) == t("books.received")
    for _ in range(6):
        stage.clock.advance(3600)
        await stage.settle()
    assert ceo.messages[-1].text == t("books.failed")


async def test_a_review_that_comes_late_takes_nothing_away_from_what_was_opened_since(stage: Stage, ceo: Phone) -> None:
    book = (await order(stage, ceo)).fill("AX02/water_flow", 3)
    stage.messenger.faults.set(methods=["getfile"], server_error=1.0)
    await send(stage, ceo, book.saved())
    ceo.say(t("menu.report"))
    await stage.settle()
    stage.messenger.faults.set(methods=SENDING, server_error=0.0)
    stage.clock.advance(120)
    await stage.settle()
    assert ceo.messages[-1].labels[0] == t("books.button.take", count=1)
    await tap(stage, ceo, "تأمین برق")
    assert "جذب اعتبار و تأمین برق" in ceo.messages[-2].text  # the week's message became the card, in its place
    await tap(stage, ceo, t("books.button.take", count=1))
    await tap(stage, ceo, t("books.button.take", count=1))
    assert t("books.receipt.kept", count=1) in ceo.messages[-1].text


async def test_who_lost_the_duty_meanwhile_hears_nothing_and_changes_nothing(stage: Stage, ceo: Phone) -> None:
    book = (await order(stage, ceo)).fill("AX02/water_flow", 3)
    await send(stage, ceo, book.saved())
    async with stage.service.database.transaction() as tx:
        await tx.run("UPDATE people SET state = 'suspended' WHERE full_name = 'مدیرعامل یزد'")
    shown = len(ceo.messages)
    await tap(stage, ceo, t("books.button.take", count=1))
    await send(stage, ceo, book.saved())
    assert ask(stage, "SELECT count(*) FROM drafts") == [(0,)]
    assert t("books.received") not in [message.text for message in ceo.messages[shown:]]


async def test_changed_questions_refuse_a_workbook_that_was_looked_at_before(stage: Stage, ceo: Phone) -> None:
    book = (await order(stage, ceo)).fill("AX02/water_flow", 3)
    await send(stage, ceo, book.saved())
    async with stage.service.database.transaction() as tx:
        await tx.run("UPDATE indicators SET kind = 'snapshot' WHERE code = 'water_flow'")
        tx.memory.forget()
        tx.memory.year = None
    await tap(stage, ceo, t("books.button.take", count=1))
    assert ceo.messages[-1].text == t("books.refused.version")
    assert await send(stage, ceo, book.saved()) == t("books.refused.version")


async def test_before_the_week_opens_everything_is_kept_as_a_draft(stage: Stage, ceo: Phone) -> None:
    stage.clock.advance(6 * 24 * 3600)  # Sunday: the week at hand opens tomorrow
    await stage.settle()
    book = (await order(stage, ceo)).fill("AX02/water_flow", 3).fill("AX02/water_units", 5)
    said = await send(stage, ceo, book.fill("AX02/water_pending", 1).saved())
    assert "به‌صورت پیش‌نویس نگه داشته می‌شود" in said
    await tap(stage, ceo, t("books.button.take", count=3))
    assert ask(stage, "SELECT axis FROM drafts") == [("AX02",)]
    assert ask(stage, "SELECT count(*) FROM reports") == [(0,)]

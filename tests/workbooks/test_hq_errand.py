"""Headquarters' workbook on request: within the rights of the moment, in the audit trail, off the loop."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest

from bot.briefing.workbook.errand import HqBookErrand, HqBooks
from bot.delivery.outgoing_files import OutgoingFiles
from bot.language.catalogue import t
from sandbox.phones import Phone
from storage import accounts, people
from tests.stage import Stage, open_stage
from tests.workbooks.conftest import MONDAY


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, MONDAY) as opened:
        yield opened


async def enter(stage: Stage, name: str) -> Phone:
    phone = stage.phone(name, "telegram")
    phone.start()
    await stage.settle()
    phone.share_contact()
    await stage.settle()
    phone.tap(phone.messages[-1].labels[0])
    await stage.settle()
    return phone


async def ask(stage: Stage, phone: Phone) -> list[str]:
    """Ask for the workbook, and return the names of its sheets."""
    phone.say(t("menu.excel"))
    await stage.settle()
    file = phone.messages[-1].file
    return openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames if file else []


async def test_a_deputy_gets_the_own_axes_and_the_export_is_noted(stage: Stage) -> None:
    deputy = await enter(stage, "معاون فنی ستاد")
    async with stage.service.database.transaction() as tx:
        (person,) = [one for one in await people.list_ids(tx, "hq_deputy") if (await accounts.get_address(tx, one))]
        codes = next(duty.axes for duty in await people.list_duties(tx, person)).split(";")
        shorts = [str(await tx.value("SELECT short FROM axes WHERE code = :code", code=code)) for code in codes]
    sheets = await ask(stage, deputy)
    assert sheets[2:-2] == shorts
    async with stage.service.database.transaction() as tx:
        noted = await tx.column(
            "SELECT subject FROM audit WHERE action = 'export.read' AND actor = :actor", actor=f"person:{person}"
        )
    assert noted == ["workbook/2026-11-21"]


async def test_the_head_gets_every_axis(stage: Stage) -> None:
    assert len(await ask(stage, await enter(stage, "رئیس سازمان"))) == 13 + 4


async def test_rights_that_went_meanwhile_send_nothing(stage: Stage) -> None:
    await enter(stage, "رئیس سازمان")
    database = stage.service.database
    async with database.transaction() as tx:
        (head,) = await people.list_ids(tx, "head")
    files = OutgoingFiles(stage.config().outgoing)
    errand = HqBookErrand(head, MONDAY, 1, "2026-11-14")
    finish = await HqBooks(files).send(database, errand)
    async with database.transaction() as tx:
        await tx.run("UPDATE duties SET role = 'pr' WHERE person_id = :head", head=head)
        before = await tx.count("SELECT count(*) FROM outbox")
        await finish(tx)
        assert await tx.count("SELECT count(*) FROM outbox") == before


async def test_who_has_no_axis_hears_that_none_is_assigned(stage: Stage) -> None:
    deputy = await enter(stage, "معاون فنی ستاد")
    async with stage.service.database.transaction() as tx:
        await tx.run("UPDATE duties SET axes = '' WHERE role = 'hq_deputy'")
    assert await ask(stage, deputy) == []
    assert deputy.messages[-1].text == t("hqbook.no_axis")


async def test_the_loop_goes_on_while_the_workbook_is_made(stage: Stage) -> None:
    await enter(stage, "رئیس سازمان")
    async with stage.service.database.transaction() as tx:
        (head,) = await people.list_ids(tx, "head")
    errand = HqBookErrand(head, MONDAY, 1, "")
    making = asyncio.ensure_future(HqBooks(OutgoingFiles(stage.config().outgoing)).send(stage.service.database, errand))
    turns = 0
    while not making.done():
        await asyncio.sleep(0)
        turns += 1
    await making
    assert turns > 20

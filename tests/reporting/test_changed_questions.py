"""A definition that changes under a draft: what means the same is kept, what means another thing is asked again."""

from collections.abc import AsyncIterator

import pytest

from bot.language.catalogue import t
from bot.reporting.cards import ReportState
from storage.transaction import Transaction
from tests.fresh import look
from tests.obstacles.organisation import Actor, open_organisation


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_organisation() as tx:
        yield tx


async def begun(tx: Transaction) -> Actor:
    """Return a CEO who has answered two indicators of water, and gone away."""
    actor = await Actor(tx, "yazd").enter("report", ReportState())
    return await (await (await actor.tap("تأمین آب")).say("۱۲")).say("۳۴۰")


async def come_back(tx: Transaction, statement: str) -> Actor:
    await tx.run(statement)
    tx.memory.forget()
    return await (await Actor(tx, "yazd").enter("report", ReportState())).tap("تأمین آب")


async def test_a_new_title_keeps_the_answer(tx: Transaction) -> None:
    await begun(tx)
    actor = await come_back(tx, "UPDATE indicators SET title = 'آب تخصیص‌یافته' WHERE code = 'water_flow'")
    assert "آب تخصیص‌یافته: \u2068۱۲ لیتر بر ثانیه" in actor.screen.text


async def test_a_unit_of_the_same_family_keeps_the_answer_which_is_stored_in_its_smallest_part(tx: Transaction) -> None:
    actor = await (await Actor(tx, "yazd").enter("report", ReportState())).tap("تأمین برق")
    await actor.say("۱۲")
    await tx.run("UPDATE indicators SET unit = 'mn_rial' WHERE code = 'elec_allocated'")
    tx.memory.forget()
    again = await (await Actor(tx, "yazd").enter("report", ReportState())).tap("تأمین برق")
    assert "اعتبار تخصیص‌یافته: \u2068۱۲۰٬۰۰۰ میلیون ریال" in again.screen.text


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE indicators SET unit = 'ha' WHERE code = 'water_flow'",
        "UPDATE indicators SET kind = 'period' WHERE code = 'water_flow'",
        "UPDATE indicators SET options = '[\"چاه\", \"خط انتقال\"]' WHERE code = 'water_flow'",
    ],
)
async def test_another_meaning_asks_again_and_says_so(tx: Transaction, change: str) -> None:
    await begun(tx)
    actor = await come_back(tx, change)
    assert f"آب تأمین‌شده: \u2068{t('report.card.question_changed')}" in actor.screen.text
    assert "واحدهای برخوردارشده از آب: \u2068۳۴۰ واحد" in actor.screen.text
    assert "«آب تأمین‌شده»" in actor.screen.text


async def test_an_indicator_that_is_gone_takes_its_answer_with_it(tx: Transaction) -> None:
    await begun(tx)
    actor = await come_back(tx, "UPDATE indicators SET axis = 'AX05' WHERE code = 'water_units'")
    await (await actor.say("۳")).tap("ثبت", t("common.back"))
    assert t("report.button.done", count=1) in actor.labels
    stored = await look(tx, "SELECT indicator FROM answers")
    assert stored == [("water_flow",), ("water_pending",)]

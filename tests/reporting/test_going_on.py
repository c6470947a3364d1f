"""From axis to axis: nobody comes to a card unasked, and nothing that was said for one axis lands on another."""

from collections.abc import AsyncIterator

import pytest

from bot.language.catalogue import t
from bot.reporting.cards import ReportState
from storage.transaction import Transaction
from tests.fresh import look
from tests.obstacles.organisation import MONDAY, Actor, days, open_organisation

NAMED = "تخصیص ۱۲، جذب ۱۱، ظرفیت ۷، پیشرفت ۴۰، ثبت و بعدی"


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_organisation() as tx:
        yield tx


async def begin(tx: Transaction) -> Actor:
    return await (await Actor(tx, "yazd").enter("report", ReportState())).tap("تأمین برق")


async def handed_in(tx: Transaction) -> list[tuple[str]]:
    return await look(tx, "SELECT axis FROM reports ORDER BY id")


async def test_an_answer_that_ends_so_is_told_and_handed_in_and_the_next_axis_opens(tx: Transaction) -> None:
    actor = await (await begin(tx)).say(NAMED)
    assert await handed_in(tx) == [("AX01",)]
    assert (actor.state.at, actor.state.axis) == ("card", "AX03")
    for words in ("اعتبار جذب‌شده: \u2068۱۱ میلیارد تومان", "ثبت شد: تأمین برق", "«پروژه‌های زیرساختی فعال»"):
        assert words in actor.text


async def test_what_is_sent_twice_is_not_taken_for_the_next_axis_but_once_it_is_said_again(tx: Transaction) -> None:
    actor = await (await begin(tx)).say(NAMED, NAMED)
    assert t("report.said_twice", said=NAMED) in actor.text
    assert await handed_in(tx) == [("AX01",)]
    assert await look(tx, "SELECT count(*) FROM drafts") == [(0,)]


async def test_a_typed_word_alone_leads_to_the_list_where_no_figure_is_anybodys(tx: Transaction) -> None:
    actor = await (await begin(tx)).say(NAMED.removesuffix(" و بعدی"))
    assert actor.state.at == "list"
    assert await handed_in(tx) == [("AX01",)]
    await actor.say("۵")
    assert await look(tx, "SELECT count(*) FROM drafts") == [(0,)]


async def test_what_raises_a_question_is_not_handed_in(tx: Transaction) -> None:
    actor = await (await begin(tx)).say("تخصیص ۷۰۰، ثبت و بعدی")
    assert actor.state.at in {"question", "over"}
    assert await handed_in(tx) == []


async def test_what_lacks_an_answer_is_kept_and_asked(tx: Transaction) -> None:
    actor = await (await begin(tx)).say("تخصیص ۱۲، ثبت و بعدی")
    assert "هنوز ۳ شاخص پاسخ ندارد" in actor.text
    assert "ثبت موقت: اعتبار تخصیص‌یافته، ۱۲ میلیارد تومان" in actor.text
    assert await handed_in(tx) == []


async def test_the_name_of_an_axis_on_the_card_of_another_opens_it(tx: Transaction) -> None:
    actor = await (await begin(tx)).say("پساب")
    assert (actor.state.at, actor.state.axis) == ("card", "AX05")
    assert await look(tx, "SELECT count(*) FROM drafts") == [(0,)]


async def test_the_button_goes_on_and_the_last_one_comes_back_to_the_list(tx: Transaction) -> None:
    actor = await begin(tx)
    await actor.say("تخصیص ۱۲، جذب ۱۱، ظرفیت ۷، پیشرفت ۴۰")
    await actor.tap(t("report.button.submit_next"))
    assert (actor.state.at, actor.state.axis) == ("card", "AX03")
    await tx.run("UPDATE axes SET active = 0 WHERE code <> 'AX03'")
    tx.memory.forget()
    await actor.say("۵", "۲", "۱")
    assert actor.labels[0] == t("report.button.submit")
    await actor.tap(t("report.button.submit"))
    assert actor.state.at == "list"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("تخصیص ۱۲، جذب ۱۱ قوطی، ظرفیت ۷، پیشرفت ۴۰", "قوطی"),
        ("تخصیص ۱۲، جذب ۱۱، ظرفیت ۷، پیشرفت ۴۰۰", "۴۰۰"),
        ("تخصیص ۱۲، جذب ۱۱ میلیارد و ۵۰۰ میلیون و ۲۵۰ هزار تومان، ظرفیت ۷، پیشرفت ۴۰", t("report.rounded")),
    ],
    ids=["an unread word", "a value that may not be", "a rounded value"],
)
async def test_what_is_more_than_understood_is_told_and_not_handed_in(tx: Transaction, said: str, told: str) -> None:
    actor = await (await begin(tx)).say(f"{said}، ثبت و بعدی")
    assert told in actor.text
    assert await handed_in(tx) == []


async def test_what_was_not_said_to_stay_is_not_handed_in_as_unchanged(tx: Transaction) -> None:
    await (await begin(tx)).say(NAMED)
    later = await (await Actor(tx, "yazd", MONDAY + days(7)).enter("report", ReportState())).tap("تأمین برق")
    await later.say("جذب ۱۱٫۵، ثبت و بعدی")
    assert "هنوز ۳ شاخص پاسخ ندارد" in later.text
    assert await handed_in(tx) == [("AX01",)]
    await later.say("جذب ۱۱٫۵، بقیه بدون تغییر، ثبت و بعدی")
    assert await handed_in(tx) == [("AX01",), ("AX01",)]


async def test_the_rest_is_what_was_not_named_in_the_same_breath(tx: Transaction) -> None:
    await (await begin(tx)).say(NAMED)
    later = await (await Actor(tx, "yazd", MONDAY + days(7)).enter("report", ReportState())).tap("تأمین برق")
    await later.say("تخصیص ۱۳، جذب ۱۱٫۵، بقیه بدون تغییر، ثبت")
    (report,) = await look(tx, "SELECT max(id) FROM reports")
    stored = await look(tx, "SELECT indicator, unchanged FROM answers WHERE report_id = ? ORDER BY 1", *report)
    assert stored == [("elec_absorbed", 0), ("elec_allocated", 0), ("elec_capacity", 1), ("elec_progress", 1)]

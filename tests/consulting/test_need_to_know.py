"""A restricted topic is for its owner, the head, who wrote it and who is named: rights are read in every turn."""

import json
from dataclasses import replace

import pytest

from bot.announcing.consulting.matter import Matter
from bot.announcing.draft import AnnouncementDraft
from bot.errors import UserError
from bot.language.catalogue import t
from bot.programme.in_memory import hold_calendar
from handlers.announcing.consulting.view import ConsultState
from handlers.announcing.respond_view import RespondState
from handlers.announcing.rules import check_confirmation
from handlers.announcing.view import AnnounceState, AnnounceView
from storage import announcements, audit, consultations, people
from storage.audiences import AudienceDuty
from storage.people import Duty
from tests.announcing.organisation import PEOPLE, YAZD, Actor, Office, number_of
from tests.consulting.test_consulting import opened, speaking
from tests.consulting.test_restricted import COUNT

OWNER, OTHER, NAMED = "second", "press", "estate"
UNIT = "AX01;AX02;AX03;AX05;AX12;AX13"
"""The axes of the unit that the topic belongs to."""
NOT_HERE = "این نظرخواهی اینجا در دسترس شما نیست."


async def give(office: Office, name: str, *duties: Duty) -> None:
    """Let a person have these duties alone."""
    for duty in await people.list_duties(office.tx, number_of(name)):
        await people.drop_duty(office.tx, number_of(name), duty.role, duty.province)
    for duty in duties:
        await people.save_duty(office.tx, number_of(name), duty)


@pytest.fixture(autouse=True)
async def asked(office: Office) -> None:
    """Let the owner of the topic ask the provinces, and Yazd answer and ask back."""
    await give(office, OWNER, Duty("hq_deputy", "", "", UNIT))
    await give(office, OTHER, Duty("hq_manager", "", "", "AX01"))
    await give(office, NAMED, Duty("hq_manager", "", "", "AX07"))
    for name in PEOPLE:
        await office.hear_from(name, "telegram")
        await office.hear_from(name, "bale")
    await (await (await office.actor("head", "bale").enter("consult")).tap("نظرخواهی تازه", COUNT)).tap("فعال شود")
    await opened(office, name=OWNER, topic=COUNT, platform="bale")
    await office.run()
    await (await (await speaking(office, "yazd", platform="bale")).tap("اعلام عدد")).say("۴۱")
    await (await (await speaking(office, "yazd", platform="bale")).tap("پرسش دارم")).say("کدام؟")
    await office.deliver()


async def weighing(office: Office, name: str, at: str = "item") -> Actor:
    return await office.actor(name, "bale").enter("consult", ConsultState(at, 1, code=YAZD))


async def names(office: Office, by: str) -> list[str]:
    """Toggle the name of the manager who is named, and return the buttons of the page."""
    page = await office.actor(by, "bale").enter("consult", ConsultState("readers", code="TP03"))
    label = next(label for label in page.labels if label.endswith(NAMED))
    return (await page.tap(label)).labels


async def test_the_province_reads_that_it_is_confidential(office: Office) -> None:
    assert "نظرخواهی محرمانهٔ ستاد — شمارهٔ ۱" in (await office.texts("yazd", "announcement"))[0]
    assert "محرمانه: " in (await speaking(office, "yazd", platform="bale")).text


@pytest.mark.parametrize("name", [OWNER, "head"])
async def test_owner_and_head_see_what_was_said(office: Office, name: str) -> None:
    assert "۴۱" in (await weighing(office, name, "province")).text


@pytest.mark.parametrize("name", [OTHER, NAMED, "admin"])
@pytest.mark.parametrize("at", ["item", "viewpoints", "province", "proposals", "decide", "outcome"])
async def test_nobody_else_at_headquarters_sees_any_of_it(office: Office, name: str, at: str) -> None:
    assert (await weighing(office, name, at)).text == NOT_HERE
    assert "باز: ۰" in (await office.actor(name, "bale").enter("consult")).text
    respond = office.actor(name, "bale")
    assert "کدام؟" not in (await respond.enter("respond", RespondState("history", 1, number_of("yazd")))).text


async def test_named_one_sees_it_until_the_name_is_taken_back(office: Office) -> None:
    assert f"✓ {NAMED}" in await names(office, OWNER)
    assert "۴۱" in (await weighing(office, NAMED, "province")).text
    assert (
        "کدام؟"
        in (await office.actor(NAMED, "bale").enter("respond", RespondState("history", 1, number_of("yazd")))).text
    )
    held = await weighing(office, NAMED)
    assert NAMED in await names(office, "head")
    assert (await held.tap("نظر استان‌ها")).text == NOT_HERE
    named = [(link.subject, json.loads(link.detail)) async for link in audit.list_links(office.tx)][-2:]
    assert named == [("consultation:TP03", {"on": on, "reader": number_of(NAMED)}) for on in (1, 0)]
    await office.deliver()
    assert [text.split()[-2] for text in (await office.texts(NAMED, "notice"))[-2:]] == ["برقرار", "پایان"]


@pytest.mark.parametrize("name", [OTHER, NAMED, "admin"])
async def test_who_is_not_the_owner_names_nobody_the_named_one_neither(office: Office, name: str) -> None:
    await names(office, OWNER)
    page = await office.actor(name, "bale").enter("consult", ConsultState("readers", code="TP03"))
    assert not [label for label in page.labels if OTHER in label or NAMED in label]


async def test_admin_switches_it_and_opens_none(office: Office) -> None:
    page = await office.actor("admin", "bale").enter("consult", ConsultState("topic", code="TP03"))
    assert page.labels == ["غیرفعال شود", "در تلگرام نیز مجاز شود", "بازگشت"]


async def test_who_lost_one_of_the_units_axes_owns_it_no_more_but_sees_what_they_wrote(office: Office) -> None:
    await give(office, OWNER, Duty("hq_deputy", "", "", UNIT.removesuffix(";AX13")))
    assert "۴۱" in (await weighing(office, OWNER, "province")).text
    assert COUNT not in str((await office.actor(OWNER, "bale").enter("consult", ConsultState("topics"))).labels)


async def test_who_left_headquarters_sees_nothing_and_the_head_is_told_instead(office: Office) -> None:
    await give(office, OWNER, Duty("pr", "", "", ""))
    assert "۴۱" not in (await weighing(office, OWNER, "province")).text
    assert await office.actor(OWNER, "bale").press("وضعیت") == t("menu.not_yours")
    assert "کدام؟" not in await office.actor(OWNER, "bale").press("همهٔ گفت‌وگو")
    before = len(await office.texts(OWNER))
    await (await (await speaking(office, "yazd", platform="bale")).tap("پرسش دارم")).say("چرا؟")
    await office.deliver()
    assert not [text for text in (await office.texts(OWNER))[before:] if "چرا؟" in text]
    assert "چرا؟" in (await office.texts("head"))[-1]


async def test_draft_of_who_lost_the_right_does_not_leave(office: Office) -> None:
    page = await office.actor(OWNER, "bale").enter("consult", ConsultState("topic", code="TP03"))
    draft = await (await page.tap("نوشتن نظرخواهی")).say("متن دیگر")
    await give(office, OWNER, Duty("hq_manager", "", "", "AX01"))
    assert (await draft.tap("پیش‌نمایش")).text == NOT_HERE


async def test_who_left_the_province_is_told_and_shown_nothing_more(office: Office) -> None:
    await give(office, "yazd", Duty("liaison", "IR-25", "", "AX01"))
    ceo = office.actor("yazd", "bale")
    assert COUNT not in str((await ceo.enter("consult")).labels)
    for at in ("item", "ask", "history"):
        assert "متن نظرخواهی" not in (await ceo.enter("respond", RespondState(at, 1))).text
        assert "کدام؟" not in ceo.text
    hq = await (await (await weighing(office, "head")).tap("نتیجه و دلیل")).say("نتیجه‌ای", "دلیلی")
    await hq.tap("ثبت نتیجه")
    await office.deliver()
    assert "نتیجه‌ای" not in "".join(await office.texts("yazd"))
    found = await consultations.get(office.tx, 1)
    assert found
    assert found.state == "decided"


async def test_no_admin_confirms_it_in_second_place(office: Office) -> None:
    holders = tuple(AudienceDuty(each, "", "ceo", YAZD, "", "", True) for each in range(101))
    draft = AnnouncementDraft(
        "متن", "consult", due_at=office.now.replace(year=2027), matter=Matter("TP03", COUNT, "count", restricted=True)
    )
    view = AnnounceView(AnnounceState(), draft, office.now, await hold_calendar(office.tx), holders)
    with pytest.raises(UserError, match="to_few"):
        check_confirmation(view)
    check_confirmation(replace(view, holders=holders[:100]))


async def test_announcement_itself_knows_that_it_is_restricted(office: Office) -> None:
    found = await announcements.get(office.tx, 1)
    assert found
    assert found.restricted

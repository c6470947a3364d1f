"""Restricted topics are off until they are switched on, take counts and names alone, and stay off Telegram."""

from datetime import timedelta

import pytest

from handlers.announcing.consulting.view import ConsultState, ViewpointState
from handlers.announcing.respond_view import RespondState
from storage import audit, consultations
from tests.announcing.organisation import PEOPLE, Actor, Office, number_of
from tests.consulting.test_consulting import opened, speaking

COUNT, PROCESS = "پروژهٔ شناسایی نقاط حساس", "شناسایی گلوگاه‌های فساد"


@pytest.fixture(autouse=True)
async def bale(office: Office) -> None:
    """Let everybody have an account on Bale too."""
    for name in PEOPLE:
        await office.hear_from(name, "bale")
        await office.hear_from(name, "telegram")


async def topic(office: Office, name: str, title: str, platform: str = "bale") -> Actor:
    return await (await office.actor(name, platform).enter("consult")).tap("نظرخواهی تازه", title)


async def switched_on(office: Office, title: str) -> None:
    await (await topic(office, "head", title)).tap("فعال شود")


@pytest.mark.parametrize("title", [COUNT, PROCESS])
async def test_it_is_off_until_head_or_admin_switches_it_on(office: Office, title: str) -> None:
    shown = await topic(office, "head", title)
    assert "وضعیت: غیرفعال" in shown.text
    assert "نوشتن نظرخواهی" not in shown.labels
    await shown.tap("فعال شود")
    assert "نوشتن نظرخواهی" in shown.labels
    await (await topic(office, "admin", title)).tap("غیرفعال شود")
    assert "نوشتن نظرخواهی" not in (await topic(office, "head", title)).labels
    switched = [(link.action, link.detail) async for link in audit.list_links(office.tx)][-2:]
    assert switched == [("topic.switch", '{"on": 1}'), ("topic.switch", '{"on": 0}')]


async def test_switched_off_meanwhile_it_does_not_leave(office: Office) -> None:
    await switched_on(office, COUNT)
    actor = await (await (await topic(office, "head", COUNT)).tap("نوشتن نظرخواهی")).say("متن")
    await (await topic(office, "admin", COUNT)).tap("غیرفعال شود")
    assert "غیرفعال است" in (await actor.tap("پیش‌نمایش")).text


async def test_it_goes_over_bale_alone_even_where_bale_is_blocked_or_used_less(office: Office) -> None:
    await switched_on(office, COUNT)
    await opened(office, topic=COUNT, platform="bale")
    assert {row.platform for row in await office.run() if row.kind == "announcement"} == {"bale"}
    assert (
        "تنها در بله"
        in (await (await office.actor("head").enter("consult")).tap("نظرخواهی تازه", COUNT, "نوشتن نظرخواهی")).text
    )
    for flow, state in (
        ("viewpoint", ViewpointState(1)),
        ("consult", ConsultState("item", 1)),
        ("respond", RespondState("ask", 1)),
        ("respond", RespondState("item", 1)),
    ):
        shown = await office.actor("yazd", "telegram").enter(flow, state)
        assert "متن نظرخواهی" not in shown.text
        assert COUNT not in shown.text
    assert COUNT not in str((await office.actor("yazd", "telegram").enter("consult")).labels)
    assert COUNT in str((await office.actor("yazd", "bale").enter("consult")).labels)


async def test_it_may_be_let_onto_telegram(office: Office) -> None:
    await (await topic(office, "head", PROCESS)).tap("فعال شود", "در تلگرام نیز مجاز شود")
    office.now += timedelta(minutes=1)
    await office.hear_from("yazd", "telegram")
    await opened(office, topic=PROCESS, platform="telegram")
    platforms = {row.person_id: row.platform for row in await office.run() if row.kind == "announcement"}
    assert platforms[number_of("yazd")] == "telegram"


async def test_a_count_takes_a_number_and_nothing_else(office: Office) -> None:
    await switched_on(office, COUNT)
    await opened(office, topic=COUNT, platform="bale")
    await office.run()
    ceo = await speaking(office, "yazd", platform="bale")
    assert ceo.labels == ["اعلام عدد", "پرسش دارم", "پایان"]
    await ceo.tap("اعلام عدد")
    assert "عدد خوانده نشد" in (await ceo.say("شهرک شمارهٔ یک در میبد")).text
    await ceo.say("۱۲")
    found = (await consultations.list_viewpoints(office.tx, 1))[0]
    assert (found.number, found.stance, found.reason, found.proposal) == (12, "", "", "[]")
    assert "مجموع اعلام‌شده: ۱۲" in (await office.actor("head", "bale").enter("consult", ConsultState("item", 1))).text


async def test_a_bottleneck_takes_the_names_of_a_process_and_a_step(office: Office) -> None:
    await switched_on(office, PROCESS)
    await opened(office, topic=PROCESS, platform="bale")
    await office.run()
    ceo = await (await speaking(office, "yazd", platform="bale")).tap("افزودن پیشنهاد")
    for refused in ("الف" * 31, "تلفن ۰۹۱۲۱۲۳۴۵۶۷", "یک\nدو", "@کسی"):
        assert "لطفاً" in (await ceo.say(refused)).text
        assert not await consultations.list_viewpoints(office.tx, 1)
    await ceo.say("مزایده", "ارزیابی")
    assert "نام فرایند\u2069: \u2068مزایده" in ceo.text


async def test_no_province_sees_what_another_has_said(office: Office) -> None:
    await switched_on(office, PROCESS)
    await opened(office, topic=PROCESS, platform="bale")
    await office.run()
    await (await (await speaking(office, "yazd", platform="bale")).tap("افزودن پیشنهاد")).say("مزایده", "ارزیابی")
    other = await speaking(office, "qom", platform="bale")
    assert "نظر دیگر استان‌ها" not in other.labels
    assert "مزایده" not in other.text
    await (await other.tap("افزودن پیشنهاد")).say("خرید", "سفارش")
    assert "مزایده" not in (await office.actor("qom", "bale").enter("viewpoint", ViewpointState(1, "peers"))).text


async def test_questions_about_it_and_its_outcome_stay_on_bale_too(office: Office) -> None:
    await switched_on(office, COUNT)
    await opened(office, topic=COUNT, platform="bale")
    await office.run()
    await (await (await speaking(office, "yazd", platform="bale")).tap("اعلام عدد")).say("۳")
    await (await (await speaking(office, "yazd", platform="bale")).tap("پرسش دارم")).say("کدام؟")
    office.now += timedelta(minutes=1)
    await office.hear_from("yazd", "telegram")
    await office.hear_from("head", "telegram")
    hq = await (
        await (await office.actor("head", "bale").enter("consult", ConsultState("item", 1))).tap("نتیجه و دلیل")
    ).say("الف", "ب")
    await hq.tap("ثبت نتیجه")
    await office.hear_from("yazd", "telegram")
    await office.run()
    told = await office.tx.column("SELECT platform FROM outbox WHERE text LIKE '%کدام؟%' OR text LIKE '%نتیجه: %'")
    assert set(told) == {"bale"}

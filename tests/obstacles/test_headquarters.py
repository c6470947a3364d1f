"""Headquarters takes obstacles on, answers what several ask once, moves them on; each within the own axes."""

import pytest

from bot.said import Choice, Text
from handlers.obstacles.hq_view import HqState
from handlers.obstacles.own_view import OwnState
from storage import audit, obstacle_events, obstacles
from storage.transaction import Transaction
from tests.obstacles.organisation import MONDAY, QOM, YAZD, Actor, days, make, reload, sent
from tests.trail import acts

SAME = ("صدور مجوز پست", "صدور  مجوز پُست", "صدور مجوزِ پست")

UNISOLATED = dict.fromkeys(map(ord, "\u2068\u2069"))


async def enter(tx: Transaction, name: str = "deputy", **state: object) -> Actor:
    return await Actor(tx, name, MONDAY + days(1)).enter("hq_obstacles", HqState(**state))  # type: ignore[arg-type]


async def kinds(tx: Transaction, number: int) -> list[str]:
    return [event.kind for event in await obstacle_events.list_of(tx, number)]


async def test_the_same_asked_by_three_provinces_is_shown_together_and_answered_once(tx: Transaction) -> None:
    for name, words in zip(("yazd", "qom", "fars"), SAME, strict=True):
        await make(tx, name, request=words)
    await make(tx, "qom", request="چیز دیگر")
    await make(tx, "qom", agency="شرکت گاز")
    actor = await enter(tx)
    assert "۳ استان (یزد، قم، فارس): \u2068صدور مجوز پست\u2069" in actor.screen.text
    assert "موانع باز: ۵ | در انتظار پاسخ شما: ۵" in actor.screen.text
    await (await (await (await actor.tap("۳ استان")).tap("پذیرفتم")).tap("پاسخ")).say("تا هفتهٔ آینده")
    assert "۳ استان ارسال شد" in actor.screen.text
    for number, name in ((1, "yazd"), (2, "qom"), (3, "fars")):
        assert await kinds(tx, number) == ["recorded", "acknowledged", "answered"]
        (text,) = await sent(tx, name)
        assert "تا هفتهٔ آینده" in text
        assert f"مانع ۱۴۰۵/{'۰۱۲۳'[number]}" in text
    assert await kinds(tx, 4) == await kinds(tx, 5) == ["recorded"]
    assert "در انتظار پاسخ شما: ۲" in (await actor.tap("بازگشت")).screen.text
    assert await audit.find_break(tx, b"s" * 32) is None


async def test_a_province_that_asks_twice_is_told_once_of_every_joint_act(tx: Transaction) -> None:
    for name in ("yazd", "qom", "yazd"):
        await make(tx, name)
    actor = await (await (await enter(tx)).tap("۲ استان")).tap("پاسخ")
    await actor.say("تا هفتهٔ آینده")
    await (await actor.tap("ارجاع به دستگاه")).tap("بله")
    await (await actor.tap("رد با دلیل")).say("اعتبار نیست")
    told = await sent(tx, "yazd")
    assert [text.splitlines()[0].strip("*") for text in told] == [
        "پاسخ ستاد به مانع ۱۴۰۵/۱، ۱۴۰۵/۳",
        "مانع ۱۴۰۵/۱، ۱۴۰۵/۳: ارجاع به دستگاه",
        "مانع ۱۴۰۵/۱، ۱۴۰۵/۳: رد شد",
    ]
    assert len(await sent(tx, "qom")) == 3


async def test_the_list_says_in_a_line_what_is_asked_of_whom_since_when_and_until_when(tx: Transaction) -> None:
    await make(tx, request="صدور مجوز پست " * 10)
    await make(tx, "qom", agency="شرکت گاز", level="province")
    lines = [line.translate(UNISOLATED) for line in (await enter(tx)).screen.text.splitlines()]
    asked = " ".join(["صدور مجوز پست"] * 4)
    assert f"مانع ۱۴۰۵/۱، استان یزد: {asked}… — توانیر، ۱ روز کاری از ثبت، مهلت پاسخ ۱۱ آذر" in lines
    assert "مانع ۱۴۰۵/۲، استان قم: صدور مجوز پست — ۱ روز کاری از ثبت، ثبت شد" in lines  # its heading names the agency
    late = await Actor(tx, "deputy", MONDAY + days(10)).enter("hq_obstacles", HqState())
    assert "مهلت پاسخ ۱۱ آذر گذشته است" in late.screen.text


async def test_a_joint_card_shows_what_was_done_to_all_and_to_some_by_whom_and_when(tx: Transaction) -> None:
    for name in ("yazd", "qom", "fars"):
        await make(tx, name)
    actor = await (await enter(tx)).tap("۳ استان")
    await (await (await (await actor.tap("یزد")).tap("ارجاع به دستگاه")).tap("بله")).tap("بازگشت")
    await (await (await actor.tap("۳ استان")).tap("پاسخ")).say("تا هفتهٔ آینده")
    text = actor.screen.text.translate(UNISOLATED)
    assert "سه‌شنبه ۳ آذر ۱۴۰۵ — ستاد (deputy): ارجاع به دستگاه (۱ از ۳ مانع)" in text
    assert text.count("سه‌شنبه ۳ آذر ۱۴۰۵ — پاسخ ستاد (deputy): تا هفتهٔ آینده") == 1


async def test_a_joint_act_is_done_to_those_to_whom_it_is_still_open_and_names_them(tx: Transaction) -> None:
    for name in ("yazd", "qom", "fars"):
        await make(tx, name)
    await (await (await (await (await enter(tx)).tap("۳ استان")).tap("یزد")).tap("ارجاع به دستگاه")).tap("بله")
    actor = await (await (await enter(tx)).tap("۳ استان")).tap("ارجاع به دستگاه")
    assert "(قم، فارس)" in actor.screen.text
    await actor.tap("بله")
    assert "وضعیت ۲ مانع ثبت شد: ارجاع به دستگاه" in actor.screen.text
    assert [row.state for row in await obstacles.list_open(tx)] == ["referred"] * 3
    assert await kinds(tx, 1) == ["recorded", "moved"]
    await (await actor.tap("رد با دلیل")).say("اعتبار نیست")
    assert await obstacles.list_open(tx) == []
    assert "وضعیت ۳ مانع ثبت شد: رد شد" in actor.screen.text
    for name in ("yazd", "qom", "fars"):
        assert "اعتبار نیست" in (await sent(tx, name))[-1]


async def test_step_by_step_to_the_decision_with_number_and_date(tx: Transaction) -> None:
    await make(tx)
    actor = await (
        await (
            await (
                await (await (await (await (await enter(tx)).tap("یزد")).tap("ارجاع")).tap("بله")).tap("در دستور")
            ).tap("بله")
        ).tap("ثبت مصوبه")
    ).say("۱۲")
    assert "پس از امروز" in (await actor.say("۱۴۰۵/۰۹/۱۰")).screen.text
    await (await (await (await actor.tap("آبان")).tap("بازگشت")).tap("آبان")).tap("۲۷")
    await (await actor.tap("deputy")).say("فردا")
    row = await reload(tx, 1)
    assert (row.state, row.decision, str(row.decision_day)) == ("decided", "۱۲", "2026-11-18")
    assert row.answered_at == row.acknowledged_at == MONDAY + days(1)
    assert [text.splitlines()[0].strip("*") for text in await sent(tx, "yazd")] == [
        "مانع ۱۴۰۵/۱: ارجاع به دستگاه",
        "مانع ۱۴۰۵/۱: در دستور ستاد تسهیل",
        "مانع ۱۴۰۵/۱: مصوب",
    ]
    assert "نیازمند ستاد سازمان" not in actor.labels
    await (await actor.tap("تصمیم اجرا شد")).tap("بدون توضیح")
    assert (await reload(tx, 1)).state == "done"


async def test_everybody_sees_the_own_axes_and_the_head_all(tx: Transaction) -> None:
    await make(tx)
    await make(tx, axis="AX04")
    for name, shown in (
        ("deputy", ["یزد — ۱۴۰۵/۱"]),
        ("manager", ["یزد — ۱۴۰۵/۲"]),
        ("head", ["یزد — ۱۴۰۵/۱", "یزد — ۱۴۰۵/۲"]),
    ):
        assert [label for label in (await enter(tx, name)).labels if "۱۴۰۵" in label] == shown
    forged = await enter(tx, "manager", at="card", obstacle=1)
    assert "دیگر در فهرست شما نیست" in forged.screen.text
    await (await forged.hear(Choice("answer"))).hear(Text("پاسخ"))
    assert await kinds(tx, 1) == ["recorded"]
    state = HqState("answer", 1)
    assert await kinds(tx, 1) == ["recorded"]
    await Actor(tx, "manager", MONDAY, "hq_obstacles", state).hear(Text("پاسخ"))
    assert await kinds(tx, 1) == ["recorded"]


async def test_a_province_sees_and_touches_only_its_own(tx: Transaction) -> None:
    await make(tx)
    for name, province in (("qom", QOM), ("liaison", YAZD)):
        actor = await Actor(tx, name).enter("own_obstacles", OwnState("card", province, 1))
        assert "دیگر در فهرست شما نیست" in actor.screen.text
        await Actor(tx, name, MONDAY, "own_obstacles", OwnState("note", province, 1)).hear(Text("پیگیری"))
        await Actor(tx, name, MONDAY, "own_obstacles", OwnState("sure", province, 1, move="resolved")).hear(
            Choice("sure", ("yes",))
        )
    assert await kinds(tx, 1) == ["recorded"]


async def test_a_follow_up_after_the_answer_makes_it_headquarters_turn_again(tx: Transaction) -> None:
    await make(tx)
    await (await (await (await enter(tx)).tap("یزد")).tap("پاسخ")).say("نامه را بفرستید")
    own = await (await Actor(tx, "yazd", MONDAY + days(2)).enter("own_obstacles", OwnState())).tap("تأمین برق")
    await (await (await own.tap("ثبت نامه")).say("۷۷")).say("دیروز")
    assert (await reload(tx, 1)).answered_at
    assert "دوباره در انتظار پاسخ ستاد" in (await (await own.tap("ثبت پیگیری")).say("فرستاده شد")).screen.text
    row = await reload(tx, 1)
    assert (row.letter, row.asked_at, row.acknowledged_at, row.answered_at) == ("۷۷", MONDAY + days(2), None, None)
    assert await kinds(tx, 1) == ["recorded", "answered", "lettered", "noted"]
    assert (await acts(tx))[-3:] == ["obstacle.answered", "obstacle.lettered", "obstacle.noted"]
    assert "در انتظار پاسخ شما: ۱" in (await enter(tx)).screen.text


async def test_a_province_moves_its_own_and_asks_headquarters_where_the_decision_is_not_executed(
    tx: Transaction,
) -> None:
    await make(tx, level="province")
    own = await (await Actor(tx, "yazd").enter("own_obstacles", OwnState())).tap("تأمین برق")
    assert "در انتظار پاسخ شما: ۰" in (await enter(tx)).screen.text
    await (
        await (
            await (await (await (await (await own.tap("ارجاع")).tap("بله")).tap("در دستور")).tap("بله")).tap(
                "ثبت مصوبه"
            )
        ).say("۱۲")
    ).say("امروز")
    await (await own.tap("نیازمند ستاد سازمان")).tap("بله")
    row = await reload(tx, 1)
    assert (row.state, row.level, row.asked_at) == ("needs_hq", "headquarters", MONDAY)
    assert own.labels[:3] == ["ثبت پیگیری", "ثبت نامه", "رفع شد"]
    assert (
        "در انتظار پاسخ شما: ۱"
        in (await (await (await enter(tx)).tap("پایان")).enter("hq_obstacles", HqState())).screen.text
    )


@pytest.mark.parametrize("side", ["own_obstacles", "hq_obstacles"])
async def test_what_has_ended_meanwhile_is_shown_as_it_stands(tx: Transaction, side: str) -> None:
    await make(tx)
    own = await (await Actor(tx, "yazd").enter("own_obstacles", OwnState())).tap("تأمین برق")
    deputy = await (await enter(tx)).tap("یزد")
    first, second = (own, deputy) if side == "hq_obstacles" else (deputy, own)
    if side == "hq_obstacles":
        await (await first.tap("رفع شد")).tap("بله")
    else:
        await (await first.tap("رد با دلیل")).say("نه")
    before = await kinds(tx, 1)
    await second.tap("پاسخ" if side == "hq_obstacles" else "ثبت پیگیری")
    assert "تغییر کرده است" in second.screen.text
    assert ("رفع شد" if side == "hq_obstacles" else "رد شد") in second.screen.text
    assert second.labels == ["بازگشت", "بعداً"]
    assert await kinds(tx, 1) == before


async def test_an_answer_goes_to_who_asked_or_to_who_came_after(tx: Transaction) -> None:
    await make(tx)
    await tx.run("UPDATE people SET state = 'suspended' WHERE id = 1")
    await tx.run("INSERT INTO duties (person_id, role, province) VALUES (2, 'ceo', :yazd)", yazd=YAZD)
    await (await (await (await enter(tx)).tap("یزد")).tap("پاسخ")).say("پاسخ به جانشین")
    assert await sent(tx, "yazd") == []
    assert "پاسخ به جانشین" in (await sent(tx, "qom"))[0]


async def test_long_lists_have_pages_and_long_answers_a_limit(tx: Transaction) -> None:
    for number in range(19):
        await make(tx, request=f"درخواست {number}", agency=f"دستگاه {number % 3}")
    actor = await enter(tx)
    seen = [label for label in actor.labels if label.startswith("یزد")]
    for _ in range(2):
        await actor.tap("صفحهٔ بعد")
        seen += [label for label in actor.labels if label.startswith("یزد")]
    assert len(set(seen)) == len(seen) == 19
    assert "صفحهٔ بعد" not in actor.labels
    await (await (await (await actor.tap("صفحهٔ قبل")).tap("یزد")).tap("پاسخ")).say("پ" * 1001)
    assert "۱٬۰۰۱ نویسه" in actor.screen.text
    assert actor.state.at == "answer"


@pytest.mark.parametrize("waiting_at", ["note", "sure", "decision_day", "letter_number"])
async def test_what_headquarters_has_done_meanwhile_stands_whatever_the_province_was_about_to_say(
    tx: Transaction, waiting_at: str
) -> None:
    await make(tx, level="taskforce")
    own = await (await Actor(tx, "yazd").enter("own_obstacles", OwnState())).tap("تأمین برق")
    await (await (await (await own.tap("ارجاع")).tap("بله")).tap("در دستور")).tap("بله")
    state = OwnState(waiting_at, YAZD, 1, move="decided" if waiting_at != "sure" else "on_agenda", number="۱")
    deputy = await (await (await (await (await enter(tx)).tap("یزد")).tap("ثبت مصوبه")).say("۹")).say("امروز")
    await (await deputy.tap("deputy")).say("فردا")
    before = await kinds(tx, 1)
    own.state = state
    await own.hear(Choice("sure", ("yes",)) if waiting_at == "sure" else Text("دیروز"))
    if waiting_at in {"sure", "decision_day"}:
        assert "تغییر کرده است" in own.screen.text
        assert await kinds(tx, 1) == before
    assert (await reload(tx, 1)).decision == "۹"
    await (await (await (await enter(tx)).tap("یزد")).tap("رد با دلیل")).say("نه")
    own.state = state
    await own.hear(Choice("sure", ("yes",)) if waiting_at == "sure" else Text("دیروز"))
    assert "تغییر کرده است" in own.screen.text
    assert own.labels == ["بازگشت", "بعداً"]

"""A decision of headquarters: made once for all who ask the same, with an executor and a day, chased until executed."""

from datetime import datetime

import pytest

from bot.obstacles.acts import decide, move
from bot.obstacles.chasing import chase_obstacles, next_obstacles, obstacles_of
from bot.obstacles.executing import steps
from bot.obstacles.facts import DecideObstacles, MoveObstacles
from bot.programme.in_memory import hold_calendar
from bot.said import Choice, Text
from handlers.obstacles.hq_view import HqState
from handlers.obstacles.own_view import OwnState
from storage import decisions, handovers, obstacle_events, obstacles, people
from storage.obstacles import Obstacle
from storage.transaction import Transaction
from tests.obstacles.organisation import MONDAY, YAZD, Actor, day, days, make, reload, sent
from tests.trail import acts

DEPUTY, MANAGER, HEAD = 5, 6, 7
TUESDAY = MONDAY + days(1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+03:30")


async def enter(tx: Transaction, name: str = "deputy", now: datetime = TUESDAY, **state: object) -> Actor:
    return await Actor(tx, name, now).enter("hq_obstacles", HqState(**state))  # type: ignore[arg-type]


async def decided(tx: Transaction, *names: str, due: str = "2026-11-28", executor: int = DEPUTY) -> list[Obstacle]:
    rows = [await make(tx, name) for name in names or ("yazd",)]
    await decide(tx, HEAD, DecideObstacles(tuple(rows), "مکاتبه با توانیر", executor, day(due)), MONDAY)
    return rows


async def test_one_decision_reaches_all_who_ask_the_same_and_stands_on_the_card(tx: Transaction) -> None:
    for name in ("yazd", "qom", "yazd"):
        await make(tx, name)
    actor = await (await (await enter(tx)).tap("۲ استان")).tap("تصمیم با مهلت")
    assert "(یزد، قم)" in actor.screen.text
    await actor.say("مکاتبه با توانیر")
    assert actor.labels[:2] == ["deputy", "head"]
    await (await actor.tap("deputy")).say("فردا")
    assert "تصمیم ثبت و به ۲ استان اعلام شد. مهلت اجرا: چهارشنبه ۴ آذر ۱۴۰۵" in actor.screen.text
    assert "مسئول اجرا: \u2068deputy\u2069، مهلت اجرا: چهارشنبه ۴ آذر ۱۴۰۵" in actor.screen.text
    assert "پاسخ ستاد (\u2068deputy\u2069): \u2068تصمیم: " in actor.screen.text
    assert "تصمیم با مهلت" not in actor.labels
    for name, count in (("yazd", "مانع ۱۴۰۵/۱، ۱۴۰۵/۳"), ("qom", "مانع ۱۴۰۵/۲")):
        (text,) = await sent(tx, name)
        assert count in text
        assert "مکاتبه با توانیر" in text
    assert [row.answered_at for row in await obstacles.list_open(tx)] == [TUESDAY] * 3
    assert {each.id for each in await decisions.list_open(tx)} == {1}
    assert "obstacle.decided" in await acts(tx)
    assert "مهلت اجرا ۴ آذر" in (await actor.tap("بازگشت")).screen.text
    late = await enter(tx, now=MONDAY + days(9))
    assert "مهلت اجرا ۴ آذر گذشته است" in late.screen.text


async def test_a_decision_has_a_day_from_today_on_and_who_is_charged_may_see_the_axis(tx: Transaction) -> None:
    await make(tx)
    actor = await (await (await (await enter(tx)).tap("یزد")).tap("تصمیم با مهلت")).say("مکاتبه")
    assert "manager" not in actor.labels
    await (await actor.hear(Choice("executor", (str(MANAGER),)))).tap("head")
    assert "این روز گذشته است" in (await actor.say("۱ آذر ۱۴۰۵")).screen.text
    assert await decisions.list_open(tx) == []
    await actor.say("امروز")
    (found,) = await decisions.list_open(tx)
    assert (found.executor, found.due) == (HEAD, day("2026-11-24"))


async def test_a_paper_of_the_taskforce_has_an_executor_and_a_day_too(tx: Transaction) -> None:
    row = await make(tx)
    for to in ("referred", "on_agenda"):
        await move(tx, DEPUTY, MoveObstacles("headquarters", (row,), to), MONDAY)
    actor = await (await (await (await enter(tx)).tap("یزد")).tap("ثبت مصوبه")).say("۴۵/ت")
    await (await (await actor.say("امروز")).tap("deputy")).say("فردا")
    row = await reload(tx, row.id)
    assert (row.state, row.decision, row.decision_day) == ("decided", "۴۵/ت", day("2026-11-24"))
    assert "مسئول اجرا: \u2068deputy\u2069" in (await sent(tx, "yazd"))[-1]
    for number in range(2, 40):
        await chase_obstacles(tx, MONDAY + days(number))
    assert len(await sent(tx, "deputy")) > 2
    assert len([text for text in await sent(tx, "yazd") if "آیا مصوبه اجرا شده است" in text]) == 1


async def test_its_executor_is_reminded_on_the_day_and_after_it_until_it_is_executed(tx: Transaction) -> None:
    await decided(tx, "yazd", "qom", due="2026-11-26")  # a Thursday: Saturday is its working day
    when = [f"2026-11-{number}T{hour}" for number in (24, 25, 26, 27, 28) for hour in ("07:59", "10:00")]
    for each in when:
        await chase_obstacles(tx, at(each))
    (text,) = await sent(tx, "deputy")
    assert "مکاتبه با توانیر" in text
    assert "یزد، قم" in text
    for number in range(30):
        await chase_obstacles(tx, at("2026-11-28T10:00") + days(number))
    assert len(await sent(tx, "deputy")) == 5  # the day, the next, and then every fifth working day
    (told,) = await sent(tx, "head")
    assert "مسئول اجرا: \u2068deputy\u2069" in told
    rows = tuple(await obstacles.list_open(tx))
    await move(tx, DEPUTY, MoveObstacles("headquarters", rows, "done"), MONDAY)
    for number in range(30, 60):
        await chase_obstacles(tx, at("2026-11-28T10:00") + days(number))
    assert len(await sent(tx, "deputy")) == 5


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2026-11-28T07:59", []),
        ("2026-11-28T08:00", [("executor", 0)]),
        ("2026-11-29T08:00", [("executor", 1)]),
        ("2026-11-30T08:00", [("executor", 1), ("head", 2)]),
        ("2026-12-05T08:00", [("executor", 1), ("head", 2)]),
        ("2026-12-06T08:00", [("executor", 6), ("head", 2)]),
        ("2026-12-13T08:00", [("executor", 11), ("head", 2)]),
    ],
)
async def test_of_several_days_that_passed_the_last_alone_is_told(
    tx: Transaction, when: str, found: list[tuple[str, int]]
) -> None:
    assert list(steps(day("2026-11-28"), at(when), await hold_calendar(tx))) == found


async def test_it_goes_along_with_whatever_else_leaves_that_morning(tx: Transaction) -> None:
    await decided(tx)
    (wanted,) = await obstacles_of(tx, at("2026-11-28T09:00"), DEPUTY)
    assert wanted.brief
    assert "مکاتبه با توانیر" in wanted.brief.text
    assert await obstacles_of(tx, at("2026-11-28T09:00"), MANAGER) == []
    assert await next_obstacles(tx, at("2026-11-27T09:00")) == at("2026-11-28T08:30").replace(minute=0)


async def test_it_is_executed_with_a_word_or_without_and_the_provinces_are_told_once(tx: Transaction) -> None:
    await decided(tx, "yazd", "qom", "yazd")
    actor = await (await (await enter(tx)).tap("۲ استان")).tap("تصمیم اجرا شد")
    await actor.say("مجوز صادر شد")
    assert "اجرای تصمیم ثبت و به ۲ استان اعلام شد" in actor.screen.text
    assert await obstacles.list_open(tx) == []
    assert await decisions.list_open(tx) == []
    for name, count in (("yazd", 2), ("qom", 2)):
        told = await sent(tx, name)
        assert len(told) == count  # the decision, and that it is executed
        assert "اجرا شد" in told[-1]
        assert "مجوز صادر شد" in told[-1]
    await decided(tx, "fars")
    await (await (await (await enter(tx)).tap("فارس")).tap("تصمیم اجرا شد")).tap("بدون توضیح")
    assert (await sent(tx, "fars"))[-1].startswith("**مانع ۱۴۰۵/۴: اجرا شد**")


async def test_its_day_is_moved_with_a_reason_and_it_is_due_anew(tx: Transaction) -> None:
    await decided(tx)
    await chase_obstacles(tx, at("2026-11-28T10:00"))
    actor = await (await (await enter(tx, now=at("2026-11-28T11:00"))).tap("یزد")).tap("تغییر مهلت")
    await (await actor.say("۱۰ آذر")).say("نوبت وزارت نیرو عقب افتاد")
    assert "مهلت تازه ثبت و به استان اعلام شد" in actor.screen.text
    assert "نوبت وزارت نیرو عقب افتاد" in (await sent(tx, "yazd"))[-1]
    assert [each.due for each in await decisions.list_open(tx)] == [day("2026-12-01")]
    await chase_obstacles(tx, at("2026-11-29T10:00"))
    assert len(await sent(tx, "deputy")) == 1
    await chase_obstacles(tx, at("2026-12-01T10:00"))
    assert len(await sent(tx, "deputy")) == 2
    assert "obstacle.postponed" in await acts(tx)


async def test_only_who_was_charged_or_the_head_ends_or_moves_it(tx: Transaction) -> None:
    await decided(tx, executor=HEAD)
    actor = await (await enter(tx)).tap("یزد")
    assert not {"تصمیم اجرا شد", "تغییر مهلت", "تصمیم با مهلت"} & set(actor.labels)
    for forged in (Choice("execute", ("now",)), Choice("execute"), Choice("postpone"), Choice("decide")):
        await actor.hear(forged)
        assert "تغییر کرده است" in actor.screen.text
    for place in ("executed", "why", "execute_by"):
        state = HqState(place, 1, words="x", due="2026-12-01", executor="5")
        await Actor(tx, "deputy", MONDAY, "hq_obstacles", state).hear(Text("فردا"))
    own = await Actor(tx, "yazd").enter("own_obstacles", OwnState("card", YAZD, 1))
    await own.hear(Choice("execute", ("now",)))
    other = await enter(tx, "manager", at="card", obstacle=1, decision=1)
    await other.hear(Choice("execute", ("now",)))
    assert [event.kind for event in await obstacle_events.list_of(tx, 1)] == ["recorded", "answered"]
    (found,) = await decisions.list_open(tx)
    assert found.due == day("2026-11-28")
    assert "تصمیم اجرا شد" in (await (await enter(tx, "head")).tap("یزد")).labels


async def test_a_decision_that_was_made_meanwhile_stands(tx: Transaction) -> None:
    await make(tx)
    actor = await (await (await (await enter(tx)).tap("یزد")).tap("تصمیم با مهلت")).say("مکاتبه")
    await actor.tap("deputy")
    row = await reload(tx, 1)
    await decide(tx, HEAD, DecideObstacles((row,), "تصمیم دیگر", HEAD, day("2026-11-28")), TUESDAY)
    assert "تغییر کرده است" in (await actor.say("فردا")).screen.text
    assert [each.words for each in await decisions.list_open(tx)] == ["تصمیم دیگر"]


async def test_what_asks_the_same_later_is_decided_anew_and_who_takes_over_executes(tx: Transaction) -> None:
    await decided(tx)
    await make(tx, "qom")
    actor = await (await (await enter(tx)).tap("۲ استان")).tap("تصمیم با مهلت")
    assert "(قم)" in actor.screen.text
    await (await (await actor.say("همان")).tap("head")).say("فردا")
    assert [(each.obstacle, each.executor) for each in await decisions.list_open(tx)] == [(2, HEAD), (1, DEPUTY)]
    await handovers.move(tx, DEPUTY, MANAGER)
    assert {each.executor for each in await decisions.list_open(tx)} == {HEAD, MANAGER}


async def test_a_decision_of_somebody_who_left_is_its_owners(tx: Transaction) -> None:
    await decided(tx)
    await people.save_state(tx, DEPUTY, "suspended")
    await chase_obstacles(tx, at("2026-11-28T10:00"))
    assert await sent(tx, "deputy") == []
    (text,) = await sent(tx, "head")
    assert "مسئول اجرای آن‌ها شمایید" in text

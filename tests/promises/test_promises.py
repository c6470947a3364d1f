"""«پیگیری‌های ستاد»: one list of what headquarters promised, for whom it is their own, overdue first."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.obstacles.acts import decide, move
from bot.obstacles.draft import ObstacleDraft
from bot.obstacles.facts import DecideObstacles, MoveObstacles, Record
from bot.obstacles.saving import record
from bot.said import Choice, Text
from handlers.promises.flow import PROMISES
from handlers.promises.view import PromisesState
from storage import accounts, announcements, consultations, exceptions, obstacles, recipients
from storage.announcements import NewAnnouncement
from storage.consultations import NewConsultation
from storage.exceptions import Granted
from storage.memory import Memory
from storage.people import Duty
from storage.transaction import Transaction
from tests.organisation import Talk, open_members

NOW = datetime(2026, 11, 28, 6, 30, tzinfo=UTC)
"""Saturday 7 Azar 1405, 10:00 in Tehran."""
YAZD, QOM = "IR-21", "IR-25"
PEOPLE = {
    "yazd": Duty("ceo", YAZD, "", ""),
    "qom": Duty("ceo", QOM, "", ""),
    "deputy": Duty("hq_deputy", "", "", "AX01"),
    "manager": Duty("hq_manager", "", "", "AX04"),
    "head": Duty("head", "", "", ""),
    "admin": Duty("admin", "", "", ""),
    "press": Duty("pr", "", "", ""),
    "observer": Duty("observer", "", "", ""),
}
NUMBERS = {name: number for number, name in enumerate(PEOPLE, start=1)}
UNISOLATED = dict.fromkeys(map(ord, "\u2068\u2069"))


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_members(PEOPLE, NOW) as connection:
        yield Transaction(connection, Memory(), b"s" * 32)


def days(number: float) -> timedelta:
    return timedelta(days=number)


async def enter(tx: Transaction, name: str, platform: str = "bale", now: datetime = NOW) -> Talk:
    return await Talk(tx, NUMBERS[name], now, platform).enter("promises", PromisesState())


def lines(talk: Talk) -> list[str]:
    return [line for line in talk.text.translate(UNISOLATED).splitlines() if line[:1].isdigit()]


async def decided(tx: Transaction, executor: str, due: date, request: str = "صدور مجوز پست") -> None:
    rows = []
    for province in (YAZD, QOM):
        fact = Record(province, "AX01", "2026-11-21", 1405, ObstacleDraft("توانیر", request, "headquarters", ""))
        row = await obstacles.get(tx, await record(tx, 1, fact, NOW - days(4)))
        assert row
        rows.append(row)
    words = f"مکاتبه دربارهٔ {request}"
    await decide(tx, NUMBERS["head"], DecideObstacles(tuple(rows), words, NUMBERS[executor], due), NOW)


async def announced(tx: Transaction, author: str, level: str, due: datetime | None, only_on: str = "") -> int:
    new = partial(NewAnnouncement, NUMBERS[author], "تکمیل سامانه", level, "", "[]", "[]", only_on, False, "")
    number = await announcements.add(tx, new("sent", "hash", NOW - days(5), due), NOW)
    for person, province in ((1, YAZD), (2, QOM)):
        await recipients.add(tx, number, person, province)
    return number


async def consulted(
    tx: Transaction, author: str, due: datetime | None, title: str = "دستورالعمل", *, restricted: bool = False
) -> int:
    number = await announced(tx, author, "consult", due, "bale" if restricted else "")
    topic = "TP06" if restricted else "TP01"
    await consultations.add(tx, NewConsultation(number, topic, title, "opinion", "[]", "[]", True))
    return number


async def granted(tx: Transaction, until: datetime) -> None:
    for axis in ("AX01", "AX02"):
        await exceptions.grant(
            tx, NUMBERS["admin"], Granted(YAZD, date(2026, 11, 14), axis, "قطع برق", NOW - days(1), until)
        )


async def test_all_kinds_stand_in_one_list_overdue_first_each_with_whom_and_until_when(tx: Transaction) -> None:
    await decided(tx, "deputy", date(2026, 12, 1))
    await decided(tx, "deputy", date(2026, 11, 25), "آب شهرک")
    await consulted(tx, "deputy", NOW - days(1))
    await announced(tx, "admin", "expect", NOW + days(1))
    await granted(tx, NOW + days(2))
    talk = await enter(tx, "head")
    assert "در پیگیری: ۵ | گذشته از مهلت: ۲" in talk.text
    assert lines(talk) == [
        "۱) تصمیم: مکاتبه دربارهٔ آب شهرک — یزد، قم، مهلت اجرا چهارشنبه ۴ آذر (deputy)",
        "۲) نظرخواهی: دستورالعمل — ۲ استان، مهلت پاسخ جمعه ۶ آذر ۱۴۰۵، ساعت ۱۰ (deputy)",
        "۳) انتظار: تکمیل سامانه — ۰ از ۲ نفر انجام داده‌اند، مهلت یکشنبه ۸ آذر ۱۴۰۵، ساعت ۱۰ (admin)",
        "۴) تمدید استثنایی: هفتهٔ منتهی به ۱۴۰۵/۰۸/۲۷، ۲ محور — استان یزد، پذیرش تا دوشنبه ۹ آذر ۱۴۰۵، ساعت ۱۰ (admin)",
        "۵) تصمیم: مکاتبه دربارهٔ صدور مجوز پست — یزد، قم، مهلت اجرا سه‌شنبه ۱۰ آذر (deputy)",
    ]
    assert talk.text.index("گذشته از مهلت**") < talk.text.index("۱)")
    assert talk.text.index("۲)") < talk.text.index("در جریان**") < talk.text.index("۳)")


async def test_each_sees_their_own_alone(tx: Transaction) -> None:
    await decided(tx, "deputy", date(2026, 12, 1))
    await consulted(tx, "manager", NOW + days(1))
    await granted(tx, NOW + days(2))
    kinds = {"deputy": "تصمیم", "manager": "نظرخواهی", "admin": "تمدید استثنایی"}
    for name, kind in kinds.items():
        (line,) = lines(await enter(tx, name))
        assert line.startswith(f"۱) {kind}: ")
        assert name not in line  # whose it is need not be said to them
    assert not PROMISES.roles & {PEOPLE[name].role for name in ("yazd", "press", "observer")}
    other = await enter(tx, "manager")
    await other.hear(Choice("open", ("decision:1",)))
    assert "دیگر در پیگیری شما نیست" in other.text


async def test_a_line_opens_the_card_that_looks_after_it(tx: Transaction) -> None:
    await decided(tx, "deputy", date(2026, 12, 1))
    number = await consulted(tx, "deputy", NOW + days(5))
    talk = await (await enter(tx, "deputy")).tap("۱) تصمیم")
    assert "درخواست مشترک ۲ استان" in talk.text
    assert "تصمیم اجرا شد" in talk.labels
    talk = await (await enter(tx, "deputy")).tap("۲) نظرخواهی")
    assert (talk.flow, talk.state.at, talk.state.number) == ("consult", "item", number)


async def test_what_has_no_card_for_the_person_is_told(tx: Transaction) -> None:
    await announced(tx, "admin", "expect", None)
    await granted(tx, NOW + days(2))
    talk = await (await enter(tx, "head")).tap("۱) تمدید استثنایی")
    assert "محورها: تأمین برق، تأمین آب" in talk.text
    assert "دلیل: \u2068قطع برق\u2069" in talk.text
    talk = await (await talk.tap("بازگشت")).tap("۲) انتظار")
    assert "بی‌مهلت" in talk.text
    await talk.hear(Text("چیز دیگر"))
    assert "خوانده نشد" in talk.text
    talk = await (await enter(tx, "admin")).tap("۲) انتظار")
    assert talk.flow == "manage"
    assert "۲ از ۲" not in talk.text


async def test_what_is_over_leaves_the_list(tx: Transaction) -> None:
    await decided(tx, "deputy", date(2026, 12, 1))
    number = await consulted(tx, "head", NOW + days(1))
    expected = await announced(tx, "admin", "expect", NOW + days(1))
    await granted(tx, NOW + days(2))
    assert len(lines(await enter(tx, "head"))) == 4
    await consultations.decide(tx, number, "پذیرفته شد", "دلیل", NOW)
    assert "در انتظار اجرا" in (await enter(tx, "head")).text
    await consultations.execute(tx, number, "ابلاغ شد", NOW)
    await tx.run("UPDATE recipients SET done_at = :now WHERE announcement_id = :id", now=NOW, id=expected)
    rows = tuple(await obstacles.list_open(tx))
    await move(tx, NUMBERS["deputy"], MoveObstacles("headquarters", rows, "done"), NOW)
    assert "چیزی در پیگیری شما نیست" in (await enter(tx, "head", now=NOW + days(3))).text


async def test_a_restricted_consultation_is_for_its_opener_and_the_head_on_its_messenger_alone(tx: Transaction) -> None:
    await consulted(tx, "deputy", NOW + days(1), "گلوگاه‌های فساد", restricted=True)
    head = NUMBERS["head"]
    await accounts.link(tx, await accounts.meet(tx, "telegram", head, head, NOW), head, NOW)
    for name, platform, seen in (
        ("deputy", "bale", True),
        ("head", "bale", True),
        ("head", "telegram", False),
        ("manager", "bale", False),
        ("admin", "bale", False),
    ):
        assert ("گلوگاه" in (await enter(tx, name, platform)).text) == seen, name


async def test_long_lists_have_pages(tx: Transaction) -> None:
    for number in range(19):
        await consulted(tx, "deputy", NOW + days(number + 1), f"موضوع {number}")
    talk = await enter(tx, "deputy")
    seen = lines(talk)
    for _ in range(2):
        seen += lines(await talk.tap("صفحهٔ بعد"))
    assert len(set(seen)) == len(seen) == 19
    assert "صفحهٔ بعد" not in talk.labels
    assert "هر زمان" in (await talk.tap("پایان")).text

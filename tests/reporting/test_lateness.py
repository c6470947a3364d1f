"""Late is decided once: what is receipted is what is stored and counted, whatever outages lay over the deadline."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.counting.counting import list_cells
from bot.language.week import Week, week_of
from bot.programme.in_memory import hold_programme
from bot.reporting.cards import ReportState
from bot.workbooks.stamp import asked_of
from bot.workbooks.week_reading import stored
from bot.workbooks.week_rows import Typed
from handlers.free_messages.view import FastState
from handlers.looking_back.view import LookState
from handlers.reviewing.view import ReviewState
from handlers.workbooks.loading import load_week
from handlers.workbooks.view import BookState
from storage import outages, reports, returned
from storage.memory import Memory
from storage.outages import Outage
from storage.reports import Answer, Submission
from storage.returned import Returned
from storage.transaction import Transaction
from tests.fresh import content_of, made_once, open_content
from tests.obstacles.organisation import YAZD, Actor, open_organisation

MINUTE = timedelta(minutes=1)
DEADLINE = datetime.fromisoformat("2026-11-25T13:00:00+03:30")
WEEK: Week = week_of(DEADLINE.date())
WASTE, ADMIN = "AX05", 7
WAYS = {
    "card": ("* ثبت بدون تغییر",),
    "card by word": ("> ثبت بدون تغییر",),
    "unchanged": ("* بازگشت", "* تأیید بدون تغییر", "* تأیید می‌کنم"),
    "complete": ("* بدون تغییر", "* بدون تغییر", "* بدون تغییر", "* بازگشت", "* ثبت ۱ محور آماده"),
    "fast": ("* تأیید ۱", "* ثبت ۱ محور آماده"),
    "fast by word": ("* تأیید ۱", "> ثبت"),
    "workbook": ("* تأیید و ثبت",),
    "workbook by word": ("> ثبت",),
}
"""How the waste water can be handed in: the acts, the last of which does it."""


async def remember(tx: Transaction) -> None:
    """Let Yazd have said everything of the waste water a week ago."""
    plan = await hold_programme(tx, 1405)
    answers = tuple(Answer(each.code, 5, "", unchanged=False) for each in plan.indicators if each.axis == WASTE)
    before = Submission(plan.programme.id, WEEK.previous.saturday, YAZD, WASTE, "", "", late=False, answers=answers)
    await reports.submit(tx, 1, before, DEADLINE - timedelta(days=7))


@made_once
async def filled() -> bytes:
    """Return the database in which that was said."""
    async with open_organisation() as tx:
        await remember(tx)
        await tx.flush()
        return content_of(tx.connection)


async def hand_in(tx: Transaction, way: str, moment: datetime) -> str:
    """Let the CEO hand the waste water in, with the last act at an instant; return what is shown then."""
    ceo = Actor(tx, "yazd", moment - MINUTE)
    if way.startswith("fast"):
        await ceo.enter("fast", FastState("پساب بدون تغییر", week=WEEK.key, province=YAZD))
    elif way.startswith("workbook"):
        await ceo.enter("books", BookState(await fill_workbook(tx, ceo)))
    else:
        await ceo.enter("report", ReportState("card", WASTE, week=WEEK.key, province=YAZD))
    for place, act in enumerate(WAYS[way], 1):
        ceo.now = moment if place == len(WAYS[way]) else ceo.now
        mark, _, text = act.partition(" ")
        await ceo.tap(text) if mark == "*" else await ceo.say(text)
    return ceo.screen.text


async def fill_workbook(tx: Transaction, ceo: Actor) -> int:
    """Keep a workbook in which the waste water is as it was."""
    view = await load_week(tx, await ceo.caller(), YAZD, ceo.now)
    card = next(card for card in view.cards if card.code == WASTE)
    rows = [Typed(f"{WASTE}/{each.code}", place, "بدون تغییر") for place, each in enumerate(card.indicators, 1)]
    return await returned.add(tx, 1, Returned(WEEK.saturday, YAZD, asked_of(view.cards), stored(tuple(rows))), ceo.now)


def is_late(way: str, moment: datetime, away: list[Outage]) -> bool:
    """Say by the plain rules whether something is late that is said on Bale."""
    if moment <= DEADLINE:
        return False
    noticed = [each for each in away if each.platform == "bale" and each.declared_by is None]
    blind = [each.ended_at for each in noticed if each.began_at <= DEADLINE < each.ended_at]
    return WAYS[way][-1].startswith(">") or not any(moment < end + 10 * MINUTE for end in blind)


async def check(way: str, moment: datetime, away: list[Outage]) -> None:
    """Hand in under some outages: receipt, store and count say the same, and what the plain rules say."""
    async with open_content(filled()) as connection:
        tx = Transaction(connection, Memory(), b"s" * 32)
        for each in away:
            await outages.add(tx, each)
        receipt = await hand_in(tx, way, moment)
        report = await reports.get(tx, WEEK.saturday, YAZD, WASTE)
        cells = await list_cells(tx, moment + timedelta(days=7), [WEEK])
        outcome = next(each.outcome for each in cells if (each.province, each.axis) == (YAZD, WASTE))
        late = is_late(way, moment, away)
        assert ("با تأخیر ثبت شد" in receipt) == late, receipt
        assert "ثبت شد" in receipt
        assert report is not None
        assert report.late == late
        assert (outcome in {"late", "outage"}) == late
        week = (await Actor(tx, "yazd", moment).enter("look", LookState())).screen.text
        card = await Actor(tx, "head", moment).enter("review", ReviewState("card", WEEK.key, WASTE, report=report.id))
        assert ("با تأخیر" in week) == (outcome == "late"), week
        assert ("با تأخیر" in card.screen.text) == (outcome == "late"), card.screen.text


spans = st.builds(
    lambda platform, begin, length, declared: Outage(
        platform, DEADLINE + begin * MINUTE, DEADLINE + (begin + length) * MINUTE, ADMIN if declared else None, "x"
    ),
    st.sampled_from(("bale", "bale", "bale", "telegram")),
    st.integers(-90, 20),
    st.integers(3, 120),
    st.integers(0, 3).map(lambda drawn: drawn == 0),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WAYS)), st.integers(-10, 150), st.lists(spans, max_size=3))
async def test_receipt_store_and_count_say_the_same_under_any_outages(
    way: str, minutes: int, away: list[Outage]
) -> None:
    await check(way, DEADLINE + minutes * MINUTE, away)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("minutes", [25, 35])
async def test_a_tap_in_the_first_minutes_after_a_blind_deadline_is_receipted_stored_and_counted_on_time(
    way: str, minutes: int
) -> None:
    await check(way, DEADLINE + minutes * MINUTE, [Outage("bale", DEADLINE - 20 * MINUTE, DEADLINE + 20 * MINUTE)])

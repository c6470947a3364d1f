"""Whoever says too much hears so once and then nothing until it calms down; no answer is ever taken for too much."""

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery import floods
from bot.delivery.floods import MOST, MOST_ANSWERS, SPAN, Floods
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from storage.database import Database
from storage.inbox import Inbound
from storage.transaction import Transaction
from tests.fresh import open_fresh
from tests.stage import Stage, open_stage

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NOTICE = t("delivery.flood")


@pytest.fixture
async def tx(tmp_path: Path) -> AsyncIterator[Transaction]:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as database, opened(database) as found:
        yield found


def opened(database: Database):  # type: ignore[no-untyped-def]
    return database.transaction()


async def say(
    held: Floods,
    tx: Transaction,
    moments: Iterable[datetime],
    *,
    line: str = "person:1",
    fruitful: bool = False,
    said: bool = False,
    private: bool = True,
) -> list[bool]:
    """Return of each moment whether its update was heard; ``said`` gives it as the messenger's own date."""
    heard = []
    for moment in moments:
        received = NOW if said else moment
        row = Inbound(1, "bale", 7, 7, received, "{}", 0, line)
        turn = Turn(tx, row, received, floods=held, said_at=moment if said else None)
        turn.said_at = turn.said_at or received
        heard.append(await turn.hears(private=private))
        turn.fruitful = fruitful and heard[-1]
        turn.weigh()
    return heard


async def notices(tx: Transaction) -> int:
    return await tx.count("SELECT count(*) FROM outbox WHERE text = :text", text=NOTICE)


def every(seconds: float, count: int, start: datetime = NOW) -> list[datetime]:
    return [start + number * timedelta(seconds=seconds) for number in range(count)]


async def test_too_many_within_a_minute_are_told_once_and_then_not_heard(tx: Transaction) -> None:
    held = Floods()
    assert await say(held, tx, every(0.1, 500)) == [True] * MOST + [False] * (500 - MOST)
    assert await notices(tx) == 1


async def test_it_is_heard_again_once_it_calmed_down_and_told_again_if_it_begins_again(tx: Transaction) -> None:
    held = Floods()
    await say(held, tx, every(0.1, 200))
    later = NOW + 20 * SECOND + SPAN
    assert await say(held, tx, [later]) == [True]
    await say(held, tx, every(0.1, 200, later))
    assert await notices(tx) == 2


async def test_it_stays_silent_while_it_goes_on(tx: Transaction) -> None:
    held = Floods()
    assert sum(await say(held, tx, every(1, 600))) == MOST
    assert await notices(tx) == 1
    assert all(await say(held, tx, every(3, 60, NOW + timedelta(hours=1))))


async def test_a_burst_of_answers_that_a_phone_kept_is_heard_however_fast_it_comes(tx: Transaction) -> None:
    held = Floods()
    assert all(await say(held, tx, [NOW] * (MOST_ANSWERS - 10), fruitful=True))
    assert await notices(tx) == 0


async def test_even_answers_have_an_end(tx: Transaction) -> None:
    held = Floods()
    assert sum(await say(held, tx, [NOW] * 1_000, fruitful=True)) == MOST_ANSWERS
    assert await notices(tx) == 1


async def test_what_was_said_over_hours_and_comes_at_once_after_an_absence_is_heard(tx: Transaction) -> None:
    held = Floods()
    assert all(await say(held, tx, every(20, 300, NOW - timedelta(hours=3)), said=True))
    backwards = reversed(every(20, 300, NOW - timedelta(hours=9)))
    assert all(await say(held, tx, backwards, said=True))


async def test_nobody_pays_for_another(tx: Transaction) -> None:
    held = Floods()
    await say(held, tx, every(0.1, 200), line="telegram:5")
    assert all(await say(held, tx, every(0.1, MOST), line="person:2"))


async def test_a_group_is_not_written_to(tx: Transaction) -> None:
    assert not all(await say(Floods(), tx, every(0.1, 100), private=False))
    assert await notices(tx) == 0


async def test_people_of_an_hour_ago_are_forgotten(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "MOST_LINES", 10)
    held = Floods()
    for number in range(10):
        await say(held, tx, [NOW], line=f"telegram:{number}")
    await say(held, tx, [NOW + 2 * SPAN], line="telegram:99")
    assert list(held._floods) == ["telegram:99"]
    for number in range(20):
        await say(held, tx, [NOW + 2 * SPAN], line=f"telegram:{number}")
        assert len(held._floods) <= 10


async def registered(stage: Stage) -> None:
    phone = stage.phone("مدیرعامل یزد", "bale")
    phone.start()
    await stage.settle()
    phone.press_menu(t("people.button.phone"))
    await stage.settle()
    phone.tap("بدون عنوان")
    await stage.settle()


async def test_service_hears_forty_acts_of_one_moment_that_bring_answers_and_stops_nonsense(tmp_path: Path) -> None:
    async with open_stage(tmp_path, NOW) as stage:
        await registered(stage)
        stage.service.dispatcher.floods = Floods()
        phone = stage.phone("مدیرعامل یزد", "bale")
        phone.press_menu("گزارش این هفته")
        await stage.settle()
        phone.tap("تأمین برق")
        await stage.settle()
        for number in range(13):
            for label in ("جزئیات", ""):
                phone.tap(label or phone.messages[-1].labels[0])
                await stage.settle()
            phone.say(f"{number + 1} میلیارد تومان")
            await stage.settle()
        assert not [shown for shown in phone.messages if shown.text == NOTICE]
        shown = len(phone.messages)
        for _number in range(60):
            phone.say("؟")
        await stage.settle()
        said = [each.text for each in phone.messages[shown:]]
        assert said.count(NOTICE) == 1
        assert said[-1] == NOTICE
        assert len(said) <= MOST + 1
        stage.clock.advance(61)
        phone.say("راهنما")
        await stage.settle()
        assert phone.messages[-1].text != NOTICE

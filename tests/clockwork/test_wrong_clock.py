"""The host's clock is wrong: answers are taken, nothing is sent unasked, and what waited is judged anew after."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.judged_clock import DOUBTED_AFTER, JudgedClock
from bot.language.catalogue import t
from sandbox.clock import Clock
from tests.attack.acting import ADMIN, CEO, HEAD, ask, come_in, say, tap
from tests.stage import Stage, open_stage

TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SENT_BY_THE_CLOCK = """SELECT count(*) FROM outbox
                       WHERE kind IN ('push', 'announcement') OR text LIKE '%گزارش روزانهٔ ستاد%'"""


class Wrong:
    """A host's clock that is off by so much, until it is set."""

    def __init__(self, right: Clock, off: timedelta) -> None:
        self._right = right
        self.off = off

    def now(self) -> datetime:
        return self._right.now() + self.off

    async def sleep_until(self, instant: datetime) -> None:
        await self._right.sleep_until(instant - self.off)


async def heard(stage: Stage, verdict: bool) -> None:
    """Return once the service has judged its clock; every /start lets a poll come back."""
    async with asyncio.timeout(30):
        while stage.service.clock.right is not verdict:
            stage.messenger.phone("telegram", 77).start()
            await asyncio.sleep(0.05)
    await stage.settle()


@pytest.mark.parametrize("off", [timedelta(days=365), timedelta(days=-1), timedelta(seconds=150)])
async def test_while_the_clock_is_wrong_answers_are_taken_and_nothing_is_sent_unasked(
    off: timedelta, tmp_path: Path
) -> None:
    hosts: list[Wrong] = []

    def host(clock: Clock) -> Wrong:
        hosts.append(Wrong(clock, off))
        return hosts[0]

    async with open_stage(tmp_path, TUESDAY, host=host) as stage:
        await heard(stage, verdict=False)
        for name in (ADMIN, HEAD):
            await come_in(stage, name)
        ceo = await come_in(stage, CEO)
        await say(stage, ceo, "/report")
        await tap(stage, ceo, "تأمین آب")
        await say(stage, ceo, "۲۳", "۱۲", "۳")
        assert "شمارهٔ رسید" in await tap(stage, ceo, "ثبت و محور بعدی")
        assert ask(stage, "SELECT DISTINCT week, late FROM reports") == [("2026-11-21", 0)]
        assert ask(stage, SENT_BY_THE_CLOCK) == [(0,)]
        assert ask(stage, "SELECT count(*) FROM ledger WHERE kind NOT IN ('alert', 'house')") == [(0,)]
        assert stage.service.report()["clock"] == "wrong"
        hosts[0].off = timedelta(0)
        await heard(stage, verdict=True)
        await asyncio.sleep(0.2)
        await stage.settle()
        assert ask(stage, "SELECT DISTINCT period FROM ledger WHERE kind = 'opening' AND outcome = 'done'") == [
            ("2026-11-21",)
        ]
        assert ask(stage, SENT_BY_THE_CLOCK) != [(0,)]
        texts = [text for (text,) in ask(stage, "SELECT text FROM outbox WHERE kind = 'notice'")]
        assert t("delivery.alert_clock_right") in texts


def test_a_clock_that_creeps_away_is_wrong_once_every_messenger_says_so_three_times() -> None:
    host = Clock.standing(TUESDAY)
    clock = JudgedClock(host)
    clock.hear("bale", TUESDAY)
    for seconds in range(0, 400, 10):
        said = TUESDAY + timedelta(seconds=seconds)
        clock.hear("bale", said)
        beyond = seconds > 120 + 10 * (DOUBTED_AFTER - 1)
        assert clock.right is not beyond
        assert clock.now() == (said if beyond else TUESDAY)


def test_one_messenger_that_agrees_is_enough() -> None:
    clock = JudgedClock(Clock.standing(TUESDAY))
    for _poll in range(5):
        clock.hear("bale", TUESDAY + timedelta(hours=1))
        clock.hear("telegram", TUESDAY)
    assert (clock.right, clock.now(), clock.ahead) == (True, TUESDAY, {"bale": 3600.0, "telegram": 0.0})


def test_before_any_messenger_has_said_its_time_nothing_is_known() -> None:
    clock = JudgedClock(Clock.standing(TUESDAY))
    assert clock.right is None
    clock.hear("bale", None)
    assert clock.right is True


async def test_who_waits_for_a_moment_waits_for_the_judged_one() -> None:
    host = Clock.standing(TUESDAY)
    clock = JudgedClock(host)
    clock.hear("bale", TUESDAY - timedelta(hours=1))
    waiting = asyncio.create_task(clock.sleep_until(TUESDAY))
    for minutes in range(60):
        assert not waiting.done(), minutes
        host.advance(60)
        await asyncio.sleep(0.001)
    await asyncio.wait_for(waiting, 5)

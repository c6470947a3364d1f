"""Admins who are hasty, late, or two at once; and what is typed where a name or a time is asked."""

import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.conversing.converse import go_on
from bot.delivery.turn import Turn
from bot.language.week import Week, week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.programme.schedule import check_lines, lines_of
from bot.programme.timetable import Timetable
from bot.said import Choice, Said
from handlers.conversations import CONVERSATIONS, enter_all
from storage import estate_register, schedules
from storage.inbox import Inbound
from storage.transaction import Transaction
from tests.administering.office import ADMIN, SECOND, Office, open_office

FLOWS = {flow.name: flow for flow in CONVERSATIONS}
enter_all()
SATURDAY = datetime.fromisoformat("2026-11-28T00:00:00+03:30")
ROOMS = ("admin", "admin_schedule", "admin_thursdays", "admin_estates")
TEXTS = (
    *("", "؛", "a;b", '=HYPERLINK("x")', "ا" * 61, "x" * 4096, "\u202eab", '«»"\\{0}%s', "/x", "-1", "٢"),
    *("۸", "۹", "۱۶", "۲۳:۵۹", "۱۱:۳۰", "شنبه ۸", "یکشنبه ۸", "سه شنبه ۱۲", "چهارشنبه ۹", "دوشنبه", "پنجشنبه ۱۲"),
    *("یزد", "قم", "شهرک الف", "شهرک  الف", "شهرك الف", "علی رضایی", "سارا"),
)


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_office() as office:
        yield office.tx


async def test_estate_that_waits_already_is_not_added_again_in_whatever_spelling(tx: Transaction) -> None:
    admin = await (await Office(tx).enter("admin_estates")).say("یزد")
    for name in ("شهرک الف", "شهرک الف", "شهرك الف", "شهرکِ الف"):
        await (await admin.tap("افزودن")).say(name)
        while "افزودن" not in "".join(admin.labels):
            await admin.tap("بازگشت")
    await admin.tap("تغییرهای", "تأیید")
    assert [each.name for each in await estate_register.list_all(tx)] == ["شهرک الف"]


async def test_tap_of_friday_that_is_handled_on_saturday_is_answered_and_changes_nothing(tx: Transaction) -> None:
    admin = await (await (await (await Office(tx).enter("admin_schedule")).tap("مهلت")).say("سه‌شنبه ۱۲")).tap(
        "تغییرهای"
    )
    friday = SATURDAY - timedelta(seconds=1)
    row = Inbound(1, "bale", ADMIN, ADMIN, friday, "", 1, "bale:1")
    turn = Turn(tx, row, SATURDAY + timedelta(seconds=1), said_at=friday)
    await tx.run(
        "INSERT INTO inbox (id, platform, bot_id, update_id, received_at, raw) VALUES (1, 'bale', 1, 1, '', '')"
    )
    await go_on(turn, await admin.caller(), FLOWS["admin_schedule"], admin.state, Choice("confirm"))
    assert "آغاز شده است" in str(await tx.value("SELECT text FROM outbox ORDER BY id DESC LIMIT 1"))
    assert not await schedules.list_all(tx)


class Hasty(Office):
    """An admin on whose clock time passes, and who remembers the last screens of one room."""

    async def hear(self, said: Said) -> "Hasty":
        before, shown = self.flow, len(self.screens)
        await super().hear(said)
        self.screens = self.screens[0 if self.flow == before else shown :][-9:]
        return self


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_two_admins_tap_and_type_weeks_stay_weeks_and_the_past_stays(tx: Transaction, seed: int) -> None:
    chance = random.Random(seed)
    past: dict[Week, Timetable | None] = {}
    admins = [Hasty(tx, number) for number in (ADMIN, SECOND)]
    for _ in range(200):
        admin = chance.choice(admins)
        await _act(admin, chance)
        held = await hold_calendar(tx)
        for _week, rules in held.changes:
            check_lines(lines_of(rules))
        assert sum(map(len, admin.screens[-1].rows)) <= 100
        assert all(admin.screens[-1].rows), "a row without a button"
        assert {week: held.times(week, "IR-21") for week in past} == past
        week = week_of(day_of(max(each.now for each in admins)))
        past[week] = held.times(week, "IR-21")


async def _act(admin: Hasty, chance: random.Random) -> None:
    if admin.state is None or admin.flow not in ROOMS or chance.random() < 0.05:
        await admin.enter(chance.choice(ROOMS))
    elif chance.random() < 0.02:
        admin.now += timedelta(hours=chance.choice((1, 20, 60, 200)))
    elif chance.random() < 0.3:
        await admin.say(chance.choice(TEXTS))
    else:  # a button of this screen, or of one before it
        screen = admin.screens[-1] if chance.random() < 0.9 else chance.choice(admin.screens)
        button = chance.choice([each for row in screen.rows for each in row] or [None])
        if button:
            await admin.hear(Choice(button.name, button.args))

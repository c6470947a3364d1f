"""An exception: granted by an admin for a locked week, until an instant that has still to come."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.conversing.replies import quoted
from bot.language.catalogue import t
from bot.said import Choice, Said, Text
from handlers.excepting.flow import EXCEPTION
from handlers.excepting.view import ExceptState
from storage import exceptions
from tests.chasing.world import open_world, tehran
from tests.delegating.office import YAZD, Office

NOW = tehran("1405/09/08 10:00")
"""A Sunday: the week of 4 Azar was locked the day before."""
WEEK = "2026-11-21"
END = tehran("1405/09/09 13:00")
AXES = ("AX02", "AX05")


@dataclass
class Admin:
    """An admin in the conversation of an exception, and what it has shown last."""

    office: Office
    person: int
    state: ExceptState | None = None
    text: str = ""

    async def hear(self, *said: Said, now: datetime = NOW) -> str:
        for each in said:
            step = await self.office.say(self.person, EXCEPTION, self.state or ExceptState(), each, now)
            self.state, self.text = step.state, step.screens[-1].text
        return self.text

    async def prepare(self) -> "Admin":
        """Answer everything up to the preview: two axes of Yazd, until tomorrow at 13."""
        await self.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)))
        await self.hear(*(Choice("toggle", (code,)) for code in AXES), Choice("on"))
        await self.hear(Choice("until", (END.isoformat(),)), Text("قطعی اینترنت در استان"))
        return self

    async def list_granted(self, now: datetime = NOW) -> list[str]:
        async with self.office.world.turn() as tx:
            return sorted(each.axis for each in await exceptions.list_valid(tx, YAZD, now))

    def list_audited(self) -> list[tuple[str, str, str, dict[str, str]]]:
        rows = self.office.world.ask("SELECT actor, action, subject, detail FROM audit WHERE action LIKE 'exception.%'")
        return [(*row[:3], json.loads(row[3])) for row in rows]


@pytest.fixture
async def admin() -> AsyncIterator[Admin]:
    async with open_world() as world:
        office = await Office(world).open()
        yield Admin(office, await world.person(NOW, "admin"))


async def test_what_is_confirmed_is_granted_and_stands_in_the_audit_trail(admin: Admin) -> None:
    assert await (await admin.prepare()).hear(Choice("confirm")) == t("excepting.done", count=1)
    assert await admin.list_granted() == list(AXES)
    what = {"axes": ";".join(AXES), "until": END.isoformat()}
    assert admin.list_audited() == [(f"person:{admin.person}", "exception.grant", f"{WEEK}/{YAZD}", what)]
    assert [text for text in admin.office.told(admin.office.ceo) if "قطعی اینترنت" in text]


@pytest.mark.parametrize("later", [timedelta(), timedelta(minutes=1)])
async def test_what_is_confirmed_after_its_end_is_not_granted(admin: Admin, later: timedelta) -> None:
    await admin.prepare()
    assert t("excepting.past") in await admin.hear(Choice("confirm"), now=END + later)
    assert await admin.list_granted() == []
    assert admin.list_audited() == []
    assert admin.office.told(admin.office.ceo) == []


async def test_what_is_confirmed_in_the_last_minute_is_granted(admin: Admin) -> None:
    last = END - timedelta(minutes=1)
    await (await admin.prepare()).hear(Choice("confirm"), now=last)
    assert await admin.list_granted(last) == list(AXES)
    assert await admin.list_granted(END) == []


async def test_an_end_that_is_over_is_not_taken(admin: Admin) -> None:
    await admin.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)), Choice("all"))
    assert t("excepting.past") in await admin.hear(Text("دیروز"))
    assert t("excepting.past") in await admin.hear(Choice("until", (NOW.isoformat(),)))
    assert admin.state is not None
    assert admin.state.at == "until"


async def test_an_end_that_may_be_one_of_two_days_is_asked_about(admin: Admin) -> None:
    await admin.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)), Choice("all"))
    assert await admin.hear(Text("۱۰ تا ۲۰ آذر")) == f"{quoted('۱۰ تا ۲۰ آذر')}\n{t('common.which_day')}"
    assert admin.state is not None
    assert (admin.state.at, admin.state.until) == ("until", "")
    await admin.hear(Choice("day", ("2026-12-11",)))
    assert (admin.state.at, admin.state.until) == ("reason", tehran("1405/09/20 13:00").isoformat())


async def test_an_end_may_have_its_hour_and_one_far_away_is_asked_about(admin: Admin) -> None:
    await admin.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)), Choice("all"))
    assert "بیش از ۱۴ روز فاصله دارد" in await admin.hear(Text("پایان سال"))
    assert admin.state is not None
    assert admin.state.until == ""
    await admin.hear(Choice("again"), Text("تا ۱۰ آذر ساعت ۱۲"))
    assert (admin.state.at, admin.state.until) == ("reason", tehran("1405/09/10 12:00").isoformat())

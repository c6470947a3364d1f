"""An exception: granted by an admin for a locked week, until an instant that has still to come."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

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

    def hear(self, *said: Said, now: datetime = NOW) -> str:
        for each in said:
            step = self.office.say(self.person, EXCEPTION, self.state or ExceptState(), each, now)
            self.state, self.text = step.state, step.screens[-1].text
        return self.text

    def prepare(self) -> "Admin":
        """Answer everything up to the preview: two axes of Yazd, until tomorrow at 13."""
        self.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)))
        self.hear(*(Choice("toggle", (code,)) for code in AXES), Choice("on"))
        self.hear(Choice("until", (END.isoformat(),)), Text("قطعی اینترنت در استان"))
        return self

    def list_granted(self, now: datetime = NOW) -> list[str]:
        with self.office.world.turn() as tx:
            return sorted(each.axis for each in exceptions.list_valid(tx, YAZD, now))

    def list_audited(self) -> list[tuple[str, str, str, dict[str, str]]]:
        rows = self.office.world.ask("SELECT actor, action, subject, detail FROM audit WHERE action LIKE 'exception.%'")
        return [(*row[:3], json.loads(row[3])) for row in rows]


@pytest.fixture
def admin() -> Iterator[Admin]:
    with open_world() as world:
        office = Office(world).open()
        yield Admin(office, world.person(NOW, "admin"))


def test_what_is_confirmed_is_granted_and_stands_in_the_audit_trail(admin: Admin) -> None:
    assert admin.prepare().hear(Choice("confirm")) == t("excepting.done", count=1)
    assert admin.list_granted() == list(AXES)
    what = {"axes": ";".join(AXES), "until": END.isoformat()}
    assert admin.list_audited() == [(f"person:{admin.person}", "exception.grant", f"{WEEK}/{YAZD}", what)]
    assert [text for text in admin.office.told(admin.office.ceo) if "قطعی اینترنت" in text]


@pytest.mark.parametrize("later", [timedelta(), timedelta(minutes=1)])
def test_what_is_confirmed_after_its_end_is_not_granted(admin: Admin, later: timedelta) -> None:
    admin.prepare()
    assert t("excepting.past") in admin.hear(Choice("confirm"), now=END + later)
    assert admin.list_granted() == []
    assert admin.list_audited() == []
    assert admin.office.told(admin.office.ceo) == []


def test_what_is_confirmed_in_the_last_minute_is_granted(admin: Admin) -> None:
    last = END - timedelta(minutes=1)
    admin.prepare().hear(Choice("confirm"), now=last)
    assert admin.list_granted(last) == list(AXES)
    assert admin.list_granted(END) == []


def test_an_end_that_is_over_is_not_taken(admin: Admin) -> None:
    admin.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)), Choice("all"))
    assert t("excepting.past") in admin.hear(Text("دیروز"))
    assert t("excepting.past") in admin.hear(Choice("until", (NOW.isoformat(),)))
    assert admin.state is not None
    assert admin.state.at == "until"


def test_an_end_that_may_be_one_of_two_days_is_asked_about(admin: Admin) -> None:
    admin.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)), Choice("all"))
    assert admin.hear(Text("۱۰ تا ۲۰ آذر")) == t("common.which_day")
    assert admin.state is not None
    assert (admin.state.at, admin.state.until) == ("until", "")
    admin.hear(Choice("day", ("2026-12-11",)))
    assert (admin.state.at, admin.state.until) == ("reason", tehran("1405/09/20 13:00").isoformat())


def test_an_end_may_have_its_hour_and_one_far_away_is_asked_about(admin: Admin) -> None:
    admin.hear(Choice("enter"), Choice("province", (YAZD,)), Choice("week", (WEEK,)), Choice("all"))
    assert "بیش از ۱۴ روز فاصله دارد" in admin.hear(Text("پایان سال"))
    assert admin.state is not None
    assert admin.state.until == ""
    admin.hear(Choice("again"), Text("تا ۱۰ آذر ساعت ۱۲"))
    assert (admin.state.at, admin.state.until) == ("reason", tehran("1405/09/10 12:00").isoformat())

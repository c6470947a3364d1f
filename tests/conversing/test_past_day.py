"""A day that is past, as that of a letter: the last one of its name, sure or asked; and words with their limits."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversing.answers import FreeText
from bot.conversing.day_answers import PastDay, read_past_days
from bot.conversing.form import Ask, Instead
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.language.date_picker import pick_past_day, pick_past_day_of_month
from bot.language.jalali import jalali
from bot.said import Choice, Location, Said, Text
from tests.obstacles.organisation import day

TODAY = day("2026-11-24")  # سه‌شنبه ۳ آذر ۱۴۰۵


@dataclass(frozen=True)
class Nowhere:
    at: str = ""


@dataclass(frozen=True)
class Nothing:
    state: Nowhere = field(default_factory=Nowhere)


NOTHING = Nothing()
PAST_DAY: PastDay[Nothing] = PastDay(lambda _view: TODAY)


def hear(said: Said) -> str | Instead | None:
    return PAST_DAY.hear(Ask(NOTHING, "day", ""), said)


@pytest.mark.parametrize(
    ("typed", "days", "sure"),
    [
        ("۱۴۰۵/۰۸/۲۷", ["2026-11-18"], True),
        ("امروز", ["2026-11-24"], True),
        ("دیروز", ["2026-11-23"], True),
        ("۲۷ آبان", ["2026-11-18"], True),
        ("۲۰ آذر", ["2025-12-11"], False),  # this year's is still to come
        ("۲۵ فروردین", ["2026-04-14"], False),
        ("۰۵/۰۷/۰۸", ["2026-09-30"], True),
        ("۷/۸", ["2026-10-29", "2026-09-30"], False),
        ("1/6/05", ["2026-08-23"], True),
    ],
)
def test_a_day_is_the_last_one_of_its_name(typed: str, days: list[str], sure: bool) -> None:
    found = read_past_days(typed, TODAY)
    assert [each.isoformat() for each in found.days] == days
    assert found.sure == sure


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("۱۴۰۵/۰۹/۰۴", "common.future_day"),
        ("فردا", "common.future_day"),
        ("۱۳۵۰/۰۹/۰۴", "common.old_day"),
        ("۱۴۰۵/۰۷/۳۱", "date.refused.no_day"),
        ("شمارهٔ ۱۲", "date.refused.no_date"),
        ("", "date.refused.no_date"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_reason(typed: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        read_past_days(typed, TODAY)
    assert caught.value.key == key
    assert caught.value.text


def test_what_is_heard_is_a_day_several_a_month_or_nothing() -> None:
    assert hear(Choice("day", ("2026-11-18",))) == "2026-11-18"
    assert hear(Text("دیروز")) == "2026-11-23"
    month, doubt = hear(Choice("month", ("1405-08",))), hear(Text("۲۰ آذر"))
    assert isinstance(month, Instead)
    assert (month.text, month.back, month.rows[0][0].label) == ("", "again", "۱")
    assert isinstance(doubt, Instead)
    assert (doubt.text, doubt.back) == (t("common.right_day"), "back")
    assert [button.label for row in doubt.rows for button in row] == [dates.date(day("2025-12-11"))]
    assert hear(Location(1, 2)) is None
    assert hear(Choice("yes")) is None
    with pytest.raises(UserError):  # an old screen of a later day
        hear(Choice("day", ("2026-11-25",)))


@given(st.dates(day("2020-01-01"), day("2040-01-01")))
def test_the_picker_offers_only_days_that_are_past(today: object) -> None:
    assert isinstance(today, type(TODAY))
    *days, months = pick_past_day(today)
    picks = [pick for row in days for pick in row]
    assert picks[0].choice == today.isoformat()
    assert all(day(pick.choice) <= today for pick in picks)
    assert months[0].choice == f"{jalali(today).year:04}-{jalali(today).month:02}"
    for month in months:
        numbers = [pick for row in pick_past_day_of_month(month.choice, today) for pick in row]
        assert numbers
        assert all(day(pick.choice) <= today for pick in numbers)


def test_words_have_their_limits() -> None:
    ask: Ask[Nothing] = Ask(NOTHING, "words", "")
    assert FreeText[Nothing](10).hear(ask, Text(" ۱۲/ ت ")) == "۱۲/ ت"
    assert FreeText[Nothing](10).hear(ask, Text("یک\n دو")) == "یک دو"
    assert FreeText[Nothing](10, lines=True).hear(ask, Text(" یک\nدو ")) == "یک\nدو"
    assert FreeText[Nothing](10).hear(ask, Text("")) is FreeText[Nothing](10).hear(ask, Text("/start")) is None
    for lines in (False, True):
        with pytest.raises(UserError) as caught:
            FreeText[Nothing](40, lines).hear(ask, Text("۱" * 41))
        assert caught.value.key == "report.too_long"

"""Each estate answers for itself alone; the province sees who has answered, and the sum."""

from datetime import timedelta
from typing import Any

import pytest

from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.in_memory import hold_calendar
from bot.reporting.estates.reminding import newest_call, remind_estates
from bot.reporting.estates.sums import Decided, Estates
from bot.reporting.estates.view import EstateState
from bot.said import Choice, File, Said, Text
from handlers.estates.flow import ESTATES
from storage import people
from storage.people import Duty
from tests.chasing.world import tehran
from tests.delegating.office import MONDAY, WATER, YAZD, Office

MEYBOD, ARDAKAN = "میبد", "اردکان"
OPENS = tehran("1405/09/02 09:00")
PHOTO = File("photo", "file", "", 1000, "image/jpeg", "")


async def join(office: Office, estates: str, province: str = YAZD) -> int:
    """Add somebody who looks after estates."""
    person = await office.world.person(MONDAY, "estate_manager", province)
    async with office.world.turn() as tx:
        await people.save_duty(tx, person, Duty("estate_manager", province, estates, ""))
    return person


def indicator(office: Office, place: int = 0) -> str:
    """Return the code of an indicator of the water axis."""
    rows = office.world.ask("SELECT code FROM indicators WHERE axis = ? ORDER BY position", WATER)
    return str(rows[place][0])


async def ask(office: Office, code: str | None = None) -> str:
    """Let the CEO ask the estates about one indicator of the water axis."""
    asked = indicator(office) if code is None else code
    await office.report(office.ceo, Choice("open", (WATER,)), Choice("ask_estates", (asked,)))
    return asked


async def say(office: Office, person: int, said: Said, estate: str = MEYBOD, **state: str) -> Any:
    """Say something at the card of an estate."""
    at = EstateState(state.pop("at", "card"), YAZD, estate, WATER, **state)
    return await office.say(person, ESTATES, at, said)


def answers(office: Office) -> list[tuple[Any, ...]]:
    return office.world.ask("SELECT estate, value FROM estate_answers ORDER BY estate")


async def test_an_estate_answers_for_itself(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    step = await say(office, manager, Text("۱۲"))
    assert [estate for estate, _value in answers(office)] == [MEYBOD]
    assert t("estate.card.complete") in step.screens[0].text


@pytest.mark.parametrize("estate", [ARDAKAN, "", "جایی"])
async def test_an_estate_manager_sees_only_the_own_estate(office: Office, estate: str) -> None:
    manager = await join(office, MEYBOD)
    await join(office, ARDAKAN)
    await ask(office)
    step = await say(office, manager, Text("۱۲"), estate)
    assert answers(office) == []
    assert ARDAKAN not in step.screens[0].text
    await say(office, manager, Choice("sure", (indicator(office), "12", "")), estate)
    await say(office, manager, PHOTO, estate)
    await say(office, manager, Text("مانع"), estate, at="obstacle")
    assert [office.world.count(table) for table in ("estate_answers", "estate_obstacles")] == [0, 0]
    sent = office.world.ask("SELECT estate, axis, kind FROM estate_entries ORDER BY id")
    assert sent == [(MEYBOD, "", "piece"), (MEYBOD, "", "obstacle")]  # what is sent where nothing is asked is the own's
    assert office.world.ask("SELECT axis FROM evidence") == [("",)]


async def test_an_estate_of_another_province_is_not_asked(office: Office) -> None:
    manager = await join(office, MEYBOD, "IR-07")
    await ask(office)
    await say(office, manager, Text("۱۲"))
    assert answers(office) == []


async def test_nothing_else_is_asked_and_nothing_after_it_is_closed(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    other = indicator(office, 1)
    await say(office, manager, Choice("sure", (other, "12", "")))
    assert answers(office) == []
    await office.report(office.ceo, Choice("close_estates"))
    await say(office, manager, Text("۱۲"))
    assert answers(office) == []
    assert t("estate.nothing") in (await office.say(manager, ESTATES, EstateState(), Choice("enter"))).screens[0].text


async def test_a_figure_that_does_not_fit_is_asked_about(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    await say(office, manager, Text("۱۲"))
    office.world.ask("UPDATE estate_answers SET week = '2026-11-14'")
    step = await say(office, manager, Text("۴۰۰"))
    assert step.state.at == "question"
    assert len(answers(office)) == 1
    await say(office, manager, Choice("sure", (indicator(office), "400", "")), at="question")
    assert len(answers(office)) == 2


async def test_a_figure_over_the_ceiling_is_asked_about_and_names_the_ceiling(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    step = await say(office, manager, Text("۶۵۰"))
    assert step.state.at == "question"
    assert "۶۵۰ لیتر بر ثانیه بیش از سقف" in step.screens[0].text
    assert not answers(office)
    kept = await say(office, manager, Choice("sure", step.screens[0].rows[0][0].args), at="question")
    assert len(answers(office)) == 1
    assert "۶۵۰ لیتر بر ثانیه بیش از سقف" in kept.screens[0].text


async def test_a_figure_beside_the_name_of_another_axis_is_asked_about(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    step = await say(office, manager, Text("زنجیره ۱۲"))
    assert t("report.other_axis") in step.screens[0].text
    assert not answers(office)


async def test_a_rounded_figure_is_said_to_be(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    step = await say(office, manager, Text("۳۲٫۴۴"))
    assert step.screens[0].text.startswith(f"{t('report.rounded')}\n")


async def test_a_photo_and_an_obstacle_are_kept_with_the_estate(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    await say(office, manager, PHOTO)
    await say(office, manager, Text("لوله شکسته است."), at="obstacle")
    assert office.world.ask("SELECT person_id, axis, note FROM evidence") == [(manager, WATER, MEYBOD)]
    assert office.world.ask("SELECT kind FROM errands WHERE kind = 'download'") == [("download",)]
    shown = await office.report(office.ceo, Choice("open", (WATER,)), Choice("estates"))
    assert t("estate.province.obstacle", estate=MEYBOD, words="لوله شکسته است.") in shown
    assert t("estate.province.pieces", count=1) in shown


async def test_the_sum_stands_beside_the_own_figure_and_is_taken_over_with_a_tap(office: Office) -> None:
    first, second = await join(office, MEYBOD), await join(office, ARDAKAN)
    asked = await ask(office)
    await say(office, first, Text("۱۲"))
    shown = await office.report(office.ceo, Choice("open", (WATER,)), Choice("estates"))
    assert t("estate.province.answer", estate=ARDAKAN, value=t("numbers.missing")) in shown
    await say(office, second, Text("۸"), ARDAKAN)
    await office.report(office.ceo, Choice("open", (WATER,)), Choice("take_sum", (asked,)), "8", "5", Choice("submit"))
    given = dict(answers(office))
    assert office.world.ask("SELECT value FROM answers WHERE indicator = ?", asked) == [(sum(given.values()),)]


async def test_the_own_figure_stays_only_with_a_reason(office: Office) -> None:
    manager = await join(office, MEYBOD)
    asked = await ask(office)
    await say(office, manager, Text("۱۲"))
    shown = await office.report(office.ceo, Choice("open", (WATER,)), "20", "8", "5", Choice("submit"))
    assert t("estate.province.settle") in shown
    assert office.standing() == []
    await office.report(office.ceo, Choice("keep_own", (asked,)), "بخشی بیرون است", Choice("submit"))
    assert office.standing() == [("submitted", 0, office.ceo, office.ceo)]
    assert office.world.ask("SELECT reason FROM estate_decisions") == [("بخشی بیرون است",)]


@pytest.mark.parametrize("what", ["ask_estates", "close_estates"])
async def test_only_who_signs_opens_and_closes(office: Office, what: str) -> None:
    await join(office, MEYBOD)
    await office.give(WATER)
    if what == "close_estates":
        await ask(office)
    args = (indicator(office),) if what == "ask_estates" else ()
    before = office.world.ask("SELECT id, closed_at FROM estate_questions")
    await office.report(office.colleague, Choice("open", (WATER,)), Choice(what, args))
    assert office.world.ask("SELECT id, closed_at FROM estate_questions") == before


async def test_estates_are_reminded_while_they_owe_and_once_each(office: Office) -> None:
    first, second = await join(office, MEYBOD), await join(office, ARDAKAN)
    await ask(office)
    await say(office, first, Text("۱۲"))
    for minutes in (0, 1, 30):
        async with office.world.turn() as tx:
            await remind_estates(tx, OPENS + timedelta(minutes=minutes))
    assert [seen.person for seen in office.world.seen()] == [second]
    async with office.world.turn() as tx:
        await remind_estates(tx, tehran("1405/09/04 08:30"))
        await remind_estates(tx, tehran("1405/09/04 13:00"))
    called = office.world.seen()
    assert [seen.person for seen in called] == [second, second]
    assert ["یادآوری:" in seen.text for seen in called] == [False, True]


async def test_nobody_is_reminded_before_the_opening_or_after_the_deadline(office: Office) -> None:
    async with office.world.turn() as tx:
        times = (await hold_calendar(tx)).times(week_from_key("2026-11-21"), YAZD)
    assert times
    moments = {
        "1405/09/02 08:59": "",
        "1405/09/02 09:00": "opening",
        "1405/09/04 08:30": "reminder",
        "1405/09/04 11:30": "last_reminder",
        "1405/09/04 13:00": "",
    }
    assert {moment: newest_call(times, tehran(moment)) for moment in moments} == moments


@pytest.mark.parametrize(
    ("given", "own", "settled"),
    [
        ({"a": 1, "b": 2}, 3, True),
        ({"a": 1, "b": 2}, 4, False),
        ({"a": 1}, 4, True),  # not everybody has answered
        ({}, 4, True),
        ({"a": 1, "b": 2}, None, True),
        ({"a": 2, "b": 3}, 9, True),  # a reason was given for just this
        ({"a": 2, "b": 4}, 9, False),
    ],
)
def test_when_an_own_figure_needs_a_reason(given: dict[str, int], own: int | None, settled: bool) -> None:
    decided = {"x": Decided("x", 5, 9, "")}
    held = Estates(all=("a", "b"), asked=("x",), answers={"x": given}, decisions=decided)
    assert held.is_settled("x", own) is settled
    assert held.total("x") == (sum(given.values()) if given else None)


async def test_an_axis_whose_figure_wants_a_reason_does_not_go_in_with_the_others(office: Office) -> None:
    manager = await join(office, MEYBOD)
    asked = await ask(office)
    await office.report(office.ceo, Choice("open", (WATER,)), "20", "8", "5", Choice("list"), Choice("list"))
    await say(office, manager, Text("۱۲"))
    await office.report(office.ceo, Choice("list"), Choice("submit_complete"))
    assert office.standing() == []
    await office.report(office.ceo, Choice("open", (WATER,)), Choice("take_sum", (asked,)), Choice("list"))
    await office.report(office.ceo, Choice("submit_complete"))
    assert office.standing() == [("submitted", 0, office.ceo, office.ceo)]

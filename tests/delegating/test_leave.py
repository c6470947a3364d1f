"""While a CEO is away the stand-in is reminded, hands in and signs; it begins and ends by itself."""

from datetime import timedelta
from typing import Any

import pytest

from bot.chasing.calls import Call
from bot.chasing.owing import who_owes
from bot.conversing.replies import quoted
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.people.rights import REPORTERS
from bot.programme.in_memory import hold_calendar
from bot.said import Choice, Text
from handlers.delegating.flow import DELEGATE
from handlers.delegating.view import DelegateState
from storage import delegations
from tests.chasing.world import tehran
from tests.delegating.office import DEADLINE, LOCK, MONDAY, WATER, YAZD, Office

WEEK = week_from_key("2026-11-21")


async def reminded(office: Office) -> set[int]:
    """Return who would be called to report."""
    async with office.world.turn() as tx:
        times = (await hold_calendar(tx)).times(WEEK, YAZD)
        assert times
        debts = await who_owes(tx, WEEK, times, YAZD, Call("own", at="", does="push", roles=REPORTERS))
        return {debt.person for debt in debts if debt.missing}


async def test_the_stand_in_is_reminded_and_the_one_who_is_away_is_not(office: Office) -> None:
    assert await reminded(office) == {office.ceo}
    await office.give("", kind="leave", ends="1405/09/03")
    assert await reminded(office) == {office.colleague}


async def test_it_ends_by_itself_after_the_last_day(office: Office) -> None:
    await office.give("", kind="leave", ends="1405/09/03")
    await office.tick(tehran("1405/09/03 23:59"))
    assert await reminded(office) == {office.colleague}
    await office.tick(tehran("1405/09/04 00:00"))
    assert await reminded(office) == {office.ceo}


async def test_what_begins_later_begins_on_its_day(office: Office) -> None:
    state = DelegateState("preview", YAZD, "leave", str(office.colleague), begins="2026-11-25", ends="2026-11-28")
    await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    assert await reminded(office) == {office.ceo}
    await office.tick(tehran("1405/09/04 00:00"))
    assert await reminded(office) == {office.colleague}
    rows = office.world.ask("SELECT actor, action FROM audit WHERE action LIKE 'delegation%'")
    assert rows == [(f"person:{office.ceo}", "delegation.give"), ("schedule", "delegation.begin")]


async def test_a_stand_in_signs_as_a_stand_in(office: Office) -> None:
    await office.give("", kind="leave", ends="1405/09/03")
    await office.hand_in(office.colleague)
    assert office.standing() == [("submitted", 0, office.colleague, office.colleague)]
    assert office.world.ask("SELECT stand_in FROM revisions") == [(1,)]


async def test_a_stand_in_signs_what_others_hand_over(office: Office) -> None:
    await office.give("", kind="leave", ends="1405/09/03")
    third = await office.world.person(MONDAY, "liaison", YAZD, WATER)
    await office.hand_in(third)
    await office.report(office.colleague, Choice("sign", ("1:1",)))
    assert office.standing() == [("submitted", 0, third, office.colleague)]
    shown = await office.report(office.ceo, Choice("open", (WATER,)))
    assert t("report.signing.history.stand_in", writer="liaison IR-21", signer="liaison IR-21") in shown


async def test_a_stand_in_hands_nothing_on(office: Office) -> None:
    await office.give("", kind="leave", ends="1405/09/03")
    state = DelegateState("preview", YAZD, "axes", str(office.ceo), axes=WATER)
    await office.say(office.colleague, DELEGATE, state, Choice("confirm"))
    async with office.world.turn() as tx:
        assert [each.kind for each in await delegations.list_open(tx, YAZD)] == ["leave"]


async def test_leave_is_asked_for_in_a_sentence(office: Office) -> None:
    step = await office.say(office.ceo, DELEGATE, DelegateState(), Text("مرخصی تا ۲۰ آذر"))
    assert step.state == DelegateState("whom", YAZD, "leave", ends="2026-12-11")


@pytest.mark.parametrize(("words", "key"), [("به‌زودی", "delegate.want_day"), ("۱ آذر ۱۴۰۵", "delegate.day_over")])
async def test_a_sentence_without_a_day_to_come_leaves_the_list_as_it_was(office: Office, words: str, key: str) -> None:
    step = await office.say(office.ceo, DELEGATE, DelegateState(), Text(words))
    assert step.state == DelegateState()
    assert step.screens[0].text.startswith(f"{quoted(words)}\n{t(key)}")


async def test_a_sentence_with_a_day_in_doubt_is_asked_about(office: Office) -> None:
    step = await office.say(office.ceo, DELEGATE, DelegateState(province=YAZD), Text("مرخصی تا ۱۰/۱۱"))
    assert step.screens[0].text == f"{quoted('مرخصی تا ۱۰/۱۱')}\n{t('common.which_day')}"
    assert step.state is not None
    assert (step.state.at, step.state.kind, step.state.ends) == ("until", "leave", "")


async def test_a_leave_does_not_begin_after_its_last_day_and_one_may_go_back_over_it(office: Office) -> None:
    state = DelegateState("from", YAZD, "leave", str(office.colleague), ends="2026-11-28")
    step: Any = await office.say(office.ceo, DELEGATE, state, Choice("day", ("2026-11-29",)))
    assert t("delegate.day_over") in step.screens[0].text
    step = await office.say(office.ceo, DELEGATE, state, Choice("day", ("2026-11-27",)))
    places = []
    while step.state.at != "home":
        places.append(step.state.at)
        step = await office.say(office.ceo, DELEGATE, step.state, Choice("back"))
    assert places == ["preview", "whom", "until"]
    assert step.state.begins == "2026-11-27"


async def test_a_second_leave_takes_the_place_of_the_first(office: Office) -> None:
    for ends in ("2026-11-26", "2026-11-28"):
        state = DelegateState("preview", YAZD, "leave", str(office.colleague), ends=ends)
        await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    async with office.world.turn() as tx:
        assert [str(each.ends) for each in await delegations.list_open(tx, YAZD)] == ["2026-11-28"]


async def test_a_leave_of_more_than_thirty_days_is_asked_about(office: Office) -> None:
    step = await office.say(office.ceo, DELEGATE, DelegateState(province=YAZD), Text("مرخصی تا پایان سال"))
    (screen,) = step.screens
    assert "بیش از ۳۰ روز فاصله دارد" in screen.text
    assert step.state is not None
    assert step.state.ends == ""
    far = next(button for row in screen.rows for button in row if button.name == "far")
    step = await office.say(office.ceo, DELEGATE, step.state, Choice("far", far.args))
    assert step.state is not None
    assert step.state.ends == far.args[0]


async def test_a_span_is_asked_about_and_an_hour_is_refused(office: Office) -> None:
    step = await office.say(
        office.ceo, DELEGATE, DelegateState(at="until", kind="leave", province=YAZD), Text("از ۱۰ آذر تا ۲۰ آذر")
    )
    assert [button.label for row in step.screens[0].rows[:2] for button in row] == [
        "سه‌شنبه ۱۰ آذر ۱۴۰۵",
        "جمعه ۲۰ آذر ۱۴۰۵",
    ]
    step = await office.say(
        office.ceo, DELEGATE, DelegateState(at="until", kind="leave", province=YAZD), Text("۲۰ آذر ساعت ۹")
    )
    assert step.screens[0].text.startswith(f"{quoted('۲۰ آذر ساعت ۹')}\n{t('date.refused.hour')}")


async def test_the_ceo_is_told_once_what_a_stand_in_signed(office: Office) -> None:
    await office.give("", kind="leave")
    await office.hand_in(office.colleague)
    await office.tick(MONDAY + timedelta(minutes=9))
    assert office.told(office.ceo) == []
    for minutes in (10, 11, 60):
        await office.tick(MONDAY + timedelta(minutes=minutes))
    (told,) = office.told(office.ceo)
    assert "liaison IR-21" in told
    assert told.startswith(t("report.signed_for.stand_in", count=1, province="یزد", week="", signer="", axes="")[:20])
    assert office.told(office.colleague) == []


async def test_the_ceo_is_told_once_what_went_in_at_the_lock_without_a_signature(office: Office) -> None:
    await office.give(WATER)
    late = DEADLINE + timedelta(minutes=20)
    await office.hand_in(office.colleague, late)
    await office.tick(LOCK - timedelta(minutes=30))
    before = len(office.told(office.ceo))
    for minutes in (0, 1, 60):
        await office.tick(LOCK + timedelta(minutes=minutes))
    (told,) = office.told(office.ceo)[before:]
    assert told.startswith(t("report.signed_for.lock", count=1, province="یزد", week="", axes="")[:20])

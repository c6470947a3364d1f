"""What a colleague hands in waits for the CEO's signature, or goes in at the deadline without it."""

from datetime import timedelta

import pytest

from bot.language.catalogue import t
from bot.language.week import week_from_key, week_of
from bot.people.scope import signs_for
from bot.programme.calendar import calendar_of
from bot.programme.timetable import seed_rules, timetable
from bot.said import Choice
from bot.signing.rules import goes_in
from handlers.delegating.flow import DELEGATE
from handlers.delegating.view import DelegateState
from storage import delegations, owing, signing
from storage.people import Duty
from tests.chasing.world import tehran
from tests.delegating.office import DEADLINE, FIGURES, LOCK, MONDAY, WATER, YAZD, Office


def key(office: Office) -> str:
    """Return the report's id and revision, as buttons carry them."""
    return "{}:{}".format(*office.world.ask("SELECT id, revision FROM reports")[0])


async def test_what_a_deputy_hands_in_waits_for_the_signature(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague)
    assert office.standing() == [("ready", 0, office.colleague, None)]


async def test_the_ceos_own_report_needs_no_second_key(office: Office) -> None:
    await office.hand_in(office.ceo)
    assert office.standing() == [("submitted", 0, office.ceo, office.ceo)]


async def test_an_excused_colleague_hands_in_at_once(office: Office) -> None:
    await office.give(WATER)
    async with office.world.turn() as tx:
        await delegations.excuse(tx, YAZD, office.colleague, office.ceo, MONDAY)
    await office.hand_in(office.colleague)
    assert office.standing() == [("submitted", 0, office.colleague, office.colleague)]


async def test_where_there_is_no_ceo_nothing_waits(office: Office) -> None:
    alone = await office.world.person(MONDAY, "liaison", "IR-07", WATER)
    await office.hand_in(alone)
    assert office.standing() == [("submitted", 0, alone, alone)]


async def test_a_signature_hands_in_with_both_names(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague)
    await office.report(office.ceo, Choice("sign", (key(office),)))
    assert office.standing() == [("submitted", 0, office.colleague, office.ceo)]
    shown = await office.report(office.ceo, Choice("open", (WATER,)))
    assert t("report.signing.history.signed", writer="liaison IR-21", signer="ceo IR-21") in shown


async def test_a_deputy_cannot_sign(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague)
    await office.report(office.colleague, Choice("sign", (key(office),)))
    await office.report(office.colleague, Choice("open", (WATER,)), Choice("sign", (key(office),)))
    assert office.standing() == [("ready", 0, office.colleague, None)]


async def test_a_ceo_of_another_province_cannot_sign(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague)
    other = await office.world.person(MONDAY, "ceo", "IR-07")
    await office.report(other, Choice("sign", (key(office),)))
    assert office.standing() == [("ready", 0, office.colleague, None)]


async def test_an_older_revision_than_is_shown_is_not_signed(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague)
    shown = key(office)
    await office.report(office.colleague, Choice("open", (WATER,)), Choice("ask", ("water_units",)))
    async with office.world.turn() as tx:
        await tx.run("UPDATE reports SET revision = 2")
    await office.report(office.ceo, Choice("sign", (shown,)))
    assert office.standing() == []  # there is no second revision: nothing is signed in its place
    async with office.world.turn() as tx:
        assert not await signing.sign(tx, (1, 1), office.ceo, MONDAY, stand_in=False)


async def test_who_lost_the_axes_can_do_nothing_with_old_buttons(office: Office) -> None:
    number = await office.give(WATER)
    await office.report(office.colleague, Choice("open", (WATER,)), "12", "8", "5")
    async with office.world.turn() as tx:
        await delegations.end(tx, number, MONDAY)
    await office.report(office.colleague, Choice("submit"), Choice("submit_complete"), Choice("open", (WATER,)), "9")
    assert office.standing() == []
    assert t("report.list.nothing") in await office.report(office.colleague, Choice("list"))


async def test_a_delegation_is_void_when_its_giver_loses_the_post(office: Office) -> None:
    await office.give(WATER)
    async with office.world.turn() as tx:
        await tx.run("DELETE FROM duties WHERE role = 'ceo'")
    await office.hand_in(office.colleague)
    assert office.standing() == []


async def test_unsigned_reports_go_in_at_the_deadline_on_time_and_the_ceo_may_take_them_back(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague, DEADLINE)
    await office.tick(DEADLINE)
    assert office.standing() == [("submitted", 0, office.colleague, None)]
    await office.report(office.ceo, Choice("take_back", (key(office),)), now=LOCK.replace(hour=8))
    assert office.standing() == [("ready", 0, office.colleague, None)]
    await office.tick(LOCK)
    assert office.standing() == [("ready", 0, office.colleague, None)]  # it waits for the signature alone


async def test_what_is_handed_in_anew_after_it_was_taken_back_counts_as_handed_in(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague, DEADLINE)
    await office.tick(DEADLINE)
    before = LOCK.replace(hour=8)
    await office.report(office.ceo, Choice("take_back", (key(office),)), now=before)
    saturday = week_of(MONDAY.date()).saturday
    async with office.world.turn() as tx:
        assert await owing.list_handed_in(tx, saturday, YAZD) == frozenset()
    await office.report(office.colleague, Choice("open", (WATER,)), Choice("ask", ("water_units",)), now=before)
    await office.report(office.colleague, "9", Choice("submit"), "اصلاح آمار", now=before)
    assert office.world.ask("SELECT revision, taken_back FROM reports") == [(2, 0)]
    async with office.world.turn() as tx:
        assert await owing.list_handed_in(tx, saturday, YAZD) == {WATER}
        assert [each.axis for each in await signing.list_unsigned(tx, saturday)] == [WATER]


async def test_after_the_lock_nothing_is_taken_back_or_signed(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague)
    await office.tick(DEADLINE)
    for what in ("take_back", "sign"):
        await office.report(office.ceo, Choice(what, (key(office),)), now=LOCK)
    assert office.standing() == [("submitted", 0, office.colleague, None)]


async def test_a_late_report_waits_until_the_lock_and_stays_late(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague, tehran("1405/09/05 09:00"))
    await office.tick(tehran("1405/09/06 12:00"))
    assert office.standing() == [("ready", 1, office.colleague, None)]
    await office.tick(LOCK)
    assert office.standing() == [("submitted", 1, office.colleague, None)]


async def test_a_report_handed_over_in_time_and_signed_late_is_on_time(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague, DEADLINE)
    await office.report(office.ceo, Choice("sign", (key(office),)), now=tehran("1405/09/05 09:00"))
    assert office.standing() == [("submitted", 0, office.colleague, office.ceo)]


async def test_a_chosen_number_of_hours_lets_reports_in_earlier(office: Office) -> None:
    await office.give(WATER)
    await office.say(office.ceo, DELEGATE, DelegateState("hours", YAZD), Choice("hours", ("4",)))
    assert office.world.ask("SELECT actor, action, subject, detail FROM audit ORDER BY id DESC LIMIT 1") == [
        (f"person:{office.ceo}", "release.choose", YAZD, '{"hours": 4}')
    ]
    await office.hand_in(office.colleague)
    await office.tick(tehran("1405/09/02 13:59"))
    assert office.standing()[0][0] == "ready"
    await office.tick(tehran("1405/09/02 14:00"))
    assert office.standing()[0][0] == "submitted"


@pytest.mark.parametrize(
    ("handed", "hours", "expected"),
    [("1405/09/02 10:00", 0, DEADLINE), ("1405/09/04 13:01", 0, LOCK), ("1405/09/04 12:00", 48, DEADLINE)],
)
def test_a_report_goes_in_at_the_deadline_or_at_the_lock(handed: str, hours: int, expected: object) -> None:
    times = timetable(week_from_key("2026-11-21"), seed_rules(), calendar_of([], []), YAZD)
    assert times
    assert goes_in(tehran(handed), times, timedelta(hours=hours) if hours else None) == expected


async def test_one_card_tells_of_all_that_waits_once_the_writer_pauses(office: Office) -> None:
    await office.give(f"{WATER};AX05")
    await office.hand_in(office.colleague)
    await office.tick(tehran("1405/09/02 10:05"))
    assert office.told(office.ceo) == []
    await office.report(office.colleague, Choice("open", ("AX05",)), "3", "2", "1", Choice("submit"))
    for minute in (11, 12, 30):
        await office.tick(tehran(f"1405/09/02 10:{minute}"))
    assert len(office.told(office.ceo)) == 1
    assert t("report.button.sign_all", count=2) in str(office.world.ask("SELECT buttons FROM outbox"))


async def test_the_card_waits_for_working_hours_and_is_not_sent_for_what_was_signed(office: Office) -> None:
    await office.give(WATER)
    await office.hand_in(office.colleague, tehran("1405/09/02 18:00"))
    await office.tick(tehran("1405/09/02 18:30"))
    assert office.told(office.ceo) == []
    await office.tick(tehran("1405/09/03 08:00"))
    assert len(office.told(office.ceo)) == 1
    await office.report(office.ceo, Choice("sign", (key(office),)), now=tehran("1405/09/03 08:05"))
    await office.tick(tehran("1405/09/03 09:00"))
    assert len(office.told(office.ceo)) == 1


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ([Duty("ceo", YAZD, "", "")], "ceo"),
        ([Duty("ceo", YAZD, "", "AX01")], ""),
        ([Duty("ceo", "IR-07", "", "")], ""),
        ([Duty("liaison", YAZD, "", WATER)], ""),
        ([Duty("ceo", YAZD, "", "", acting=True)], "stand_in"),
        ([Duty("ceo", YAZD, "", ""), Duty("ceo", YAZD, "", "", acting=True)], "ceo"),
    ],
)
def test_who_signs_for_an_axis(duties: list[Duty], expected: str) -> None:
    assert signs_for(duties, YAZD, WATER) == expected


async def test_the_card_of_a_signer_shows_only_what_changed_after_what_was_said_before(office: Office) -> None:
    await office.hand_in(office.ceo)
    later = MONDAY + timedelta(days=7)
    await office.give(WATER, later)
    await office.report(office.colleague, Choice("open", (WATER,)), "14", now=later)
    same = Choice("same")
    await office.report(office.colleague, same, same, Choice("submit"), now=later)
    await office.tick(later + timedelta(minutes=11))
    (card,) = [text for text in office.told(office.ceo) if "liaison" in text]
    assert "۱۲ ← ۱۴" in card
    assert "بدون تغییر" not in card
    assert card.count("←") == 1
    assert "واحد" not in card.split("←")[1].split("\n")[0]


async def test_what_is_counted_anew_every_week_is_on_the_card_though_the_number_is_the_same(office: Office) -> None:
    async with office.world.turn() as tx:
        await tx.run("UPDATE indicators SET kind = 'period' WHERE code = 'water_flow'")
    await office.hand_in(office.ceo)
    later = MONDAY + timedelta(days=7)
    await office.give(WATER, later)
    same = Choice("same")
    await office.report(office.colleague, Choice("open", (WATER,)), FIGURES[0], same, same, Choice("submit"), now=later)
    await office.tick(later + timedelta(minutes=11))
    (card,) = [text for text in office.told(office.ceo) if "liaison" in text]
    assert "۱۲ لیتر بر ثانیه" in card
    assert "←" not in card

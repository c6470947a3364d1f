"""Whoever is concerned hears of it, once: at once in working hours, else at the next 08:00."""

from datetime import date

import pytest

from bot.administering.handing_over import hand_over
from bot.reviewing.telling import tell_reviews
from handlers.reviewing.talk_view import TalkState
from storage import accounts, calendar, delegations, people
from storage.calendar import CalendarDay, StoredClosure
from storage.delegations import NewDelegation
from storage.people import Duty
from tests.chasing.world import tick
from tests.reviewing.town import WATER, WEEK, YAZD, Town

RETURNED, CORRECTED, EXPLAINED = "برگشت برای اصلاح: تأمین آب", "اصلاح شد: تأمین آب", "توضیح استان: تأمین آب"


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-23T08:00:00", "2026-11-23T08:00:00"),
        ("2026-11-23T15:59:00", "2026-11-23T15:59:00"),
        ("2026-11-23T16:00:00", "2026-11-24T08:00:00"),
        ("2026-11-24T05:00:00", "2026-11-24T08:00:00"),
        ("2026-11-25T17:00:00", "2026-11-28T08:00:00"),  # Wednesday evening: over Thursday and Friday
        ("2026-11-26T10:00:00", "2026-11-28T08:00:00"),  # Thursday
    ],
)
async def test_return_is_told_at_once_in_working_hours_else_at_the_next_morning(
    town: Town, moment: str, told: str
) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.at(moment).hand_back()
    at_once = moment == told
    assert await town.heard("ceo") == [RETURNED] * at_once
    for clock in (told[:11] + "07:59:00", told, told, told[:11] + "12:00:00"):
        if clock >= moment:
            await tell_reviews(town.tx, town.at(clock).now)
            assert await town.heard("ceo") == [RETURNED] * (at_once or clock >= told)


async def test_return_waits_over_a_holiday_and_over_a_closure_of_the_province_that_came_suddenly(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await calendar.save_day(town.tx, CalendarDay(date(2026, 11, 24), "تعطیل رسمی", worked=False))
    await town.at("2026-11-23T17:00:00").hand_back()
    await calendar.save_closure(
        town.tx, StoredClosure(date(2026, 11, 25), YAZD, "برف", town.at("2026-11-24T20:00:00").now)
    )
    for moment, told in (("2026-11-24T10:00:00", 0), ("2026-11-25T10:00:00", 0), ("2026-11-28T08:00:00", 1)):
        await tell_reviews(town.tx, town.at(moment).now)
        assert len(await town.heard("ceo")) == told


async def test_answer_in_the_evening_reaches_headquarters_in_the_morning(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    await (await (await town.at("2026-11-23T19:00:00").ceo.mend()).tap("توضیح")).say("درست است")
    assert await town.heard("owner") == []
    await tell_reviews(town.tx, town.at("2026-11-24T08:00:00").now)
    assert await town.heard("owner") == [EXPLAINED]


async def test_what_was_answered_meanwhile_is_not_asked_any_more(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.at("2026-11-23T17:00:00").hand_back()
    await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")
    await tell_reviews(town.tx, town.at("2026-11-24T08:00:00").now)
    assert (await town.heard("ceo"), await town.heard("owner")) == ([], [EXPLAINED])


async def test_owner_hears_of_a_correction_that_came_by_another_road(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    await town.hand_in("ceo", 5, 60, 7)
    assert await town.state() == "returned"
    await tick(town.tx, town.now)
    assert CORRECTED not in await town.heard("owner")
    await town.hand_in("ceo", 50, 60, 7)
    assert await town.state() == "submitted"
    await tick(town.tx, town.now)
    assert (await town.heard("owner")).count(CORRECTED) == 1


async def test_owner_hears_of_a_correction_once_it_is_signed_or_released(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    await (await (await (await town.liaison.mend()).tap("اصلاح")).say("9")).tap("بله")
    await tick(town.tx, town.now)
    assert (await town.state(), (await town.report()).standing, await town.value()) == ("ready", "signing", 50 // 10)
    assert CORRECTED not in await town.heard("owner")
    await tick(town.tx, town.at("2026-11-25T13:00:00").now)  # the deadline: it goes in without the signature
    assert (await town.state(), await town.value()) == ("submitted", 90)
    assert (await town.heard("owner")).count(CORRECTED) == 1


@pytest.mark.parametrize("state", ["suspended", "left"])
async def test_ceo_is_told_where_the_writer_is_not_in_charge_any_more(town: Town, state: str) -> None:
    await town.hand_in("liaison", 5, 6, 7)
    if state == "suspended":
        await people.save_state(town.tx, town.liaison.id, "suspended")
    else:
        await people.drop_duty(town.tx, town.liaison.id, "liaison", YAZD)
    await town.hand_back()
    assert (await town.heard("ceo"), await town.heard("liaison")) == ([RETURNED], [])


async def test_writer_alone_is_told_while_in_charge(town: Town) -> None:
    await town.hand_in("liaison", 5, 6, 7)
    await town.hand_back()
    assert (await town.heard("ceo"), await town.heard("liaison")) == ([], [RETURNED])


async def test_who_takes_over_is_told_of_what_is_still_open(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back()
    await hand_over(town.tx, "command", town.ceo.id, town.newcomer.id, town.now)
    await tell_reviews(town.tx, town.now)
    assert RETURNED in await town.heard("newcomer")
    await (await (await town.newcomer.mend()).tap("توضیح")).say("درست است")
    assert (await town.state(), await town.heard("owner")) == ("submitted", [EXPLAINED])


async def test_who_takes_over_another_post_of_the_province_is_not(town: Town) -> None:
    await town.hand_in("liaison", 5, 6, 7)
    await town.hand_back()
    await hand_over(town.tx, "command", town.ceo.id, town.newcomer.id, town.now)
    await tell_reviews(town.tx, town.now)
    assert (RETURNED in await town.heard("newcomer"), await town.heard("liaison")) == (False, [RETURNED])


async def test_stand_in_is_told_while_the_ceo_is_on_leave_and_signs_what_is_mended(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    new = NewDelegation("leave", YAZD, town.ceo.id, town.liaison.id, "", town.now.date(), None)
    await delegations.begin(town.tx, await delegations.add(town.tx, new, town.now), town.now)
    await town.hand_back()
    assert (await town.heard("ceo"), await town.heard("liaison")) == ([], [RETURNED])
    await (await (await (await town.liaison.mend()).tap("اصلاح")).say("9")).tap("بله")
    assert (await town.state(), await town.value()) == ("submitted", 90)
    assert await town.tx.value("SELECT stand_in FROM revisions ORDER BY revision DESC LIMIT 1") == 1


async def test_colleague_to_whom_the_axis_was_handed_on_may_answer_and_no_longer_once_it_is_taken_back(
    town: Town,
) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    new = NewDelegation("axes", YAZD, town.ceo.id, town.newcomer.id, WATER, town.now.date(), None)
    number = await delegations.add(town.tx, new, town.now)
    await delegations.begin(town.tx, number, town.now)
    await town.hand_back()
    colleague = await (await town.newcomer.mend()).tap("توضیح")
    await delegations.end(town.tx, number, town.now)
    await colleague.say("درست است")
    assert await town.state() == "returned"


async def test_what_nobody_can_hear_waits_for_somebody_who_can_answer(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await people.drop_duty(town.tx, town.liaison.id, "liaison", YAZD)
    await people.drop_duty(town.tx, town.ceo.id, "ceo", YAZD)
    await town.hand_back()
    await people.save_duty(town.tx, town.newcomer.id, Duty("ceo", YAZD, "", ""))
    await tell_reviews(town.tx, town.now)
    assert await town.heard("newcomer") == [RETURNED]


@pytest.mark.parametrize("name", ["owner", "deputy", "head"])
async def test_who_handed_back_hears_the_answer_and_nobody_else(town: Town, name: str) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back(name)
    await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")
    assert {each: await town.heard(each) for each in ("owner", "deputy", "head")} == {
        each: [EXPLAINED] * (each == name) for each in ("owner", "deputy", "head")
    }


async def test_owners_hear_the_answer_where_who_handed_back_has_gone(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    await town.hand_back("deputy")
    await people.save_state(town.tx, town.deputy.id, "suspended")
    await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")
    assert (await town.heard("owner"), await town.heard("deputy")) == ([EXPLAINED], [])


async def test_comment_reaches_the_owners_and_whoever_took_part(town: Town) -> None:
    talk = TalkState(WEEK.key, YAZD, WATER)
    await (await town.head.enter("talk", talk)).say("چه خبر؟")
    assert (await town.heard("ceo"), await town.heard("liaison")) == (["پیام ستاد دربارهٔ تأمین آب"], [])
    await (await town.liaison.enter("talk", talk)).say("خوب")
    told = "پیام استان یزد دربارهٔ تأمین آب"
    assert {name: await town.heard(name) for name in ("owner", "deputy", "head", "stranger")} == {
        "owner": [told],
        "deputy": [told],
        "head": [told],
        "stranger": [],
    }
    await (await town.owner.enter("talk", talk)).say("سپاس")
    assert len(await town.heard("ceo")) == 2
    assert len(await town.heard("liaison")) == 1


async def test_signer_is_not_called_to_sign_what_headquarters_has_handed_back_or_approved(town: Town) -> None:
    await town.hand_in("liaison", 5, 6, 7, ready=True)
    await tick(town.tx, town.at("2026-11-23T10:11:00").now)
    await tick(town.tx, town.at("2026-11-25T13:00:00").now)
    before = [each for each in await town.heard("ceo") if "محور" in each]
    await town.hand_back()
    await tick(town.tx, town.now)
    assert [each for each in await town.heard("ceo") if "محور" in each] == before
    await (await (await town.liaison.mend()).tap("توضیح")).say("درست است")
    await (await town.owner.review()).tap("تأیید")
    await tick(town.tx, town.now)
    assert await town.state() == "approved"
    assert len([each for each in await town.heard("ceo") if "محور" in each]) <= len(before) + 1


async def test_notice_goes_to_the_messenger_that_was_used_last_and_its_button_is_good_on_both(town: Town) -> None:
    await town.hand_in("ceo", 5, 6, 7)
    later = town.at("2026-11-23T11:00:00").now
    await accounts.link(town.tx, await accounts.meet(town.tx, "telegram", 99, 99, later), town.ceo.id, later)
    await town.hand_back()
    told = await town.tx.column("SELECT platform FROM outbox WHERE person_id = :number AND kind = 'notice'", number=1)
    assert told == ["telegram"]
    await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")  # from Bale
    assert await town.heard("owner") == [EXPLAINED]

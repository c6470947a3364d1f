"""Only owners look at reports, only what was shown is approved, and only who reports answers what was handed back."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.language.week import Week
from bot.people.caller import Caller
from bot.reviewing.facts import WAIT, AddComment, Approve, Explain, HandBack, Mend
from bot.reviewing.leaving import let_returns_leave
from bot.reviewing.saving import save
from bot.said import Choice
from handlers.reviewing.loading import load
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.mending import load as load_mend
from handlers.reviewing.mending import save as save_mend
from handlers.reviewing.steps import step
from handlers.reviewing.talking import save as save_talk
from handlers.reviewing.view import ReviewState
from storage import comments, people, reports, reviews
from storage.accounts import Account
from storage.people import Duty
from storage.reports import Answer, Submission
from storage.transaction import Transaction
from tests.briefing.sample import NOW, WEEK, open_sample

FARS = "IR-07"
AFTER_LOCK = datetime.fromisoformat("2026-11-28T14:00:00+03:30")


@dataclass
class Scene:
    """The sample organisation with an owner, a stranger to the axis, and the CEOs of two provinces."""

    tx: Transaction

    async def caller(self, *duties: Duty) -> Caller:
        person = await people.add(self.tx, "کسی", "", "active", NOW)
        for duty in duties:
            await people.save_duty(self.tx, person, duty)
        found = await people.get(self.tx, person)
        assert found
        account = Account("telegram", person, person, person, None, None, asked_phone=False)
        return Caller(account, found, tuple(await people.list_duties(self.tx, person)))

    async def owner(self, axes: str = "AX02") -> Caller:
        return await self.caller(Duty("hq_manager", "", "", axes))

    async def ceo(self, province: str = FARS) -> Caller:
        return await self.caller(Duty("ceo", province, "", ""))

    async def report(self) -> reviews.Reviewed:
        rows = await reviews.list_of_week(self.tx, WEEK.saturday, "AX02")
        return next(row for row in rows if row.province == FARS)

    async def hand_back(self, caller: Caller, indicator: str = "water_flow", now: datetime = NOW) -> int:
        await save(
            self.tx,
            caller,
            (HandBack((await self.report()).id, (await self.report()).revision, indicator, "چرا؟"),),
            now,
        )
        await let_returns_leave(self.tx, now + WAIT)
        found = await reviews.list_returns(self.tx, (await self.report()).id)
        return found[-1].id if found else 0


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with open_sample() as tx:
        yield Scene(tx)


async def test_owner_of_another_axis_can_neither_approve_nor_hand_back(scene: Scene) -> None:
    stranger = await scene.owner("AX01")
    assert {
        count.axis.code for count in (await load(scene.tx, stranger, ReviewState(), Choice("enter"), NOW)).axes
    } == {"AX01"}
    await save(scene.tx, stranger, (Approve((((await scene.report()).id, (await scene.report()).revision),)),), NOW)
    assert (await scene.report()).approved == 0
    assert await scene.hand_back(stranger) == 0


@pytest.mark.parametrize("duty", [Duty("observer", "", "", ""), Duty("ceo", FARS, "", ""), Duty("pr", "", "", "")])
async def test_who_is_no_owner_cannot_approve_whatever_they_see(scene: Scene, duty: Duty) -> None:
    await save(
        scene.tx,
        await scene.caller(duty),
        (Approve((((await scene.report()).id, (await scene.report()).revision),)),),
        NOW,
    )
    assert (await scene.report()).approved == 0


async def test_only_the_revision_that_was_shown_is_approved(scene: Scene) -> None:
    owner = await scene.owner()
    view = await load(scene.tx, owner, ReviewState("axis", WEEK.key, "AX02"), Choice("enter"), NOW)
    before, *others = (line.report for line in view.lines if not line.urgent)
    shown = step(view, Choice("enter"), NOW).state
    assert shown
    await correct(scene, before.province)
    asked = step(await load(scene.tx, owner, shown, Choice("approve_all"), NOW), Choice("approve_all"), NOW)
    assert asked.state
    taken = step(await load(scene.tx, owner, asked.state, Choice("sure"), NOW), Choice("sure"), NOW)
    keys = {key for fact in taken.facts if isinstance(fact, Approve) for key in fact.keys}
    assert keys == {(report.id, report.revision) for report in others}
    await save(scene.tx, owner, (Approve(((before.id, before.revision),)),), NOW)
    assert await reviews.get_approved(scene.tx, before.id) == 0


async def correct(scene: Scene, province: str) -> None:
    """Let a province hand in another revision of its water."""
    report = await reports.get(scene.tx, WEEK.saturday, province, "AX02")
    assert report
    answers = (Answer("water_flow", 999, "", unchanged=False),)
    programme = await scene.tx.count("SELECT programme_id FROM reports WHERE id = :number", number=report.id)
    submission = Submission(programme, WEEK.saturday, province, "AX02", "", "", late=False, answers=answers)
    await reports.submit(scene.tx, 1, submission, NOW)


async def test_field_is_handed_back_once_and_not_after_the_lock(scene: Scene) -> None:
    owner = await scene.owner()
    assert await scene.hand_back(owner)
    assert await scene.hand_back(owner) == 1 == len(await reviews.list_returns(scene.tx, (await scene.report()).id))
    state = ReviewState("card", WEEK.key, "AX02", report=(await scene.report()).id)
    locked = await load(scene.tx, owner, state, Choice("enter"), AFTER_LOCK)
    assert locked.until is None
    after = step(locked, Choice("hand_back"), AFTER_LOCK).state
    assert after
    assert after.at == "card"


async def test_ceo_of_another_province_cannot_answer(scene: Scene) -> None:
    number = await scene.hand_back(await scene.owner())
    other = await scene.ceo("IR-10")
    assert (await load_mend(scene.tx, other, MendState("value", number), Choice("enter"), NOW)).one is None
    await save_mend(scene.tx, other, (Mend(number, 5, ""), Explain(number, "چنین است")), NOW)
    row = await reviews.get_return(scene.tx, number)
    assert row
    assert row.answered_at is None


async def test_answer_is_taken_once_also_after_the_lock_and_changes_that_field_alone(scene: Scene) -> None:
    number, ceo = await scene.hand_back(await scene.owner()), await scene.ceo()
    before = {
        each.indicator: each
        for each in await reports.list_answers(scene.tx, (await scene.report()).id, (await scene.report()).revision)
    }
    await save_mend(scene.tx, ceo, (Mend(number, 77, ""),), AFTER_LOCK)
    await save_mend(scene.tx, ceo, (Mend(number, 88, ""), Explain(number, "دوباره")), AFTER_LOCK)
    row, report = await reviews.get_return(scene.tx, number), await scene.report()
    assert row
    assert (row.outcome, report.returned) == ("corrected", 0)
    after = {each.indicator: each for each in await reports.list_answers(scene.tx, report.id, report.revision)}
    assert after["water_flow"].value == 77
    assert {code: each for code, each in after.items() if code != "water_flow"} == {
        code: each for code, each in before.items() if code != "water_flow"
    }


async def test_report_with_two_fields_handed_back_waits_until_both_are_answered(scene: Scene) -> None:
    owner, ceo = await scene.owner(), await scene.ceo()
    first, second = await scene.hand_back(owner, "water_flow"), await scene.hand_back(owner, "water_units")
    await save_mend(scene.tx, ceo, (Mend(first, 77, ""),), NOW)
    assert (await scene.report()).returned == 1
    await save_mend(scene.tx, ceo, (Explain(second, "درست است"),), NOW)
    assert (await scene.report()).returned == 0
    found = await reports.get(scene.tx, WEEK.saturday, FARS, "AX02")
    assert found
    assert found.state == "submitted"


async def test_nobody_talks_about_an_axis_that_is_not_theirs(scene: Scene) -> None:
    fact = AddComment(WEEK.key, FARS, "AX02", "سلام")
    for caller, kept in (
        (await scene.owner("AX01"), 0),
        (await scene.ceo("IR-10"), 0),
        (await scene.owner(), 1),
        (await scene.ceo(), 2),
    ):
        await save_talk(scene.tx, caller, (fact,), NOW)
        assert await comments.count(scene.tx, (WEEK.saturday, FARS, "AX02")) == kept
    said = await comments.list_of(scene.tx, (WEEK.saturday, FARS, "AX02"))
    assert [each.side for each in said] == ["headquarters", "province"]


async def test_week_before_can_be_looked_at_too(scene: Scene) -> None:
    view = await load(scene.tx, await scene.owner(), ReviewState(), Choice("week", (WEEK.previous.key,)), NOW)
    assert (view.week, view.newer) == (Week(WEEK.previous.saturday), WEEK)
    water = await load(
        scene.tx, await scene.owner(), replace(view.state, week=WEEK.previous.key), Choice("axis", ("AX02",)), NOW
    )
    number = next(unit.report for unit in water.units if unit.report)
    assert (await load(scene.tx, await scene.owner(), water.state, Choice("open", (str(number),)), NOW)).card is None
    state = replace(water.state, week=WEEK.previous.key, axis="AX02")
    assert (await load(scene.tx, await scene.owner(), state, Choice("open", (str(number),)), NOW)).until is None

"""Only owners look at reports, only what was shown is approved, and only who reports answers what was handed back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.language.week import Week
from bot.people.caller import Caller
from bot.reviewing.facts import AddComment, Approve, Explain, HandBack, Mend
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

    def caller(self, *duties: Duty) -> Caller:
        person = people.add(self.tx, "کسی", "", "active", NOW)
        for duty in duties:
            people.save_duty(self.tx, person, duty)
        found = people.get(self.tx, person)
        assert found
        account = Account("telegram", person, person, person, None, None, asked_phone=False)
        return Caller(account, found, tuple(people.list_duties(self.tx, person)))

    def owner(self, axes: str = "AX02") -> Caller:
        return self.caller(Duty("hq_manager", "", "", axes))

    def ceo(self, province: str = FARS) -> Caller:
        return self.caller(Duty("ceo", province, "", ""))

    def report(self) -> reviews.Reviewed:
        rows = reviews.list_of_week(self.tx, WEEK.saturday, "AX02")
        return next(row for row in rows if row.province == FARS)

    def hand_back(self, caller: Caller, indicator: str = "water_flow", now: datetime = NOW) -> int:
        save(self.tx, caller, (HandBack(self.report().id, self.report().revision, indicator, "چرا؟"),), now)
        found = reviews.list_returns(self.tx, self.report().id)
        return found[-1].id if found else 0


@pytest.fixture
def scene() -> Iterator[Scene]:
    with open_sample() as tx:
        yield Scene(tx)


def test_owner_of_another_axis_can_neither_approve_nor_hand_back(scene: Scene) -> None:
    stranger = scene.owner("AX01")
    assert {count.axis.code for count in load(scene.tx, stranger, ReviewState(), Choice("enter"), NOW).axes} == {"AX01"}
    save(scene.tx, stranger, (Approve(((scene.report().id, scene.report().revision),)),), NOW)
    assert scene.report().approved == 0
    assert scene.hand_back(stranger) == 0


@pytest.mark.parametrize("duty", [Duty("observer", "", "", ""), Duty("ceo", FARS, "", ""), Duty("pr", "", "", "")])
def test_who_is_no_owner_cannot_approve_whatever_they_see(scene: Scene, duty: Duty) -> None:
    save(scene.tx, scene.caller(duty), (Approve(((scene.report().id, scene.report().revision),)),), NOW)
    assert scene.report().approved == 0


def test_only_the_revision_that_was_shown_is_approved(scene: Scene) -> None:
    owner, before = scene.owner(), scene.report()
    view = load(scene.tx, owner, ReviewState("axis", WEEK.key, "AX02"), Choice("enter"), NOW)
    shown = step(view, Choice("enter"), NOW).state
    assert shown
    correct(scene)
    now = load(scene.tx, owner, shown, Choice("approve_all"), NOW)
    taken = step(now, Choice("approve_all"), NOW)
    keys = {key for fact in taken.facts if isinstance(fact, Approve) for key in fact.keys}
    assert before.id not in {number for number, _revision in keys}
    assert keys == {(line.report.id, line.report.revision) for line in view.lines if line.report.id != before.id}
    save(scene.tx, owner, (Approve(((before.id, before.revision),)),), NOW)
    assert scene.report().approved == 0


def correct(scene: Scene) -> None:
    """Let Fars hand in another revision of its water."""
    report = reports.get(scene.tx, WEEK.saturday, FARS, "AX02")
    assert report
    answers = (Answer("water_flow", 999, "", unchanged=False),)
    programme = scene.tx.count("SELECT programme_id FROM reports WHERE id = :number", number=report.id)
    submission = Submission(programme, WEEK.saturday, FARS, "AX02", "", "", late=False, answers=answers)
    reports.submit(scene.tx, 1, submission, NOW)


def test_field_is_handed_back_once_and_not_after_the_lock(scene: Scene) -> None:
    owner = scene.owner()
    assert scene.hand_back(owner)
    assert scene.hand_back(owner) == 1 == len(reviews.list_returns(scene.tx, scene.report().id))
    state = ReviewState("card", WEEK.key, "AX02", report=scene.report().id)
    locked = load(scene.tx, owner, state, Choice("enter"), AFTER_LOCK)
    assert locked.locked
    after = step(locked, Choice("hand_back"), AFTER_LOCK).state
    assert after
    assert after.at == "card"


def test_ceo_of_another_province_cannot_answer(scene: Scene) -> None:
    number = scene.hand_back(scene.owner())
    other = scene.ceo("IR-10")
    assert load_mend(scene.tx, other, MendState("value", number), Choice("enter"), NOW).one is None
    save_mend(scene.tx, other, (Mend(number, 5, ""), Explain(number, "چنین است")), NOW)
    row = reviews.get_return(scene.tx, number)
    assert row
    assert row.answered_at is None


def test_answer_is_taken_once_also_after_the_lock_and_changes_that_field_alone(scene: Scene) -> None:
    number, ceo = scene.hand_back(scene.owner()), scene.ceo()
    before = {each.indicator: each for each in reports.list_answers(scene.tx, scene.report().id, scene.report().revision)}
    save_mend(scene.tx, ceo, (Mend(number, 77, ""),), AFTER_LOCK)
    save_mend(scene.tx, ceo, (Mend(number, 88, ""), Explain(number, "دوباره")), AFTER_LOCK)
    row, report = reviews.get_return(scene.tx, number), scene.report()
    assert row
    assert (row.outcome, report.returned) == ("corrected", 0)
    after = {each.indicator: each for each in reports.list_answers(scene.tx, report.id, report.revision)}
    assert after["water_flow"].value == 77
    assert {code: each for code, each in after.items() if code != "water_flow"} == {
        code: each for code, each in before.items() if code != "water_flow"
    }


def test_report_with_two_fields_handed_back_waits_until_both_are_answered(scene: Scene) -> None:
    owner, ceo = scene.owner(), scene.ceo()
    first, second = scene.hand_back(owner, "water_flow"), scene.hand_back(owner, "water_units")
    save_mend(scene.tx, ceo, (Mend(first, 77, ""),), NOW)
    assert scene.report().returned == 1
    save_mend(scene.tx, ceo, (Explain(second, "درست است"),), NOW)
    assert scene.report().returned == 0
    found = reports.get(scene.tx, WEEK.saturday, FARS, "AX02")
    assert found
    assert found.state == "submitted"


def test_nobody_talks_about_an_axis_that_is_not_theirs(scene: Scene) -> None:
    fact = AddComment(WEEK.key, FARS, "AX02", "سلام")
    for caller, kept in ((scene.owner("AX01"), 0), (scene.ceo("IR-10"), 0), (scene.owner(), 1), (scene.ceo(), 2)):
        save_talk(scene.tx, caller, (fact,), NOW)
        assert comments.count(scene.tx, (WEEK.saturday, FARS, "AX02")) == kept
    said = comments.list_of(scene.tx, (WEEK.saturday, FARS, "AX02"))
    assert [each.side for each in said] == ["headquarters", "province"]


def test_week_before_can_be_looked_at_too(scene: Scene) -> None:
    view = load(scene.tx, scene.owner(), ReviewState(), Choice("week", (WEEK.previous.key,)), NOW)
    assert (view.week, view.newer) == (Week(WEEK.previous.saturday), WEEK)
    water = load(scene.tx, scene.owner(), replace(view.state, week=WEEK.previous.key), Choice("axis", ("AX02",)), NOW)
    number = next(unit.report for unit in water.units if unit.report)
    assert load(scene.tx, scene.owner(), water.state, Choice("open", (str(number),)), NOW).card is None
    state = replace(water.state, week=WEEK.previous.key, axis="AX02")
    assert load(scene.tx, scene.owner(), state, Choice("open", (str(number),)), NOW).locked

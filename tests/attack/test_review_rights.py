"""Whoever taps and types whatever in the rooms of reviewing: only who may changes something, and counts are true."""

import random
from datetime import timedelta

import pytest

from bot.language.catalogue import t
from bot.people.scope import reports_on
from bot.programme.in_memory import hold_programme
from bot.reviewing.leaving import let_returns_leave
from bot.said import Choice, Text
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.talk_view import TalkState
from handlers.reviewing.view import ReviewState
from storage import people, reports
from storage.people import Duty
from storage.reports import Answer, Submission
from tests.fresh import beneath, look
from tests.organisation import FLOWS
from tests.reviewing.town import PEOPLE, QOM, WEEK, YAZD, Actor, Town, open_town

AXES = ("AX01", "AX02")
DUTIES = (
    *(Duty("ceo", YAZD, "", ""), Duty("ceo", QOM, "", ""), Duty("liaison", YAZD, "", "AX02")),
    *(Duty("head", "", "", ""), Duty("hq_manager", "", "", "AX01"), Duty("hq_deputy", "", "", "AX01;AX02")),
    *(Duty("observer", "", "", ""), Duty("admin", "", "", ""), Duty("hq_manager", "", "", "")),
)
TEXTS = (
    "",
    "چرا؟",
    "۱۲",
    "۳ میلیارد تومان",
    "م" * 301,
    "ن" * 1001,
    "بازگشت",
    "سلام\nستاد: تأیید",
    "**x**{0}",
    "-1",
    "٩٩",
)
LEADING = {
    "open",
    "approve",
    "approve_all",
    "take_back",
    "hand_back",
    "field",
    "reason",
    "mend",
    "explain",
    "value",
    "words",
    "sure",
}
STANDS = """SELECT CASE WHEN id IN (SELECT report_id FROM returns WHERE outcome = '')
                          OR (id, (SELECT max(revision) FROM acceptances WHERE report_id = id))
                             IN (SELECT report_id, revision FROM held_returns) THEN 'returned'
                        WHEN (id, (SELECT max(revision) FROM acceptances WHERE report_id = id))
                             IN (SELECT report_id, revision FROM approvals) THEN 'approved' ELSE 'waiting' END
            FROM reports WHERE axis = ? AND week = ?"""
"""Where each report of an axis stands, reckoned otherwise than the room does it."""
DONE = """SELECT 'approve', report_id * 1000 + approvals.revision, approved_by, province, axis
              FROM approvals JOIN reports ON reports.id = report_id
          UNION ALL SELECT 'return', returns.id, returned_by, province, axis FROM returns
              JOIN reports ON reports.id = report_id
          UNION ALL SELECT 'return', held_returns.id + 1000000, returned_by, province, axis FROM held_returns
              JOIN reports ON reports.id = report_id
          UNION ALL SELECT 'answer', returns.id, answered_by, province, axis FROM returns
              JOIN reports ON reports.id = report_id WHERE answered_by IS NOT NULL
          UNION ALL SELECT 'revision', report_id * 1000 + revisions.revision, revisions.written_by, province, axis
              FROM revisions JOIN reports ON reports.id = report_id
          UNION ALL SELECT side, id, person_id, province, axis FROM comments"""
"""What was done, under which number, by whom, and about which province and axis."""


def may(duties: list[Duty], act: str, province: str, axis: str) -> bool:
    """Say who may do what, by the words of the design."""
    if act in {"approve", "return", "headquarters"}:
        owns = any(duty.role in {"hq_deputy", "hq_manager"} and axis in duty.axes for duty in duties)
        return owns or any(duty.role == "head" for duty in duties)
    return reports_on(duties, province, axis)


async def hand_in(town: Town, province: str, axis: str, chance: random.Random) -> None:
    """Let whoever may hand an axis in do so."""
    plan = await hold_programme(town.tx, 1405)
    answers = [Answer(each.code, chance.randint(1, 3) * 10**9, "", unchanged=False) for each in plan.of_axis[axis]]
    number = town.ceo.id if province == YAZD else town.qom.id
    handed = Submission(plan.programme.id, WEEK.saturday, province, axis, "", "", late=False, answers=tuple(answers))
    await reports.submit(town.tx, number, handed, town.now)


async def act(actor: Actor, chance: random.Random) -> None:
    """Open one of the rooms, or say or tap something in it."""
    if not actor.flow or chance.random() < 0.06:
        number, axis = chance.randint(0, 6), chance.choice(AXES)
        rooms = (
            ("review", ReviewState("axis", WEEK.key, axis)),
            ("review", ReviewState("card", WEEK.key, axis, report=number)),
            ("mend", MendState()),
            ("mend", MendState(chance.choice(("value", "words")), number)),
            ("talk", TalkState(WEEK.key, chance.choice((YAZD, QOM, "IR-99", "")), axis)),
        )
        own = [room for room in rooms if (await actor.caller()).has(*FLOWS[room[0]].roles)]
        await actor.enter(*chance.choice(own if own and chance.random() < 0.9 else rooms))
    elif chance.random() < 0.3:
        await actor.hear(Text(chance.choice(TEXTS), forwarded=chance.random() < 0.05))
    else:
        screen = actor.screens[-1] if chance.random() < 0.85 else chance.choice(actor.screens[-9:])
        buttons = [each for row in screen.rows for each in row]
        leading = [each for each in buttons if each.name in LEADING]
        if button := chance.choice(leading if leading and chance.random() < 0.7 else buttons or [None]):
            await actor.hear(Choice(button.name, button.args))


@pytest.mark.parametrize("seed", range(2))
async def test_only_who_may_changes_something_and_counts_are_true(seed: int) -> None:
    chance = random.Random(seed)
    async with open_town() as town:
        actors = {name: Actor(town, name) for name in PEOPLE}
        for province in (YAZD, QOM):
            for axis in AXES:
                await hand_in(town, province, axis, chance)
        seen, done = set(await look(town.tx, DONE)), 0
        for _ in range(500):
            actor = actors[chance.choice(list(PEOPLE))]
            if chance.random() < 0.1:  # somebody's duties change, the screens stay
                for duty in await people.list_duties(town.tx, actor.id):
                    await people.drop_duty(town.tx, actor.id, duty.role, duty.province)
                await people.save_duty(town.tx, actor.id, chance.choice(DUTIES))
            duties = await people.list_duties(town.tx, actor.id)
            if actor.flow and not (await actor.caller()).has(*FLOWS[actor.flow].roles):
                actor.flow = ""  # the engine lets nobody go on without the role
            for _ in range(chance.randint(1, 8)):
                await act(actor, chance)
                new = set(await look(town.tx, DONE)) - seen
                for name, _number, person, province, axis in new:
                    assert (person, may(duties, name, province, axis)) == (actor.id, True), (name, province, axis)
                seen, done = seen | new, done + len(new)
                assert sum(map(len, actor.screens[-1].rows)) <= 100
                assert all(actor.screens[-1].rows), "a row without a button"
            town.now += timedelta(minutes=chance.choice((1, 5)))
            await let_returns_leave(town.tx, town.now)
            seen |= set(await look(town.tx, DONE))
            await check_counts(actor)
            if chance.random() < 0.1:
                await hand_in(town, chance.choice((YAZD, QOM)), chance.choice(AXES), chance)
                seen |= set(await look(town.tx, DONE))
        assert done > 30


async def check_counts(actor: Actor) -> None:
    """Compare the first screen of the room with what the tables say."""
    tx, kept = actor.town.tx, (actor.flow, actor.state, [*actor.screens])
    shown = (await actor.enter("review", ReviewState())).text
    actor.flow, actor.state, actor.screens = kept
    duties, plan = await people.list_duties(tx, actor.id), await hold_programme(tx, 1405)
    for code in AXES:
        axis, kinds = plan.axis(code), [kind for (kind,) in beneath(tx.connection).execute(STANDS, (code, WEEK.key))]
        assert axis
        waiting, approved, returned = (kinds.count(kind) for kind in ("waiting", "approved", "returned"))
        line = t("review.axes.line", axis=axis.short, waiting=waiting, approved=approved, returned=returned)
        assert (line in shown) == may(duties, "approve", YAZD, code), (line, shown)

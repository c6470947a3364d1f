"""Nobody receives a row outside the own scope, on any road: each text of an axis and a province is marked."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.answering import answer as answer_question
from bot.briefing import showing
from bot.briefing.digest import write_digest
from bot.briefing.drawing.annex import annex_data, print_annex
from bot.briefing.drawing.card import card_data, draw_card
from bot.briefing.drawing.heatmap import draw_heatmap, heatmap_data
from bot.briefing.drawing.multiples import draw_multiples, multiples_data
from bot.briefing.drawing.pacemap import draw_pacemap, pacemap_data
from bot.briefing.drawing.paper import paper_data, print_paper
from bot.briefing.drawing.trend import draw_trend, trend_data
from bot.briefing.period_report import write_period
from bot.briefing.periods import MONTH, QUARTER, Period
from bot.briefing.readers import read_reader
from bot.briefing.showing import BriefWish, Drawn
from bot.briefing.weekly_table import write_table
from bot.briefing.workbook.book import load_hq_book
from bot.briefing.workbook.sheets import hq_sheets
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS
from bot.people.rights import REPORTERS as REPORTING_ROLES
from bot.people.scope import axes_of, reports_on
from bot.reviewing.parties import list_listening, list_talking, reviewed_axes
from bot.said import Choice
from handlers.conversations import CONVERSATIONS, enter_all
from handlers.obstacles.hq_view import HqState
from handlers.obstacles.own_view import OwnState
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.talk_view import TalkState
from handlers.reviewing.view import ReviewState
from storage import people
from storage.accounts import Account
from storage.memory import Memory
from storage.people import Duty
from storage.transaction import Transaction
from tests.briefing.sample import NOW, SECRET, WEEK, open_sample
from tests.briefing.test_digest import DUTIES, PLAN
from tests.fresh import beneath, content_of, made_once, open_content

MARK = re.compile(r"‹(AX\d\d)(?:/(IR-\d\d))?›")
CODES = [axis.code for axis in PLAN.axes if axis.active]
PROVINCES = ("IR-07", "IR-10")
DRAWN: dict[Callable[..., bytes], Callable[..., Any]] = {
    draw_heatmap: heatmap_data,
    draw_card: card_data,
    draw_trend: trend_data,
    draw_multiples: multiples_data,
    draw_pacemap: pacemap_data,
    print_paper: paper_data,
    print_annex: annex_data,
}
FLOWS = {flow.name: flow for flow in CONVERSATIONS}
enter_all()
QUESTIONS = ("کدام استان‌ها نداده‌اند؟", "وقتی نبودم چه شد؟", "موانع", "موانع فارس", "فارس", "چه خبر؟")
MARKING = """
UPDATE axes SET short = short || ' ‹' || code || '›', title = title || ' ‹' || code || '›';
UPDATE indicators SET title = title || ' ‹' || axis || '›';
UPDATE reports SET action = '‹' || axis || '/' || province || '›', status = 'attention';
UPDATE revisions SET action = (SELECT action FROM reports WHERE id = report_id), reason = action, status = 'attention';
UPDATE answers SET words = words || '‹' || (SELECT axis FROM reports WHERE id = report_id) || '›'
WHERE words <> '' AND words NOT LIKE '{%' AND indicator IN (SELECT code FROM indicators WHERE kind = 'text');
UPDATE obstacles SET request = request || '‹' || axis || '/' || province || '›', folded = folded || axis,
                     agency = agency || ' ‹' || axis || '›';
INSERT INTO returns (report_id, indicator, revision, reason, returned_by, returned_at)
SELECT reports.id, indicator, reports.revision, '‹' || axis || '/' || reports.province || '›', 1, '2026-11-25T04:00:00Z'
FROM reports JOIN answers ON report_id = reports.id AND answers.revision = reports.revision
WHERE reports.week = '2026-11-21' AND reports.province IN ('IR-07', 'IR-10') GROUP BY reports.id;
INSERT INTO comments (week, province, axis, person_id, side, words, at)
SELECT week, province, axis, 1, 'province', '‹' || axis || '/' || province || '›', '2026-11-25T04:00:00Z' FROM reports
WHERE week = '2026-11-21' AND province IN ('IR-07', 'IR-10');
"""


@made_once
async def marked() -> bytes:
    async with open_sample() as tx:
        beneath(tx.connection).executescript(MARKING)
        assert await tx.count("SELECT count(*) FROM returns") > 9
        await tx.flush()
        return content_of(tx.connection)


@asynccontextmanager
async def open_marked() -> AsyncIterator[Transaction]:
    async with open_content(marked()) as connection:
        yield Transaction(connection, Memory(), SECRET)


async def shown(tx: Transaction, caller: Caller, flow: str, state: object) -> str:
    """Return what a conversation shows and holds when it is entered; '' where its doors are closed to the person."""
    found = FLOWS[flow]
    if not caller.has(*found.roles):
        return ""
    view = await found.load(tx, caller, state, Choice("enter"), NOW)
    return str(view) + str([(screen.text, screen.rows) for screen in found.step(view, Choice("enter"), NOW).screens])


async def brief(tx: Transaction, caller: Caller, what: str, name: str) -> str:
    """Return what the button of a digest shows: a text, or the data of what is drawn."""
    found = await showing.answer(tx, BriefWish(caller.person.id, NOW, what, (WEEK.key, name)))
    if not isinstance(found, Drawn):
        return str((found.text, found.rows))
    assert isinstance(found.draw, partial)
    return found.name + found.caption + json.dumps(DRAWN[found.draw.func](*found.draw.args), ensure_ascii=False)


async def asked(tx: Transaction, caller: Caller, text: str) -> str:
    found = (await answer_question(tx, caller.person.id, text, NOW))[0]
    lines = [line for line in found.text.splitlines() if not line.startswith(t("ask.left_out", axes="")[:12])]
    return "\n".join(lines) + str(found.sheet)


async def workbook(tx: Transaction, caller: Caller) -> str:
    return str(hq_sheets(await load_hq_book(tx, NOW, axes_of(caller.duties))))


async def review(tx: Transaction, caller: Caller) -> str:
    numbers = await tx.column("SELECT id FROM reports WHERE week = '2026-11-21' AND province = 'IR-07'")
    states = [ReviewState(), *(ReviewState("axis", WEEK.key, code) for code in CODES)]
    states += [ReviewState("card", WEEK.key, code, report=int(one or 0)) for code in CODES[:4] for one in numbers]
    return "".join([await shown(tx, caller, "review", state) for state in states])


async def obstacles_of(tx: Transaction, caller: Caller) -> str:
    numbers = [int(number or 0) for number in await tx.column("SELECT id FROM obstacles ORDER BY id LIMIT 12")]
    states = [HqState(), *(HqState("card", number) for number in numbers)]
    return "".join([await shown(tx, caller, "hq_obstacles", state) for state in states])


async def told(tx: Transaction, caller: Caller) -> str:
    """Return the marks of the comments that would be told this person."""
    marks = []
    for axis in CODES:
        for province in PROVINCES:
            hearers = [*await list_listening(tx, axis, [caller.person.id]), *await list_talking(tx, province, axis, [])]
            marks += [f"‹{axis}/{province}›"] * (caller.person.id in hearers)
    return "".join(marks)


async def digest(tx: Transaction, caller: Caller) -> str:
    return await write_digest(tx, NOW, await read_reader(tx, caller.person.id), in_full=True)


async def talk(tx: Transaction, caller: Caller) -> str:
    states = [TalkState(WEEK.key, province, axis) for province in PROVINCES for axis in CODES]
    return "".join([await shown(tx, caller, "talk", state) for state in states])


async def mend_one(tx: Transaction, caller: Caller) -> str:
    return "".join([await shown(tx, caller, "mend", MendState("value", one)) for one in range(1, 13)])


Road = Callable[[Transaction, Caller], Awaitable[str]]
SEEING: dict[str, Road] = {
    "digest": digest,
    "table": lambda tx, caller: write_table(tx, NOW.replace(hour=14), WEEK, axes_of(caller.duties)),
    "month": lambda tx, caller: write_period(tx, NOW, Period(1405, 8, MONTH), axes_of(caller.duties)),
    "quarter": lambda tx, caller: write_period(tx, NOW, Period(1405, 7, QUARTER), axes_of(caller.duties)),
    "workbook": workbook,
    **{
        f"{what} {name}": partial(brief, what=what, name=name)
        for what, names in (
            ("axes", ("",)),
            ("axis", CODES[:3]),
            ("values", CODES[1:3]),
            ("provinces", ("",)),
            ("province", PROVINCES[:1]),
            ("heatmap", ("",)),
            ("reports", ("",)),
            ("trend", CODES[:2]),
            ("multiples", CODES[:2]),
            ("card", PROVINCES[:1]),
            ("paper", ("", "1405-08/1", "1405-07/3")),
            ("annex", ("",)),
        )
        for name in names
    },
    **{f"ask {text}": partial(asked, text=text) for text in QUESTIONS},
    "obstacles": obstacles_of,
}
"""What shows figures and obstacles to who may see an axis."""
OWNING: dict[str, Road] = {"review": review}
"""What is for owners alone."""
BOTH: dict[str, Road] = {
    "talk": talk,
    "told": told,
}
REPORTING: dict[str, Road] = {
    "mend": lambda tx, caller: shown(tx, caller, "mend", MendState()),
    "mend one": mend_one,
    "own obstacles": lambda tx, caller: shown(tx, caller, "own_obstacles", OwnState()),
}
REPORTERS = st.lists(
    st.builds(
        Duty,
        st.sampled_from(("ceo", "liaison")),
        st.sampled_from(PROVINCES),
        st.just(""),
        st.lists(st.sampled_from(CODES), unique=True).map(";".join),
    ),
    max_size=2,
)


async def come(tx: Transaction, duties: list[Duty]) -> Caller:
    """Put somebody on the roster."""
    person = await people.add(tx, "کسی", "", "active", NOW)
    for duty in duties:
        await people.save_duty(tx, person, duty)
    found = await people.get(tx, person)
    assert found
    account = Account("telegram", person, person, person, None, None, asked_phone=False)
    return Caller(account, found, tuple(await people.list_duties(tx, person)))


def foreign(text: str, allowed: Callable[[str, str], bool]) -> set[tuple[str, str]]:
    return {(axis, province) for axis, province in MARK.findall(text) if not allowed(axis, province)}


@settings(max_examples=40, deadline=None)
@given(DUTIES, st.sampled_from(sorted(SEEING)))
async def test_who_sees_figures_sees_those_of_the_own_axes(duties: list[Duty], road: str) -> None:
    async with open_marked() as tx:
        caller = await come(tx, duties)
        axes = axes_of(caller.duties)
        assert not foreign(await SEEING[road](tx, caller), lambda axis, _province: axes is None or axis in axes)


@settings(max_examples=10, deadline=None)
@given(DUTIES)
async def test_only_owners_look_at_reports_and_at_those_of_their_axes(duties: list[Duty]) -> None:
    async with open_marked() as tx:
        caller = await come(tx, duties)
        axes = reviewed_axes(caller)
        assert axes is not None or caller.has("head")
        assert not foreign(await review(tx, caller), lambda axis, _province: axes is None or axis in axes)


@settings(max_examples=15, deadline=None)
@given(DUTIES, REPORTERS, st.sampled_from(sorted(BOTH)))
async def test_talk_is_for_who_owns_the_axis_and_for_who_reports_on_it(
    own: list[Duty], province: list[Duty], road: str
) -> None:
    async with open_marked() as tx:
        caller = await come(tx, [*(duty for duty in own if duty.role not in REPORTING_ROLES), *province])
        axes = reviewed_axes(caller)

        def allowed(axis: str, place: str) -> bool:
            return axes is None or axis in axes or (bool(place) and reports_on(caller.duties, place, axis))

        found = foreign(await BOTH[road](tx, caller), allowed)
        assert not {each for each in found if each[1]}


@settings(max_examples=15, deadline=None)
@given(REPORTERS, st.sampled_from(sorted(REPORTING)))
async def test_province_answers_for_itself_and_for_the_own_axes(duties: list[Duty], road: str) -> None:
    async with open_marked() as tx:
        caller = await come(tx, duties)
        found = foreign(await REPORTING[road](tx, caller), lambda axis, place: reports_on(caller.duties, place, axis))
        assert not {each for each in found if each[1]}


@pytest.mark.parametrize("road", sorted({**SEEING, **OWNING, **BOTH}))
async def test_head_finds_the_marks_on_every_road_so_that_they_would_be_seen(road: str) -> None:
    async with open_marked() as tx:
        caller = await come(tx, [Duty("head", "", "", "")])
        assert caller.has(*HEADQUARTERS)
        roads = {**SEEING, **OWNING, **BOTH}
        silent = {"told", "provinces ", "ask چه خبر؟"}
        assert MARK.search(await roads[road](tx, caller)) or road in silent


@pytest.mark.parametrize("road", sorted(REPORTING))
async def test_ceo_finds_the_own_marks_on_every_road(road: str) -> None:
    async with open_marked() as tx:
        caller = await come(tx, [Duty("ceo", "IR-07", "", "")])
        assert MARK.search(await REPORTING[road](tx, caller))

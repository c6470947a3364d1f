"""Answers to questions: within the rights of the asker, in one message, the same as is counted elsewhere."""

import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.asking.answer import QuestionAnswer
from bot.asking.answering import answer, understand
from bot.asking.sparkline import BLOCKS, GAP, sparkline
from bot.conversing.splitting import units
from bot.figures.loading import count
from bot.figures.ranking import ranking
from bot.figures.trend import Point
from bot.language.catalogue import t
from bot.language.letters import LRM
from bot.language.week import week_of
from bot.obstacles.figures import list_open_lines
from bot.obstacles.sample import fill_obstacles
from bot.people.caller import meet
from bot.people.scope import axes_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES
from bot.said import Sender
from bot.sheets.writing import write_workbook
from storage import accounts, figures, people, programme
from storage.memory import Memory
from storage.people import Duty
from storage.transaction import Transaction
from tests.asking.organisation import open_asked
from tests.asking.test_reading import ROWS
from tests.briefing.sample import NOW, SECRET, WEEK, open_sample
from tests.briefing.test_digest import DUTIES, foreign
from tests.fresh import content_of, made_once, open_content

WITHOUT_SHEET = {"shares", "forecast"}
QUESTIONS = tuple(text for text, found, _ in ROWS if found != "-")


@made_once
async def filled() -> bytes:
    async with open_sample() as tx:
        await fill_obstacles(tx, NOW)
        await tx.flush()
        return content_of(tx.connection)


@asynccontextmanager
async def open_organisation() -> AsyncIterator[Transaction]:
    """Open the sample organisation with its past and its obstacles."""
    async with open_content(filled()) as connection:
        yield Transaction(connection, Memory(), SECRET)


async def ask(tx: Transaction, text: str, role: str = "head") -> QuestionAnswer:
    return (await answer(tx, (await people.list_ids(tx, role))[0], text, NOW))[0]


def texts(found: QuestionAnswer) -> Iterator[str]:
    """Yield every line that an answer says, and every text of its sheet; not the names that the asker typed."""
    notes = (t("ask.left_out", axes=""), t("ask.unread", words=""))
    yield from (line for line in found.text.splitlines() if not any(line.startswith(note[:12]) for note in notes))
    if found.sheet is not None:
        yield from (column.title for column in found.sheet.columns)
        yield from (str(cell.value) for row in found.sheet.rows for cell in row)


@settings(max_examples=40, deadline=None)
@given(DUTIES, st.sampled_from(QUESTIONS))
async def test_an_asker_sees_nothing_outside_the_scope(duties: list[Duty], text: str) -> None:
    async with open_organisation() as tx:
        person = await people.add(tx, "کسی", "", "active", NOW)
        for duty in duties:
            await people.save_duty(tx, person, duty)
        axes = axes_of(await people.list_duties(tx, person))
        hidden = foreign(axes)
        for line in texts((await answer(tx, person, text, NOW))[0]):
            assert line not in hidden
            assert not [name for name in hidden if line.startswith((f"{name}:", f"**{name}،", f"{name} —"))]
            assert not [name for name in hidden if f"، {name} —" in line or f"{name} (" in line or f"— {name}،" in line]


async def test_questions_of_the_table_are_answered_in_one_message_and_with_a_sheet() -> None:
    none = t("ask.obstacles.none"), t("ask.compared.no_year", week="").split(".")[0][:12]
    async with open_asked() as tx:
        for text in QUESTIONS[::3]:
            found, asked = await ask(tx, text), await understand(tx, text, NOW)
            assert asked is not None
            assert units(found.text) < 4000, text
            assert (
                found.sheet is not None or asked.topic in WITHOUT_SHEET or any(each in found.text for each in none)
            ), text


@pytest.mark.parametrize("text", [text for text, found, _ in ROWS if found == "-"])
async def test_what_is_not_understood_is_answered_with_examples(text: str) -> None:
    async with open_sample() as tx:
        assert await understand(tx, text, NOW) is None
        assert (await ask(tx, text)).text == t("ask.not_understood")


async def test_the_examples_are_understood() -> None:
    examples = [line.strip("«»") for key in ("ask.help", "ask.not_understood") for line in t(key).splitlines()[1:]]
    async with open_sample() as tx:
        assert len(examples) >= 12
        assert all([await understand(tx, example, NOW) for example in examples])


async def test_an_axis_that_may_not_be_seen_is_not_told_of() -> None:
    async with open_organisation() as tx:
        found = await ask(tx, "بورس همه", "hq_deputy")
        assert found.sheet is None
        assert "تأمین برق" in found.text  # what may be asked instead
        both = await ask(tx, "برق و بورس همه", "hq_deputy")
        assert both.sheet is not None
        assert len(both.sheet.columns) == 3


async def test_who_may_see_no_axis_is_told_so() -> None:
    async with open_sample() as tx:
        person = await people.add(tx, "کسی", "", "active", NOW)
        await people.save_duty(tx, person, Duty("hq_manager", "", "", ""))
        assert (await answer(tx, person, "برق همه", NOW))[0].text == t("ask.nothing_to_see")


async def test_values_of_all_provinces_are_those_of_the_figures() -> None:
    async with open_sample() as tx:
        found = await ask(tx, "جذب برق همه")
        counted = await count(tx, NOW, frozenset({"AX01"}), WEEK)
        assert found.sheet is not None
        for province, (name, value, _target) in zip(PROVINCES, found.sheet.rows, strict=True):
            held = counted.values[province.code, "elec_absorbed"]
            assert (name.value, value.value) == (province.name, counted.nationals[1].unit.shown(held.value or 0))


async def test_most_and_least_put_the_provinces_in_order() -> None:
    async with open_sample() as tx:
        most, least = (await ask(tx, "بیشترین جذب برق")).text, (await ask(tx, "کمترین جذب برق")).text
        named = [line.partition(":")[0] for line in most.splitlines() if line.partition(":")[0] in NAMES]
        assert len(named) == len(PROVINCES)
        assert named != [province.name for province in PROVINCES]
        assert [line.partition(":")[0] for line in least.splitlines() if line.partition(":")[0] in NAMES] != named


NAMES = frozenset(province.name for province in PROVINCES)


def order_of(text: str) -> list[str]:
    """Return the provinces that begin a line, in the order of a text."""
    lines = (line.rpartition(". ")[2].partition(":")[0] for line in text.splitlines())
    return [name for name in lines if name in NAMES]


async def set_targets(tx: Transaction, targets: dict[str, int]) -> None:
    """Set targets of absorbed money, in billions of toman by province."""
    plan = await hold_programme(tx, 1405)
    for province, target in targets.items():
        await programme.save_target(tx, plan.programme.id, "elec_absorbed", province, target * 10**10)
    await programme.note_change(tx)


async def test_worst_is_who_is_furthest_behind_its_pace_and_not_who_has_least() -> None:
    async with open_sample() as tx:
        least = order_of((await ask(tx, "کمترین جذب برق")).text)
        code = {province.name: province.code for province in PROVINCES}
        await set_targets(tx, {code[least[0]]: 1, code[least[-1]]: 1000, code[least[5]]: 50})
        text = (await ask(tx, "بدترین استان جذب برق")).text
        assert order_of(text)[:3] == [least[-1], least[5], least[0]]
        assert "به ترتیب درصد روند لازم" in text
        assert "درصد روند لازم" in next(line for line in text.splitlines() if line.startswith(f"{least[-1]}: "))


async def test_without_a_target_the_change_of_eight_weeks_says_who_is_behind() -> None:
    async with open_sample() as tx:
        text = (await ask(tx, "بدترین استان جذب برق")).text
        assert "بدون هدف؛ به ترتیب تغییر ۸ هفته" in text
        ago = week_of(WEEK.saturday - 8 * timedelta(days=7))
        then, now = (await count(tx, NOW, None, ago)).values, (await count(tx, NOW, None, WEEK)).values
        held = {
            province.name: (now[key].value or 0) - (then[key].value or 0)
            for province in PROVINCES
            if (key := (province.code, "elec_absorbed")) in then
        }
        assert order_of(text)[: len(held)] == sorted(held, key=lambda name: held[name])


async def test_who_is_behind_is_another_question_than_who_has_not_reported() -> None:
    async with open_sample() as tx:
        assert t("pace.ranking.nothing") in (await ask(tx, "کدام استان‌ها عقب‌اند؟")).text
        await set_targets(tx, {"IR-10": 1000, "IR-03": 1, "IR-07": 400})
        found = await ask(tx, "کدام استان‌ها عقب‌اند؟")
        counted = ranking(await count(tx, NOW, None, WEEK))
        assert order_of(found.text) == [each.province.name for each in counted if each.behind]
        assert "آذربایجان شرقی ۱۰۰ درصد" in found.text
        assert "بدون هدف یا بدون گزارش (۲۸)" in found.text
        assert t("ask.standing.title") not in found.text
        assert t("ask.standing.title") in (await ask(tx, "کدام استان‌ها نداده‌اند؟")).text


async def test_course_says_what_the_target_needs_from_now_on_and_how_sure_that_is() -> None:
    async with open_sample() as tx:
        await set_targets(tx, {"IR-10": 60})
        text = (await ask(tx, "جذب برق اصفهان ۸ هفته")).text
        assert "برای رسیدن به ۶۰ میلیارد تومان تا پایان سال: هفته‌ای " in text
        assert "میانگین ۸ هفته: " in text
        assert "اطمینان " in text
        assert "افزایش در این مدت؛ بدون هدف" in (await ask(tx, "جذب برق یزد ۸ هفته")).text


async def test_obstacles_are_those_of_the_agency_or_province_that_is_named() -> None:
    async with open_organisation() as tx:
        held = await list_open_lines(tx, NOW)
        of_agency = [line for line in held if line.row.agency == "شرکت برق منطقه‌ای"]
        of_place = [line for line in held if line.row.province == "IR-10"]
        for text, expected in (("موانع برق منطقه‌ای", of_agency), ("موانع اصفهان", of_place), ("موانع", held)):
            sheet = (await ask(tx, text)).sheet
            assert sheet is not None
            assert len(list(sheet.rows)) == len(expected)


async def test_a_sheet_is_written_as_a_workbook_with_true_numbers() -> None:
    async with open_sample() as tx:
        sheet = (await ask(tx, "برق اصفهان ۸ هفته")).sheet
        assert sheet is not None
        book = load_workbook(io.BytesIO(write_workbook([sheet])))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        assert len(rows) == 1 + 4 * 8
        assert all(isinstance(row[6], int | float) for row in rows[1:])


async def test_pictures_are_drawn_where_there_is_one() -> None:
    async with open_sample() as tx:
        drawn = {text: (await ask(tx, text)).draw for text in ("برق یزد ۲۰ هفته", "یزد", "همه", "موانع", "چه خبر؟")}
    assert [draw is not None for draw in drawn.values()] == [True, True, True, False, False]
    course = drawn["برق یزد ۲۰ هفته"]
    assert course is not None
    assert course().startswith(b"\x89PNG")


# «وقتی نبودم چه شد؟»


async def come(tx: Transaction, person: int, platform: str, now: datetime) -> None:
    """Let a person take a turn on a messenger."""
    sender = Sender(platform, person, person, private=True, name="کسی")
    account, caller = await meet(tx, sender, now)
    if caller is None:
        await accounts.link(tx, account, person, now)


async def last(tx: Transaction, person: int, now: datetime) -> datetime | None:
    return await accounts.get_last_before(tx, person, now.replace(hour=0, minute=0))


async def test_last_time_is_the_last_turn_before_today_on_any_messenger() -> None:
    async with open_sample() as tx:
        head = (await people.list_ids(tx, "head"))[0]
        days = [NOW - timedelta(days=number) for number in (3, 2, 0)]
        assert await last(tx, head, NOW) is None
        await come(tx, head, "telegram", days[0])
        assert await last(tx, head, days[0]) is None
        await come(tx, head, "telegram", days[0] + timedelta(hours=1))
        await come(tx, head, "bale", days[1])
        await come(tx, head, "telegram", days[2])
        await come(tx, head, "telegram", days[2] + timedelta(minutes=5))
        await come(tx, head, "bale", days[2] + timedelta(minutes=6))
        assert await last(tx, head, NOW) == days[1]


async def test_another_persons_past_does_not_pass_on_with_an_account() -> None:
    async with open_sample() as tx:
        head, deputy = (await people.list_ids(tx, "head"))[0], (await people.list_ids(tx, "hq_deputy"))[0]
        await come(tx, head, "telegram", NOW - timedelta(days=2))
        await come(tx, head, "telegram", NOW - timedelta(days=1))
        account = await accounts.get(tx, "telegram", head)
        assert account is not None
        await accounts.link(tx, account, deputy, NOW)
        await accounts.meet(tx, "telegram", head, head, NOW, NOW.replace(hour=0, minute=0))
        assert await last(tx, deputy, NOW) == NOW - timedelta(days=1)
        assert await last(tx, head, NOW) is None


WEEK_BEFORE = NOW - timedelta(days=7)


async def test_what_is_new_is_what_was_accepted_since_then() -> None:
    async with open_organisation() as tx:
        head = (await people.list_ids(tx, "head"))[0]
        await come(tx, head, "telegram", WEEK_BEFORE)
        await come(tx, head, "telegram", NOW)
        found = await ask(tx, "وقتی نبودم چه شد؟")
        accepted = [each for each in await figures.list_accepted(tx, WEEK_BEFORE, NOW) if each.province in CODES]
        assert found.sheet is not None
        assert len(list(found.sheet.rows)) == len(accepted)
        ours = await ask(tx, "وقتی نبودم در برق چه شد؟")
        assert ours.sheet is not None
        assert len(list(ours.sheet.rows)) == sum(each.axis == "AX01" for each in accepted)
        yazd = await ask(tx, "وقتی نبودم یزد چه کرد؟")
        assert yazd.sheet is not None
        assert len(list(yazd.sheet.rows)) == sum(each.province == "IR-21" for each in accepted)


CODES = frozenset(province.code for province in PROVINCES)


async def test_a_time_in_which_nothing_came_says_so() -> None:
    async with open_organisation() as tx:
        assert t("ask.changes.quiet") in (await ask(tx, "از ۱۴۰۵/۰۵/۰۱ تا ۱۴۰۵/۰۵/۰۲ چه شد؟")).text


# the sparkline


def points(*values: int | None) -> list[Point]:
    return [Point(WEEK, value, "missing" if value is None else "said") for value in values]


def test_blocks_rise_with_values_and_stand_between_marks_of_direction() -> None:
    assert sparkline(points(0, 25, 50, 75, 100)) == f"{LRM}{BLOCKS}{LRM}"
    assert sparkline(points(7, None, 7)) == f"{LRM}▃{GAP}▃{LRM}"
    assert sparkline(points()) == LRM * 2


def test_a_week_without_a_report_is_a_gap_although_the_value_stands() -> None:
    held = [*points(1, 2), Point(WEEK, 2, "missing"), Point(WEEK, 2, "unchanged")]
    assert sparkline(held) == f"{LRM}▁▇{GAP}▇{LRM}"


@given(st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15)), max_size=60))
def test_there_is_a_block_for_every_week(values: list[int | None]) -> None:
    assert len(sparkline(points(*values))) == len(values) + 2


@pytest.mark.parametrize(
    ("text", "year"),
    [("کدام استان‌ها در ۲۰ دی ۱۴۰۴ نداده‌اند؟", 1404), ("برق دی ۱۴۰۲", 1402), ("یزد مهر ۱۳۹۷", 1397)],
)
async def test_a_year_without_a_programme_is_answered_with_a_sentence(text: str, year: int) -> None:
    async with open_organisation() as tx:
        assert (await ask(tx, text)).text == t("commands.no_programme", year=year)

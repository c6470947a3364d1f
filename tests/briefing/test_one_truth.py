"""What a province sees of itself is what headquarters counts, over random histories: everybody is shown the same."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.asking.values import answer_values
from bot.briefing.axis_screens import show_values
from bot.briefing.workbook.axis_sheet import axis_sheet
from bot.briefing.workbook.book import HqBook
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.trending import load_trend
from bot.free_messages.proposal import Proposal, Same
from bot.language import writing
from bot.language.units import UNITS
from bot.language.week import Week
from bot.people.caller import Caller
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from bot.reporting.cards import AxisCard, IndicatorView, ReportState, ReportView
from bot.reporting.loading import load
from bot.said import Choice
from bot.workbooks.week_sheet import week_sheets
from handlers.free_messages.screens import change
from storage.accounts import Account
from storage.people import Duty, Person
from tests.briefing.organisation import KINDS, PROVINCES, WEEKS, Answer, Held, Organisation, open_organisation
from tests.briefing.test_counting import act, numbers, same

MONDAY = datetime.fromisoformat("2026-11-30T10:00:00+03:30")
LAST, NEXT = Week(WEEKS[2]), Week(date(2026, 11, 28))
LASTING = {"cumulative", "snapshot"}
UNIT = UNITS["unit"]
BACK = "رقم برگشت‌داده‌شده: "


@dataclass(frozen=True)
class Meant:
    """What should be shown of an indicator in a province by the plain rules: what counts, and what was handed back."""

    counts: Held
    back: Held


def meant(organisation: Organisation, code: str, province: str) -> Meant:
    """Return what should be shown once everything was said."""
    now = organisation.now
    standing = organisation.standing(code, province, LAST.saturday, now)
    return Meant(standing and standing[1:], organisation.handed_back(code, province))


async def week_of(organisation: Organisation, province: str) -> ReportView:
    """Return the next week as the province's CEO sees it."""
    account = Account("bale", 1, 1, 1, None, None, asked_phone=False)
    caller = Caller(account, Person(1, "مدیرعامل", "", "", "active"), (Duty("ceo", province, "", ""),))
    return await load(organisation.tx, caller, ReportState(province=province), Choice("enter"), MONDAY)


def indicators(view: ReportView) -> dict[str, tuple[AxisCard, IndicatorView]]:
    return {each.code: (card, each) for card in view.cards for each in card.indicators}


def last_of(indicator: IndicatorView) -> Held:
    return (indicator.last, indicator.last_words) if indicator.last is not None or indicator.last_words else None


def shown(held: Held) -> str:
    """Return how a value is written whole."""
    assert held
    return held[1] if held[0] is None else writing.quantity(held[0], UNIT)


def short(held: Held) -> str:
    """Return how a value is written in headquarters' lists."""
    if held is None:
        return "گزارش‌نشده"
    return held[1] if held[0] is None else writing.quantity(held[0], UNIT)


async def check_province(organisation: Organisation, province: str) -> None:
    """Card, free message and workbook of the next week, and the course, show what should be shown."""
    view = await week_of(organisation, province)
    rows = {row[0].value: row for row in week_sheets(view, "")[0].rows}
    for code, (card, indicator) in indicators(view).items():
        right = meant(organisation, code, province)
        last = last_of(indicator)
        if right.counts or indicator.kind != "snapshot":
            assert last == right.counts, code
        back = indicator.handed_back
        if right.counts or right.back or indicator.kind != "snapshot":
            assert (back and (back.value, back.words)) == right.back, code
        row, figures = rows[f"{card.code}/{code}"], [str(cell.value) for cell in rows[f"{card.code}/{code}"]]
        assert row[6].value == (None if last is None else last[1] if last[0] is None else UNIT.shown(last[0]))
        assert (BACK in figures[3] or "پاسخ برگشت‌داده‌شده: " in figures[3]) == (back is not None)
        if indicator.has_past:
            said = change(card, Proposal(0, "", card.code, code, Same()), Same())
            assert shown(last) in said
            assert ("برگشت‌داده‌شده: " in said) == (back is not None)


async def check_course(organisation: Organisation, province: str, axis: str) -> None:
    """The course that the province looks back at ends in what counts."""
    plan = await hold_programme(organisation.tx, 1405)
    held = plan.axis(axis)
    assert held
    trends = {
        each.title: each for each in (await load_trend(organisation.tx, organisation.now, held, province, LAST)).trends
    }
    for code, _axis, kind, _aggregate in (each for each in KINDS if each[0] in trends):
        right = meant(organisation, code, province)
        told = organisation.told(code, province, LAST.saturday, organisation.now)
        point = trends[code].points[-1].value
        assert point == (right.counts[0] if right.counts and (kind in LASTING or told) else None), code
        assert trends[code].handed_back == (right.back[0] if right.back else None), code


async def check_headquarters(organisation: Organisation, figures: Figures) -> None:
    """Figures, lists, questions and the workbook of headquarters show what should be shown."""
    plan = await hold_programme(organisation.tx, 1405)
    scene = Scene(organisation.tx, organisation.now, 1, plan, tuple(plan.axes))
    book = HqBook(figures, (), ())
    for axis in plan.axes:
        values = show_values(figures, axis.code).text
        notes = {str(row[1].value): str(row[-1].value) for row in axis_sheet(book, axis).rows}
        for code, _axis, _kind, _aggregate in (each for each in KINDS if each[1] == axis.code):
            answer = (await answer_values(scene, Question("provinces", (axis.code,), (code,)))).text.splitlines()
            for province in PROVINCES:
                right, name = meant(organisation, code, province), by_code(province).name
                held = figures.values.get((province, code))
                assert (held and (held.value, held.words)) == right.counts
                lines = [line for line in answer if line.startswith(f"{name}: ")]
                if right.counts or right.back:
                    back = f"برگشت‌داده‌شده: {short(right.back)}"
                    assert short(right.counts) in lines[0]
                    assert (back in lines[0]) == (right.back is not None)
                    assert right.back is None or back in values
                    assert right.back is None or f"{code}: " in notes[name]
                else:
                    assert not lines


async def confirm(organisation: Organisation, province: str) -> None:
    """Call everything «unchanged» that may be, and see that what was shown counts."""
    before = indicators(await week_of(organisation, province))
    confirmed = {code: last_of(each) for code, (_card, each) in before.items() if each.has_past}
    for axis in ("AX01", "AX02"):
        answers: dict[str, Answer] = {
            code: ("unchanged", None, "") for code in confirmed if before[code][0].code == axis
        }
        if answers:
            await organisation.hand_in((NEXT.saturday, province, axis), answers, signed=True, late=False)
    figures = await count(organisation.tx, organisation.now, None, NEXT)
    for code, held in confirmed.items():
        value = figures.values[province, code]
        assert ((value.value, value.words), value.told) == (held, "unchanged"), code


async def check(organisation: Organisation) -> None:
    for province in PROVINCES:
        await check_province(organisation, province)
        for axis in ("AX01", "AX02"):
            await check_course(organisation, province, axis)
    await check_headquarters(organisation, await count(organisation.tx, organisation.now, None, LAST))
    for province in PROVINCES:
        await confirm(organisation, province)


@pytest.mark.no_cover  # a long run of what other tests cover
@settings(max_examples=100, deadline=None)
@given(st.data())
async def test_the_province_is_shown_what_headquarters_counts_over_random_histories(data: st.DataObject) -> None:
    async with open_organisation() as organisation:
        for _ in range(data.draw(st.integers(1, 14))):
            await act(data, organisation)
        await check(organisation)


async def test_figure_that_was_handed_back_stands_beside_the_one_that_counts_and_unchanged_confirms_that_one() -> None:
    async with open_organisation() as organisation:
        await organisation.hand_in((WEEKS[1], "IR-21", "AX01"), numbers(100), signed=True, late=False)
        await organisation.hand_in((WEEKS[2], "IR-21", "AX01"), numbers(120), signed=True, late=False)
        await organisation.hand_back((WEEKS[2], "IR-21", "AX01"), "sum_c")
        assert meant(organisation, "sum_c", "IR-21") == Meant((100, ""), (120, ""))
        await check(organisation)
        await organisation.hand_in((WEEKS[2], "IR-21", "AX01"), numbers(110), signed=False, late=False)
        assert last_of(indicators(await week_of(organisation, "IR-21"))["sum_c"][1]) == (100, "")
        await organisation.sign((WEEKS[2], "IR-21", "AX01"))
        after = indicators(await week_of(organisation, "IR-21"))["sum_c"][1]
        assert (last_of(after), after.handed_back) == ((110, ""), None)


async def test_correction_that_was_handed_back_stands_beside_what_the_same_week_said_first() -> None:
    async with open_organisation() as organisation:
        key = (WEEKS[2], "IR-21", "AX01")
        await organisation.hand_in(key, numbers(100), signed=True, late=False)
        await organisation.hand_in(key, numbers(120), signed=True, late=False)
        await organisation.hand_back(key, "sum_c")
        assert meant(organisation, "sum_c", "IR-21") == Meant((100, ""), (120, ""))
        await check(organisation)
        await organisation.hand_in((NEXT.saturday, "IR-21", "AX01"), numbers(130), signed=True, late=False)
        figures = await count(organisation.tx, organisation.now, None, NEXT)
        assert figures.values["IR-21", "sum_c"].value == 130
        assert ("IR-21", "sum_c") not in figures.handed_back


async def test_snapshot_of_the_year_before_is_offered_and_counts_once_it_is_confirmed() -> None:
    async with open_organisation() as organisation:
        await organisation.hand_in((WEEKS[0], "IR-21", "AX01"), numbers(5), signed=True, late=False)
        await organisation.hand_in((date(2026, 3, 14), "IR-21", "AX01"), numbers(8), signed=True, late=False)
        await organisation.hand_back((date(2026, 3, 14), "IR-21", "AX01"), "sum_s")
        asked = indicators(await week_of(organisation, "IR-21"))["sum_s"][1]
        assert last_of(asked) == (5, "")
        assert asked.handed_back
        assert asked.handed_back.value == 8
        assert ("IR-21", "sum_s") not in (await count(organisation.tx, organisation.now, None, LAST)).values
        await organisation.hand_in((WEEKS[2], "IR-21", "AX01"), same(), signed=True, late=False)
        assert (await count(organisation.tx, organisation.now, None, LAST)).values["IR-21", "sum_s"].value == 5

"""The course of an axis shows what was said, what stayed and what is missing; its last point is what is counted now."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.loading import count
from bot.figures.trend import Point
from bot.figures.trending import load_trend
from bot.language.week import Week
from bot.programme.in_memory import hold_programme
from tests.briefing.organisation import PROVINCES, WEEKS, Organisation, open_organisation
from tests.briefing.test_counting import act, numbers, same

LAST = Week(WEEKS[2])


async def points(organisation: Organisation, province: str) -> tuple[Point, ...]:
    axis = (await hold_programme(organisation.tx, 1405)).axes[0]
    return (await load_trend(organisation.tx, organisation.now, axis, province, LAST)).trends[0].points


async def test_gap_is_missing_and_keeps_the_value_of_before() -> None:
    async with open_organisation() as organisation:
        await organisation.hand_in((WEEKS[1], "IR-21", "AX01"), numbers(4), signed=True, late=False)
        *_older, first, last = await points(organisation, "IR-21")
        assert (first.value, first.state, last.value, last.state) == (4, "said", 4, "missing")
        await organisation.hand_in((WEEKS[2], "IR-21", "AX01"), same(), signed=True, late=False)
        assert (await points(organisation, "IR-21"))[-1].state == "unchanged"
        assert (await points(organisation, "IR-10"))[-1] == Point(LAST, None, "missing")


async def test_course_begins_with_the_programme_year() -> None:
    async with open_organisation() as organisation:
        axis = (await hold_programme(organisation.tx, 1405)).axes[0]
        spring = Week(WEEKS[0]).next.next.next.next.next.next
        trend = await load_trend(organisation.tx, organisation.now, axis, "", spring)
        assert {week.year for week in trend.weeks} == {1405}
        assert 1 <= len(trend.weeks) < 4


@settings(max_examples=40, deadline=None)
@given(st.data())
async def test_last_point_is_what_is_counted(data: st.DataObject) -> None:
    async with open_organisation() as organisation:
        for _ in range(data.draw(st.integers(1, 10))):
            await act(data, organisation)
        figures = await count(organisation.tx, organisation.now, None, LAST)
        for axis in figures.axes:
            for province in ("", *PROVINCES):
                trend = await load_trend(organisation.tx, organisation.now, axis, province, LAST)
                last = {each.title: each.points[-1].value for each in trend.trends}
                for national in (each for each in figures.of_axis(axis.code) if each.indicator.code in last):
                    held = figures.values.get((province, national.indicator.code))
                    told = held and (held.told or national.indicator.kind in {"cumulative", "snapshot"})
                    meant = national.value if not province else held.value if held and told else None
                    assert last[national.indicator.title] == meant

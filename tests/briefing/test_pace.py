"""TargetPace, ranking and forecast equal a second reckoning from the raw answers, over random organisations."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.forecast import forecast, sureness
from bot.figures.loading import count
from bot.figures.ranking import paces, ranking, reached_by, reached_on_axis
from bot.figures.records import Figures
from bot.figures.trending import load_trend
from bot.language.week import Week
from bot.programme.calendar import Closure, calendar_of, seed_holidays
from bot.programme.in_memory import hold_programme
from bot.programme.pace import TargetPace, needed_weekly, pace_of, percent, together, weeks_left
from bot.programme.working_year import WorkingYear, expected_parts, working_year
from storage import calendar, programme
from storage.calendar import StoredClosure
from tests.briefing.organisation import BEGIN, KINDS, PROVINCES, Organisation, open_organisation, plan_of
from tests.briefing.test_counting import answers_of

LAST = date(2026, 11, 21)
COURSE = tuple(LAST - timedelta(days=7 * back) for back in range(8, -1, -1))
FIRST_DAY, LAST_DAY = date(2026, 3, 21), date(2027, 3, 20)
CUMULATIVE = {code: axis for code, axis, kind, _aggregate in KINDS if kind == "cumulative"}
Targets = dict[tuple[str, str], int]


def worked(closed: set[date], until: date) -> int:
    """Return how many days of 1405 are worked up to a day, by the file of holidays."""
    shipped = tomllib.loads(Path("bot/programme/holidays.toml").read_text(encoding="utf-8"))["holidays"]
    free = {each["day"] for each in shipped} | closed
    days = (FIRST_DAY + timedelta(days=number) for number in range((min(until, LAST_DAY) - FIRST_DAY).days + 1))
    return sum(day.strftime("%a") not in {"Thu", "Fri"} and day not in free for day in days)


def stood(organisation: Organisation, code: str, province: str, week: date) -> int | None:
    """Return the last number that counts of this year's answers up to a week."""
    for each in sorted((key[0] for key in organisation.reports if key[1] == province), reverse=True):
        said = organisation.told(code, province, each, organisation.now) if FIRST_DAY < each <= week else None
        if said and said[0] == "value":
            return said[1]
    return None


def of_country(organisation: Organisation, code: str, week: date) -> int | None:
    values = [value for each in PROVINCES if (value := stood(organisation, code, each, week)) is not None]
    if not values:
        return None
    return sum(values) if code.startswith("sum") else int(Fraction(sum(values), len(values)) + Fraction(1, 2))


def mean(shares: list[Fraction]) -> Fraction | None:
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def of_axis(organisation: Organisation, targets: Targets, part: Fraction, place: str, axis: str) -> Fraction | None:
    shares = []
    for code, home in CUMULATIVE.items():
        value = stood(organisation, code, place, LAST) if place else of_country(organisation, code, LAST)
        target = targets.get((code, place))
        if home == axis and value is not None and target:
            shares.append(min(Fraction(1), Fraction(value) / target / part))
    return mean(shares)


async def say(data: st.DataObject, organisation: Organisation) -> None:
    """Hand in, leave unsigned, hand back or explain one report of the last nine weeks."""
    key = data.draw(st.tuples(st.sampled_from(COURSE), st.sampled_from(PROVINCES), st.sampled_from(("AX01", "AX02"))))
    what = data.draw(st.sampled_from(("hand_in", "hand_in", "hand_in", "unsigned", "hand_back", "explain")))
    report = organisation.reports.get(key)
    if report is None or what in {"hand_in", "unsigned"}:
        await organisation.hand_in(key, data.draw(answers_of(key[2])), signed=what != "unsigned", late=False)
    elif what == "hand_back":
        await organisation.hand_back(key, data.draw(st.sampled_from(sorted(report.revisions[-1].answers))))
    else:
        await organisation.explain(key)


async def set_targets(data: st.DataObject, organisation: Organisation) -> Targets:
    targets = data.draw(
        st.dictionaries(st.tuples(st.sampled_from(sorted(CUMULATIVE)), st.sampled_from((*PROVINCES, ""))), AMOUNTS)
    )
    plan = await hold_programme(organisation.tx, 1405)
    for (code, province), target in targets.items():
        await programme.save_target(organisation.tx, plan.programme.id, code, province, target)
    await programme.note_change(organisation.tx)
    return targets


AMOUNTS = st.integers(1, 40)


async def close(organisation: Organisation, days: set[date]) -> None:
    for day in days:
        await calendar.save_closure(organisation.tx, StoredClosure(day, "", "برف", BEGIN))
    await calendar.note_change(organisation.tx)


def check_paces(organisation: Organisation, figures: Figures, targets: Targets, part: Fraction) -> None:
    for province in PROVINCES:
        for axis in ("AX01", "AX02"):
            for indicator, pace in paces(figures, province, axis):
                value = stood(organisation, indicator.code, province, LAST)
                assert pace == TargetPace(value, targets[indicator.code, province], part)
            assert reached_on_axis(figures, province, axis) == of_axis(organisation, targets, part, province, axis)
    assert reached_on_axis(figures, "", "AX01") == of_axis(organisation, targets, part, "", "AX01")


def check_ranking(organisation: Organisation, figures: Figures, targets: Targets, part: Fraction) -> None:
    meant = {}
    for place in (*PROVINCES, ""):
        axes = [of_axis(organisation, targets, part, place, axis) for axis in ("AX01", "AX02")]
        meant[place] = mean([each for each in axes if each is not None])
    assert reached_by(figures, "") == meant.pop("")
    found = {each.province.code: each.reached for each in ranking(figures)}
    assert found == {place: reached for place, reached in meant.items() if reached is not None}
    assert list(found.values()) == sorted(found.values())


async def check_forecasts(organisation: Organisation, targets: Targets) -> None:
    plan = await hold_programme(organisation.tx, 1405)
    left = sum(LAST + timedelta(days=7 * each + 4) <= LAST_DAY for each in range(1, 40))
    for code, home in CUMULATIVE.items():
        axis = plan.axis(home)
        assert axis
        for place in (*PROVINCES, ""):
            course = await load_trend(organisation.tx, organisation.now, axis, place, Week(LAST), len(COURSE))
            trend = next(each for each in course.trends if each.title == code)
            walk = [stood(organisation, code, place, week) if place else of_country(organisation, code, week)
                    for week in COURSE]  # fmt: skip
            assert [point.value for point in trend.points] == walk
            known = [(number, value) for number, value in enumerate(walk) if value is not None]
            found = forecast(trend.points, targets.get((code, place)))
            if len(known) < 2:
                assert found is None
                continue
            (begin, old), (end, new) = known[0], known[-1]
            assert found
            assert found.weekly == Fraction(new - old, end - begin)
            assert found.left == left
            assert abs(found.end - (new + Fraction(new - old, end - begin) * left)) <= Fraction(1, 2)
            target = targets.get((code, place))
            assert found.needed == (Fraction(target - new, left) if target and target > new else None)


@pytest.mark.no_cover  # a long run of what other tests cover
@settings(max_examples=60, deadline=None)
@given(st.data())
async def test_pace_ranking_and_forecast_equal_a_second_reckoning_from_raw_answers(data: st.DataObject) -> None:
    async with open_organisation() as organisation:
        targets = await set_targets(data, organisation)
        closed = data.draw(st.sets(st.dates(date(2026, 9, 1), date(2027, 3, 1)), max_size=3))
        await close(organisation, closed)
        for _ in range(data.draw(st.integers(1, 12))):
            await say(data, organisation)
        figures = await count(organisation.tx, organisation.now, None, Week(LAST))
        day = min(LAST + timedelta(days=4), organisation.now.date())
        part = Fraction(worked(closed, day), worked(closed, LAST_DAY))
        check_paces(organisation, figures, targets, part)
        check_ranking(organisation, figures, targets, part)
        await check_forecasts(organisation, targets)


def year_of(*closed: date) -> WorkingYear:
    return working_year(calendar_of(seed_holidays(), [Closure(day, BEGIN, "برف") for day in closed]), 1405)


def test_what_is_expected_grows_by_working_days_and_not_on_holidays() -> None:
    year = year_of()
    assert year.expected_part(date(2026, 3, 20)) == 0
    assert year.expected_part(LAST_DAY) == year.expected_part(date(2030, 1, 1)) == 1
    assert year.expected_part(date(2026, 11, 25)) == year.expected_part(date(2026, 11, 27))
    assert year.expected_part(date(2026, 11, 25)) == Fraction(worked(set(), date(2026, 11, 25)), len(year.days))
    assert len(year_of(date(2026, 11, 25)).days) == len(year.days) - 1


def test_plan_by_month_grows_evenly_within_each_month() -> None:
    year, months = year_of(), (0, 0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
    assert year.expected_part(date(2026, 5, 21), months) == 0
    assert year.expected_part(date(2026, 6, 21), months) == Fraction(1, 10)
    assert Fraction(1, 10) < year.expected_part(date(2026, 7, 8), months) < Fraction(2, 10)
    assert year.expected_part(LAST_DAY, months) == 1
    parts = expected_parts(year, {"sum_c": months}, date(2026, 5, 21))
    assert parts.of("sum_c") == 0 < parts.of("sum_s")


def test_only_what_is_counted_up_to_a_target_has_a_pace() -> None:
    cumulative, snapshot = (each for each in plan_of(1405).indicators if each.code in {"sum_c", "sum_s"})
    half = Fraction(1, 2)
    pace = pace_of(cumulative, 30, 100, half)
    assert pace == TargetPace(30, 100, half)
    assert (pace.expected, pace.percent) == (50, 60)
    assert pace_of(snapshot, 30, 100, half) is None
    assert pace_of(cumulative, 30, None, half) is None
    assert pace_of(cumulative, 30, 0, half) is None
    assert TargetPace(None, 100, half).percent is None
    assert TargetPace(0, 100, Fraction(0)).percent is None


def test_what_is_ahead_does_not_hide_what_stands_still_and_missing_is_no_zero() -> None:
    assert together([Fraction(3), Fraction(1, 5), None]) == Fraction(3, 5)
    assert together([None]) is None
    assert percent(Fraction(1, 200)) == 1


def test_weeks_that_are_left_and_what_each_of_them_must_bring() -> None:
    week = Week(LAST)
    assert weeks_left(1405, week) == weeks_left(1405, week.previous) - 1
    assert needed_weekly(30, 100, 7) == 10
    assert needed_weekly(100, 100, 7) is None
    assert needed_weekly(30, 100, 0) is None


def gains(*values: int) -> Iterator[Fraction]:
    return (Fraction(value) for value in values)


def test_how_sure_a_forecast_is_follows_from_its_reports_and_their_spread() -> None:
    assert sureness([*gains(1, 2, 1)]) == "few"
    assert sureness([*gains(0, 0, 0, 8)]) == "uneven"
    assert sureness([*gains(2, 1, 2, 2, 1, 2)]) == "firm"
    assert sureness([*gains(2, 1, 2, 2)]) == "fair"
    assert sureness([*gains(0, 2, 0, 2, 0, 2)]) == "fair"


async def test_pace_of_a_week_is_that_of_its_wednesday_however_late_it_is_asked_for() -> None:
    async with open_organisation() as organisation:
        asked = [datetime.fromisoformat(f"2026-11-{day}T10:00:00+03:30") for day in (24, 25, 29)]
        parts = [(await count(organisation.tx, moment, None, Week(LAST))).parts.even for moment in asked]
        assert parts[0] < parts[1] == parts[2]

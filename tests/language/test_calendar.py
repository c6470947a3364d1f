"""Working days against printed lists; the times of a week against an independent reckoning and by hand."""

import datetime as dt
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from persiantools.jdatetime import JalaliDate

from bot.language.week import Week, week_of
from bot.programme.calendar import Calendar, Closure, Holiday, at, calendar_of, day_of, holidays_from, seed_holidays
from bot.programme.timetable import (
    Timetable,
    after_working_hours,
    push_time,
    rules_from,
    seed_rules,
    timetable,
)

Oracle: Any = JalaliDate  # persiantools has no types
TEHRAN = ZoneInfo("Asia/Tehran")
RULES = seed_rules()
SEED = calendar_of(seed_holidays())
EMPTY = Calendar()
DAY = dt.timedelta(days=1)
WEEK = week_of(dt.date(2026, 11, 25))  # 4 Azar 1405: an ordinary week
MONDAY, WEDNESDAY, NEXT_SATURDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 25), dt.date(2026, 11, 28)
YAZD, KERMAN = "IR-21", "IR-08"


def tehran(day: dt.date, time: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(time), TEHRAN)


def times(found: Timetable | None) -> dict[str, str]:
    """The times of a timetable as «Mon 09:00», days beyond the week with their date."""
    assert found is not None
    shown = {}
    for name in (each for each in Timetable.__dataclass_fields__ if each != "off"):
        moment = getattr(found, name)
        shown[name] = moment.astimezone(TEHRAN).strftime("%d %a %H:%M") if moment else "-"
    return shown


def closed(day: dt.date, declared: dt.datetime, *provinces: str) -> Closure:
    return Closure(day, declared, "برودت هوا", frozenset(provinces))


# --- working days


def printed() -> dict[int, set[dt.date]]:
    """Printed holidays by Jalali year."""
    text = Path(__file__).with_name("holidays-1404-1405.tsv").read_text("utf-8")
    days = [line.split("\t")[0].split("/") for line in text.splitlines() if not line.startswith("#")]
    found: dict[int, set[dt.date]] = {1404: set(), 1405: set()}
    for year, month, day in days:
        found[int(year)].add(Oracle(int(year), int(month), int(day)).to_gregorian())
    return found


def seeded(year: int) -> list[Any]:
    return [Oracle(holiday.day) for holiday in seed_holidays() if Oracle(holiday.day).year == year]


def test_seed_has_every_holiday_that_the_printed_lists_name() -> None:
    for year, days in printed().items():
        assert days <= {oracle.to_gregorian() for oracle in seeded(year)}


def test_seed_of_1404_has_as_many_days_and_fridays_as_printed() -> None:
    assert len(seeded(1404)) == 26
    assert sum(day.weekday() == 6 for day in seeded(1404)) == 4


def test_seed_of_1405_differs_from_the_printed_counts_by_25_farvardin_alone() -> None:
    days = [day for day in seeded(1405) if (day.month, day.day) != (1, 25)]
    assert len(seeded(1405)) == len(days) + 1
    assert len(days) == 25
    assert sum(day.weekday() == 5 for day in days) == 6
    assert sum(day.weekday() == 6 for day in days) == 3
    months = Counter(day.month for day in days)
    assert (months[1], months[5], months[12]) == (6, 4, 4)
    assert not {2, 7, 9} & set(months)


def test_dates_of_the_domain_study_hold() -> None:
    named = {(1, day) for day in (1, 2, 3, 4, 12, 13)} | {(3, 6), (3, 14), (3, 15), (4, 3), (4, 4)}
    assert named <= {(day.month, day.day) for day in seeded(1405)}


def test_solar_holidays_are_certain_and_lunar_ones_of_1406_are_estimates() -> None:
    solar = {(1, day) for day in (1, 2, 3, 4, 12, 13)} | {(3, 14), (3, 15), (11, 22), (12, 29)}
    for holiday in seed_holidays():
        day = Oracle(holiday.day)
        if day.year == 1406:
            assert holiday.estimated == ((day.month, day.day) not in solar)
        if day.year == 1404:
            assert not holiday.estimated


def test_working_days_of_1404_and_1405_are_saturday_to_wednesday_without_holidays() -> None:
    for year in (1404, 1405):
        holidays = {day.to_gregorian() for day in seeded(year)}
        day, end = Oracle(year, 1, 1).to_gregorian(), Oracle(year + 1, 1, 1).to_gregorian()
        while day < end:
            assert SEED.is_working(day) == (Oracle(day).weekday() <= 4 and day not in holidays)
            day += DAY


def test_working_days_of_the_months_of_1404_are_as_counted_by_hand() -> None:
    def worked(month: int, length: int) -> int:
        first = Oracle(1404, month, 1).to_gregorian()
        return sum(SEED.is_working(first + dt.timedelta(days=number)) for number in range(length))

    lengths = [31] * 6 + [30] * 5 + [29]
    assert [worked(month, length) for month, length in enumerate(lengths, 1)] == [
        16,
        23,
        19,
        21,
        21,
        20,
        22,
        20,
        21,
        20,
        19,
        19,
    ]


def test_thursday_is_worked_only_where_a_province_says_so() -> None:
    thursday = dt.date(2026, 11, 26)
    calendar = calendar_of([], thursdays={YAZD: [dt.date.min]})
    assert calendar.is_working(thursday, YAZD)
    assert not calendar.is_working(thursday, KERMAN)
    assert not calendar.is_working(thursday)
    assert not calendar.is_working(thursday + DAY, YAZD)


def test_holidays_are_read_from_a_text() -> None:
    text = '[[holidays]]\nday = 2026-11-25\nreason = "x"\nestimated = true\n'
    assert holidays_from(text) == (Holiday(dt.date(2026, 11, 25), "x", estimated=True),)


# --- the times of a week


def test_ordinary_week() -> None:
    assert times(timetable(WEEK, RULES, SEED)) == {
        "opens": "23 Mon 09:00",
        "reminder": "25 Wed 08:30",
        "last_reminder": "25 Wed 11:30",
        "deadline": "25 Wed 13:00",
        "table": "25 Wed 13:30",
        "overdue": "28 Sat 08:30",
        "lock": "28 Sat 13:00",
    }


def test_times_are_aware_utc() -> None:
    found = timetable(WEEK, RULES, EMPTY)
    assert found is not None
    assert found.deadline == dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC)
    assert found.deadline.tzinfo is dt.UTC


def with_holidays(*days: dt.date) -> Calendar:
    return calendar_of([Holiday(day, "x") for day in days])


def test_known_holiday_on_wednesday_brings_the_deadline_forward() -> None:
    found = times(timetable(WEEK, RULES, with_holidays(WEDNESDAY)))
    assert (found["reminder"], found["last_reminder"], found["deadline"]) == (
        "24 Tue 08:30", "24 Tue 11:30", "24 Tue 13:00",
    )  # fmt: skip
    assert found["lock"] == "28 Sat 13:00"


def test_known_holiday_on_monday_or_saturday_puts_opening_and_lock_off() -> None:
    found = times(timetable(WEEK, RULES, with_holidays(MONDAY, NEXT_SATURDAY)))
    assert (found["opens"], found["overdue"], found["lock"]) == (
        "24 Tue 09:00",
        "29 Sun 08:30",
        "29 Sun 13:00",
    )
    assert found["deadline"] == "25 Wed 13:00"


def test_week_with_one_working_day_is_still_reported_without_an_early_reminder() -> None:
    found = times(timetable(WEEK, RULES, with_holidays(MONDAY, MONDAY + DAY)))
    assert (found["opens"], found["reminder"], found["last_reminder"]) == (
        "25 Wed 09:00",
        "-",
        "25 Wed 11:30",
    )


def test_no_working_day_between_opening_and_deadline_is_no_report() -> None:
    assert timetable(WEEK, RULES, with_holidays(MONDAY, MONDAY + DAY, WEDNESDAY)) is None


def test_no_report_from_1_to_13_farvardin() -> None:
    for year in range(1395, 1415):
        day = Oracle(year, 1, 1).to_gregorian()
        while Oracle(day).month == 1:
            if Oracle(day).weekday() == 4:
                reported = timetable(week_of(day), RULES, EMPTY) is not None
                assert reported == (Oracle(day).day > 13)
            day += DAY


def test_last_week_of_a_year_is_locked_after_the_holidays_of_nowruz() -> None:
    last = week_of(Oracle(1405, 12, 26).to_gregorian())
    assert times(timetable(last, RULES, SEED))["lock"] == "27 Sat 13:00"  # 7 Farvardin 1406


def solar_holidays(first: int, last: int) -> list[Holiday]:
    fixed = ((1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29))
    years = range(first, last + 1)
    return [Holiday(Oracle(year, month, day).to_gregorian(), "x") for year in years for month, day in fixed]


def test_openings_deadlines_and_locks_of_twenty_years_match_an_independent_reckoning() -> None:
    """The reckoning looks at lists of days and never moves a day, so that it shares no step with the code."""
    holidays = solar_holidays(1394, 1416)
    calendar = calendar_of(holidays)
    off = {holiday.day for holiday in holidays}
    saturday = Oracle(1395, 1, 7).to_gregorian()
    assert Oracle(saturday).weekday() == 0
    for _ in range(1043):
        later = [saturday + number * DAY for number in range(40)]
        works = [day for day in later if Oracle(day).weekday() <= 4 and day not in off]
        opens = next(day for day in works if day >= later[2])
        before = [saturday + number * DAY for number in range(-30, 5)]
        due = [day for day in before if Oracle(day).weekday() <= 4 and day not in off][-1]
        nowruz = any(Oracle(day).month == 1 and Oracle(day).day <= 13 for day in (later[4], due))
        found = timetable(Week(saturday), RULES, calendar)
        if due < opens or nowruz:
            assert found is None
        else:
            assert found is not None
            assert found.opens == tehran(opens, "09:00")
            assert found.deadline == tehran(due, "13:00")
            assert found.lock == tehran(next(day for day in works if day >= later[7]), "13:00")
            assert found.overdue == found.lock - dt.timedelta(hours=4, minutes=30)
        saturday += 7 * DAY


# --- sudden closures


def test_sudden_closure_of_wednesday_moves_the_deadline_to_the_next_working_day() -> None:
    calendar = calendar_of([], [closed(WEDNESDAY, tehran(WEDNESDAY - DAY, "20:00"))])
    assert times(timetable(WEEK, RULES, calendar)) == {
        "opens": "23 Mon 09:00",
        "reminder": "28 Sat 08:30",
        "last_reminder": "28 Sat 09:30",
        "deadline": "28 Sat 11:00",
        "table": "28 Sat 11:30",
        "overdue": "29 Sun 08:30",
        "lock": "29 Sun 13:00",
    }


def test_sudden_closure_grants_three_working_hours_after_it_was_declared() -> None:
    calendar = calendar_of([], [closed(WEDNESDAY, tehran(NEXT_SATURDAY, "09:40"))])
    assert times(timetable(WEEK, RULES, calendar))["deadline"] == "28 Sat 12:40"


def test_working_hours_run_over_nights_and_days_off() -> None:
    declared = tehran(WEDNESDAY, "15:00")
    assert after_working_hours(declared, RULES, EMPTY, None) == tehran(NEXT_SATURDAY, "10:00")


def test_closure_of_a_province_moves_nothing_elsewhere() -> None:
    calendar = calendar_of([], [closed(WEDNESDAY, tehran(WEDNESDAY, "06:00"), YAZD)])
    assert times(timetable(WEEK, RULES, calendar, YAZD))["deadline"] == "28 Sat 11:00"
    assert times(timetable(WEEK, RULES, calendar, KERMAN))["deadline"] == "25 Wed 13:00"
    assert times(timetable(WEEK, RULES, calendar))["table"] == "25 Wed 13:30"


def test_sudden_closure_of_two_days_counts_the_later_declaration() -> None:
    closures = [
        closed(WEDNESDAY, tehran(WEDNESDAY - DAY, "20:00")),
        closed(NEXT_SATURDAY, tehran(NEXT_SATURDAY, "06:00")),
    ]
    found = times(timetable(WEEK, RULES, calendar_of([], closures)))
    assert found["deadline"] == "29 Sun 11:00"
    assert found["lock"] == "30 Mon 13:00"


def test_sudden_closure_of_monday_or_saturday_puts_opening_and_lock_off() -> None:
    closures = [closed(day, tehran(day, "06:00")) for day in (MONDAY, NEXT_SATURDAY)]
    found = times(timetable(WEEK, RULES, calendar_of([], closures)))
    assert (found["opens"], found["deadline"]) == ("24 Tue 09:00", "25 Wed 13:00")
    assert (found["overdue"], found["lock"]) == ("29 Sun 08:30", "29 Sun 11:00")


def test_sudden_closure_after_a_known_holiday_moves_the_early_deadline_later() -> None:
    closures = [closed(WEDNESDAY - DAY, tehran(MONDAY, "20:00"))]
    calendar = calendar_of([Holiday(WEDNESDAY, "x")], closures)
    assert times(timetable(WEEK, RULES, calendar))["deadline"] == "28 Sat 11:00"


def test_sudden_closures_only_ever_move_things_later() -> None:
    for number in range(10):
        day = WEEK.saturday + number * DAY
        plain = timetable(WEEK, RULES, EMPTY)
        moved = timetable(WEEK, RULES, calendar_of([], [closed(day, tehran(day, "05:00"))]))
        assert plain is not None
        assert moved is not None
        for name in ("opens", "deadline", "table", "overdue", "lock"):
            assert getattr(moved, name) >= getattr(plain, name)
        assert moved.opens < moved.deadline < moved.overdue < moved.lock


def test_sudden_closure_of_a_province_that_works_on_thursday() -> None:
    calendar = calendar_of([], [closed(WEDNESDAY, tehran(WEDNESDAY, "06:00"))], {YAZD: [dt.date.min]})
    assert times(timetable(WEEK, RULES, calendar, YAZD))["deadline"] == "26 Thu 11:00"


# --- pushes


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        (WEDNESDAY, "10:00", "25 Wed 10:00"),
        (WEDNESDAY, "07:59", "25 Wed 08:00"),
        (WEDNESDAY, "16:00", "28 Sat 08:00"),
        (WEDNESDAY + DAY, "10:00", "28 Sat 08:00"),
        (WEDNESDAY + 2 * DAY, "23:00", "28 Sat 08:00"),
        (MONDAY, "23:30", "24 Tue 08:00"),
        (MONDAY, "00:30", "23 Mon 08:00"),
    ],
)
def test_pushes_go_out_in_office_hours(day: dt.date, time: str, expected: str) -> None:
    moment = push_time(tehran(day, time), RULES, EMPTY)
    assert moment.astimezone(TEHRAN).strftime("%d %a %H:%M") == expected


def test_day_and_moment_in_tehran() -> None:
    assert day_of(dt.datetime(2026, 11, 24, 21, 0, tzinfo=dt.UTC)) == WEDNESDAY
    assert at(WEDNESDAY, dt.time(13)) == tehran(WEDNESDAY, "13:00")
    assert at(dt.date(2026, 7, 15), dt.time(13)).hour == 9  # no summer time


def test_rules_are_data() -> None:
    text = (resources.files("bot.programme") / "week.toml").read_text("utf-8")
    changed = rules_from(text.replace("day = 4, time = 13:00:00", "day = 3, time = 12:00:00"))
    assert times(timetable(WEEK, changed, EMPTY))["deadline"] == "24 Tue 12:00"
    with pytest.raises(KeyError):
        rules_from("opens = { day = 2, time = 09:00:00 }")

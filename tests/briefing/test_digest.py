"""The digest says what is counted, in twelve lines at most, and nothing outside its reader's scope."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing import digest_lines as lines_of
from bot.briefing.digest import MOST_CHARS, MOST_LINES, write_digest
from bot.briefing.digest_lines import correction
from bot.briefing.news import load_news
from bot.briefing.readers import PARTS, Reader, read_reader
from bot.briefing.signals import find_stopped
from bot.figures.loading import count
from bot.figures.ranking import ranking
from bot.language import letters
from bot.language.units import UNITS
from bot.people.roles import ROLES
from bot.people.scope import axes_of
from bot.programme.axes_file import package_plan
from bot.programme.calendar import at, day_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from storage import digests, people, programme
from storage.digests import Chosen
from storage.figures import Correction
from storage.people import Duty
from tests.briefing.demo import SATURDAY, open_demo
from tests.briefing.sample import NOW, YAZD, open_sample
from tests.fresh import look

PLAN = package_plan()
DUTIES = st.lists(
    st.builds(
        Duty,
        st.sampled_from(ROLES),
        st.just(""),
        st.just(""),
        st.lists(st.sampled_from([axis.code for axis in PLAN.axes if axis.active]), unique=True).map(";".join),
    ),
    max_size=3,
)


def foreign(axes: frozenset[str] | None) -> set[str]:
    """Return what may not be said to who sees these axes: the names of the others and of their indicators."""
    if axes is None:
        return set()
    shorts = {axis.short for axis in PLAN.axes if axis.active and axis.code not in axes}
    own = {each.title for each in PLAN.indicators if each.axis in axes}
    return shorts | {each.title for each in PLAN.indicators if each.axis not in axes} - own


@settings(max_examples=25, deadline=None)
@given(DUTIES)
async def test_reader_is_told_of_no_axis_outside_the_scope(duties: list[Duty]) -> None:
    async with open_sample() as tx:
        axes = axes_of(duties)
        text = await write_digest(tx, NOW, Reader(axes), in_full=True)
        assert not [name for name in foreign(axes) if f"{name}:" in text or f"{name} (" in text or f"، {name} " in text]


@pytest.mark.parametrize("day", range(-9, 4))
async def test_digest_of_every_day_is_one_screen_with_the_week_at_hand_and_a_quiet_one_is_a_line(day: int) -> None:
    async with open_sample() as tx:
        moment = NOW + timedelta(days=day)
        text, full = [await write_digest(tx, moment, Reader(None), in_full=in_full) for in_full in (False, True)]
        quiet = "گزارش تازه‌ای دریافت نشده است" in full and "موانع تازه" not in full  # an obstacle is news too
        assert len(text.splitlines()) == 1 if quiet else text == full
        assert len(full.splitlines()) <= MOST_LINES
        assert len(full) <= MOST_CHARS


@pytest.mark.parametrize("day", range(-9, 3))
@pytest.mark.parametrize("hour", [0, 6])
async def test_digest_of_all_axes_is_one_screen_on_every_day_of_the_demo(day: int, hour: int) -> None:
    async with open_demo() as tx:
        text = await write_digest(tx, SATURDAY + timedelta(days=day, hours=hour), Reader(None), in_full=True)
        assert len(text.splitlines()) <= MOST_LINES
        assert len(text) <= MOST_CHARS


async def test_worst_three_by_pace_are_named_with_the_figure_that_is_furthest_behind() -> None:
    async with open_demo() as tx:
        lines = (await write_digest(tx, SATURDAY, Reader(None))).splitlines()
        worst = ranking(await count(tx, SATURDAY, None))[:3]
        at = lines.index("**عقب‌ترین استان‌ها نسبت به روند لازم**") + 1
        for line, each in zip(lines[at : at + 3], worst, strict=True):
            assert line.startswith(f"{each.province.name} {letters.persian_digits(str(each.percent))} درصد — ")


async def test_nobody_is_named_as_silent_before_the_deadline_is_over() -> None:
    async with open_demo() as tx:
        before, after = [
            await write_digest(tx, moment, Reader(None), in_full=True)
            for moment in (SATURDAY - timedelta(days=3), SATURDAY)
        ]
        assert "**در انتظار گزارش:** " in before
        assert "بی‌گزارش پس از مهلت" not in before
        assert "**بی‌گزارش پس از مهلت (۱):** خراسان رضوی" in after
        assert "در انتظار گزارش:" not in after


async def test_stopped_says_where_and_why_and_late_obstacles_say_what_is_asked() -> None:
    async with open_demo() as tx:
        news = await load_news(tx, SATURDAY, Reader(None))
        (line,) = lines_of.stopped(news)
        cell = find_stopped(news.now)[0]
        assert by_code(cell.province).name in line
        assert news.now.short(cell.axis) in line
        (line,) = lines_of.overdue(news)
        assert news.overdue[0].row.request[:20] in line
        assert all(row.age > 7 and row.row.answered_at is None for row in news.overdue)


async def test_a_change_is_told_only_where_the_same_provinces_stand_behind_both_figures() -> None:
    async with open_sample() as tx:
        news = await load_news(tx, NOW, Reader(None))
        told = lines_of.moved(news)
        assert told
        before = {code: replace(each, provinces=each.provinces - 1) for code, each in news.before.items()}
        assert lines_of.moved(replace(news, before=before)) == []


async def test_every_choice_of_parts_keeps_the_head_and_the_close() -> None:
    async with open_sample() as tx:
        for size in range(len(PARTS) + 1):
            for parts in combinations(PARTS, size):
                lines = (await write_digest(tx, NOW, Reader(None, parts=frozenset(parts)))).splitlines()
                assert lines[0].startswith("**گزارش روزانهٔ ستاد")
                assert lines[-1].startswith("**دریافت ")
                assert any(line.startswith("**در انتظار گزارش:") for line in lines) == ("silent" in parts)
                assert any(line.startswith("**تغییر از ") for line in lines) == ("figures" in parts)


async def test_restricted_topics_stand_in_no_digest() -> None:
    async with open_sample() as tx:
        text = await write_digest(tx, NOW, Reader(None), in_full=True)
        assert not [topic.title for topic in PLAN.topics if topic.restricted and topic.title in text]


async def test_target_stands_beside_the_sum_with_its_percent_and_the_pace_that_is_needed() -> None:
    async with open_sample() as tx:
        plan = await hold_programme(tx, 1405)
        await programme.save_target(tx, plan.programme.id, "elec_absorbed", "", 500 * 10**10)
        tx.memory.forget()
        text = await write_digest(tx, NOW, Reader(None))
        assert "**عقب‌تر از روند لازم:** تأمین برق، اعتبار جذب‌شده (۷۵ درصد روند لازم)" in text  # 259.6 of 346.311
        assert "تأمین برق، اعتبار جذب‌شده ۲۵۹٫۶ میلیارد تومان (۷۵ درصد روند لازم)، ۲٫۹۹ افزایش" in text


async def test_correction_is_told_with_old_value_new_value_and_reason() -> None:
    async with open_sample() as tx:
        (report,), *_others = await look(
            tx,
            """SELECT report_id FROM answers JOIN reports ON reports.id = report_id
               WHERE indicator = 'water_units' AND value > 5 AND state = 'submitted'
                 AND answers.revision = reports.revision
               ORDER BY submitted_at DESC""",
        )
        number = await tx.count("SELECT revision FROM reports WHERE id = :report", report=report) + 1
        await tx.run(
            "UPDATE reports SET revision = :number, submitted_at = :at WHERE id = :report",
            number=number, report=report, at=NOW - timedelta(hours=1),
        )  # fmt: skip
        await tx.run(
            """INSERT INTO revisions (report_id, revision, written_by, signed_by, reason, status, action, late, at)
               SELECT report_id, :number, written_by, signed_by, 'اشتباه تایپی', status, action,
                      late, at FROM revisions WHERE report_id = :report AND revision = :number - 1""",
            number=number, report=report,
        )  # fmt: skip
        await tx.run(
            """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, at)
               SELECT report_id, :number, indicator, programme_id, province, week, value - 3, at FROM answers
               WHERE report_id = :report AND revision = :number - 1 AND indicator = 'water_units'""",
            number=number, report=report,
        )  # fmt: skip
        line = next(
            each for each in (await write_digest(tx, NOW, Reader(None))).splitlines() if each.startswith("**اصلاحیه")
        )
        assert "واحدهای برخوردارشده از آب از " in line
        assert line.endswith(f"({letters.FSI}اشتباه تایپی{letters.PDI})")


async def test_choice_of_a_reader_is_kept_with_the_rights_of_the_moment() -> None:
    async with open_sample() as tx:
        deputy = (await people.list_ids(tx, "hq_deputy"))[0]
        assert await (await read_reader(tx, deputy)).moment_of(tx, day_of(NOW)) == at(day_of(NOW), time(8))
        await digests.save(tx, deputy, Chosen(10, "silent;figures"))
        reader = await read_reader(tx, deputy)
        assert (reader.hour, reader.parts) == (10, frozenset({"silent", "figures"}))
        assert "AX01" in (reader.axes or ())
        assert YAZD not in await write_digest(tx, NOW, reader)


@pytest.mark.parametrize(
    ("old", "value", "said"),
    [
        (11, 12, "یزد، اعتبار تخصیص‌یافته از ۱۱ به ۱۲ میلیارد تومان (اشتباه تایپی)"),
        (None, 12, "یزد، اعتبار تخصیص‌یافته به ۱۲ میلیارد تومان (اشتباه تایپی)"),  # it had been «unchanged»
        (11, None, "یزد، اعتبار تخصیص‌یافته (اشتباه تایپی)"),
    ],
)
def test_a_correction_says_from_what_to_what_as_far_as_there_is(old: int | None, value: int | None, said: str) -> None:
    indicator = next(each for each in PLAN.indicators if each.title == "اعتبار تخصیص‌یافته")
    stored = [None if each is None else UNITS[indicator.unit].stored(Decimal(each)) for each in (old, value)]
    change = Correction(NOW.date(), YAZD, "AX01", indicator.code, stored[0], "", stored[1], "", "اشتباه تایپی", NOW)
    assert letters_only(correction(change, indicator)) == said


def letters_only(text: str) -> str:
    return text.translate({ord(letters.FSI): None, ord(letters.PDI): None})

"""What comes back to a province: the message and the sheet of a week or a month, to whom, and to nobody else."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pypdfium2  # type: ignore[import-untyped]
import pytest

from bot.briefing.ordering import order_periods, order_tables
from bot.briefing.periods import MONTH, Period
from bot.briefing.province_week.errand import KIND, ProvinceWeekErrand
from bot.briefing.province_week.lines import message
from bot.briefing.province_week.loading import (
    ProvinceWeek,
    load_province_week,
    span_of_month,
    span_of_week,
)
from bot.briefing.province_week.sending import load_for
from bot.briefing.province_week.sheet import MOST_OBSTACLES, MOST_ROWS, print_sheet, sheet_data
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES, by_code
from storage import people
from storage.people import Duty
from storage.transaction import Transaction
from tests.briefing.sample import NOW, WEEK, YAZD, open_sample
from tests.briefing.test_golden import with_targets

AZARBAIJAN = "IR-03"
AFTER = NOW + timedelta(hours=6)
"""After the week's table, at 14:00."""


@pytest.fixture
async def tx() -> AsyncIterator[Transaction]:
    async with open_sample() as opened:
        yield await with_targets(opened)


async def load(tx: Transaction, province: str = AZARBAIJAN, moment: datetime = AFTER) -> ProvinceWeek:
    plan = await hold_programme(tx, 1405)
    return await load_province_week(
        tx, moment, province, frozenset(axis.code for axis in plan.axes), span_of_week(WEEK)
    )


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


async def test_message_tells_what_came_what_moved_and_where_the_province_stands(tx: Transaction) -> None:
    lines = message(await load(tx)).splitlines()
    assert lines[0] == "**استان آذربایجان شرقی، هفتهٔ منتهی به چهارشنبه ۴ آذر ۱۴۰۵**"
    assert lines[1] == "هر ۹ گزارش به‌موقع رسیده است."
    assert "تأمین برق، اعتبار تخصیص‌یافته از ۱۶٫۴ به ۱۶٫۹ میلیارد تومان" in lines[2]
    assert lines[3].startswith("۱ شاخص از ۲ شاخص دارای هدف به روند لازم رسیده است؛ عقب‌ترین: تأمین برق")


async def test_silent_province_is_told_so_and_nothing_is_said_to_have_moved(tx: Transaction) -> None:
    lines = message(await load(tx, YAZD)).splitlines()
    assert lines[1] == "از ۹ گزارش، هیچ‌یک نرسیده است."
    assert not any("تغییر" in line for line in lines)


async def test_late_and_missing_reports_are_named(tx: Transaction) -> None:
    held = await load(tx)
    cells = (replace(held.cells[0], outcome="late"), replace(held.cells[1], outcome="missing"), *held.cells[2:])
    lines = message(replace(held, cells=cells)).splitlines()
    assert lines[1] == "از ۹ گزارش، ۸ گزارش رسیده است. با تأخیر: ۱ گزارش."
    assert lines[2] == "نرسیده: تأمین آب"


async def test_answers_of_headquarters_and_what_waits_for_a_correction_are_told(tx: Transaction) -> None:
    row = await tx.one(
        people.Listed, "SELECT id, '' AS full_name, '' AS state, '' AS role, province FROM obstacles LIMIT 1"
    )
    assert row
    tx.write(
        """INSERT INTO obstacle_events (obstacle_id, at, person_id, side, kind, state, words)
           VALUES (:id, :at, 1, 'headquarters', 'answered', 'answered', 'در جلسهٔ یکشنبه مطرح می‌شود')""",
        id=row.id,
        at=NOW,
    )
    told = message(await load(tx, row.province))
    assert "در جلسهٔ یکشنبه مطرح می‌شود" in told.replace("\u2068", "").replace("\u2069", "")


async def test_an_obstacle_that_headquarters_has_taken_up_is_told_too(tx: Transaction) -> None:
    tx.write(
        """INSERT INTO obstacle_events (obstacle_id, at, person_id, side, kind, state, words)
           SELECT id, :at, 1, 'headquarters', 'acknowledged', 'recorded', ''
           FROM obstacles WHERE province = :province""",
        at=NOW,
        province=AZARBAIJAN,
    )
    assert "ستاد: پیگیری مانع" in message(await load(tx))


async def test_nothing_of_another_province_stands_in_what_comes_back(tx: Transaction) -> None:
    held = await load(tx)
    written = message(held) + json.dumps(sheet_data(held), ensure_ascii=False)
    own = by_code(AZARBAIJAN)
    for other in PROVINCES:
        if other.code != AZARBAIJAN and other.name not in f"{own.name} {own.company}":
            assert f"استان {other.name}" not in written
    assert all(line.row.province == AZARBAIJAN for line in held.obstacles)


async def test_sheet_is_one_page_however_much_there_is_to_say(tx: Transaction) -> None:
    held = await load(tx)
    long = "پیگیری تخصیص اعتبار و صدور مجوز اتصال با دستگاه‌های ذی‌ربط استان، " * 4
    axes = tuple(replace(held.figures.axes[0], code=f"X{number}", short=f"محور {number}") for number in range(35))
    cell = held.figures.cell(AZARBAIJAN, held.figures.axes[0].code)
    cells = {(AZARBAIJAN, axis.code): replace(cell, axis=axis.code, action=long) for axis in axes}
    courses = tuple(replace(held.courses[0], axis=axis.short) for axis in axes)
    many = replace(
        held,
        figures=replace(held.figures, axes=axes, due=axes, cells=cells),
        courses=courses,
        obstacles=held.obstacles * 5,
    )
    data = sheet_data(many)
    assert len(data["rows"]) == len(axes) <= MOST_ROWS
    assert len(data["obstacles"]["rows"]) == MOST_OBSTACLES
    assert data["obstacles"]["more"]
    (page,) = pages(print_sheet(many))
    assert "محور ۳۴" in page or "محور 34" in page


async def test_month_tells_of_its_weeks_and_of_what_moved_since_it_began(tx: Transaction) -> None:
    span = await span_of_month(tx, Period(1405, 8, MONTH))
    assert span is not None
    plan = await hold_programme(tx, 1405)
    held = await load_province_week(tx, NOW, AZARBAIJAN, frozenset(axis.code for axis in plan.axes), span)
    assert len(held.span.weeks) == 4
    assert held.received.expected > 4 * 8
    assert message(held).startswith("**استان آذربایجان شرقی، آبان ۱۴۰۵**")
    assert sheet_data(held)["title"] == "برگهٔ ماهانهٔ استان آذربایجان شرقی"
    (electricity, *_rest) = held.moves
    assert electricity.before == electricity.trend.points[-5].value != electricity.value


async def test_every_ceo_is_ordered_one_with_the_table_and_one_with_the_month(tx: Transaction) -> None:
    await tx.run("DELETE FROM errands")
    ceos = {
        (holder.id, province.code)
        for province in PROVINCES
        for holder in await people.list_holders(tx, "ceo", province.code)
    }
    for now in (AFTER - timedelta(minutes=1), AFTER):
        await order_tables(tx, now)
    first_of_azar = datetime.fromisoformat("2026-11-22T08:30:00+03:30")
    for now in (first_of_azar, first_of_azar + timedelta(minutes=1)):
        await order_periods(tx, now)
    found = [json.loads(str(each)) for each in await tx.column(f"SELECT payload FROM errands WHERE kind = '{KIND}'")]
    assert ceos
    for key in ("week", "month"):
        told = [(each["person"], each["province"]) for each in found if each.get(key)]
        assert len(told) == len(ceos)
        assert set(told) == ceos


async def test_rights_are_asked_when_it_is_made(tx: Transaction) -> None:
    (ceo,) = await people.list_holders(tx, "ceo", AZARBAIJAN)
    own = ProvinceWeekErrand(ceo.id, AZARBAIJAN, AFTER, week=WEEK.key)
    found = await load_for(tx, own)
    assert found
    assert found.province.code == AZARBAIJAN
    assert await load_for(tx, replace(own, province=YAZD)) is None
    await people.drop_duty(tx, ceo.id, "ceo", AZARBAIJAN)
    assert await load_for(tx, own) is None


async def test_colleague_sees_the_axes_that_were_handed_over_alone(tx: Transaction) -> None:
    (ceo,) = await people.list_holders(tx, "ceo", AZARBAIJAN)
    await people.drop_duty(tx, ceo.id, "ceo", AZARBAIJAN)
    await people.save_duty(tx, ceo.id, Duty("liaison", AZARBAIJAN, "", "AX02"))
    found = await load_for(tx, ProvinceWeekErrand(ceo.id, AZARBAIJAN, AFTER, week=WEEK.key, asked=True))
    assert found
    assert {row["axis"] for row in sheet_data(found)["rows"]} == {"تأمین آب", ""}
    assert {line.row.axis for line in found.obstacles} <= {"AX02"}


async def test_before_anything_is_due_it_comes_to_who_asks_alone(tx: Transaction) -> None:
    (ceo,) = await people.list_holders(tx, "ceo", AZARBAIJAN)
    early = ProvinceWeekErrand(ceo.id, AZARBAIJAN, NOW - timedelta(days=1), week=WEEK.next.key)
    assert await load_for(tx, early) is None
    found = await load_for(tx, replace(early, asked=True))
    assert found
    assert "تا این لحظه، از ۹ محور ۰ محور ثبت شده است." in message(found)

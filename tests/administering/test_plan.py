"""The draft of a programme: what fits together, what is refused, and how a province would see it."""

import pytest

from bot.administering.plan.rules import fitting, next_code
from bot.programme.axes_file import package_plan
from tests.administering.office import Office

PART = {"kind": "cumulative", "unit": "mw", "minimum": 0, "maximum": 5, "not_over": "x", "options": '["a"]',
        "aggregate": "sum", "target": "annual"}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"kind": "percent"}, {"unit": "pct", "aggregate": "mean"}),
        ({"kind": "percent", "aggregate": "wmean:y"}, {"aggregate": "wmean:y"}),
        ({"kind": "yesno"}, {"aggregate": "count_yes", "minimum": None, "maximum": None, "options": "[]"}),
        ({"kind": "text"}, {"aggregate": "list", "target": "none", "not_over": ""}),
        ({"kind": "stage"}, {"aggregate": "count_by_stage", "options": '["a"]'}),
        ({"kind": "snapshot", "unit": "pct"}, {"unit": "item"}),
    ],
)
def test_fields_follow_the_kind(changes: dict[str, str], wanted: dict[str, str | None]) -> None:
    assert fitting(PART | changes).items() >= wanted.items()


def test_new_codes_are_free() -> None:
    assert next_code(package_plan(), "AX14") == "ax14_1"


async def test_indicator_that_weighs_another_stays(office: Office) -> None:
    await (await office.enter("admin_plan")).tap("۱. ", "۱. ", "حذف شاخص")
    assert "سنجیده می‌شود" in office.text


async def test_indicator_of_stages_asks_for_them_and_is_not_published_without(office: Office) -> None:
    await (await (await (await office.enter("admin_plan")).tap("۱. ", "افزودن شاخص")).say("مرحلهٔ قرارداد")).tap(
        "یک مرحله از چند"
    )
    assert "مرحله‌های" in office.text
    await office.say("تنها یکی")
    assert "دست‌کم ۲" in office.text
    await office.tap("بازگشت", "بررسی و انتشار")
    assert "هنوز مرحله‌ای ندارد" in office.text
    assert "انتشار" not in office.labels
    await (await (await office.tap("بازگشت", "۵. ", "گزینه‌ها")).say("مناقصه؛ قرارداد، اجرا")).tap(
        "بررسی و انتشار", "انتشار"
    )
    assert "منتشر شد" in office.text


async def test_bounds_that_cross_are_refused(office: Office) -> None:
    await (await (await office.enter("admin_plan")).tap("۱. ", "۱. ", "کمینه")).say("۵۰۰۰ میلیارد تومان")
    assert "کمینه از بیشینه بزرگ‌تر" in office.text


async def test_monthly_axis_asks_its_indicators_monthly_too(office: Office) -> None:
    await (await office.enter("admin_plan")).tap("۴. ", "ماهانه شود", "بررسی و انتشار")
    assert office.text.count("جدید: ماهانه") == office.text.count("قبلی: هفتگی") > 1


async def test_draft_of_one_admin_is_not_the_other_ones(office: Office) -> None:
    await (await office.enter("admin_plan")).tap("۴. ", "ماهانه شود")
    other = await Office(office.tx, 2).enter("admin_plan")
    assert not any("پیش‌نویس" in label for label in other.labels)


async def test_holder_at_headquarters_is_changed_on_the_roster(office: Office) -> None:
    await (await office.enter("admin_plan")).tap("۴. ", "مسئول", "پاسخ‌گو شود: مینا احمدی")
    assert "(تأمین برق، تأمین آب، بورس)" in office.text
    await office.tap("تأیید")
    await (await office.enter("admin_plan")).tap("۴. ")
    assert "پاسخ‌گو: مینا احمدی" in office.text
    await (await (await office.tap("مسئول", "دیگر پاسخ‌گو نباشد", "تأیید")).enter("admin_plan")).tap("۴. ")
    assert "پاسخ‌گو: ندارد" in office.text

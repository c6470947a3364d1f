"""The programme's file is read strictly, and a mistake names its place."""

import re
from importlib import resources

import pytest

from bot.errors import UserError
from bot.programme.axes_file import package_plan, read_plan

TEXT = (resources.files("bot.programme") / "axes.toml").read_text(encoding="utf-8")
WORDS = "".join(f'"دستگاه {number}", ' for number in range(40))


def test_the_package_holds_thirteen_named_axes_and_twenty_two_empty_slots() -> None:
    axes = package_plan().axes
    assert [axis.code for axis in axes] == [f"AX{number:02}" for number in range(1, 36)]
    assert [axis.active for axis in axes] == [True] * 13 + [False] * 22
    assert axes[13].title == "محور ۱۴ (عنوان را ستاد تعیین می‌کند)"
    assert axes[13].short == "محور ۱۴"
    assert axes[0].owner == "معاونت فنی"


def test_bounds_are_whole_numbers_of_the_smallest_stored_unit() -> None:
    bounds = {indicator.code: indicator.maximum for indicator in package_plan().indicators}
    assert bounds["elec_absorbed"] == 500 * 10**10
    assert bounds["elec_capacity"] == 1000 * 100
    assert bounds["elec_progress"] == 1000
    assert bounds["water_units"] == 6000
    assert bounds["pav_next"] is None


def test_the_quoted_target_is_national_and_counts_absorbed_funds() -> None:
    (target,) = package_plan().targets
    assert (target.indicator, target.province, target.value) == ("elec_absorbed", "", 500 * 10**10)


def test_a_slot_that_the_file_fills_is_an_axis() -> None:
    filled = TEXT + '\n[[axes]]\ncode = "AX14"\ntitle_fa = "ت"\nshort_fa = "ت"\nowner = "PLAN"\nfrequency = "weekly"\n'
    axes = read_plan(filled).axes
    assert len(axes) == 35
    assert (axes[13].title, axes[13].active) == ("ت", True)


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "key", "where"),
    [
        ("[[", "axes.not_toml", None),
        ("version = 1", "axes.missing_key", "axes.toml"),
        (changed("version = 1", "version = 2"), "axes.other_version", "axes.toml"),
        (changed("version = 1", "version = 1\nvresion = 1"), "axes.unknown_key", "axes.toml"),
        (changed('code = "AX02"', 'code = "AX2"'), "axes.not_an_axis_code", "AX2"),
        (changed('code = "AX02"', 'code = "AX01"'), "axes.twice", "AX01"),
        (changed('code = "AX02"', 'code = "AX40"'), "axes.not_all_axes", "[programme]"),
        (changed('short_fa = "تأمین آب"', "short_fa = 3"), "axes.not_text", "AX02"),
        (changed('short_fa = "تأمین آب"', ""), "axes.missing_key", "AX02"),
        (changed('short_fa = "تأمین آب"', 'shrt_fa = "x"'), "axes.unknown_key", "AX02"),
        (changed('owner = "TECH"', 'owner = "TEHC"'), "axes.not_a_choice", "AX01"),
        (changed('unit = "mw"', 'unit = "gw"'), "axes.not_a_choice", "AX01 elec_capacity"),
        (changed('kind = "percent"', 'kind = "percents"'), "axes.not_a_choice", "AX01 elec_progress"),
        (changed("max = 1000\n", "max = nan\n"), "axes.not_a_number", "AX01 elec_capacity"),
        (changed("max = 1000\n", 'max = "1000"\n'), "axes.not_a_number", "AX01 elec_capacity"),
        (changed("max = 1000\n", "max = -1\n"), "axes.bounds_crossed", "AX01 elec_capacity"),
        (changed('le = "elec_allocated"', 'le = "water_flow"'), "axes.no_such_indicator", "AX01 elec_absorbed"),
        (changed('le = "elec_allocated"', 'le = "elec_capacity"'), "axes.other_unit", "AX01 elec_absorbed"),
        (changed("wmean:elec_allocated", "wmean:x"), "axes.no_such_indicator", "AX01 elec_progress"),
        (changed('code = "water_flow"', 'code = "elec_allocated"'), "axes.twice", "AX02 elec_allocated"),
        (changed('code = "water_flow"', 'code = "Water"'), "axes.not_an_indicator_code", "AX02 Water"),
        (changed('["نیازسنجی", "طراحی"', '["طراحی", "طراحی"'), "axes.twice_in_list", "AX11 b2b_hq_stage"),
        (changed("breakdown_fa", "stages_fa"), "axes.wrong_options", "AX06 land_settled"),
        (changed("mw = {", "gw = {"), "axes.other_unit", "[units]"),
        (changed("mw = { fa", "mw = { x"), None, None),
        (changed("decimals = 2 }", "decimals = 3 }"), "axes.other_unit", "[units]"),
        (changed("year = 1402", "year = 2023"), "axes.not_a_year", "[programme]"),
        (changed('meaning = "absorbed funds"', 'meaning = "x"'), "axes.not_a_choice", "AX01"),
        (changed('mode = "consultation"', 'mode = "vote"'), "axes.not_a_choice", "TP01"),
        (changed("year = 1402", 'year = "1402"'), "axes.not_whole", "[programme]"),
        (changed("year = 1402", ""), "axes.missing_key", "[programme]"),
        (changed("max_chars = 120", "max_chars = true"), "axes.not_whole", "AX09 pav_next"),
        (changed("max_chars = 120", "max = 120"), "axes.bounds_of_no_number", "AX09 pav_next"),
        (changed('["نیازسنجی", "طراحی"', '["نیازسنجی", 2'), "axes.not_a_list", "AX11 b2b_hq_stage"),
        (changed('first = "AX14"', 'first = "14"'), "axes.not_an_axis_code", "[programme]"),
        (changed("value = 500, unit", 'value = "500", unit'), "axes.not_a_number", "AX01"),
        (changed("[[axes]]\n", "[axes]\n"), "axes.not_toml", None),
        ("owners = 3\nversion = 1\n[units]", "axes.not_a_table", "axes.toml"),
        ("axes = 3\nversion = 1\n[units]\n[owners]\n[programme]", "axes.not_a_table", "axes.toml"),
        (changed("[obstacles]", "[owners2]"), "axes.unknown_key", "axes.toml"),
        (changed("agencies_fa = [", "agencies = ["), "axes.unknown_key", "[obstacles]"),
        (changed('agencies_fa = ["شرکت برق منطقه‌ای"', 'agencies_fa = ["توانیر"'), "axes.twice_in_list", "[obstacles]"),
        (changed('agencies_fa = ["شرکت برق منطقه‌ای"', 'agencies_fa = ["توا نیر"'), "axes.twice_in_list", "[obstacles]"),
        (changed('agencies_fa = ["شرکت برق', f'agencies_fa = ["{"ا" * 60} شرکت برق'), "axes.too_long", "[obstacles]"),
        (changed("agencies_fa = [", f"agencies_fa = [{WORDS}"), "axes.too_many", "[obstacles]"),
        (changed("agencies_fa = [", "agencies_fa = [3, "), "axes.not_a_list", "[obstacles]"),
        (re.sub("agencies_fa = .*", "agencies_fa = []", TEXT), "axes.not_a_list", "[obstacles]"),
        (re.sub("agencies_fa = .*", "", TEXT), "axes.missing_key", "[obstacles]"),
        (changed('code = "TP02"', 'code = "TP01"'), "axes.twice", "TP01"),
    ],
)
def test_a_mistake_names_its_place(text: str, key: str | None, where: str | None) -> None:
    if key is None:
        read_plan(text)
        return
    with pytest.raises(UserError) as caught:
        read_plan(text)
    assert caught.value.key == key
    assert caught.value.values.get("where") == where
    assert caught.value.text

"""Provinces are found by whole names."""

from collections import Counter

import pytest

from bot.language.folding import squeeze
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES, by_code


def test_there_are_31_provinces_in_persian_order() -> None:
    assert [province.position for province in PROVINCES] == list(range(1, 32))
    assert PROVINCES[0].name == "آذربایجان شرقی"
    assert by_code("IR-21").name == "یزد"


def test_no_two_provinces_share_a_spelling() -> None:
    spellings = [found for province in PROVINCES for found in {squeeze(text) for text in province.spellings}]
    assert max(Counter(spellings).values()) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("يزد", "IR-21"),
        ("ir-21", "IR-21"),
        ("IR-۲۱", "IR-21"),
        ("كرمان", "IR-08"),
        ("کرمانشاه", "IR-05"),
        ("اذربایجان‌شرقی", "IR-03"),
        ("کهگیلویه وبویراحمد", "IR-17"),
        ("  سیستان  و بلوچستان ", "IR-11"),
        ("خرم آباد", "IR-15"),
    ],
)
def test_a_province_is_found_in_spite_of_its_spelling(text: str, code: str) -> None:
    found = find_province(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "کرما", "خراسان", "کرمان شاهی", "IR-99", "آذربایجان"])
def test_part_of_a_name_is_no_name(text: str) -> None:
    assert find_province(text) is None

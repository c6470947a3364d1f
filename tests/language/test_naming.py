"""Provinces are found in spite of their spelling; Persian words sort as in a dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.sorting import alphabetical
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("کهکیلویه", "کهگیلویه و بویراحمد"),
        ("كهگيلويه و بوير احمد", "کهگیلویه و بویراحمد"),
        ("چهارمحال وبختیاری", "چهارمحال و بختیاری"),
        ("چهار محال و بختیاری", "چهارمحال و بختیاری"),
        ("كرمان", "کرمان"),
        ("کرمان", "کرمان"),
        ("کرمانشاه", "کرمانشاه"),
        ("استان یزد", "یزد"),
        ("شرکت شهرک‌های صنعتی استان یزد", "یزد"),
        ("شرکت شهرکهای صنعتی یزد", "یزد"),
        ("مشهد", "خراسان رضوی"),
        ("خراسان‌رضوی", "خراسان رضوی"),
        ("کرج", "البرز"),
        ("IR-23", "تهران"),
        ("ir-08", "کرمان"),
        ("اصفحان", "اصفهان"),
        ("آذربایجان‌شرقی", "آذربایجان شرقی"),
        ("اذربایجان غربي", "آذربایجان غربی"),
        ("بندر عباس", "هرمزگان"),
        ("خرم اباد", "لرستان"),
        ("قم", "قم"),
    ],
)
def test_province_is_found(text: str, name: str) -> None:
    found = find_province(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["", "کرمانش", "کرما", "خراسان", "آذربایجان", "قمم", "استان", "تهرانپارس", "یزد و قم", "۱۲"]
)
def test_part_of_a_name_is_no_name(text: str) -> None:
    assert find_province(text) is None


def test_every_province_is_found_by_all_its_spellings() -> None:
    assert len(PROVINCES) == 31
    for province in PROVINCES:
        for spelling in province.spellings:
            assert find_province(spelling) == province


def test_provinces_stand_in_the_order_of_the_alphabet() -> None:
    names = [province.name for province in PROVINCES]
    assert [province.position for province in PROVINCES] == list(range(1, 32))
    assert sorted(names, key=alphabetical) == names
    assert sorted(names) != names


def test_words_sort_as_in_a_dictionary() -> None:
    words = ["آب", "ابر", "پساب", "ترانس", "چاه", "ژاله", "کار", "گاز", "لوله", "یخ"]
    assert sorted(sorted(words), key=alphabetical) == words
    assert alphabetical("كار") == alphabetical("کار")


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    find_province(text)

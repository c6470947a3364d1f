"""Input is cleaned once; folding is for matching only."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import letters
from bot.language.cleaning import clean
from bot.language.folding import fold, squeeze

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  سلام  ", "سلام"),
        ("می‌شود", "می‌شود"),
        ("می‌‌‌شود", "می‌شود"),
        ("‌سلام‌", "سلام"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\xa0c\u3000d", "a b c d"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("a\u202eb\u2066c\u200ed\u061ce\ufefff", "abcdef"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufdd0b\uffffc\U0001fffed", "abcd"),
        ("\ue000a\U000f0000", "a"),
        ("e\u0301", "é"),
        ("x\u0300\u0301\u0302\u0303\u0304", "x\u0300\u0301"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("\n\n", ""),
        ("", ""),
        ("كي", "كي"),
    ],
)
def test_text_is_cleaned(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(ANY_TEXT)
def test_clean_text_has_nothing_dangerous_and_stays_clean(text: str) -> None:
    result = clean(text)
    assert clean(result) == result
    assert unicodedata.is_normalized("NFC", result)
    result.encode("utf-8")
    for character in result:
        assert character in {"\n", letters.ZWNJ, letters.ZWJ} or unicodedata.category(character) not in {
            "Cc",
            "Cf",
            "Cs",
            "Co",
        }


@given(ANY_TEXT, st.integers(0, 50))
def test_limit_is_kept(text: str, limit: int) -> None:
    cut = clean(text, limit)
    assert len(cut) <= limit
    assert clean(text).startswith(cut)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("كهگيلويه", "کهگیلویه"),
        ("هم‌افزایی", "همافزایی"),
        ("شرکت‌های  صنعتی", "شرکتهای صنعتی"),
        ("أحمد إسلام آب", "احمد اسلام اب"),
        ("فقرۀ خانهٔ خانة", "فقره خانه خانه"),
        ("مســـکن", "مسکن"),
        ("تقریباً", "تقریبا"),
        ("۱۲ ٣٤ 56", "12 34 56"),
        ("AX01", "ax01"),
        ("ﻼ ﷼", "لا ریال"),
        ("مسؤول", "مسوول"),
    ],
)
def test_spellings_fold_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_digits_of_three_kinds_turn_to_one() -> None:
    assert letters.latin_digits("۰۹۱۲ ٣٤ 56") == "0912 34 56"
    assert letters.persian_digits("۰۹۱۲ ٣٤ 56") == "۰۹۱۲ ۳۴ ۵۶"


def test_spaces_may_be_left_out() -> None:
    assert squeeze("هم افزایی") == squeeze("هم‌افزایی") == squeeze("همافزایی")


@given(ANY_TEXT)
def test_folding_never_raises_and_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)

"""The rule of closure for figures: what was not read beside a number in words never lets it be understood."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.language import writing
from bot.language.folding import squeeze
from bot.language.lexicon import lexicon
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Refused, Understood
from bot.language.reading.senses import mark_names
from bot.language.units import UNITS, Unit

UNIT = st.sampled_from(sorted(UNITS.values(), key=lambda unit: unit.code))
LETTERS = "ابپتجچحخدرزسشصطعفقکگلمنهی"
STRANGE = st.text(LETTERS, min_size=2, max_size=8).filter(
    lambda word: squeeze(word) not in lexicon() and squeeze(word) not in mark_names().keys
)


@given(UNIT, st.integers(1, 10**9), STRANGE, st.randoms(use_true_random=False))
def test_a_number_in_words_with_an_unknown_word_in_it_is_never_understood(
    unit: Unit, number: int, strange: str, dice: Random
) -> None:
    words = writing.in_words(Decimal(number)).split(" ")
    places = [place for place, word in enumerate(words) if word != "و"]
    assume(len(words) > 1)
    words[dice.choice(places)] = strange
    assert not isinstance(read_number(" ".join(words), unit), Understood)


@given(st.sampled_from([unit for unit in UNITS.values() if unit.family != "percent"]), st.integers(1, 10**6))
def test_a_literal_number_over_the_ceiling_is_never_understood_and_names_the_ceiling(unit: Unit, number: int) -> None:
    ceiling = (number - 1) * unit.scale
    text = f"{writing.amount(number * unit.scale, unit)} {unit.title}"
    outcome = read_number(text, unit, ceiling)
    assert isinstance(outcome, Ambiguous | Refused)
    assert writing.quantity(ceiling, unit) in outcome.reason.text
    if isinstance(outcome, Ambiguous):
        assert writing.quantity(number * unit.scale, unit) in outcome.reason.text


@pytest.mark.parametrize(
    ("text", "offered"),
    [("۲,۸۶۴ میلیارد تومان", {"2.864", "2864"}), ("۱/۲ همت", {"500", "1200"}), ("۱۲۰۰ میلیارد تومان", {"120", "1200"})],
)
def test_what_else_may_be_meant_stands_beside_a_value_over_the_ceiling(text: str, offered: set[str]) -> None:
    unit = UNITS["bn_toman"]
    outcome = read_number(text, unit, 500 * unit.scale)
    assert isinstance(outcome, Ambiguous)
    assert offered <= {f"{reading.decimal:f}" for reading in outcome.readings}
    assert "بیش از سقف این شاخص (۵۰۰ میلیارد تومان)" in outcome.reason.text


def test_a_mistyped_unit_offers_both_units() -> None:
    outcome = read_number("۱۲ میلیارد ریا", UNITS["bn_toman"])
    assert isinstance(outcome, Ambiguous)
    assert [f"{reading.decimal:f}" for reading in outcome.readings] == ["1.2", "12"]
    assert "ریا" in outcome.reason.text

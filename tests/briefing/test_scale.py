"""The scale of a chart is made of round numbers around its values."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.scale import scale_of

VALUES = st.lists(st.decimals("-100000", "100000", places=2), max_size=9)


@given(VALUES, st.booleans())
def test_every_value_stands_between_bottom_and_top(values: list[Decimal], whole: bool) -> None:
    scale = scale_of(values, whole=whole)
    assert all(0 <= scale.place(value) <= 1 for value in values)
    assert 2 <= len(scale.ticks) <= 7


@given(st.lists(st.decimals(0, 100000, places=0), min_size=1))
def test_whole_things_have_no_halves_on_their_scale(values: list[Decimal]) -> None:
    assert all(tick % 1 == 0 for tick in scale_of(values, whole=True).ticks)


def test_small_change_of_a_great_value_does_not_fill_the_chart() -> None:
    scale = scale_of([Decimal(1000), Decimal(1010)], whole=True)
    assert scale.place(Decimal(1010)) - scale.place(Decimal(1000)) < 0.1


def test_no_value_at_all_still_has_a_scale() -> None:
    assert scale_of([], whole=True).ticks == (Decimal(0), Decimal(1))

"""Long texts go out in pieces that a messenger takes."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversing.splitting import split, units


@given(st.text(alphabet="اب \n\U0001f600", max_size=400))
def test_pieces_fit_and_lose_nothing_but_blanks(text: str) -> None:
    pieces = split(text, 50)
    assert all(units(piece) <= 50 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_line_end_is_cut_before_a_space_and_a_space_before_a_word() -> None:
    assert split("یک دو\nسه چهار", 10) == ["یک دو", "سه چهار"]
    assert split("یک دو سه چهار", 8) == ["یک دو سه", "چهار"]
    assert split("یکدوسهچهار", 6) == ["یکدوسه", "چهار"]


def test_a_character_of_two_units_is_never_halved() -> None:
    assert split("\U0001f600" * 5, 5) == ["\U0001f600" * 2, "\U0001f600" * 2, "\U0001f600"]
    assert units("ا\U0001f600") == 3

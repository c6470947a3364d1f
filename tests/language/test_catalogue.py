"""The catalogue is strict, isolates what people wrote, and knows one mark."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.language import catalogue, letters
from bot.language.catalogue import CatalogueError, compiled, flat, t
from bot.language.marks import MarkedSpan, spans, unmarked

LOCALES = Path(catalogue.__file__).parents[2] / "locales" / "fa"


def filled(text: str, /, **values: catalogue.Value) -> str:
    template = compiled("test", text)
    return "".join(
        piece + (catalogue.written(values[name], form) if name else "") for piece, name, form in template.pieces
    )


def test_whole_catalogue_is_right() -> None:
    assert catalogue.verify() == len(catalogue.all_keys()) > 100


def test_every_file_but_the_lexicon_is_in_the_catalogue() -> None:
    stems = {key.split(".")[0] for key in catalogue.all_keys()}
    assert stems == {file.stem for file in LOCALES.glob("*.toml")} - {"lexicon"}


def test_nested_tables_become_dotted_keys_with_the_file_first() -> None:
    assert t("numbers.word.7") == tomllib.loads((LOCALES / "numbers.toml").read_text("utf-8"))["word"]["7"]


def test_unknown_key_is_a_bug() -> None:
    with pytest.raises(CatalogueError, match=r"numbers\.nothing"):
        t("numbers.nothing")
    assert not catalogue.has("numbers.nothing")
    assert catalogue.has("numbers.zero")


@pytest.mark.parametrize(
    "values", [{}, {"number": 1}, {"number": 1, "unit": "x", "more": 1}, {"numbers": 1, "unit": ""}]
)
def test_missing_and_unknown_values_are_bugs(values: dict[str, catalogue.Value]) -> None:
    with pytest.raises(CatalogueError):
        t("numbers.with_unit", **values)


@pytest.mark.parametrize("value", [None, 1.5, True, ["x"]])
def test_only_texts_and_exact_numbers_are_values(value: object) -> None:
    with pytest.raises(CatalogueError):
        t("numbers.percent", number=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "{}",
        "{0}",
        "{a!r}",
        "{a:x}",
        "{a:isolate:}",
        "{a.b}",
        "{a[0]}",
        "**bold",
        "a * b",
        "***x***",
        "{a b}",
    ],
)
def test_wrong_template_stops_at_start(text: str) -> None:
    with pytest.raises(CatalogueError):
        compiled("test", text)


@pytest.mark.parametrize("entry", ["", "  ", "\n", 1, ["x"], True])
def test_empty_text_and_other_types_stop_at_start(entry: object) -> None:
    with pytest.raises(CatalogueError):
        list(flat({"card": {"title": entry}}, "sweep"))


def test_numbers_are_written_with_persian_digits() -> None:
    assert filled("{n}", n=12500) == "۱۲٬۵۰۰"
    assert filled("{n}", n=Decimal("12.50")) == "۱۲٫۵"
    assert filled("{n}", n=-3) == "-۳"
    assert filled("{year:plain}", year=1405) == "۱۴۰۵"
    assert filled("{n:plain}", n=Decimal("12.5")) == "۱۲.۵"


def test_texts_are_put_in_as_they_are() -> None:
    assert filled("سلام {name}.", name="علی {x} 12") == "سلام علی {x} 12."
    assert filled("{{name}}") == "{name}"


def test_isolate_surrounds_every_line_that_is_not_empty() -> None:
    assert filled("«{text:isolate}»", text="a\n\nb") == f"«{letters.FSI}a{letters.PDI}\n\n{letters.FSI}b{letters.PDI}»"


@given(st.text())
def test_no_value_can_make_the_mark(text: str) -> None:
    shown = filled("**{title}** {text:isolate}", title=text, text=text)
    bold = [span.text for span in spans(shown) if span.bold]
    assert bold == ([text.replace("*", letters.ASTERISK)] if text else [])
    assert shown.count("*") == 4


def test_marks_are_cut_into_spans() -> None:
    assert spans("**سر** متن") == (MarkedSpan("سر", bold=True), MarkedSpan(" متن", bold=False))
    assert spans("متن") == (MarkedSpan("متن", bold=False),)
    assert spans("a ** b") == (MarkedSpan("a ** b", bold=False),)
    assert unmarked("**سر** متن") == "سر متن"


def test_user_error_is_shown_as_text() -> None:
    error = UserError("number.refused.range")
    assert error.text == t("number.refused.range")
    assert str(error) == "number.refused.range"


def test_template_of_every_sentence_has_no_latin_comma_or_three_dots() -> None:
    for key in catalogue.all_keys():
        text = "".join(piece for piece, _, _ in catalogue.sentences()[key].pieces)
        assert not set(text) & set(",;?%!…"), key
        assert "..." not in text, key
        assert not any(letter in text for letter in "يكىة0123456789٠١٢٣٤٥٦٧٨٩"), key


def test_half_spaces_stand_where_they_should() -> None:
    for key in catalogue.all_keys():
        text = "".join(piece + ("x" if name else "") for piece, name, _ in catalogue.sentences()[key].pieces)
        for wrong in (
            " می ",
            " نمی ",
            " ها ",
            " های ",
            " هایی",
            f"{letters.ZWNJ} ",
            f" {letters.ZWNJ}",
            "  ",
        ):
            assert wrong not in f" {text.strip()} ", (key, wrong)

"""The number reader against its table, against the writer, and against hostile text."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language import writing
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Outcome, Refused, Understood
from bot.language.units import UNITS, Unit
from bot.programme.bounds import axis_file, widest_bounds

TABLE = Path(__file__).with_name("numbers.tsv")
SPOKEN = Path(__file__).with_name("spoken.tsv")
LARGEST = 2**63 - 1


def rows() -> Iterator[tuple[str, str, str, str]]:
    for line in TABLE.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            unit, phrase, outcome, values = line.split("\t")
            yield unit, phrase.replace("\\n", "\n"), outcome, values


ROWS = tuple(rows())


def spoken() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for line in SPOKEN.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            unit, phrase, right = line.split("\t")[:3]
            yield unit, phrase, tuple(right.split("|"))


def read(phrase: str, unit: Unit) -> Outcome:
    bounds = widest_bounds(unit)
    return read_number(phrase, unit, bounds.high, bounds.low)


def described(outcome: Outcome) -> tuple[str, str]:
    match outcome:
        case Understood(decimal=decimal):
            return "understood", f"{decimal:f}"
        case Ambiguous(readings=readings):
            shown = ("-" if reading.decimal is None else f"{reading.decimal:f}" for reading in readings)
            return "ambiguous", "|".join(shown)
        case Refused(reason=reason):
            return "refused", reason.key.rpartition(".")[2]


def test_table_is_large_enough_and_has_no_row_twice() -> None:
    assert len(ROWS) >= 500
    assert sum(outcome != "understood" for _, _, outcome, _ in ROWS) >= 100
    assert len({(unit, phrase) for unit, phrase, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("unit", "phrase", "outcome", "values"), ROWS)
def test_phrase_is_understood_as_the_table_says(unit: str, phrase: str, outcome: str, values: str) -> None:
    assert described(read(phrase, UNITS[unit])) == (outcome, values)


@pytest.mark.parametrize(("unit", "phrase", "right"), tuple(spoken()))
def test_what_people_say_is_understood_rightly_or_asked(unit: str, phrase: str, right: tuple[str, ...]) -> None:
    """A question that may be right offers the right value, where the table knows one."""
    values = {Decimal(each) for each in right if each not in {"ask", "refuse"}}
    match read(phrase, UNITS[unit]):
        case Understood(decimal=decimal):
            assert decimal in values
        case Ambiguous(readings=readings):
            assert "ask" in right
            assert not values or values & {reading.decimal for reading in readings}
        case Refused():
            assert "refuse" in right


def test_stored_values_labels_and_reasons_of_the_table_agree() -> None:
    for code, phrase, _, _ in ROWS:
        unit = UNITS[code]
        match read(phrase, unit):
            case Understood(value=value, decimal=decimal):
                assert value == unit.stored(decimal), phrase
            case Ambiguous(readings=readings, reason=reason):
                assert reason.text
                assert readings
                for reading in readings:
                    assert reading.label
                    assert reading.decimal is None or reading.value == unit.stored(reading.decimal), phrase
            case Refused(reason=reason):
                assert reason.text


UNIT = st.sampled_from(sorted(UNITS.values(), key=lambda unit: unit.code))


@st.composite
def values(draw: st.DrawFn) -> tuple[Unit, int]:
    """A unit and a value of it that the writer shows without rounding."""
    unit = draw(UNIT)
    high = widest_bounds(unit).high or 10**9 * unit.scale
    if unit.code == "mn_rial":
        high = 999_999 * unit.scale  # «یک میلیون و یک میلیون ریال» would be heard as two amounts
    return unit, draw(st.integers(0, high // unit.step)) * unit.step


@given(values())
@example((UNITS["ha"], 100_001))
@example((UNITS["ha"], 100_050))
@example((UNITS["bn_toman"], 20_000 * UNITS["bn_toman"].scale))
@example((UNITS["bn_toman"], 10**7))
def test_what_the_writer_prints_is_read_back_equal(value: tuple[Unit, int]) -> None:
    unit, stored = value
    forms = [
        writing.amount(stored, unit),
        writing.quantity(stored, unit),
        writing.words(stored, unit),
        writing.echo(stored, unit),
        writing.choice(stored, unit),
    ]
    for form in forms:
        outcome = read(form, unit)
        assert isinstance(outcome, Understood), (form, outcome)
        assert outcome.value == stored, form
        assert not outcome.rounded


@given(st.integers(0, 10**18))
def test_whole_numbers_in_words_are_read_back_equal(number: int) -> None:
    unit = UNITS["m2"]
    outcome = read_number(writing.words(number, unit), unit)
    assert isinstance(outcome, Understood)
    assert outcome.value == number


PIECES = st.sampled_from(
    [
        *(str(digit) for digit in range(10)),
        *"۰۱۲۳٤٥٦ ٬,،٫./-+٪%()=:م²½",
        *(
            "میلیارد",
            "میلیون",
            "هزار",
            "تومان",
            "ریال",
            "همت",
            "صد",
            "بیست",
            "و",
            "نیم",
            "ممیز",
            "تا",
            "یا",
            "درصد",
        ),
        *(
            "واحد",
            "نفر",
            "هکتار",
            "لیتر بر ثانیه",
            "ندارد",
            "حدود",
            "نه",
            "دهم",
            "صدم",
            "\u200c",
            "\n",
            "آذر",
            "سوم",
        ),
    ]
)
HOSTILE = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=400),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)


@given(HOSTILE, UNIT)
def test_no_text_raises_and_every_outcome_is_within_the_bounds(text: str, unit: Unit) -> None:
    bounds = widest_bounds(unit)
    high = LARGEST if bounds.high is None else bounds.high
    match read(text, unit):
        case Understood(value=value, decimal=decimal):
            assert bounds.low <= value <= high
            assert decimal == unit.shown(value)
        case Ambiguous(readings=readings, reason=reason):
            assert reason.text
            assert readings
            over = [reading.value for reading in readings if reading.value is not None and reading.value > high]
            assert all(reading.value is None or bounds.low <= reading.value for reading in readings)
            assert all(value <= 10 * high for value in over)
            assert not over or writing.quantity(high, unit) in reason.text
        case Refused(reason=reason):
            assert reason.text


@given(HOSTILE, st.integers(1, 400), UNIT)
def test_no_text_of_4096_characters_raises(text: str, times: int, unit: Unit) -> None:
    assert described(read((text * times)[:4096], unit))[0] in {"ambiguous", "refused", "understood"}


@pytest.mark.parametrize(
    "text",
    [
        "1" * 4096,
        "۱ " * 2048,
        "هزار " * 800,
        "صد و " * 800,
        "ده" * 2048,
        "و" * 4096,
        "." * 4096,
        "1." * 2048,
        "1,111" * 800,
        "1/" * 2048,
        "-" * 4095 + "1",
        "(" * 4094 + "1)",
        "a" * 4096,
        "a\u0301" * 2048,
        "\u0301" * 4096,
        "م.ت" * 1300,
        "ندارد" * 800,
        "میلیارد" * 580,
        "\x00\ud800" * 2048,
        "1e" * 2048,
    ],
)
@pytest.mark.parametrize("unit", ["bn_toman", "unit", "ha"])
def test_long_hostile_text_is_answered(text: str, unit: str) -> None:
    assert described(read(text, UNITS[unit]))[0] in {"ambiguous", "refused", "understood"}


def test_bounds_of_the_caller_are_kept() -> None:
    unit = UNITS["bn_toman"]
    assert described(read_number("600", unit, bound=500 * unit.scale)) == ("ambiguous", "60|0.6|0.06|600")
    assert described(read_number("600 میلیارد تومان", unit, bound=500 * unit.scale)) == ("ambiguous", "60|600")
    assert described(read_number("600", UNITS["unit"], bound=500)) == ("ambiguous", "600")
    assert described(read_number("6000", UNITS["unit"], bound=500)) == ("refused", "over")
    assert described(read_number("3", UNITS["unit"], bound=500, low=4)) == ("refused", "under")


def test_value_of_money_is_stored_as_current_rial() -> None:
    outcome = read("۱۲٫۵ میلیارد تومان", UNITS["bn_toman"])
    assert outcome == Understood(125_000_000_000, Decimal("12.5"))


def test_rounding_is_told() -> None:
    outcome = read("۱۲٫۳۴۵۶", UNITS["bn_toman"])
    assert isinstance(outcome, Understood)
    assert outcome.rounded


def test_units_of_the_axis_file_are_known() -> None:
    for code, entry in axis_file()["units"].items():
        unit = UNITS[code]
        assert (unit.title, unit.decimals) == (entry["fa"], entry["decimals"])
    assert UNITS["bn_toman"].scale == axis_file()["money"]["bn_toman_in_rial"]

"""Numbers are written as an Iranian official would write them."""

from decimal import Decimal

import pytest

from bot.language import writing
from bot.language.units import UNITS

BN = UNITS["bn_toman"]


def rial(billions: str) -> int:
    return int(Decimal(billions) * BN.scale)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "۰"),
        (12, "۱۲"),
        (1200, "۱٬۲۰۰"),
        (1234567, "۱٬۲۳۴٬۵۶۷"),
        (Decimal("12.5"), "۱۲٫۵"),
        (Decimal("1250.50"), "۱٬۲۵۰٫۵"),
        (Decimal("1E+3"), "۱٬۰۰۰"),
        (-3, "منفی ۳"),
    ],
)
def test_number_has_persian_digits_and_separators(value: Decimal | int, text: str) -> None:
    assert writing.number(value) == text


@pytest.mark.parametrize(
    ("billions", "echo"),
    [
        ("12.5", "۱۲٫۵ میلیارد تومان (دوازده و نیم میلیارد تومان)"),
        ("12", "۱۲ میلیارد تومان (دوازده میلیارد تومان)"),
        ("0.5", "۰٫۵ میلیارد تومان (نیم میلیارد تومان)"),
        ("0", "۰ میلیارد تومان (صفر میلیارد تومان)"),
        ("0.005", "۰٫۰۰۵ میلیارد تومان (پنج میلیون تومان)"),
        ("1.2", "۱٫۲ میلیارد تومان (یک میلیارد و دویست میلیون تومان)"),
        ("12.345", "۱۲٫۳۴۵ میلیارد تومان (دوازده میلیارد و سیصد و چهل و پنج میلیون تومان)"),
        ("1200", "۱٬۲۰۰ میلیارد تومان (هزار و دویست میلیارد تومان)"),
        ("2000.5", "۲٬۰۰۰٫۵ میلیارد تومان (دو هزار میلیارد و پانصد میلیون تومان)"),
    ],
)
def test_money_is_echoed_in_digits_and_words(billions: str, echo: str) -> None:
    assert writing.echo(rial(billions), BN) == echo


@pytest.mark.parametrize(
    ("code", "stored", "words"),
    [
        ("mw", 650, "شش و نیم مگاوات"),
        ("mw", 625, "شش ممیز بیست و پنج صدم مگاوات"),
        ("ha", 5, "صفر ممیز پنج صدم هکتار"),
        ("ha", 200050, "دو هزار ممیز پنج دهم هکتار"),
        ("lps", 325, "سی و دو و نیم لیتر بر ثانیه"),
        ("m3d", 140000, "صد و چهل هزار مترمکعب در شبانه‌روز"),
        ("unit", 2200, "دو هزار و دویست واحد"),
        ("unit", 1000, "هزار واحد"),
        ("pct", 785, "هفتاد و هشت و نیم درصد"),
    ],
)
def test_values_in_words(code: str, stored: int, words: str) -> None:
    assert writing.words(stored, UNITS[code]) == words


def test_negative_money_is_said() -> None:
    assert writing.words(-rial("0.25"), BN) == "منفی دویست و پنجاه میلیون تومان"
    assert writing.in_words(-2) == "منفی دو"


def test_difference_is_said_in_words() -> None:
    assert writing.difference(rial("12.5"), rial("14"), BN) == "۱٫۵ افزایش"
    assert writing.difference(rial("14"), rial("12.5"), BN) == "۱٫۵ کاهش"
    assert writing.difference(5, 5, BN) == "بدون تغییر"


def test_pictures_and_tables_have_two_decimals_that_say_something() -> None:
    written = {
        "342.466": "۳۴۲٫۴۷",
        "12.5": "۱۲٫۵",
        "15": "۱۵",
        "0.126": "۰٫۱۳",
        "0.005": "۰٫۰۰۵",
        "0": "۰",
        "2500": "۲٬۵۰۰",
    }
    assert {value: writing.rounded(rial(value), BN) for value in written} == written
    assert writing.brief_quantity(325, UNITS["lps"]) == "۳۲٫۵ لیتر بر ثانیه"


def test_missing_is_said_and_never_zero() -> None:
    assert writing.quantity_or_missing(None, BN) == "گزارش‌نشده"
    assert writing.quantity_or_missing(0, BN) == "۰ میلیارد تومان"
    assert writing.money(rial("12.5")) == "۱۲٫۵ میلیارد تومان"


def test_percent_is_rounded_half_up() -> None:
    assert writing.percent(Decimal("57.5")) == "۵۸ درصد"
    assert writing.percent(Decimal("57.45"), 1) == "۵۷٫۵ درصد"


def test_money_below_a_billion_shows_its_millions_on_buttons() -> None:
    assert writing.choice(rial("0.5"), BN) == "۰٫۵ میلیارد تومان (۵۰۰ میلیون تومان)"
    assert writing.choice(rial("12"), BN) == "۱۲ میلیارد تومان"
    assert writing.choice(5, UNITS["unit"]) == "۵ واحد"


def test_value_with_more_decimals_than_its_unit_is_rounded_for_show() -> None:
    assert writing.quantity(rial("12.3456"), BN) == "۱۲٫۳۴۶ میلیارد تومان"


def test_digits_only_changes_digits() -> None:
    assert writing.digits("AX01 / 12.5") == "AX۰۱ / ۱۲.۵"


def test_units_store_and_show_the_same_value() -> None:
    assert BN.stored(Decimal("12.5")) == 125_000_000_000
    assert BN.shown(125_000_000_000) == Decimal("12.5")
    assert UNITS["ha"].stored(Decimal("12.345")) == 1235

"""What reading a number, looking up a sentence and reckoning a week cost, beside a plain call.

The last table shows that hostile texts cost no more than their length: microseconds a character.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from timeit import Timer

from bot.language import writing
from bot.language.catalogue import t
from bot.language.cleaning import clean
from bot.language.reading.number import read_number
from bot.language.units import UNITS
from bot.language.week import week_of
from bot.programme.calendar import calendar_of, seed_holidays
from bot.programme.naming import find_province
from bot.programme.timetable import seed_rules, timetable

BN = UNITS["bn_toman"]
HIGH = 20_000 * BN.scale
LENGTHS = (64, 512, 4096)
REPEATS = 3
SHARE = 5  # of the fifth of a second that timeit would take a repeat
HOSTILE = {
    "digits": "1",
    "numbers": "۱ ",
    "thousands": "هزار ",
    "hundreds": "صد و ",
    "glued": "دوازدهونیم",
    "separators": "1,111/2.",
    "letters of units": "م.ت ",
    "nonsense": "ژ",
    "marks": "a\u0301\u0302\u0303",
    "surrogates": "\ud800\u202e\x00",
}


def microseconds(call: Callable[[], object]) -> float:
    """Return the best time of one call."""
    timer = Timer(call)
    number = max(1, timer.autorange()[0] // SHARE)
    return min(timer.repeat(REPEATS, number)) / number * 1e6


def compare(title: str, call: Callable[[], object], plain: Callable[[], object], what: str) -> None:
    """Print the cost of a call beside a plain one."""
    ours, theirs = microseconds(call), microseconds(plain)
    print(f"{title:34} {ours:9.1f} µs   {ours / theirs:7.0f} × {what} ({theirs:.2f} µs)")


def main() -> None:
    """Print every figure."""
    week, rules, calendar = week_of(dt.date(2026, 11, 25)), seed_rules(), calendar_of(seed_holidays())
    stored = int(Decimal("12.5") * BN.scale)

    def number() -> float:
        return float("12.5")

    def text() -> str:
        return "{number} {unit}".format(number="12.5", unit="x")

    for phrase in (
        "۱۲٫۵",
        "۲۵ میلیارد تومان",
        "مبلغ: دوازده و نیم میلیارد تومان",
        "۱۲/۵ میلیارد",
        "۱۰ تا ۱۲",
    ):
        compare(f"read «{phrase}»", partial(read_number, phrase, BN, HIGH), number, "float()")
    compare("write with words", lambda: writing.echo(stored, BN), text, "str.format")
    compare("look up a sentence", lambda: t("number.refused.range"), text, "str.format")
    compare("look up, two values", lambda: t("numbers.with_unit", number="۱۲", unit="x"), text, "str.format")
    compare("clean a sentence", lambda: clean("گزارش این هفتهٔ استان ثبت شد."), text, "str.format")
    compare("find a province", lambda: find_province("كرمان"), text, "str.format")
    compare("times of a week", lambda: timetable(week, rules, calendar), text, "str.format")
    print("\nhostile text, µs a character at lengths", *LENGTHS)
    for title, piece in HOSTILE.items():
        texts = [(piece * length)[:length] for length in LENGTHS]
        costs = [microseconds(partial(read_number, text, BN, HIGH)) / len(text) for text in texts]
        print(f"{title:20}", *(f"{cost:7.2f}" for cost in costs))


if __name__ == "__main__":
    main()

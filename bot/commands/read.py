"""`mehvar read`: say how a phrase is understood as a value, a day, an hour or a message, for support and tables."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import exits
from bot.clock import SystemClock
from bot.commands import read_records
from bot.commands.export import read_day
from bot.commands.read_records import Record
from bot.config import Config
from bot.errors import UserError
from bot.language.reading.number import read_number
from bot.language.units import UNITS
from bot.programme.axes_file import package_plan, read_plan
from bot.programme.bounds import widest_bounds
from bot.programme.calendar import day_of
from bot.programme.provinces import PROVINCES, by_code
from bot.reporting.cards import AxisCard
from bot.reporting.indicators import view_indicator

NAME = "read"
HELP = "say how a phrase is understood: a value, a day, an hour or a whole message"


@dataclass(frozen=True)
class PhraseReader:
    """How a phrase is read: as a record of JSON, and as a line for people."""

    record: Callable[[str], Record]
    line: Callable[[str], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `mehvar read`."""
    parser.description = (
        "Say how a phrase is understood, by the readers that the service uses. A value (--unit), a day (--day) or an "
        "hour (--clock) is understood, asked about, or refused with a reason; the widest bounds that the axis "
        "file sets on the unit apply. A message (--message) is rows that are plain or asked, and what was not read. "
        "Without a phrase, every line of standard input is read. A phrase that begins with a dash goes after «--»."
    )
    parser.add_argument("phrase", nargs="*", help="what a person typed; several words are one phrase")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--unit", choices=sorted(UNITS), help="read a value; the unit that was asked")
    what.add_argument("--day", action="store_true", help="read a day, perhaps with an hour")
    what.add_argument("--clock", action="store_true", help="read an hour, perhaps with a day of the week")
    what.add_argument(
        "--message", action="store_true", help="read a free message («\\n» in a line of input is a new line)"
    )
    parser.add_argument("--today", type=read_day, metavar="DAY", help="with --day: what day it is (1405/09/09)")
    parser.add_argument("--axes", type=Path, metavar="FILE", help="with --message: the axes, a file like axes.toml")
    codes = sorted(province.code for province in PROVINCES)
    parser.add_argument("--province", choices=codes, metavar="CODE", help="with --message: whose message it is (IR-21)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a phrase")


def run(arguments: argparse.Namespace, _config: Config) -> int:
    """Read the phrase, or every line of standard input."""
    try:
        reader = reader_of(arguments)
    except (OSError, UnicodeDecodeError, UserError) as error:
        print(error.text if isinstance(error, UserError) else error, file=sys.stderr)
        return exits.FAILED
    for phrase in iter([" ".join(arguments.phrase)]) if arguments.phrase else lines():
        if arguments.json:
            print(json.dumps(reader.record(phrase), ensure_ascii=False))
        else:
            print(reader.line(phrase))
    return exits.GOOD


def reader_of(arguments: argparse.Namespace) -> PhraseReader:
    """Return how phrases are to be read."""
    if arguments.unit:
        unit = UNITS[arguments.unit]
        bounds = widest_bounds(unit)
        return PhraseReader(
            lambda phrase: read_records.figure(phrase, unit),
            lambda phrase: read_records.figure_line(read_number(phrase, unit, bounds.high, bounds.low), unit),
        )
    if arguments.day:
        today: date = arguments.today or day_of(SystemClock().now())
        return timed(lambda phrase: read_records.day(phrase, today))
    if arguments.clock:
        return timed(read_records.clock)
    cards, code = cards_of(arguments.axes), arguments.province
    here = (by_code(code).name, by_code(code).center) if code else ()

    def record(phrase: str) -> Record:
        return read_records.message(phrase.replace("\\n", "\n"), cards, here, code)

    return PhraseReader(record, lambda phrase: read_records.message_line(record(phrase)))


def timed(record: Callable[[str], Record]) -> PhraseReader:
    """Return how days or hours are read."""
    return PhraseReader(record, lambda phrase: read_records.time_line(record(phrase)))


def cards_of(file: Path | None) -> tuple[AxisCard, ...]:
    """Return the active axes of a file, or of the programme that comes with Mehvar, as a first week asks them."""
    plan = read_plan(file.read_text(encoding="utf-8")) if file else package_plan()
    return tuple(
        AxisCard(
            axis.code,
            axis.title,
            axis.short,
            axis.position,
            tuple(
                view_indicator(indicator, None)
                for indicator in plan.indicators
                if indicator.axis == axis.code and indicator.reporter == "province"
            ),
        )
        for axis in plan.axes
        if axis.active
    )


def lines() -> Iterator[str]:
    """Yield the lines of standard input, which only a newline ends; bytes that are no UTF-8 are replaced."""
    for line in sys.stdin.buffer:
        yield line.removesuffix(b"\n").decode("utf-8", "replace")

"""`mehvar read`: say how a phrase is understood as a value, for support and for tables of cases."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from bot import exits
from bot.config import Config
from bot.language import writing
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, NumberReading, Outcome, Understood
from bot.language.units import UNITS, Unit
from bot.programme.bounds import widest_bounds

NAME = "read"
HELP = "say how a phrase is understood as a value of a unit"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `mehvar read`."""
    parser.description = (
        "Say how a phrase is understood: one value, several that would be asked, or refused with a reason. "
        "Without a phrase, every line of standard input is read. The widest bounds that the axis file sets "
        "on the unit apply. A phrase that begins with a dash goes after «--»."
    )
    parser.add_argument("phrase", nargs="*", help="what a person typed; several words are one phrase")
    parser.add_argument("--unit", required=True, choices=sorted(UNITS), help="the unit that was asked")
    parser.add_argument("--json", action="store_true", help="print one JSON object a phrase")


def run(arguments: argparse.Namespace, _config: Config) -> int:
    """Read the phrase, or every line of standard input."""
    unit = UNITS[arguments.unit]
    bounds = widest_bounds(unit)
    phrases = iter([" ".join(arguments.phrase)]) if arguments.phrase else lines()
    for phrase in phrases:
        outcome = read_number(phrase, unit, bounds.high, bounds.low)
        print(as_json(outcome) if arguments.json else as_text(outcome, unit))
    return exits.GOOD


def lines() -> Iterator[str]:
    """Yield the lines of standard input, which only a newline ends; bytes that are no UTF-8 are replaced."""
    for line in sys.stdin.buffer:
        yield line.removesuffix(b"\n").decode("utf-8", "replace")


def as_json(outcome: Outcome) -> str:
    """Return an outcome as one line of JSON; `value` is as stored, `decimal` in the asked unit."""
    record: dict[str, Any] = {
        "outcome": "refused",
        "value": None,
        "decimal": None,
        "readings": [],
        "reason": None,
    }
    match outcome:
        case Understood(value=value, decimal=decimal):
            record |= {"outcome": "understood", "value": value, "decimal": f"{decimal:f}"}
        case Ambiguous(readings=readings, reason=reason):
            record |= {
                "outcome": "ambiguous",
                "readings": [reading_record(reading) for reading in readings],
                "reason": reason.text,
            }
        case _:
            record |= {"reason": outcome.reason.text}
    return json.dumps(record, ensure_ascii=False)


def reading_record(reading: NumberReading) -> dict[str, Any]:
    """Return a reading as a record of JSON."""
    decimal = None if reading.decimal is None else f"{reading.decimal:f}"
    return {"value": reading.value, "decimal": decimal, "label": reading.label}


def as_text(outcome: Outcome, unit: Unit) -> str:
    """Return an outcome as one line for people."""
    match outcome:
        case Understood(value=value):
            return f"understood: {writing.echo(value, unit)}"
        case Ambiguous(readings=readings, reason=reason):
            return f"ambiguous: {reason.text} " + " | ".join(reading.label for reading in readings)
        case _:
            return f"refused: {outcome.reason.text}"

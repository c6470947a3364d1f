"""Reads a file of closures and holidays: days as «1405/09/10», provinces by any of their names."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.errors import UserError
from bot.language.cleaning import clean
from bot.language.jalali import JalaliDate, days_in_month
from bot.language.letters import latin_digits
from bot.programme.naming import find_province
from storage.calendar import CalendarDay, StoredClosure

LISTS = ("holidays", "workdays", "closures")
DAY = re.compile(r"(1[34]\d\d)[/-](\d\d?)[/-](\d\d?)")


@dataclass(frozen=True)
class CalendarFile:
    """What the file says: changed days, and closures."""

    days: tuple[CalendarDay, ...]
    closures: tuple[StoredClosure, ...]


def read_calendar(text: str, now: dt.datetime) -> CalendarFile:
    """Return what a TOML text says, closures declared ``now``; raise UserError for the first mistake."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("closures.not_toml", problem=str(error)) from error
    if unknown := sorted(set(table) - set(LISTS)):
        raise UserError("closures.unknown", key=unknown[0])
    days = [CalendarDay(_day(entry), _reason(entry), worked=False) for entry in _entries(table, "holidays")]
    days += [CalendarDay(_day(entry), _reason(entry), worked=True) for entry in _entries(table, "workdays")]
    closures = [
        StoredClosure(_day(entry), _provinces(entry), _reason(entry), now) for entry in _entries(table, "closures")
    ]
    return CalendarFile(tuple(days), tuple(closures))


def _entries(table: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    for entry in table.get(name, ()):
        if not isinstance(entry, dict) or not set(entry) <= {"day", "reason", "provinces"}:
            raise UserError("closures.unknown", key=name)
        yield entry


def _day(entry: dict[str, Any]) -> dt.date:
    said = latin_digits(clean(str(entry.get("day", "")), 40))
    found = DAY.fullmatch(said)
    year, month, day = map(int, found.groups()) if found else (0, 0, 0)
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise UserError("closures.not_a_day", day=said)
    return JalaliDate(year, month, day).gregorian


def _reason(entry: dict[str, Any]) -> str:
    reason = clean(str(entry.get("reason", "")), 200)
    if not reason:
        raise UserError("closures.no_reason", day=str(entry.get("day", "")))
    return reason


def _provinces(entry: dict[str, Any]) -> str:
    codes = []
    for name in entry.get("provinces", ()):
        province = find_province(str(name))
        if province is None:
            raise UserError("closures.no_province", name=clean(str(name), 60))
        codes.append(province.code)
    return ";".join(sorted(set(codes)))

"""`mehvar export`: a week's figures, or every answer of a year, as a workbook; the service may be running meanwhile."""

import argparse
import asyncio
from datetime import date
from pathlib import Path

from bot.briefing.workbook.book import load_hq_book
from bot.briefing.workbook.report_table import report_table
from bot.briefing.workbook.sheets import hq_sheets
from bot.clock import SystemClock
from bot.commands.once import create_file, ended, note_reading
from bot.config import Config
from bot.errors import UserError
from bot.exits import GOOD
from bot.language.catalogue import t
from bot.language.jalali import JalaliDate, jalali
from bot.language.letters import latin_digits
from bot.language.week import week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import NoProgrammeError
from bot.reaching import is_there
from bot.sheets.book import Sheet
from bot.sheets.writing import write_workbook
from storage.database import open_reader
from storage.transaction import Reading

NAME = "export"
HELP = "write a week's figures, or every answer of a year, to an Excel workbook"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `weeks` and `reports`."""
    parser.add_argument("what", choices=["weeks", "reports"], help="the figures of a week, or all answers of a year")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a new .xlsx, readable by its owner alone"
    )
    parser.add_argument(
        "--date",
        type=read_day,
        metavar="1405/09/04",
        help="a day of the week, or of the year, that is wanted (now if left out)",
    )


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 once the file is written."""
    return ended(lambda: asyncio.run(_export(arguments, config)))


async def _export(arguments: argparse.Namespace, config: Config) -> int:
    if arguments.out.suffix.lower() != ".xlsx":  # another name would promise another kind of file
        raise UserError("commands.not_xlsx", path=str(arguments.out))
    if not is_there(config.database):
        raise UserError("backup.no_database", path=str(config.database))
    async with open_reader(config.database) as tx:
        if config.year:
            tx.memory.year = config.year
        try:
            content = await _write(tx, arguments.what, arguments.date)
        except NoProgrammeError as problem:
            raise UserError("commands.no_programme", year=int(str(problem))) from None
    with create_file(arguments.out) as file:
        file.write(content)
    print(t("commands.exported", path=str(arguments.out)))
    await note_reading(config, "export", arguments.what)
    return GOOD


async def _write(tx: Reading, what: str, day: date | None) -> bytes:
    now = SystemClock().now()
    if what == "reports":
        return write_workbook([await report_table(tx, jalali(day or day_of(now)).year, now)], large=True)
    sheets: tuple[Sheet, ...] = hq_sheets(await load_hq_book(tx, now, None, week_of(day) if day else None))
    return write_workbook(sheets)


def read_day(text: str) -> date:
    """Return the day of a Jalali date (1405/09/04); raises ArgumentTypeError."""
    parts = latin_digits(text).replace("-", "/").split("/")
    try:
        year, month, day = map(int, parts)
        return JalaliDate(year, month, day).gregorian
    except ValueError:
        raise argparse.ArgumentTypeError(f"no date: {text}") from None

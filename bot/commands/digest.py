"""`mehvar digest`: writes a day's digest, picture, workbook and weekly report into a folder; it reads only."""

import argparse
import asyncio
from datetime import date
from pathlib import Path

from bot.briefing.digest import write_digest
from bot.briefing.drawing.heatmap import draw_heatmap
from bot.briefing.drawing.paper import print_paper
from bot.briefing.papers import load_paper
from bot.briefing.readers import Reader, read_reader
from bot.briefing.workbook.book import load_hq_book
from bot.briefing.workbook.errand import hq_workbook
from bot.clock import SystemClock
from bot.commands.export import read_day
from bot.commands.once import create_file, ended
from bot.config import Config
from bot.errors import UserError
from bot.exits import GOOD
from bot.language import dates
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.language.marks import unmarked
from bot.language.phones import normalise_phone
from bot.people.rights import HEADQUARTERS
from bot.programme.calendar import day_of
from bot.programme.in_memory import NoProgrammeError
from bot.reaching import is_there
from storage import people, phones
from storage.database import open_reader
from storage.transaction import Reading

NAME = "digest"
HELP = "write headquarters' digest, picture, workbook and weekly report of a day into a folder, without sending"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the day, the reader and the folder."""
    parser.add_argument("--date", type=read_day, metavar="1405/09/04", help="whose morning is told (today if left out)")
    parser.add_argument(
        "--for",
        dest="reader",
        default="head",
        metavar="ROLE|PHONE",
        help="whose scope: a role of headquarters (head, hq_deputy, hq_manager) or the phone of a person (head)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder; files that are there stay")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Return 0 once the files are written."""
    return ended(lambda: asyncio.run(_write(arguments, config)))


async def _write(arguments: argparse.Namespace, config: Config) -> int:
    if not is_there(config.database):
        raise UserError("backup.no_database", path=str(config.database))
    day: date = arguments.date or day_of(SystemClock().now())
    async with open_reader(config.database) as tx:
        if config.year:
            tx.memory.year = config.year
        try:
            files = await make_files(tx, day, await _find_reader(tx, arguments.reader))
        except NoProgrammeError as problem:
            raise UserError("commands.no_programme", year=int(str(problem))) from None
    arguments.out.mkdir(parents=True, exist_ok=True)
    when = jalali(day)
    for ending, content in files.items():
        name = f"digest-{when.year:04}-{when.month:02}-{when.day:02}.{ending}"
        with create_file(arguments.out / name) as file:
            file.write(content)
    print(t("commands.digest_written", moment=dates.date(day), path=str(arguments.out)))
    return GOOD


async def make_files(tx: Reading, day: date, reader: Reader) -> dict[str, bytes]:
    """Return text, picture, workbook and weekly report of a day at the reader's hour, by the ending of their names."""
    moment = await reader.moment_of(tx, day)
    paper, book = await load_paper(tx, moment, reader.axes), await load_hq_book(tx, moment, reader.axes)
    return {
        "txt": (unmarked(await write_digest(tx, moment, reader)) + "\n").encode(),
        "png": draw_heatmap(paper.figures),
        "xlsx": hq_workbook(book),
        "pdf": print_paper(paper),
    }


async def _find_reader(tx: Reading, name: str) -> Reader:
    """Return the first holder of a role, or the person of a number; the head's scope stands even without a head."""
    if name in HEADQUARTERS:
        holders = await people.list_ids(tx, name)
        if not holders and name != "head":
            raise UserError("commands.nobody")
        return await read_reader(tx, holders[0]) if holders else Reader(None)
    phone = normalise_phone(name)
    person = await phones.find_person(tx, phone) if phone else None
    if person is None or not any(duty.role in HEADQUARTERS for duty in await people.list_duties(tx, person)):
        raise UserError("commands.nobody")
    return await read_reader(tx, person)

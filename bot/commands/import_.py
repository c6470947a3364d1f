"""`mehvar import`: brings the roster, the axes, targets or closures in; first a dry run, then `--apply`."""

import argparse
import asyncio
import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from bot.administering.edit_lines import edit_lines
from bot.administering.editable import check, write
from bot.administering.edits import Edit
from bot.administering.files.reading import kind_of, programme_edits
from bot.administering.files.roster_template import template_sheets
from bot.administering.names import names_for
from bot.clock import SystemClock
from bot.commands.once import ask_once, change_once, create_file, ended
from bot.config import Config
from bot.errors import UserError
from bot.exits import FAILED, GOOD
from bot.language.catalogue import t
from bot.language.phones import normalise_phone
from bot.people.roster import Difference, apply_roster, compare_roster
from bot.people.roster_file import RosterFile, RosterRow, read_roster
from bot.people.roster_lines import difference_lines
from bot.programme.axes_file import package_plan, read_plan
from bot.programme.calendar_changes import calendar_lines, change_calendar
from bot.programme.calendar_file import read_calendar
from bot.programme.change_lines import change_lines
from bot.programme.loading import current_year, ensure_programme, list_changes, save_programme
from bot.programme.plan import PlanChange, for_year, load
from bot.sheets.reading import read_sheet, read_workbook
from bot.sheets.writing import write_workbook
from storage.programme import Axis
from storage.transaction import Reading, Transaction

NAME = "import"
HELP = "bring in the roster, the axes, targets or closures: shows the difference, and does it with --apply"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `roster FILE`, `axes FILE`, `targets FILE` and `closures FILE`."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="{roster,axes,targets,closures}")
    roster = kinds.add_parser(
        "roster", help="people and their duties, one duty a row", description=import_roster.__doc__
    )
    given = roster.add_mutually_exclusive_group(required=True)
    given.add_argument("file", type=Path, nargs="?", help=".xlsx or .csv")
    given.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="import nothing, but write an empty form to FILE (.xlsx): headings, choices, one sample row",
    )
    roster.add_argument("--suspend-missing", action="store_true", help="suspend people and drop duties not in the file")
    axes = kinds.add_parser("axes", help="the axes and indicators of a year", description=import_axes.__doc__)
    axes.add_argument("file", type=Path, help=".toml as it comes with Mehvar, or .xlsx as admins get it in the chat")
    targets = kinds.add_parser("targets", help="the targets of a year", description=import_programme_workbook.__doc__)
    targets.add_argument("file", type=Path, help=".xlsx, as admins get it in the chat")
    for kind in (axes, targets):
        kind.add_argument(
            "--year",
            type=int,
            choices=range(1390, 1451),
            metavar="YEAR",
            help="the Jalali year (default: MEHVAR_YEAR, else the present one)",
        )
    closures = kinds.add_parser(
        "closures", help="holidays, days worked after all, sudden closures", description=import_closures.__doc__
    )
    closures.add_argument("file", type=Path, help=".toml: [[holidays]], [[workdays]], [[closures]]")
    for kind in (roster, axes, targets, closures):
        kind.add_argument("--apply", action="store_true", help="do it; without this nothing changes")
        kind.add_argument("--json", action="store_true", help="print one JSON object: what was done, and its lines")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Import and return the exit code: 0 good, 1 the file is refused, 75 Mehvar is running."""
    imports = {
        "roster": import_roster,
        "axes": import_axes,
        "targets": import_programme_workbook,
        "closures": import_closures,
    }
    if not arguments.json:
        return ended(lambda: imports[arguments.what](arguments, config))
    with redirect_stdout(StringIO()) as said:
        code = ended(lambda: imports[arguments.what](arguments, config))
    applied = arguments.apply and code == GOOD and not getattr(arguments, "template", None)
    told = {"applied": applied, "lines": said.getvalue().splitlines()}
    print(json.dumps(told, ensure_ascii=False))
    return code


def import_roster(arguments: argparse.Namespace, config: Config) -> int:
    """Show, and with --apply make, what a roster changes: phone, full_name, honorific, role, province, estate, axes."""
    axes = asyncio.run(ask_once(config, lambda tx: _axes(tx, config)))
    if arguments.template:
        return _write_template(arguments.template, axes)
    file = read_roster(read_sheet(arguments.file), frozenset(axis.code for axis in axes))
    if not _is_accepted(file):
        return FAILED
    people = len({row.phone for row in file.rows})
    print(t("roster.read", name=arguments.file.name, rows=len(file.rows), people=people))
    difference = asyncio.run(_roster_difference(file.rows, arguments, config))
    print("\n".join(difference_lines(difference)))
    if not arguments.suspend_missing and (difference.missing or any(person.gone for person in difference.people)):
        print(t("roster.missing_stay", option="--suspend-missing"))
    print(t("roster.applied") if arguments.apply else t("roster.dry_run", option="--apply"))
    return GOOD


def _write_template(place: Path, axes: tuple[Axis, ...]) -> int:
    if place.suffix.lower() != ".xlsx":
        raise UserError("roster.template.ending", name=place.name)
    content = write_workbook(template_sheets(axes))
    with create_file(place) as file:
        file.write(content)
    print(t("roster.template.written", path=str(place), command=f"mehvar import roster {place}"))
    return GOOD


def import_axes(arguments: argparse.Namespace, config: Config) -> int:
    """Show, and with --apply make, what a file of axes changes in the programme of a year."""
    if arguments.file.suffix.lower() == ".xlsx":
        return import_programme_workbook(arguments, config)
    plan = read_plan(_text(arguments.file))
    now = SystemClock().now()
    year = arguments.year or config.year or current_year(now)

    async def save(tx: Transaction) -> list[PlanChange]:
        changes = await list_changes(tx, plan, year)
        await save_programme(tx, plan, year, now)
        return changes

    if arguments.apply:
        changes = asyncio.run(change_once(config, save))
    else:
        changes = asyncio.run(ask_once(config, lambda tx: list_changes(tx, plan, year)))
    print(t("axes.difference.title", year=year, title=plan.programme.title))
    print("\n".join(change_lines(changes)))
    print(
        t("axes.difference.applied", count=len(changes))
        if arguments.apply
        else t("axes.difference.dry_run", option="--apply")
    )
    return GOOD


def import_programme_workbook(arguments: argparse.Namespace, config: Config) -> int:
    """Show, and with --apply make, what a workbook changes in the axes or the targets of a year; the rest stays."""
    tables, now = read_workbook(arguments.file), SystemClock().now()
    if kind_of(tables) != arguments.what:
        raise UserError(f"axes.no_{arguments.what}", name=arguments.file.name)
    year = arguments.year or config.year or current_year(now)

    async def look(tx: Reading) -> tuple[tuple[Edit, ...], list[str]]:
        plan = await load(tx, year) or for_year(package_plan(), year)
        edits = programme_edits(tables, plan)
        if await load(tx, year):
            await check(tx, edits, now)
        names = await names_for(tx, edits)
        return edits, [line for edit in edits for line in edit_lines(edit, names)]

    async def save(tx: Transaction) -> tuple[tuple[Edit, ...], list[str]]:
        await ensure_programme(tx, year, now)
        edits, lines = await look(tx)
        await write(tx, edits, now, "command")
        return edits, lines

    edits, lines = asyncio.run(change_once(config, save) if arguments.apply else ask_once(config, look))
    print("\n".join(lines) or t("axes.difference.none"))
    done = t("axes.difference.applied", count=len(edits))
    print(done if arguments.apply else t("axes.difference.dry_run", option="--apply"))
    return GOOD


def import_closures(arguments: argparse.Namespace, config: Config) -> int:
    """Show, and with --apply make, what a file changes in the working calendar: day, reason, provinces."""
    file = read_calendar(_text(arguments.file), SystemClock().now())
    if arguments.apply:
        lines = asyncio.run(change_once(config, lambda tx: change_calendar(tx, file, SystemClock().now())))
    else:
        lines = asyncio.run(ask_once(config, lambda tx: calendar_lines(tx, file)))
    print("\n".join(lines) or t("closures.none"))
    done = t("closures.applied", count=len(lines))
    print(done if arguments.apply else t("closures.dry_run", option="--apply"))
    return GOOD


def _is_accepted(file: RosterFile) -> bool:
    """Say what was not read and every mistake; return whether there is none."""
    for notice in file.notices:
        print(notice)
    for mistake in file.mistakes:
        print(mistake, file=sys.stderr)
    if file.mistakes:
        print(t("roster.refused", count=len(file.mistakes)), file=sys.stderr)
    return not file.mistakes


async def _roster_difference(rows: tuple[RosterRow, ...], arguments: argparse.Namespace, config: Config) -> Difference:
    """Return the difference that a roster makes, made already when it is to be applied."""
    kept = frozenset(filter(None, map(normalise_phone, config.admins)))

    async def apply(tx: Transaction) -> Difference:
        difference = await compare_roster(tx, rows, kept)
        await apply_roster(tx, difference, SystemClock().now(), suspend_missing=arguments.suspend_missing)
        return difference

    if arguments.apply:
        return await change_once(config, apply)
    return await ask_once(config, lambda tx: compare_roster(tx, rows, kept))


async def _axes(tx: Reading, config: Config) -> tuple[Axis, ...]:
    """Return this year's axes, or those of the programme that comes with Mehvar if there is none yet."""
    return (await load(tx, config.year or current_year(SystemClock().now())) or package_plan()).axes


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except PermissionError:
        raise
    except OSError as error:
        raise UserError("sheet.no_file", name=file.name) from error
    except UnicodeDecodeError as error:
        raise UserError("axes.not_toml", problem=str(error)) from error

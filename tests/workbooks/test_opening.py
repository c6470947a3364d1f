"""Workbooks are opened in a process that takes little; ours come back whole, hostile ones are refused kindly."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from bot.errors import UserError
from bot.reporting.cards import ReportView
from bot.sheets import opening
from bot.sheets.child import plain
from bot.sheets.opening import open_workbook
from bot.workbooks.stamp import unseal
from bot.workbooks.week_reading import read_rows, read_stamp, restored, stored
from bot.workbooks.week_rows import Typed
from tests.workbooks.conftest import SECRET, Book, book_of

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEASURED = """
import pathlib, runpy, sys
try:
    runpy.run_module("bot.sheets.child", run_name="__main__")
finally:
    print(pathlib.Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""
ROWS = 1_048_576


def saved(change: Callable[[openpyxl.Workbook], object] = lambda _book: None) -> bytes:
    book = openpyxl.Workbook()
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_member(name: str, content: bytes, data: bytes | None = None) -> bytes:
    """Return a workbook with one more member, or with another content of one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or saved())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def with_rows(rows: str, heading: str = "") -> bytes:
    sheet = f'<?xml version="1.0"?>{heading}<worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'
    return with_member("xl/worksheets/sheet1.xml", sheet.encode())


def many_rows() -> bytes:
    return with_rows("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100_000)))


def lying_bomb() -> bytes:
    """Return 40 MB of one letter that call themselves 1,000 bytes."""
    data = with_member("xl/media/x.xml", bytes(40 * 2**20))
    whole, small = (40 * 2**20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return data.replace(whole, small)


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def many_long_texts() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30_000))
    texts = f'<sst xmlns="{NS}"><si><t>{"x" * 30_000}</t></si></sst>'
    return with_member("xl/sharedStrings.xml", texts.encode(), with_rows(cells))


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("sheet.not_a_workbook", lambda: b""),
    "a program": ("sheet.not_a_workbook", lambda: b"MZ" + bytes(1000)),
    "half a workbook": ("sheet.not_a_workbook", lambda: saved()[:2000]),
    "an archive of something else": ("sheet.not_a_workbook", lambda: zipped({"a.txt": b"x"})),
    "a formula": ("sheet.live", lambda: saved(lambda book: book.worksheets[0].append(["=1+1"]))),
    "a command in a formula": ("sheet.live", lambda: with_rows("<row><c><f>cmd|'/C calc'!A0</f></c></row>")),
    "a macro": ("sheet.live", lambda: with_member("xl/vbaProject.bin", b"\xd0\xcf")),
    "a link to another workbook": ("sheet.live", lambda: with_member("xl/externalLinks/externalLink1.xml", b"<a/>")),
    "a program inside": ("sheet.live", lambda: with_member("xl/embeddings/oleObject1.bin", b"MZ")),
    "a query": ("sheet.live", lambda: with_member("xl/connections.xml", b"<a/>")),
    "a zip bomb": ("sheet.bomb", lambda: with_member("xl/media/x.bin", bytes(200 * 2**20))),
    "a zip bomb that lies": ("sheet.not_a_workbook", lying_bomb),
    "ten thousand members": ("sheet.bomb", lambda: zipped({f"{n}.xml": b"<a/>" for n in range(10_000)})),
    "entities of entities": (
        "sheet.not_a_workbook",
        lambda: with_rows("<row><c><v>&b;</v></c></row>", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
    ),
    "elements within each other": ("sheet.not_a_workbook", lambda: with_rows("<a>" * 1000 + "</a>" * 1000)),
    "100,000 rows": ("sheet.too_far", many_rows),
    "the last cell there is": (
        "sheet.too_far",
        lambda: with_rows(f'<row r="{ROWS}"><c r="XFD{ROWS}"><v>1</v></c></row>'),
    ),
    "many long texts": ("sheet.bomb", many_long_texts),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_with_a_sentence_in_less_than_100_megabytes(name: str) -> None:
    key, make = HOSTILE[name]
    child = subprocess.run([sys.executable, "-c", MEASURED], input=make(), capture_output=True, check=False)
    kilobytes = int(child.stderr.split()[-1])
    assert kilobytes < 100_000
    assert json.loads(child.stdout) == {"problem": key}, child.stderr
    assert UserError(f"books.{key}").text


async def test_a_reader_that_meets_its_limits_ends_with_the_same_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.no_such_module", "json.tool"):
        monkeypatch.setattr(opening, "CHILD", module)
        with pytest.raises(UserError, match=r"books\.sheet\.bomb"):
            await open_workbook(b"x")


async def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text("while True: pass")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(opening, "CHILD", "endless")
    monkeypatch.setattr(opening, "SECONDS", 0.2)
    with pytest.raises(UserError, match=r"books\.sheet\.bomb"):
        await open_workbook(b"x")
    assert not [line for line in map(command_of, Path("/proc").glob("[0-9]*")) if b"endless" in line]


def command_of(process: Path) -> bytes:
    """Return the command line of a process, b"" once it has ended."""
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


async def test_a_workbook_that_openpyxl_has_changed_comes_back_with_its_stamp_and_answers(week: ReportView) -> None:
    book = book_of(week).fill("AX01/elec_allocated", "۱۲٫۵").fill("AX01/elec_absorbed", 8.5, "کاهش واقعی")
    sheets = await open_workbook(book.fill("AX06/land_plan", "مصوب").saved())
    stamp = unseal(read_stamp(sheets), SECRET)
    assert stamp is not None
    assert (stamp.week, stamp.province) == (week.week.key, week.province.code)
    rows = read_rows(sheets)
    assert rows == (
        Typed("AX01/elec_allocated", 1, "۱۲٫۵"),
        Typed("AX01/elec_absorbed", 2, "8.5", "number", "کاهش واقعی"),
        Typed("AX06/land_plan", 26, "مصوب"),
    )
    assert restored(stored(rows)) == rows


async def test_our_own_workbook_comes_back_with_nothing_typed(week: ReportView) -> None:
    assert read_rows(await open_workbook(book_of(week).data)) == ()


@pytest.mark.parametrize("change", ["no stamp", "no rows"])
async def test_another_workbook_than_ours_is_refused(week: ReportView, change: str) -> None:
    book: Book = book_of(week)
    if change == "no stamp":
        del book.workbook["mehvar"]
    else:
        book.sheet.delete_cols(1)
    sheets = await open_workbook(book.saved())
    with pytest.raises(UserError, match=r"books\.refused\.foreign"):
        _read_both(sheets)


def _read_both(sheets: dict[str, opening.Table]) -> Iterator[object]:
    read_stamp(sheets)
    return iter(read_rows(sheets))


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999"])
async def test_what_is_no_number_is_text_that_no_reader_takes(number: str) -> None:
    sheets = await open_workbook(with_rows(f'<row r="1"><c r="A1"><v>{number}</v></c></row>'))
    (((kind, _text),),) = sheets["Sheet"]
    assert kind == "text"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "100000000000000000000"),
        (-3.0, "-3"),
        (1e-7, "0.0000001"),
    ],
)
def test_a_number_is_written_as_people_see_it(value: float, text: str) -> None:
    assert plain(value) == text

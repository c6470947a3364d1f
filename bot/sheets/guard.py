"""Keeps hostile workbooks from the reader: zip bombs, a far cell, one long text in many cells, what would be run.

The reader makes every row and column up to the farthest cell, and a copy of a shared text for each cell that shows
it: a file of a few kilobytes takes all memory and ends the process.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.parsers import expat

from bot.errors import UserError

MOST_MEMBERS = 500
MOST_UNPACKED = 64 * 2**20
MOST_RATIO = 200
SMALL = 2**20  # below this a high ratio is only an empty sheet
MOST_CELLS = 1_000_000  # rows × columns up to the farthest cell
MOST_COPIED = 2**26  # cells × longest shared text
DEEPEST = 64  # elements within each other; a sheet has six
LIVE = re.compile(
    r"vbaProject|externalLinks/|/embeddings/|/activeX|/ctrlProps/|connections\.xml|macrosheets/|queryTables/"
)
"""Members of a workbook that would be run, or would fetch something, where it is opened."""
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class SheetLimits:
    """How large a workbook may be once unpacked (bytes), how many cells it may span, and whether it may be alive.

    Formulas, macros and links are never followed here; a workbook of our own that has them is not ours any more.
    """

    unpacked: int = MOST_UNPACKED
    cells: int = MOST_CELLS
    live: bool = True


USUAL = SheetLimits()


def checked_workbook(data: bytes, limits: SheetLimits = USUAL) -> io.BytesIO:
    """Return a workbook that is safe to open; raise UserError for one that is not, or is no workbook.

    Its XML members alone are packed anew, so that the reader sees no more than what was looked at here, whatever
    sizes the file declares and wherever in it the sheets stand.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist(), limits)
            members = {member.filename: _content(archive, member) for member in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UserError("sheet.not_a_workbook") from error
    packed, look = io.BytesIO(), _Look(limits)
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            if look.holds(content):
                archive.writestr(name, content)
    if look.cells * look.longest > MOST_COPIED:
        raise UserError("sheet.bomb")
    packed.seek(0)
    return packed


def _check_sizes(members: list[zipfile.ZipInfo], limits: SheetLimits) -> None:
    if not limits.live and any(LIVE.search(member.filename) for member in members):
        raise UserError("sheet.live")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > limits.unpacked:
        raise UserError("sheet.bomb")
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise UserError("sheet.bomb")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return as much of a member as it declares: to be asked for all, the library unpacks all that there is."""
    with archive.open(member) as file:
        return file.read(member.file_size + 1)


class _Look:
    """Walks the XML members and refuses one whose farthest cell is too far; counts cells and shared texts."""

    def __init__(self, limits: SheetLimits) -> None:
        self.limits = limits
        self.depth = 0
        self.row = self.column = self.last_row = self.last_column = 0
        self.cells = self.text = self.longest = 0
        self.shared = False

    def holds(self, content: bytes) -> bool:
        """Return whether this is XML; raise UserError where it is too wide or too long, or declares entities."""
        self.depth = self.row = self.column = self.last_row = self.last_column = 0
        self.shared = False
        parser = expat.ParserCreate()
        parser.CharacterDataHandler = self._hear
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat knows no names
        except expat.ExpatError:
            return False
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag, at = name.rpartition(":")[2], attributes.get("r")
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse()
        if tag == "f" and not self.limits.live:
            raise UserError("sheet.live")
        if tag == "row":
            self.row, self.column = self.row + 1, 0
            if at is not None:
                self._go(REFERENCE.fullmatch(f"A{at}"))
                self.column = 0
        elif tag == "si":
            self.shared, self.text = True, 0
        elif tag == "c":
            self.cells, self.column = self.cells + 1, self.column + 1
            if at is not None:
                self._go(REFERENCE.fullmatch(at))
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            if self.last_row * self.last_column > self.limits.cells:
                raise UserError("sheet.too_far")

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _hear(self, text: str) -> None:
        self.text += len(text) if self.shared else 0
        self.longest = max(self.longest, self.text)

    def _go(self, reference: re.Match[str] | None) -> None:
        """Stand where a reference such as AB12 says; another way of writing one is refused."""
        if reference is None:
            self._refuse()
            return
        self.row, self.column = int(reference[2]), 0
        for letter in reference[1]:
            self.column = self.column * 26 + ord(letter) - ord("A") + 1

    def _refuse(self, *_declaration: object) -> None:
        raise UserError("sheet.not_a_workbook")

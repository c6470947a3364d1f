"""The conversation about workbooks: choose one to be sent, or send one back. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import no_answer, with_caption
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, noted
from bot.language.catalogue import t
from bot.said import Choice, File, Said, Text

KINDS = ("roster", "axes", "targets")
TEMPLATE = "template"
ENDING = ".xlsx"


@dataclass(frozen=True)
class FilesState:
    """There is one place alone; ``note`` is said once on entering."""

    note: str = ""


@dataclass(frozen=True)
class OrderBook:
    """A workbook is to be written and sent."""

    what: str


@dataclass(frozen=True)
class Take:
    """A workbook on a messenger's server is to be looked through."""

    file: str


def step(state: FilesState, said: Said, _now: datetime) -> Step[FilesState, OrderBook | Take]:
    """Take one step."""
    match said:
        case Choice("order", (what,)) if what in (*KINDS, TEMPLATE):
            return Step(FilesState(), (_screen(t("admin_files.ordered")),), (OrderBook(what),))
        case File(kind="document", name=name, file_id=file) if name.lower().endswith(ENDING):
            return Step(FilesState(), (_screen(t("admin_files.received")),), (Take(file),))
        case Choice("back"):
            return Step(None, onward=Onward("admin"))
        case Choice():
            return Step(FilesState(), (_screen(state.note),))
        case _:
            note = no_answer(said) if isinstance(said, Text) else with_caption(said, t("admin_files.want_workbook"))
            return unheard(Step(FilesState(), (_screen(note),)))


def _screen(note: str) -> Screen:
    *held, template = (Button(t(f"admin_files.button.{what}"), "order", (what,)) for what in (*KINDS, TEMPLATE))
    return Screen(noted(note, t("admin_files.home")), (tuple(held), (template,), (back(),)))


@dataclass(frozen=True)
class ExportErrand:
    """The account of the admin who wants a workbook, and which."""

    platform: str
    user: int
    what: str


@dataclass(frozen=True)
class ImportErrand:
    """The account of the admin who sent a workbook, and its file."""

    platform: str
    user: int
    file: str

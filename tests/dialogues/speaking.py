"""Reads and speaks a dialogue file; `README.fa.md` says the same in Persian, to whoever reviews them.

    @ ۱۴۰۵/۰۹/۰۳ ۰۹:۰۰      the clock is moved to this moment in Tehran
    [مدیرعامل یزد]          this person speaks now ([مدیرعامل یزد | بله]: on this messenger)
    > متن                   says; a line that goes on begins with two spaces
    * دکمه                  taps the newest button, or presses the menu's, with this label
    ** دکمه                 taps it twice
    *? دکمه                 taps the oldest button with this label: a button of long ago
    ! ورود عنوان            comes in for the first time, up to the menu, to be called so (without a word: by the
                            name alone); what is shown of it is not written (`registration.txt` has it in full)
    ! forward متن           forwards somebody's words          ! edit متن    edits the own last message
    ! away بله              cuts a messenger's server off      ! back بله    brings it back
    ! photo متن             sends a picture with this caption  ! pdf متن     a PDF file  ! voice  ! location
    ! exe متن               a program that calls itself a PDF  ! xlsx        a workbook
    ! excel ۷ = ۱۲ | ۸ = ۳   sends the workbook that was shown last on any phone, with this typed in its rows
    ! cells 1!B2 = علی | 1!C9 = ۱۲   sends it with these cells (of its first sheet, …) filled
    ! large                 a PDF file of more than 19 MB
    ! join نام = liaison IR-21 AX01;AX02    somebody joins the roster: with axes, or with estates (estate_manager)
    ! handover نام = نام دیگر    an admin hands somebody's post over to somebody else
    ! video                 something that is no evidence
    ! files off             the messengers hand out no files   ! files on    and do again
    ! offline               the service is down: what follows waits at the messenger   ! online    comes in one burst
    < متن                   what is shown since this person last looked; then [buttons] and {menu};
                            a file stands before its caption, with its name in (brackets), a place is its degrees
    = کار × شمار            at the end: what the audit trail holds of all this, in the order of the first of each

The same screen shown twice in a row (Bale sends anew what Telegram edits, and there the second of two taps is one on an
old button) is written once.
Between every two lines the service is dropped and composed anew.
"""

import io
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
from persiantools.jdatetime import JalaliDateTime

from bot.language.catalogue import t
from sandbox.chats import Shown
from sandbox.faults import SENDING
from sandbox.phones import Phone
from tests import samples
from tests.stage import Stage

MESSENGERS = {"بله": "bale", "تلگرام": "telegram"}
HIDDEN = re.compile("[\u2068\u2069]")
HEAD = re.compile("(?<=رویدادها: )[0-9a-f]{12}")  # of the audit trail: another one on each messenger
CODE = re.compile("(?<=کد: )[0-9A-Z]{10}|(?<=کد ورود: )[0-9A-Z]{10}|(?<=start=)[0-9A-Z]{10}")  # another one every time
VERSION = re.compile("(?<=نسخهٔ سامانه: ).*")
FILES: dict[str, Callable[..., Shown]] = {
    "photo": lambda phone, caption="": phone.send_photo(samples.JPEG, caption),
    "pdf": lambda phone, caption="": phone.send_document(samples.PDF, "letter.pdf", caption=caption),
    "exe": lambda phone, caption="": phone.send_document(samples.EXE, "letter.pdf", caption=caption),
    "xlsx": lambda phone: phone.send_document(samples.ZIP, "figures.xlsx", samples.XLSX_MIME),
    "large": lambda phone: phone.send_document(samples.PDF + bytes(19 * 1024**2), "plan.pdf"),
    "voice": lambda phone: phone.send_voice(samples.OGG),
    "video": lambda phone: phone.send_video(samples.MP4),
    "location": lambda phone: phone.send_location(31.8974, 54.3569),
}
COME_IN, UNTITLED, WELCOME = "ارسال شمارهٔ من", "بدون عنوان", "ثبت شد."
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


@dataclass(frozen=True)
class Line:
    """A line of a dialogue: its mark, and its text."""

    mark: str
    text: str


def read(text: str) -> list[Line]:
    """Return the lines of a dialogue; what is shown («<») is one line of several rows."""
    lines: list[Line] = []
    for row in text.splitlines():
        if row.startswith("  ") and lines:
            lines[-1] = Line(lines[-1].mark, f"{lines[-1].text}\n{row[2:]}")
        elif not row.strip() or row.startswith("#"):
            lines.append(Line("#", row))
        elif row.startswith("["):
            lines.append(Line("[", row.strip("[]")))
        else:
            mark, _, rest = row.partition(" ")
            lines.append(Line(mark, rest))
    return lines


def write(lines: list[Line]) -> str:
    """Return lines as a dialogue's text."""
    return "".join(_write(line) + "\n" for line in lines)


def _write(line: Line) -> str:
    if line.mark == "#":
        return line.text
    if line.mark == "[":
        return f"[{line.text}]"
    return f"{line.mark} " + line.text.replace("\n", "\n  ")


@dataclass
class Speaker:
    """Speaks a dialogue on a stage; remembers what each phone has shown."""

    stage: Stage
    platform: str
    seen: dict[str, dict[int, str]] = field(default_factory=dict)
    menus: dict[str, str] = field(default_factory=dict)
    phone: Phone | None = None
    workbook: bytes = b""
    offline: bool = False
    trailed: int = 0

    async def speak(self, lines: list[Line]) -> list[Line]:
        """Return the dialogue as it was really spoken: acts as written, shown lines as they are."""
        spoken: list[Line] = []
        self.trailed = len(self._list_actions())
        try:
            for line in (line for line in lines if line.mark != "<"):
                await self._speak_line(line, spoken)
        except Exception as problem:
            problem.add_note("spoken so far:\n" + write(spoken))
            raise
        return spoken

    async def _speak_line(self, line: Line, spoken: list[Line]) -> None:
        if line.mark == "=":
            spoken.append(Line("=", self._trail()))
            return
        if line.mark not in "#[":
            await self._act(line)
            if not self.offline:
                await self.stage.settle()
                await self.stage.restart()
        elif line.mark == "[":
            name, _, messenger = (part.strip() for part in line.text.partition("|"))
            self.phone = self.stage.phone(name, MESSENGERS.get(messenger, self.platform))
        spoken.append(line)
        if line.mark not in "#@" and not self.offline:
            spoken += [Line("<", text) for text in self._look()]

    async def _act(self, line: Line) -> None:
        match line.mark, *line.text.split(" ", 1):
            case "@", *_:
                moment = JalaliDateTime.strptime(line.text.translate(DIGITS), "%Y/%m/%d %H:%M").to_gregorian()  # type: ignore[no-untyped-call]
                self.stage.clock.move_to(moment.replace(tzinfo=ZoneInfo("Asia/Tehran")))
                if not self.offline:
                    await self.stage.restart()
            case "!", ("away" | "back") as what, messenger:
                await (self.stage.cut_off if what == "away" else self.stage.bring_back)(MESSENGERS[messenger])
            case "!", "ورود", *title:
                await self._come_in(" ".join(title) or UNTITLED)
            case "!", ("offline" | "online") as what:
                self.offline = what == "offline"
                await (self.stage.drop() if self.offline else self.stage.start())
            case "!", "forward", text:
                self._person.forward(text)
            case "!", "edit", text:
                self._person.edit(next(shown for shown in reversed(self._person.history) if not shown.from_bot), text)
            case "!", "contact", number:
                self._person.share_contact(number.translate(DIGITS), user_id=5)
            case "!", "files", ("on" | "off") as state:
                off = state == "off"
                self.stage.messenger.faults.set(methods=["getfile"] if off else SENDING, server_error=float(off))
            case "!", "excel", *typed:
                content = _filled(self.workbook, " ".join(typed))
                self._person.send_document(content, "report.xlsx", samples.XLSX_MIME)
            case "!", "handover", *written:
                await self.stage.hand_over(*" ".join(written).split(" = "))
            case "!", "join", *written:
                name, _, duty = " ".join(written).partition(" = ")
                await self.stage.join(name, *duty.split(" ", 2))
            case "!", "slots":
                await self.stage.fill_slots()
            case "!", "cells", typed:
                self._person.send_document(_with_cells(self.workbook, typed), "book.xlsx", samples.XLSX_MIME)
            case "!", kind, *caption if kind in FILES:
                FILES[kind](self._person, *caption)
            case ">", *_:
                self._person.say(line.text)
            case ("*" | "**" | "*?") as mark, *_:
                self._tap(line.text, mark)
            case _:
                raise ValueError(f"no such line in a dialogue: {line}")

    async def _come_in(self, title: str) -> None:
        """Register, as whoever is on the roster does; what the phone shows of it counts as looked at."""
        for act in (lambda: self._person.say("/start"), lambda: self._tap(COME_IN, "*"), lambda: self._tap(title, "*")):
            act()
            await self.stage.settle()
        shown = self._look()
        if WELCOME not in shown[-1]:
            raise ValueError(f"this person did not come in: {shown}")

    def _tap(self, label: str, mark: str) -> None:
        found = [shown for shown in self._person.messages if label in shown.labels]
        if not found:
            self._person.press_menu(label)
            return
        shown = found[0 if mark == "*?" else -1]
        for _ in range(2 if mark == "**" else 1):
            self._person.tap(label, shown)

    @property
    def _person(self) -> Phone:
        assert self.phone is not None
        return self.phone

    def _trail(self) -> str:
        """Return what was done since the dialogue began, as the audit trail has it: each act, and how often."""
        counted = Counter(self._list_actions()[self.trailed :])
        return "\n".join(f"{action} × {count}" for action, count in counted.items())

    def _list_actions(self) -> list[str]:
        with closing(sqlite3.connect(f"file:{self.stage.database}?mode=ro", uri=True)) as connection:
            return [action for (action,) in connection.execute("SELECT action FROM audit ORDER BY id")]

    def _look(self) -> list[str]:
        """Return what this phone shows that it did not show before, edits included; lost buttons show nothing new."""
        phone = self._person
        seen = self.seen.setdefault(phone.phone_id, {})
        texts: list[str] = []
        for shown in phone.messages:
            text, before = _shown(shown), seen.get(shown.message_id)
            seen[shown.message_id] = text
            if before != text and not (before and not shown.labels and before.startswith(text)):
                if shown.file and shown.file.mime == samples.XLSX_MIME:
                    self.workbook = shown.file.content
                texts += (
                    [text] if texts[-1:] not in ([text], [text.removeprefix(f"{t('common.old_button')}\n\n")]) else []
                )
        menu = " | ".join(label for row in phone.keyboard for label in row)
        if texts and menu != self.menus.get(phone.phone_id, ""):
            self.menus[phone.phone_id] = menu
            texts[-1] += f"\n{{{menu}}}"
        return texts


def _filled(workbook: bytes, typed: str) -> bytes:
    """Return a week's workbook with answers typed in its rows, as openpyxl saves it: «۷ = ۱۲ | ۸ = ۳»."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    answers = dict(each.split(" = ") for each in typed.split(" | ") if each)
    rows = {str(row[1].value): row for row in book.worksheets[0].iter_rows()}
    for number, answer in answers.items():
        rows[number.translate(DIGITS)][8].value = answer
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _with_cells(workbook: bytes, typed: str) -> bytes:
    """Return a workbook with cells filled, as openpyxl saves it: «1!B2 = علی | 2!C9 = ۱۲»."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for each in typed.split(" | "):
        place, _, value = each.partition(" = ")
        sheet, _, cell = place.partition("!")
        book.worksheets[int(sheet) - 1][cell] = value or None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _shown(shown: Shown) -> str:
    rows = [" ".join(f"[{button.label}]" for button in row) for row in shown.buttons]
    file = [f"({shown.file.name})"] if shown.file else []
    if place := shown.content.get("location"):
        file = [f"({place['latitude']}, {place['longitude']})"]
    text = HIDDEN.sub("", "\n".join([*file, *filter(None, [shown.text]), *rows]))
    return VERSION.sub("…", CODE.sub("…", HEAD.sub("…", text)))


def dialogues() -> list[Path]:
    """Return every dialogue file."""
    return sorted(Path(__file__).parent.glob("*.txt"))

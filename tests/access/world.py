"""A world in which everything that somebody may not see has happened, and everybody who may not see it is there."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

import openpyxl

from bot.conversing.flow import FLOWS
from handlers.doors import BUTTONS
from sandbox.chats import Shown as Message
from sandbox.phones import Phone
from sandbox.said import put_press
from tests import samples
from tests.access.roads import ROADS, VIEWPOINTS
from tests.attack.acting import change, come_in
from tests.stage import Stage

ROLES = {
    "head": "رئیس سازمان",
    "deputy": "معاون فنی ستاد",
    "owner": "متولی موضوع",
    "manager": "مدیر محور دیگر",
    "named": "مدیر دارای دسترسی",
    "admin": "راهبر سامانه",
    "pr": "روابط عمومی",
    "observer": "ناظر",
    "CEO": "مدیرعامل یزد",
    "other CEO": "مدیرعامل قم",
    "liaison": "رابط بورس",
    "other liaison": "رابط پیشران",
    "estate": "مدیر شهرک نمونه",
    "suspended": "مدیر غیرفعال",
    "former": "مدیر پیشین",
    "stranger": "بیگانه",
}
"""The columns of the table, and who stands for each."""
JOINING = {
    "owner": ("hq_manager", "", "AX04"),
    "manager": ("hq_manager", "", "AX07"),
    "named": ("hq_manager", "", "AX08"),
    "pr": ("pr", "", ""),
    "observer": ("observer", "", ""),
    "liaison": ("liaison", "IR-21", "AX04;AX05"),
    "other liaison": ("liaison", "IR-21", "AX07"),
    "estate": ("estate_manager", "IR-21", "شهرک نمونه"),
    "suspended": ("hq_manager", "", "AX04"),
    "former": ("hq_manager", "", "AX04"),
}
INSIDERS = ("suspended", "former", "head", "owner", "admin", "CEO")
"""Whose buttons others press."""
PEEKED = ROADS.index(VIEWPOINTS), VIEWPOINTS.index("* یزد")
"""Where somebody is shown what Yazd said in confidence."""
NEWEST = 12
"""Messages of a phone that may have changed by one step."""
Shown = dict[tuple[int, int], dict[str, str]]
"""What is behind the button of each step of each road, by who was shown it."""


@dataclass
class World:
    """The stage with everybody's phone, and what is behind the buttons that insiders were shown."""

    stage: Stage
    phones: dict[str, Phone] = field(default_factory=dict)
    behind: Shown = field(default_factory=lambda: defaultdict(dict))
    seen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # what each role was shown, in order
    said: int = 0
    _known: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=lambda: defaultdict(dict))

    async def say(self, role: str, *steps: str) -> None:
        """Take steps one after the other; what is not there is a mistake of this file."""
        for step in steps:
            if not await self.step(role, step):
                raise LookupError(
                    f"{role} has no {step!r}: {[each.labels for each in self.phones[role].messages[-2:]]}"
                )

    async def step(self, role: str, step: str) -> bool:
        """Take a step as somebody who may; False where there is no such button."""
        phone, (mark, _, words) = self.phones[role], step.partition(" ")
        if mark == ">":
            phone.say(words)
        elif data := data_of(phone, words):
            put_press(phone.bot, phone.chat, phone.user, phone.messages[-1], data)
        else:
            return False
        await self.settle(role)
        return True

    async def settle(self, role: str) -> None:
        """Let everything be done, and note what is shown; before it is too much for a minute, a minute passes."""
        self.said += 1
        if self.said % 28 == 0:
            self.stage.clock.move_to(self.stage.clock.now() + timedelta(seconds=61))
        await self.stage.settle()
        self.look(role)

    def look(self, role: str) -> None:
        """Note what a phone shows of late that it did not show before."""
        known = self._known[role]
        for message in self.phones[role].messages[-NEWEST:]:
            if known.get(message.message_id) != (shows := (message.text, *message.labels)):
                known[message.message_id] = shows
                self.seen[role].append(_seen(message))

    async def harvest(self, role: str) -> None:
        """Walk every road as far as nothing is done, and keep what is behind each button."""
        for number, road in enumerate(ROADS):
            for place, step in enumerate(road):
                if step[0] != ">" and (data := data_of(self.phones[role], step[2:])):
                    self.behind[number, place][role] = data
                if step[0] == "!" or not await self.step(role, step):
                    break

    async def drive(self, role: str) -> None:
        """Walk every road to its end: where a button is not shown, press one's own of before, or somebody else's."""
        for number, road in enumerate(ROADS):
            for place, step in enumerate(road):
                behind = self.behind[number, place]
                if not await self.step(role, step) and behind:
                    await self.press(role, behind.get(role) or [*behind.values()][-1])

    async def replay(self, role: str) -> None:
        """Press whatever somebody was shown once more, and forge every kind of button with tokens of others."""
        kinds = {
            (ROADS[number][place], *(data.split(":")[0] for data in behind.values())): behind
            for (number, place), behind in self.behind.items()
            if behind
        }
        for behind in kinds.values():
            for data in {behind.get(role, ""), [*behind.values()][-1]} - {""}:
                await self.press(role, data)
        flow, token, _index = self.behind[PEEKED]["owner"].split(":")
        for kind in (*BUTTONS, *FLOWS):
            await self.press(role, f"{kind}:{token}:0")
        for index in (1, 999, -1):
            await self.press(role, f"{flow}:{token}:{index}")

    async def press(self, role: str, data: str) -> None:
        """Press what need not be a button of one's own."""
        phone = self.phones[role]
        put_press(phone.bot, phone.chat, phone.user, phone.messages[-1], data)
        await self.settle(role)


def data_of(phone: Phone, label: str) -> str:
    """Return what is behind the newest button that begins so, '' where none is shown."""
    for shown in reversed([each for each in phone.messages if not each.deleted]):
        for button in (each for row in shown.buttons for each in row):
            if button.label.removeprefix("✓ ").startswith(label) and button.data:
                return button.data
    return ""


def _seen(shown: Message) -> str:
    """Return what a message shows: words, buttons, and a file by its name and by what is in it."""
    file = shown.file
    named = [] if file is None else [f"file:{'evidence' if file.content == samples.JPEG else file.name}"]
    inside = [] if file is None or file.mime != samples.XLSX_MIME else [_cells(file.content)]
    return "\n".join([*named, *inside, shown.text, *shown.labels])


def _cells(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    with closing(book):
        return "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
        )


async def build(stage: Stage) -> World:
    """Let everybody come in, and everything happen."""
    world = World(stage)
    for role, (duty, province, what) in JOINING.items():
        await stage.join(ROLES[role], duty, province, what)
    unit = "SELECT owner FROM axes WHERE code = 'AX04'"
    await change(stage, f"UPDATE topics SET owner = ({unit}) WHERE code = 'TP06'")
    for role, name in ROLES.items():
        world.phones[role] = stage.phone(name, "bale")
        if role != "stranger":
            await come_in(stage, name, "bale")
    world.phones["stranger"].start()
    await _ask_provinces(world)
    await _report(world)
    await world.say("admin", "> اطلاعیهٔ جدید", "> متن رازاطلاعیه", "* پیش‌نمایش و ارسال", "* تأیید و ارسال")
    for role in INSIDERS:
        await world.harvest(role)
    await change(stage, "UPDATE people SET state = 'suspended' WHERE full_name = ?", ROLES["suspended"])
    await change(
        stage, "DELETE FROM duties WHERE person_id = (SELECT id FROM people WHERE full_name = ?)", ROLES["former"]
    )
    return world


async def _ask_provinces(world: World) -> None:
    """Put a restricted topic and an open one to the provinces; Yazd answers and asks, and proposals are judged."""
    topic = ("> اطلاعیه‌ها و نظرخواهی‌ها", "* نظرخواهی‌ها", "* نظرخواهی تازه")
    due = ("* مهلت پاسخ", "* تاریخ و ساعت", "* سه‌شنبه ۱۰", "* ساعت ۱۲", "* پیش‌نمایش و ارسال", "* تأیید و ارسال")
    secret = (*topic, "* شناسایی گلوگاه‌های فساد")
    await world.say("head", *secret, "* فعال شود", "* افراد دارای دسترسی", "* مدیر دارای دسترسی")
    await world.say("owner", *secret, "* نوشتن نظرخواهی", "> متن محرمانه")
    world.phones["owner"].send_document(samples.PDF, "restricted.pdf")
    await world.settle("owner")
    await world.say("owner", *due)
    await world.say("admin", *topic, "* دستورالعمل", "* نوشتن نظرخواهی", "> متن باز", *due)
    for number, answers in {
        "۱": ("* افزودن پیشنهاد", "> فرایندراز", "> گام"),
        "۲": ("* موافق با اصلاح", "> دلیل", "> پیشنهادیزد"),
    }.items():
        await world.say("CEO", "> اطلاعیه‌ها و نظرخواهی‌ها", "* نظرخواهی‌ها", f"* باز، شمارهٔ {number}", *answers)
    await world.say("CEO", "> اطلاعیه‌ها و نظرخواهی‌ها", "* نظرخواهی‌ها", "* باز، شمارهٔ ۱", "* پرسش دارم", "> پرسش‌راز")
    for number in ("۱", "۲"):
        board = ("> اطلاعیه‌ها و نظرخواهی‌ها", "* نظرخواهی‌ها", f"* باز، شمارهٔ {number}")
        await world.say("head", *board, "* پیشنهادها", "* پیشنهاد ۱", "* پذیرفته شد")


async def _report(world: World) -> None:
    """Let Yazd report, with evidence, an obstacle, a word to headquarters and what an estate sent."""
    await world.say("CEO", "> گزارش این هفته", "* بورس", "> ۱۷۱")
    world.phones["CEO"].send_photo(samples.JPEG)
    await world.settle("CEO")
    await world.say("CEO", "> ۵", "* ثبت و محور بعدی", "> مانع بورس: توانیر رازمانع نمی‌دهد", "* ثبت مانع")
    await world.say("CEO", "> گفت‌وگو با ستاد", "* بورس", "> رازگفتگو")
    await world.say("estate", "> رازشهرک")


def snapshot(stage: Stage) -> bytes:
    """Return the whole database of a service that is down."""
    with closing(sqlite3.connect(stage.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return connection.serialize()


def restore(stage: Stage, content: bytes) -> None:
    """Bring the database of a service that is down back."""
    for file in stage.folder.glob("mehvar.db*"):
        file.unlink()
    stage.database.write_bytes(content)

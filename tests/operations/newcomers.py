"""What every newcomer does, whichever page they follow: they bring a roster, and come in on the phone."""

from pathlib import Path

from openpyxl import Workbook

from bot.language.catalogue import t
from bot.people.roster_file import COLUMNS
from sandbox.phones import Phone


def write_roster(place: Path) -> None:
    """Write a roster of one CEO."""
    book = Workbook()
    assert book.active is not None
    for row in (COLUMNS, ("09121110001", "مدیر آزمایشی", "", "ceo", "یزد", "", "")):
        book.active.append(list(row))
    book.save(place)


async def come_in(phone: Phone, code: str | None, label: str) -> None:
    """Press start, by a link that carries a code or with the own number, until the menu has a label."""
    phone.start(code)
    if code is None:
        await phone.wait_for(lambda _seen: has_menu(phone, t("people.button.phone")), 30)
        phone.press_menu(t("people.button.phone"))
    await phone.wait_for(lambda seen: bool(seen) and "بدون عنوان" in seen[-1].labels, 30)
    phone.tap("بدون عنوان")
    await phone.wait_for(lambda _seen: has_menu(phone, label), 30)


def has_menu(phone: Phone, label: str) -> bool:
    return any(label in row for row in phone.keyboard)

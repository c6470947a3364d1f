"""What an attack needs of a stage: people who come in, and a database that changes while the service is down."""

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any

from persiantools.jdatetime import JalaliDateTime

from bot.language.dates import TEHRAN
from sandbox.phones import Phone
from tests.stage import Stage

CEO, OTHER_CEO, ADMIN, HEAD = "مدیرعامل یزد", "مدیرعامل قم", "راهبر سامانه", "رئیس سازمان"


def tehran(jalali: str) -> datetime:
    """Return a moment of Tehran: `1405/09/02 09:30`."""
    moment: datetime = JalaliDateTime.strptime(jalali, "%Y/%m/%d %H:%M").to_gregorian()  # type: ignore[no-untyped-call]
    return moment.replace(tzinfo=TEHRAN)


async def come_in(stage: Stage, name: str, platform: str = "telegram") -> Phone:
    """Let a person of the roster in, and choose no form of address."""
    phone = stage.phone(name, platform)
    phone.start()
    await stage.settle()
    phone.press_menu("ارسال شمارهٔ من")
    await stage.settle()
    await tap(stage, phone, "بدون عنوان")
    return phone


async def say(stage: Stage, phone: Phone, *texts: str) -> str:
    """Say one text after the other; return the newest message."""
    for text in texts:
        phone.say(text)
        await stage.settle()
    return phone.messages[-1].text


async def tap(stage: Stage, phone: Phone, *labels: str) -> str:
    """Tap one button after the other; return the newest message."""
    for label in labels:
        phone.tap(label)
        await stage.settle()
    return phone.messages[-1].text


async def move(stage: Stage, jalali: str) -> None:
    """Move the clock, and start anew."""
    stage.clock.move_to(tehran(jalali))
    await stage.restart()


async def change(stage: Stage, statement: str, *values: object) -> None:
    """Change the database while the service is down, as a command would."""
    await stage.drop()
    with closing(sqlite3.connect(stage.database)) as connection, connection:
        connection.execute(statement, values)
    await stage.start()


def ask(stage: Stage, question: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what a question finds in the database."""
    with closing(sqlite3.connect(f"file:{stage.database}?mode=ro", uri=True)) as connection:
        return connection.execute(question, values).fetchall()

"""Brings the answer to a question: read on the reader connection, drawn in a thread, sent in a turn of its own."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.asking.answer import QuestionAnswer
from bot.asking.answering import answer
from bot.conversing.posting import post
from bot.conversing.screen import Button, Rows, Screen
from bot.delivery.attachment import PNG, XLSX, file_name
from bot.delivery.errands import Finish
from bot.delivery.outgoing_files import OutgoingFiles
from bot.language.catalogue import t
from bot.sheets.writing import write_workbook
from storage import accounts
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Transaction


@dataclass(frozen=True)
class AskErrand:
    """A question as an errand keeps it: who asks, when, what, and in which form the answer is wanted."""

    person: int
    moment: datetime
    text: str
    form: str
    inbox: int


async def send_answer(files: OutgoingFiles, database: Database, asked: AskErrand) -> Finish:
    """Do the errand «ask»: `person`, `moment`, `text`, `form` (text, picture or file), and the update that asked."""
    found, question = await database.read(answer, asked.person, asked.text, asked.moment)
    form = question.form if question and asked.form == "text" else asked.form
    screens = [Screen(found.text, rows_of(found, asked))] if asked.form == "text" else []
    if form == "picture" and found.draw is not None:
        content = await asyncio.to_thread(found.draw)
        screens.append(Screen(found.title, file=await files.keep(content, file_name(found.title, "png"), PNG, "photo")))
    elif form == "file" and found.sheet is not None:
        content = await asyncio.to_thread(write_workbook, [found.sheet])
        screens.append(Screen(found.title, file=await files.keep(content, file_name(found.title, "xlsx"), XLSX)))
    return partial(_deliver, screens=screens or [Screen(found.text)], asked=asked)


def rows_of(found: QuestionAnswer, asked: AskErrand) -> Rows:
    """Return the buttons under an answer; each says all that it stands for, so that none grows old."""
    args = (asked.text, asked.moment.isoformat())
    buttons = [Button(t("ask.button.picture"), "picture", args)] if found.draw is not None else []
    buttons += [Button(t("ask.button.file"), "file", args)] if found.sheet is not None else []
    return (tuple(buttons),) if buttons else ()


async def _deliver(tx: Transaction, screens: list[Screen], asked: AskErrand) -> None:
    if address := await accounts.get_address(tx, asked.person):
        for screen in screens:
            await post(tx, address, screen, asked.moment, Letter("", inbox_id=asked.inbox), "ask")

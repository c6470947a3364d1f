"""The errand that prints a book and sends it as a PDF file."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.attachment import PDF, Attachment, file_name
from bot.delivery.errands import Finish, nothing
from bot.delivery.outgoing_files import OutgoingFiles
from bot.drawing.press import print_pdf
from bot.handbook.books import Book, books_for, list_books
from bot.handbook.pages import Times, as_data
from bot.handbook.times import read_times
from storage import accounts, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

ERRAND = "handbook"


@dataclass(frozen=True)
class HandbookErrand:
    """What the errand says: who wants which book, the update that asked, and when that was."""

    person: int
    book: str
    inbox: int
    moment: datetime


def shelf_for(roles: Collection[str]) -> tuple[Book, ...]:
    """Return the books that holders of these roles may have printed: their own, and all of them for an admin."""
    return list_books() if "admin" in roles else books_for(roles)


def print_book(book: Book, times: Times) -> bytes:
    """Return a book as a PDF; takes some tenths of a second of a core, the first time."""
    return _print(book, tuple(times.items()))


@lru_cache(maxsize=16)  # some 50 KB each: whoever orders a book a hundred times keeps nobody waiting
def _print(book: Book, times: tuple[tuple[str, str], ...]) -> bytes:
    return print_pdf("handbook.typ", as_data(book, dict(times)))


async def send_book(files: OutgoingFiles, database: Database, errand: HandbookErrand) -> Finish:
    """Do the errand «handbook»: the person's id, the book, the moment and the update; nothing without the right."""
    found = await database.read(_book_for, errand)
    if found is None:
        return nothing
    content = await asyncio.to_thread(print_book, *found)
    file = await files.keep(content, file_name(found[0].title, "pdf"), PDF)
    return partial(_deliver, file=file, title=found[0].title, errand=errand)


async def _book_for(tx: Reading, errand: HandbookErrand) -> tuple[Book, Times] | None:
    roles = {duty.role for duty in await people.list_duties(tx, errand.person)}
    book = next((book for book in shelf_for(roles) if book.code == errand.book), None)
    return (book, await read_times(tx, errand.moment)) if book else None


async def _deliver(tx: Transaction, file: Attachment, title: str, errand: HandbookErrand) -> None:
    if address := await accounts.get_address(tx, errand.person):
        now = errand.moment
        await post(tx, address, Screen(title, file=file), now, Letter("", inbox_id=errand.inbox))

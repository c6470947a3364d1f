"""What help shows: the chapters of a person's books, one of them, and the books that may be printed. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import in_rows, over_open, resuming
from bot.handbook.books import Book, Chapter, chapters_of
from bot.handbook.pages import Times, as_message
from bot.language.catalogue import t

WIDTH = 2
"""Chapters side by side."""


def show_contents(books: tuple[Book, ...], shelf: tuple[Book, ...], note: str, *, busy: bool) -> Screen:
    """Return the first screen: ``shelf`` is what may be printed; ``busy``: a conversation is open."""
    about = [t("handbook.about", book=book.title, about=book.about) for book in books]
    buttons = [Button(chapter.title, "chapter", (chapter.code,)) for chapter in chapters_of(books)]
    rows = in_rows(buttons, WIDTH)
    text = "\n\n".join(filter(None, [note, *about, t("handbook.ask")]))
    return over_open(Screen(text, (*rows, (_to_print(shelf),))), busy=busy)


def show_chapter(books: tuple[Book, ...], chapter: Chapter, times: Times, *, busy: bool) -> Screen:
    """Return a chapter with the buttons that lead on, back, and to what was being done."""
    chapters = chapters_of(books)
    after = chapters[chapters.index(chapter) + 1 :][:1]
    onward = tuple((Button(t("handbook.button.next", title=each.title), "chapter", (each.code,)),) for each in after)
    return Screen(as_message(chapter, times), (*onward, (_back(),), *resuming(busy=busy)))


def show_shelf(shelf: tuple[Book, ...]) -> Screen:
    """Return the books that may be printed."""
    return Screen(t("handbook.shelf"), (*((Button(book.title, "print", (book.code,)),) for book in shelf), (_back(),)))


def _to_print(shelf: tuple[Book, ...]) -> Button:
    if len(shelf) == 1:
        return Button(t("handbook.button.book"), "print", (shelf[0].code,))
    return Button(t("handbook.button.shelf"), "shelf")


def _back() -> Button:
    return Button(t("handbook.button.back"), "contents")

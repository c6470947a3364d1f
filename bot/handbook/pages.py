"""A chapter as a message, a book as a page of the documentation and as what the press is given. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.handbook.books import Book, Chapter
from bot.handbook.notation import Piece, pieces
from bot.language.catalogue import t

Times = Mapping[str, str]
MADE = "<!-- Made of locales/fa/handbook: pytest tests/handbook --update -->"


def as_message(chapter: Chapter, times: Times) -> str:
    """Return what the chat shows of a chapter."""
    parts = [t("handbook.heading", title=chapter.title), _line(chapter.lead, times)]
    parts += ["\n".join(_numbered(chapter, times))]
    parts += ["\n".join(t("handbook.note", text=_line(note, times)) for note in chapter.notes)]
    return "\n\n".join(filter(None, parts))


def as_page(book: Book, times: Times) -> str:
    """Return a book in Markdown."""
    parts = ['<div dir="rtl">', MADE, f"# {book.title}\n{book.about}", _begin()]
    for chapter in book.chapters:
        parts += [f"## {chapter.title}", _line(chapter.lead, times)]
        parts += ["\n".join(f"{number}. {_line(step, times)}" for number, step in enumerate(chapter.steps, start=1))]
        parts += ["\n".join(f"- {_line(note, times)}" for note in chapter.notes)]
    return "\n\n".join(filter(None, [*parts, "</div>"])) + "\n"


def as_data(book: Book, times: Times) -> dict[str, Any]:
    """Return what the template `handbook.typ` shows of a book."""
    return {
        "system": t("handbook.print.system"),
        "title": book.title,
        "about": book.about,
        "begin": _begin(),
        "signs": [
            {"kind": "button", "text": t("handbook.print.button")},
            {"kind": "plain", "text": t("handbook.print.is_button")},
            {"kind": "example", "text": t("handbook.print.example")},
            {"kind": "plain", "text": t("handbook.print.is_example")},
        ],
        "one_page": book.one_page,
        "chapters": [
            {
                "title": chapter.title,
                "lead": _pieces(chapter.lead, times),
                "steps": [_pieces(step, times) for step in chapter.steps],
                "notes": [_pieces(note, times) for note in chapter.notes],
            }
            for chapter in book.chapters
        ],
    }


def _begin() -> str:
    return t("handbook.print.begin", help=t("menu.help"))


def _numbered(chapter: Chapter, times: Times) -> list[str]:
    return [
        t("handbook.step", number=number, text=_line(step, times)) for number, step in enumerate(chapter.steps, start=1)
    ]


def _line(text: str, times: Times) -> str:
    """Return a text with the words of buttons and examples in quotation marks."""
    return "".join(_quoted(piece) for piece in pieces(text, times))


def _quoted(piece: Piece) -> str:
    return piece.text if piece.kind == "plain" else t("handbook.quoted", words=piece.text)


def _pieces(text: str, times: Times) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "text": piece.text} for piece in pieces(text, times)]

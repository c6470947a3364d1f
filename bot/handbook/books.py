"""The books of the handbook, one for each kind of reader, and their chapters: `locales/fa/handbook/`."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

INDEX = "books.toml"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One need of a reader: a title, a lead, steps in their order, and notes. Its code is «file.chapter»."""

    code: str
    title: str
    lead: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return everything that is said below the title."""
        return tuple(filter(None, (self.lead, *self.steps, *self.notes)))


@dataclass(frozen=True, slots=True)
class Book:
    """What the holders of some roles read; ``one_page`` says that it is printed on a single page."""

    code: str
    title: str
    about: str
    roles: frozenset[str]
    chapters: tuple[Chapter, ...]
    one_page: bool


@cache
def list_books() -> tuple[Book, ...]:
    """Return every book; raise KeyError or TypeError for a source that is wrong."""
    chapters = _read_chapters()
    return tuple(_read_book(code, table, chapters) for code, table in _read(INDEX).items())


def books_for(roles: Collection[str]) -> tuple[Book, ...]:
    """Return the books of somebody who holds these roles."""
    return tuple(book for book in list_books() if book.roles & set(roles))


def chapters_of(books: Iterable[Book]) -> tuple[Chapter, ...]:
    """Return the chapters of some books in their order, each once."""
    return tuple({chapter.code: chapter for book in books for chapter in book.chapters}.values())


def _read_book(code: str, table: dict[str, Any], chapters: dict[str, Chapter]) -> Book:
    return Book(
        code=code,
        title=table["title"],
        about=table["about"],
        roles=frozenset(table["roles"]),
        chapters=tuple(chapters[each] for each in table["chapters"]),
        one_page=table.get("one_page", False),
    )


def _read_chapters() -> dict[str, Chapter]:
    names = sorted(file.name for file in _folder().iterdir() if file.name.endswith(".toml") and file.name != INDEX)
    tables = {f"{name.removesuffix('.toml')}.{key}": table for name in names for key, table in _read(name).items()}
    return {code: _read_chapter(code, table) for code, table in tables.items()}


def _read_chapter(code: str, table: dict[str, Any]) -> Chapter:
    steps, notes = tuple(table.get("steps", ())), tuple(table.get("notes", ()))
    return Chapter(code, table["title"], table.get("lead", ""), steps, notes)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_folder() / name).read_text(encoding="utf-8"))


def _folder() -> Traversable:
    return resources.files("locales") / "fa" / "handbook"

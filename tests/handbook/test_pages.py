"""The handbook as pages: those of the documentation are up to date, and the printed ones are as long as promised.

`pytest tests/handbook --update` writes docs/handbook/ and the golden picture anew: look at both.
"""

from functools import cache
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from bot.handbook.books import Book, list_books
from bot.handbook.pages import as_page
from bot.handbook.printing import print_book
from tests.briefing.test_golden import compare
from tests.handbook.readers import TIMES

PAGES = Path(__file__).parents[2] / "docs" / "handbook"
BOOKS = pytest.mark.parametrize("book", list_books(), ids=lambda book: book.code)


@cache
def printed(code: str) -> bytes:
    """Return the PDF of a book."""
    return print_book(next(book for book in list_books() if book.code == code), TIMES)


@BOOKS
def test_page_of_the_documentation_is_up_to_date(book: Book, request: pytest.FixtureRequest) -> None:
    place = PAGES / f"{book.code}.fa.md"
    if request.config.getoption("--update"):
        place.write_text(as_page(book, TIMES), encoding="utf-8")
    assert place.read_text(encoding="utf-8") == as_page(book, TIMES), "pytest tests/handbook --update"


def test_documentation_has_no_page_of_a_book_that_is_gone() -> None:
    assert {page.name for page in PAGES.iterdir()} == {f"{book.code}.fa.md" for book in list_books()}


@BOOKS
def test_printed_book_has_every_chapter_on_as_many_pages_as_promised(book: Book) -> None:
    with pypdfium2.PdfDocument(printed(book.code)) as document:
        sizes = {tuple(round(side) for side in page.get_size()) for page in document}
        length = len(document)
    assert sizes == {(595, 842)}
    assert length == 1 if book.one_page else length <= 4


def test_book_of_a_chief_executive_is_one_page_and_looks_as_it_did(request: pytest.FixtureRequest) -> None:
    with pypdfium2.PdfDocument(printed("ceo")) as document:
        assert len(document) == 1
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    compare(picture, "handbook-ceo", update=request.config.getoption("--update"))

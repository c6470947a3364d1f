"""The books hold what they promise: no reference is dead, no menu word unexplained, and no chapter too long."""

import re
from collections.abc import Callable

import pytest

from bot.conversing.menu import HELP, MORE, words_of
from bot.conversing.splitting import units
from bot.handbook.books import Book, Chapter, _read_chapters, books_for, chapters_of, list_books
from bot.handbook.notation import Piece, pieces
from bot.handbook.pages import as_message
from bot.handbook.printing import shelf_for
from bot.language import letters
from bot.language.catalogue import BOLD, CatalogueError, all_keys, sentences, t
from bot.people.roles import ROLES
from handlers.handbook.screens import show_chapter, show_contents, show_shelf
from tests.handbook.readers import CHAPTERS, TIMES, buttons_in, caller, spoken

LONGEST = 900
"""Units of a chapter in the chat: what a phone shows without much scrolling."""
LONGEST_TITLE = 20
"""Characters of a title, so that two stand side by side as buttons."""
chapters: Callable[..., pytest.MarkDecorator] = pytest.mark.parametrize(
    "chapter", CHAPTERS, ids=[chapter.code for chapter in CHAPTERS]
)


@chapters
def test_every_reference_of_a_chapter_is_a_short_button(chapter: Chapter) -> None:
    for text in chapter.texts:
        for piece in pieces(text, TIMES):
            assert BOLD not in piece.text
            assert piece.kind == "plain" or (len(piece.text) <= 60 and "\n" not in piece.text)
            assert "{" not in piece.text
            assert "}" not in piece.text


@pytest.mark.parametrize(
    "text", ["{menu.nothing}", "{report.button.done}", "{menu.report|count=3}", "{week:never}", "{}", "{menu report}"]
)
def test_a_dead_reference_is_found(text: str) -> None:
    with pytest.raises(CatalogueError):
        pieces(text, TIMES)


def test_a_text_is_cut_into_words_buttons_times_and_examples() -> None:
    text = "پیش از {week:deadline} با {report.button.done|count=3} یا {number bn_toman:۱۲}."
    assert pieces(text, TIMES) == (
        Piece("plain", "پیش از "),
        Piece("plain", "چهارشنبه ساعت ۱۳"),
        Piece("plain", " با "),
        Piece("button", "ثبت‌شده‌ها (۳)", "report.button.done"),
        Piece("plain", " یا "),
        Piece("example", "۱۲", "number bn_toman"),
        Piece("plain", "."),
    )


@pytest.mark.parametrize("role", ROLES)
def test_every_menu_word_of_a_reader_is_explained_in_their_books(role: str) -> None:
    assert set(words_of(caller(role))) - {HELP} <= buttons_in(role)


@pytest.mark.parametrize("book", list_books(), ids=lambda book: book.code)
def test_a_book_speaks_of_no_menu_word_that_none_of_its_readers_has(book: Book) -> None:
    spoken_of = {piece.source for _code, piece in spoken((book,)) if piece.source.startswith("menu.")}
    assert spoken_of - {MORE} <= {word for role in book.roles for word in words_of(caller(role))}


def test_every_chapter_of_the_files_stands_in_a_book_and_no_book_has_a_title_twice() -> None:
    assert set(_read_chapters()) == {chapter.code for chapter in CHAPTERS}
    for book in list_books():
        titles = [chapter.title for chapter in book.chapters]
        assert len(set(titles)) == len(titles)


@chapters
def test_a_chapter_is_short_in_the_chat(chapter: Chapter) -> None:
    assert units(as_message(chapter, TIMES)) <= LONGEST
    assert len(chapter.title) <= LONGEST_TITLE
    assert chapter.texts


@pytest.mark.parametrize("roles", [(role,) for role in ROLES] + [("admin", "head", "ceo"), ROLES])
def test_the_contents_lead_to_every_chapter_of_the_books_and_each_chapter_leads_on(roles: tuple[str, ...]) -> None:
    books = books_for(roles)
    contents = show_contents(books, shelf_for(roles), "", busy=True)
    offered = [button.args[0] for row in contents.rows for button in row if button.name == "chapter"]
    assert offered == [chapter.code for chapter in chapters_of(books)]
    assert len(set(offered)) == len(offered)
    assert units(contents.text) <= LONGEST
    last = offered[-1]
    for chapter in chapters_of(books):
        names = [button.name for row in show_chapter(books, chapter, TIMES, busy=True).rows for button in row]
        assert names == [*(["chapter"] if chapter.code != last else []), "contents", "resume"]


def test_nobody_but_an_admin_may_print_the_books_of_others() -> None:
    for role in set(ROLES) - {"admin"}:
        assert shelf_for({role}) == books_for({role})
        assert {book.code for book in shelf_for({role})}.isdisjoint({"admin"})
    assert shelf_for({"admin"}) == list_books()
    printed = [button.args for row in show_shelf(list_books()).rows for button in row if button.name == "print"]
    assert printed == [(book.code,) for book in list_books()]


def test_every_role_has_a_book_and_no_book_is_for_nobody() -> None:
    assert all(books_for({role}) for role in ROLES)
    assert all(book.roles <= set(ROLES) and book.roles for book in list_books())
    assert books_for(()) == ()


@chapters
def test_a_chapter_is_written_as_the_catalogue_is(chapter: Chapter) -> None:
    said = as_message(chapter, TIMES).replace("PDF", "")
    assert not set(said) & set(",;?%!…")
    assert not any(letter in said for letter in "يكىة0123456789٠١٢٣٤٥٦٧٨٩")
    assert "ربات" not in said
    for wrong in (" می ", " نمی ", " ها ", " های ", f"{letters.ZWNJ} ", f" {letters.ZWNJ}", "  ", " ،", " .", "..."):
        assert wrong not in f" {said} ", wrong
    for text in chapter.texts:
        plain = "".join(piece.text for piece in pieces(text, TIMES))
        assert plain.endswith(".") or list(pieces(text, TIMES))[-1].kind == "example", text


def test_no_words_of_a_button_are_typed_by_hand() -> None:
    labels = {t(key) for key in all_keys() if not sentences()[key].names}
    by_hand = {
        (code, words)
        for code, piece in spoken()
        if piece.kind == "plain"
        for words in re.findall("«([^«»]+)»", piece.text)
        if words in labels
    }
    assert not by_hand


def test_a_handbook_has_examples_of_every_kind_of_typing() -> None:
    kinds = {piece.source.partition(" ")[0] for _code, piece in spoken() if piece.kind == "example"}
    assert kinds == {"number", "asked", "card", "fast", "none", "word", "leave", "ask", "own", "clock", "row", "kind"}

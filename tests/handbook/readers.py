"""Who reads the handbook: one person of each role, and what is said to them."""

from collections.abc import Iterator

from bot.handbook.books import Book, books_for, chapters_of, list_books
from bot.handbook.notation import Piece, pieces
from bot.handbook.times import times_in_words
from bot.people.caller import Caller
from bot.programme.timetable import seed_rules
from storage.accounts import Account
from storage.people import Duty, Person

TIMES = times_in_words(seed_rules())
CHAPTERS = chapters_of(list_books())


def caller(*roles: str) -> Caller:
    """Return somebody who holds these roles, for Yazd and for axes on which headquarters is asked something."""
    duties = tuple(Duty(role, "IR-21", "", "AX11") for role in roles)
    own = frozenset({"AX11"}) if {"hq_deputy", "hq_manager"} & set(roles) else frozenset()
    account = Account("bale", 1, 1, 1, None, None, asked_phone=False)
    return Caller(account, Person(1, "نام", "", "", "active"), duties, own)


def spoken(books: tuple[Book, ...] = list_books()) -> Iterator[tuple[str, Piece]]:
    """Yield every piece of every text, and the chapter that it stands in."""
    for chapter in chapters_of(books):
        for text in chapter.texts:
            for piece in pieces(text, TIMES):
                yield chapter.code, piece


def buttons_in(role: str) -> set[str]:
    """Return the keys of the buttons that the books of a role speak of."""
    return {piece.source for _code, piece in spoken(books_for({role})) if piece.kind == "button"}

"""The words of the main menu are understood however they are spelt, and each means one thing."""

from collections import Counter

import pytest

from bot.conversing import menu
from bot.conversing.menu import read_word
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.reporting.words import read_order
from handlers.doors import WORDS

MENU: dict[str, list[str]] = table()["menu"]
ALSO = [(f"menu.{name}", word) for name, words in MENU.items() for word in words]


def test_every_word_of_the_menu_is_read_and_leads_somewhere() -> None:
    assert set(menu.WORDS) == {key for key, _command, _open in WORDS}
    assert {f"menu.{name}" for name in MENU} <= set(menu.WORDS)


@pytest.mark.parametrize(("key", "word"), [*((key, t(key)) for key, _command, _open in WORDS), *ALSO])
def test_a_word_is_understood_in_every_spelling(key: str, word: str) -> None:
    spellings = (word, word.replace("\u200c", " "), word.replace("ی", "ي").replace("ک", "ك"), f" {word} ")
    assert {read_word(spelling) for spelling in spellings} == {key}


def test_no_word_means_two_things() -> None:
    words = Counter(
        squeeze(word) for word in [*(t(key) for key, _command, _open in WORDS), *(word for _, word in ALSO)]
    )
    assert max(words.values()) == 1
    assert not [word for _key, word in ALSO if read_order(word)]


@pytest.mark.parametrize("text", ["گزارش این هفته آماده نیست", "برق ۱۲", "ثبت", "", "موانع استان " * 9])
def test_other_messages_are_no_word(text: str) -> None:
    assert read_word(text) == ""

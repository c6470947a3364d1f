"""The same text on each messenger: marks become its own, what people wrote stays what they wrote."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcing.body import Body, show_body
from bot.language.cleaning import clean
from handlers.edge.rendering import LONGEST_DATA, to_bale_markdown, to_html, to_markup
from sandbox.formatting_bale import render as render_bale
from sandbox.formatting_telegram import render as render_telegram
from storage.outgoing import Outgoing

HOSTILE = "<b>x</b> *y* _z_ [a](b) `c` & ]("


def row(text: str = "", buttons: str = "", menu: str = "") -> Outgoing:
    return Outgoing(
        7, "abcdefghij", "telegram", 1, None, "reply", "send", None, text, buttons, menu, file="", attempts=0
    )


def test_bold_marks_become_html_and_the_rest_is_escaped() -> None:
    assert to_html("**سرتیتر**\n1 < 2 & 3") == "<b>سرتیتر</b>\n1 &lt; 2 &amp; 3"


def test_bold_marks_become_bales_with_a_space_on_the_outer_sides() -> None:
    assert to_bale_markdown("الف**ب**ج") == "الف *ب* ج"
    assert to_bale_markdown("**ب**\nج") == "*ب*\nج"


@given(st.text(max_size=60))
def test_what_people_write_is_shown_as_it_is_on_telegram(words: str) -> None:
    shown = show_body(Body(clean(words), "seen"), 1).text
    text, entities = render_telegram(to_html(shown), "HTML")
    assert text == shown.replace("**", "").strip()
    assert [entity["type"] for entity in entities] == ["bold"]


@pytest.mark.parametrize("words", [HOSTILE, "_تأکید_ و *مهم*", "[پیوند](http://x)", "```[t]b```"])
def test_what_people_write_makes_no_mark_on_bale(words: str) -> None:
    text, entities = render_bale(to_bale_markdown(show_body(Body(words, "seen"), 1).text))
    assert [entity["type"] for entity in entities] == ["bold"]
    assert "*" not in text


def test_a_button_carries_its_flow_the_rows_token_and_its_place() -> None:
    buttons = json.dumps(["report", [[["الف", "a"], ["ب", "b"]], [["ج", "c"]]]])
    markup = to_markup(row(buttons=buttons))
    assert markup is not None
    data = [button["callback_data"] for line in markup["inline_keyboard"] for button in line]
    assert data == ["report:abcdefghij:0", "report:abcdefghij:1", "report:abcdefghij:2"]


def test_a_button_that_carries_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match=str(LONGEST_DATA)):
        to_markup(row(buttons=json.dumps(["f" * LONGEST_DATA, [[["الف", "a"]]]])))


def test_an_empty_menu_takes_the_keyboard_away() -> None:
    assert to_markup(row(menu="[]")) == {"remove_keyboard": True}
    assert to_markup(row()) is None

"""How each platform turns what was sent into what is shown."""

import pytest

from sandbox import formatting_bale, formatting_telegram
from sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_the_words_of_the_real_server(markup: str, error: str) -> None:
    with pytest.raises(Refusal) as refused:
        formatting_telegram.render(markup, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


@pytest.mark.parametrize(
    ("markup", "text", "kinds"),
    [
        ("&ge;&lt;&gt;&amp;&quot;&laquo;", '&ge;<>&"&laquo;', []),
        ("<b>a</b><i>b</i><u>c</u><s>d</s>", "abcd", ["bold", "italic", "underline", "strikethrough"]),
        ("<code>a</code> <pre>b</pre>", "a b", ["code", "pre"]),
        ('<a href="https://x.ir/?a=1&amp;b=2">x</a>', "x", ["text_link"]),
        ("<a>x</a>", "x", []),
        ("<tg-spoiler>a</tg-spoiler><blockquote>b</blockquote>", "ab", ["spoiler", "blockquote"]),
        ("<b>a<i>b</i></b>", "ab", ["bold", "italic"]),
    ],
)
def test_good_html_is_shown_without_its_tags(markup: str, text: str, kinds: list[str]) -> None:
    shown, entities = formatting_telegram.render(markup, "HTML")
    assert shown == text
    assert [e["type"] for e in entities] == kinds


def test_entities_are_counted_in_utf16_units_after_trimming() -> None:
    text, entities = formatting_telegram.render("  😀<b>سلام</b> ", "HTML")
    assert text == "😀سلام"
    assert entities == [{"type": "bold", "offset": 2, "length": 4}]


@pytest.mark.parametrize(
    ("raw", "text", "kinds"),
    [
        ("*گزارش* شد", "گزارش شد", ["bold"]),
        ("این *دو واژه* است", "این دو واژه است", ["bold"]),
        ("*a*b and file_name_x", "*a*b and file_name_x", []),
        ("(*a*)", "(*a*)", []),
        ("خط\n*دوم*\nسوم", "خط\nدوم\nسوم", ["bold"]),
        ("*a* *b* _c_", "a b c", ["bold", "bold", "italic"]),
        ("[اینجا](https://x.ir/a)", "اینجا", ["text_link"]),
        ("[پاسخ](send:/help)", "پاسخ", ["text_link"]),
        ("```[عنوان]متن\nدراز```", "عنوان\nمتن\nدراز", ["expandable"]),
        ("2 * 3 * 4", "2  3  4", ["bold"]),
    ],
)
def test_bale_marks_need_a_space_or_an_edge_outside(raw: str, text: str, kinds: list[str]) -> None:
    shown, formats = formatting_bale.render(raw)
    assert shown == text
    assert [f["type"] for f in formats] == kinds

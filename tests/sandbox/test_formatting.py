"""How each platform turns what was sent into what is shown."""

import pytest

from sandbox import formatting_bale, formatting_telegram
from sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("گزارش <mehvar>", 'Unsupported start tag "mehvar" at byte offset 11'),
        ("گزارش <b>آب", 'Can\'t find end tag corresponding to start tag "b"'),
        ("گزارش <b", 'Unclosed start tag "b" at byte offset 11'),
        ("گزارش </b>", "Unexpected end tag at byte offset 11"),
        ("<b>گزارش</b> </b>", "Unexpected end tag at byte offset 18"),
        ("<b>گزارش</b", "Unclosed end tag at byte offset 13"),
        ("<b>گزارش</i>", 'Unmatched end tag at byte offset 13, expected "</b>", found "</i>"'),
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
        ("&lt;&gt;&amp;&quot; &zwnj; & &x", '<>&" &zwnj; & &x', []),
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

"""Every written form of a mobile number becomes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.phones import has_phone, masked_phone, normalise_phone, part_phone

DIGITS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
PREFIXES = ("+98", "0098", "98", "0", "", "+980", "(+98)", "00 98 ", "+98 (0)")


@pytest.mark.parametrize(
    "written",
    [
        "09121234567",
        "9121234567",
        "+989121234567",
        "00989121234567",
        "989121234567",
        "۰۹۱۲۱۲۳۴۵۶۷",
        "٠٩١٢١٢٣٤٥٦٧",
        "0912 123 4567",
        "0912-123-4567",
        "(0912) 123–4567",
        "[+98] 912\u200c123\u200c4567",
        "\u202a+98 912 123 4567\u202c",
        "9121234567.0",
        "۹۱۲۱۲۳۴۵۶۷.0",
        " 0912\u00a01234567\n",
    ],
)
def test_every_iranian_form_is_one_number(written: str) -> None:
    assert normalise_phone(written) == "989121234567"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "9.12123E+09",
        "9.121234567E+09",
        "09121234567.5",
        "0912123456",
        "091212345678",
        "02188776655",
        "08121234567",
        "+449121234567",
        "09121234567 09131234567",
        "09121234567\n09131234567",
        "0912123456²",
        "0912123456x",
        "98+9121234567",
        "شماره",
    ],
)
def test_what_is_not_surely_a_mobile_number_is_refused(written: str) -> None:
    assert normalise_phone(written) is None


@given(
    st.from_regex(r"9[0-9]{9}", fullmatch=True),
    st.sampled_from(PREFIXES),
    st.sampled_from(DIGITS),
    st.lists(st.sampled_from(("", "", " ", "-", "\u200c", ")", "\u200f")), min_size=10, max_size=10),
)
def test_digits_and_separators_never_change_the_number(
    number: str, prefix: str, digits: str, separators: list[str]
) -> None:
    written = prefix + "".join(digit + separator for digit, separator in zip(number, separators, strict=True))
    assert normalise_phone(written.translate(str.maketrans(DIGITS[0], digits))) == "98" + number


@given(st.text(max_size=40))
def test_the_result_is_a_number_or_nothing_and_normal_already(text: str) -> None:
    found = normalise_phone(text)
    assert found is None or (len(found) == 12 and found.isascii() and normalise_phone(found) == found)


def test_a_shown_number_hides_its_middle() -> None:
    assert masked_phone("989121234567") == "98912•••4567"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("سارا نیک ۰۹۱۲۱۲۳۴۵۶۷", "سارا نیک"),
        ("سارا نیک، شمارهٔ همراه: 0912 123 45 67", "سارا نیک"),
        ("+98 912-123-4567 سارا نیک", "سارا نیک"),
        ("سارا نیک (۹۱۲۱۲۳۴۵۶۷)", "سارا نیک"),
        ("سارا\nنیک\n۰۹۱۲۱۲۳۴۵۶۷", "سارا نیک"),
        ("سارا ۰۰۹۸۹۱۲۱۲۳۴۵۶۷ نیک", "سارا نیک"),
        ("۰۹۱۲۱۲۳۴۵۶۷", ""),
    ],
)
def test_a_number_beside_a_name_is_taken_out_of_it(written: str, name: str) -> None:
    assert part_phone(written) == (name, "989121234567")


@pytest.mark.parametrize("written", ["سارا نیک", "کارشناس ۲ یزد", "سارا نیک ۰۳۵۳۸۲۱۰۰۰۰", "سارا همراه"])
def test_a_name_without_a_mobile_number_stays_as_it_is(written: str) -> None:
    assert part_phone(written) == (written, None)


@pytest.mark.parametrize(("written", "there"), [("سارا ۰۳۵-۳۸۲۱۰۰۰۰", True), ("سارا نیک ۲", False)])
def test_what_is_written_like_a_phone_is_seen_in_a_name(written: str, there: bool) -> None:
    assert has_phone(written) is there

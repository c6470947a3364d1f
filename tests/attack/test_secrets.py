"""What must not reach a log, however it is written."""

import pytest

from bot.logs import redact


@pytest.mark.parametrize(
    "phone",
    [
        "۰۹۱۲۳۴۵۶۷۸۹",
        "٠٩١٢٣٤٥٦٧٨٩",
        "+۹۸۹۱۲۳۴۵۶۷۸۹",
        "۰۹۱۲ ۳۴۵ ۶۷۸۹",
        "+98 912 345 6789",
        "00989123456789",
        "9123456789x",
    ],
)
@pytest.mark.parametrize("before", ["KeyError: ", "phone_", "شماره", "0x"])
def test_phone_is_masked_in_every_script(phone: str, before: str) -> None:
    shown = redact(before + phone)
    assert "[phone]" in shown
    assert not any(digit.isdigit() for digit in shown.removeprefix(before))


@pytest.mark.parametrize("number", ["9.12123456789", "update 912345678", "۱۲۳۴۵۶۷۸۹۱۲۳"])
def test_other_numbers_stay(number: str) -> None:
    assert redact(number) == number

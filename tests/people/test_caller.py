"""How a person is addressed: the chosen form and the name, and no title twice."""

import pytest

from bot.people.caller import Caller
from storage.accounts import Account
from storage.people import Person


@pytest.mark.parametrize(
    ("form", "name", "called"),
    [
        ("جناب آقای مهندس", "مهندس رضا نیک", "جناب آقای مهندس رضا نیک"),
        ("جناب آقای مهندس", "جناب آقای مهندس رضا نیک", "جناب آقای مهندس رضا نیک"),
        ("سرکار خانم دکتر", "مدیرعامل یزد", "سرکار خانم دکتر مدیرعامل یزد"),
        ("جناب آقای", "مهندس رضا نیک", "جناب آقای مهندس رضا نیک"),
        ("", "مهندس رضا نیک", "مهندس رضا نیک"),
        (None, "رضا نیک", "رضا نیک"),
    ],
)
def test_a_title_that_stands_in_form_and_name_is_said_once(form: str | None, name: str, called: str) -> None:
    account = Account("bale", 1, 1, 1, None, None, asked_phone=False)
    assert Caller(account, Person(1, name, "", form, "active"), ()).name == called

"""A title is said once: what of it stands in the name as well is left out."""

import pytest

from bot.people.addressed import addressed


@pytest.mark.parametrize(
    ("title", "name", "said"),
    [
        ("جناب آقای مهندس", "مهندس کریم رضایی", "جناب آقای مهندس کریم رضایی"),
        ("جناب آقای مهندس", "جناب آقای مهندس کریم رضایی", "جناب آقای مهندس کریم رضایی"),
        ("جناب آقای دکتر", "مهندس کریم رضایی", "جناب آقای دکتر کریم رضایی"),
        ("جناب آقای", "مهندس کریم رضایی", "جناب آقای مهندس کریم رضایی"),
        ("سرکار خانم", "خانم دكتر مینا احمدی", "سرکار خانم دكتر مینا احمدی"),
        ("سرکار خانم مهندس", "مینا مهندس", "سرکار خانم مهندس مینا مهندس"),
        ("جناب آقای مهندس", "مهندس", "جناب آقای مهندس"),
        ("", "مهندس کریم رضایی", "مهندس کریم رضایی"),
    ],
)
def test_no_title_is_doubled(title: str, name: str, said: str) -> None:
    assert addressed(title, name) == said

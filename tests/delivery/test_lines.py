"""One first-in-first-out line per person, served in rotation."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.lines import Lines
from storage.inbox import Inbound
from tests.delivery.by_hand import NOW


def row(number: int, chat: int, line: str = "") -> Inbound:
    return Inbound(number, "telegram", chat, chat, NOW, "", 0, line or f"telegram:{chat}")


def test_a_flooder_stands_behind_everybody_else_after_each_turn() -> None:
    lines = Lines()
    for number in range(200):
        lines.add(row(number, chat=1))
    for number in range(200, 210):
        lines.add(row(number, chat=number))
    assert len(lines) == 210
    assert [taken.id for taken in lines.take(5)] == [0, 200, 201, 202, 203]
    assert [taken.id for taken in lines.take(8)] == [204, 205, 206, 207, 208, 209, 1]
    assert [taken.id for taken in lines.take(8)] == [2]
    assert len(lines) == 210 - 13


def test_a_chat_that_becomes_a_person_keeps_its_order() -> None:
    lines = Lines()
    for number in range(3):
        lines.add(row(number, chat=1))
    lines.take(1)
    lines.add(row(3, chat=1, line="person:7"))
    lines.add(row(4, chat=1, line="person:7"))
    assert [lines.take(8)[0].id for _ in range(4)] == [1, 2, 3, 4]
    lines.add(row(5, chat=1, line="person:7"))
    lines.add(row(6, chat=2, line="person:7"))
    assert [taken.id for taken in lines.take(8)] == [5]


@given(st.lists(st.integers(0, 5), max_size=60), st.integers(1, 8))
def test_every_row_is_taken_once_and_every_chat_keeps_its_order(chats: list[int], most: int) -> None:
    lines = Lines()
    for number, chat in enumerate(chats):
        lines.add(row(number, chat, line="person:1" if number % 3 == 0 and chat > 3 else ""))
    taken = []
    while lines:
        group = lines.take(most)
        assert 0 < len(group) <= most
        taken += group
    assert sorted(one.id for one in taken) == list(range(len(chats)))
    for chat in set(chats):
        order = [one.id for one in taken if one.chat_id == chat]
        assert order == sorted(order)

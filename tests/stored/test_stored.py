"""What is stored says its version, and whatever stands there in its place is None, never an error."""

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import older, stored
from bot.announcing.audience import Part
from bot.announcing.draft import AnnouncementDraft as AnnounceDraft
from bot.announcing.draft import DraftFile
from bot.conversing.buttons import Buttons, read_buttons, write_buttons
from bot.conversing.screen import Button
from bot.obstacles.draft import ObstacleDraft
from bot.reporting.draft import Draft
from bot.said import Choice, Stale
from handlers.announcing.respond_view import RespondState
from handlers.conversations import CONVERSATIONS

AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Inner:
    """A part of what is stored."""

    words: str


@dataclass(frozen=True)
class Whole:
    """Something of every type that may be stored."""

    name: str
    count: int
    sure: bool
    level: Literal["low", "high"] = "low"
    day: datetime | None = None
    number: int | None = None
    several: tuple[int, ...] = ()
    parts: tuple[Inner, ...] = ()
    inner: Inner | None = None
    by_name: dict[str, int] | None = None


WHOLE = Whole("یزد", 3, sure=True, day=AT, several=(1, 2), parts=(Inner("الف"),), inner=Inner("ب"), by_name={"ج": 1})
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def test_what_is_stored_is_read_as_it_was_and_says_its_version() -> None:
    text = stored.dump(WHOLE)
    assert json.loads(text)["v"] == len(older.CHANGES) > 0
    assert stored.read(Whole, "draft:whole", text) == WHOLE


@pytest.mark.parametrize("flow", CONVERSATIONS, ids=lambda flow: str(flow.name))
def test_every_state_can_be_stored_whatever_its_fields_say(flow: Any) -> None:
    state = flow.state(**{one.name: 7 if "int" in str(one.type) else False for one in fields(flow.state)} | texts(flow))
    assert stored.read(flow.state, "state", stored.dump(state)) == state


def texts(flow: Any) -> dict[str, str]:
    return {one.name: f"«{one.name}»" for one in fields(flow.state) if one.type is str or one.type == "str"}


@pytest.mark.parametrize("draft", [
    Draft({"a": 1}, {"b": "{}"}, ("c",), ("d",), {"a": "why"}, {"a": "asked"}, "status", "action"),
    ObstacleDraft("agency", "request", "level", "", "2026-11-23"),
    AnnounceDraft("text", parts=(Part(roles=("ceo",), people=(1,)),), due_at=AT, files=(DraftFile("key", "photo"),)),
], ids=["report", "obstacle", "announcement"])  # fmt: skip
def test_every_draft_is_read_as_it_was(draft: Any) -> None:
    assert stored.read(type(draft), "draft", stored.dump(draft)) == draft


BAD = {
    "nothing": "",
    "half of it": stored.dump(WHOLE)[:40],
    "a number": "3",
    "another field": '{"name": "", "count": 1, "sure": true, "more": 1}',
    "a field too few": '{"name": "", "count": 1}',
    "a text for a number": '{"name": "", "count": "1", "sure": true}',
    "a truth for a number": '{"name": "", "count": true, "sure": true}',
    "a number that is too large": '{"name": "", "count": 9223372036854775808, "sure": true}',
    "half a character": '{"name": "\\ud800", "count": 1, "sure": true}',
    "a day of no calendar": '{"name": "", "count": 1, "sure": true, "day": "1405/09/31"}',
    "a word that is none of them": '{"name": "", "count": 1, "sure": true, "level": "medium"}',
    "a part of another shape": '{"name": "", "count": 1, "sure": true, "parts": [{"text": ""}]}',
    "a newer version": '{"v": 99, "name": "", "count": 1, "sure": true}',
    "a version of no kind": '{"v": "1", "name": "", "count": 1, "sure": true}',
}


@pytest.mark.parametrize("text", BAD.values(), ids=list(BAD))
def test_what_nobody_can_read_is_none_and_stands_in_the_log(text: str, caplog: pytest.LogCaptureFixture) -> None:
    assert stored.read(Whole, "draft:whole", text) is None
    assert "draft:whole" in caplog.text


def test_no_words_of_people_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    stored.read(Whole, "draft:whole", '{"name": ["راز"], "count": "راز", "sure": true}')
    assert caplog.text
    assert "راز" not in caplog.text


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*(one.name for one in fields(Whole)), "v", "other"]), JUNK))
def test_no_table_whatever_raises(table: dict[str, Any]) -> None:
    found = stored.read(Whole, "draft:whole", json.dumps(table))
    assert found is None or stored.read(Whole, "draft:whole", stored.dump(found)) == found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text() | JUNK.map(json.dumps))
def test_no_text_whatever_raises(text: str) -> None:
    assert stored.read(Whole, "draft:whole", text) is None
    assert stored.salvage(Whole, "draft:whole", text) is None
    read_buttons(text)


def test_as_much_as_is_known_can_be_saved_of_what_a_newer_version_wrote() -> None:
    newer = json.dumps({"v": 99, "name": "یزد", "count": 1, "sure": True, "more": 1})
    assert stored.salvage(Whole, "errand:whole", newer) == Whole("یزد", 1, sure=True)
    assert stored.salvage(Whole, "errand:whole", '{"v": 99, "name": "یزد"}') is None


def test_an_older_shape_is_brought_to_todays_by_each_change_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = (
        {"state:whole": older.fields(title="name")},
        {"state:whole": older.each(older.without("gone"), older.fields(number_of="count"))},
        {"state:other": older.without("name")},
    )
    monkeypatch.setattr(stored, "CHANGES", changes)
    whole = Whole("یزد", 1, sure=True)
    for told in (
        {"title": "یزد", "gone": 1, "number_of": 1, "sure": True},
        {"v": 1, "name": "یزد", "gone": 1, "number_of": 1, "sure": True},
        {"v": 2, "name": "یزد", "count": 1, "sure": True},
    ):
        assert stored.read(Whole, "state:whole", json.dumps(told)) == whole
    assert stored.read(Whole, "state:whole", '{"number_of": 1, "sure": true}') is None


def test_a_change_that_meets_another_shape_than_it_expects_makes_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def mend(table: older.Table) -> older.Table:
        return {**table, "count": table["counts"][0]}

    monkeypatch.setattr(stored, "CHANGES", ({"state:whole": mend},))
    assert stored.read(Whole, "state:whole", '{"name": "", "count": 1, "sure": true}') is None


def test_a_place_and_a_choice_can_be_renamed() -> None:
    assert older.places(list="axes")({"at": "list", "page": 1}) == {"at": "axes", "page": 1}
    assert older.places(list="axes")({"at": "card"}) == {"at": "card"}
    assert older.choices(back="home")({"name": "back", "args": []}) == {"name": "home", "args": []}
    assert older.taps(yes=("sure", "yes"))({"name": "yes", "args": []}) == {"name": "sure", "args": ["yes"]}
    assert older.taps(yes=("sure", "yes"))({"name": "no", "args": ["1"]}) == {"name": "no", "args": ["1"]}


def test_buttons_are_read_as_they_were() -> None:
    rows = ((Button("برگشت", "back"), Button("محور", "axis", ("AX05",))), (Button("پایان", "end"),))
    assert read_buttons(write_buttons("report", rows)) == Buttons("report", rows)
    assert read_buttons('["report", [[["پایان", "end"]]]]') == Buttons("report", (rows[1],))
    assert write_buttons("report", ()) == ""


def test_a_button_of_another_part_of_a_message_keeps_its_own_flow() -> None:
    rows = ((Button("تکمیل", "complete"), Button("انجام شد", "done", ("1",), "announced")),)
    read = read_buttons(write_buttons("reminder", rows))
    assert read == Buttons("reminder", rows)
    assert [read.flow_of(button) for button in read.rows[0]] == ["reminder", "announced"]
    assert read.choice(1, "announced") == Choice("done", ("1",))
    assert read.choice(1, "reminder") == read.choice(0, "announced") == Stale()


BAD_BUTTONS = ["", "[]", '["report"]', '["report", 3]', '["report", [[["label"]]]]', '["report", [[["label", 3]]]]',
               '["report", [[["label", "end"]]], 99]', '{"report": 1}', '["report", [[["label", "en']  # fmt: skip


@pytest.mark.parametrize("text", BAD_BUTTONS)
def test_buttons_that_nobody_can_read_are_none(text: str) -> None:
    assert read_buttons(text) == Buttons()


def test_choices_of_older_buttons_and_names_of_older_flows_are_read_as_todays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "CHANGES", ({"button:week": older.choices(end="close")},))
    monkeypatch.setattr(older, "FLOWS_NOW", {"report": "week"})
    assert read_buttons('["report", [[["پایان", "end"]]]]') == Buttons("week", ((Button("پایان", "close"),),))
    assert older.ever_called("week") == ("week", "report")


def test_an_announcements_draft_of_the_version_without_one_is_read() -> None:
    parts = json.dumps([{"minus": False, "roles": ["ceo"], "provinces": [], "axes": [], "estates": [], "silent": False,
                         "people": []}])  # fmt: skip
    assert replace(AnnounceDraft("متن"), parts=(Part(roles=("ceo",)),)) == stored.read(
        AnnounceDraft, "draft:announcement", json.dumps({"text": "متن", "parts": parts, "files": [], "matter": None})
    )


def test_answers_of_an_announcements_card_are_called_by_their_question() -> None:
    row = [["رؤیت", "set_level", "seen"], ["اکنون", "now"], ["هر ماه", "repeat", "monthly"], ["بدون مهلت", "none"]]
    found = read_buttons(json.dumps(["announce", [[*row, ["متن", "write"]]], 1]))
    assert [found.choice(index) for index in range(5)] == [
        Choice("level", ("seen",)),
        Choice("when", ("now",)),
        Choice("when", ("monthly",)),
        Choice("due", ("none",)),
        Choice("write"),
    ]


def test_a_recipient_who_looked_at_a_month_is_asked_for_the_day() -> None:
    text = '{"v": 1, "at": "day", "number": 1, "recipient": 0, "amount": 5, "month": "1405-09"}'
    assert stored.read(RespondState, "state:respond", text) == RespondState("day", 1, 0, 5)

"""A room goes between the places of its table, shows what waits, and makes or drops it by a tap."""

from dataclasses import dataclass, replace

import pytest

from bot.administering.edits import AdminFact, DropEdits, Edit, KeepEdits, MakeChange
from bot.conversing.answers import FreeText, OneOf
from bot.conversing.flow import Step
from bot.conversing.form import Instead
from bot.conversing.replies import quoted, unread
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from bot.said import Choice, Edited, Said, Stale, Text, Unreadable
from handlers.administering.room import (
    Go,
    Room,
    RoomPlace,
    RoomState,
    RoomView,
    go,
    hears,
    keep,
    leads,
    look_over,
    only_where,
    typed,
)
from tests.administering.office import MONDAY

SHELVES = tuple((letter, letter) for letter in "abcde")
EDIT = Edit("day:2026-11-25", None, {"reason": "x", "worked": False})


@dataclass(frozen=True)
class ShelfState(RoomState):
    at: str = "shelves"
    shelf: str = ""


@dataclass(frozen=True)
class ShelfView(RoomView):
    state: ShelfState


def _read(_view: ShelfView, text: str) -> str | Instead:
    return Instead("a or b?", ((Button("a", "sure", ("a",)),),)) if text == "?" else text


ROOM: Room[ShelfState, ShelfView, AdminFact] = Room(
    "shelves",
    "days",
    {
        "shelves": RoomPlace(
            lambda _view: "shelf?",
            OneOf(lambda _view: SHELVES, 2),
            lambda _view, shelf: go("shelf", shelf=shelf),
            rows=lambda _view: ((Button("guess", "guess"),),),
            tap=leads(guess=go("guess")),
            called="open",
            a_page=2,
            waits=True,
        ),
        "guess": RoomPlace(
            lambda _view: "guess?",
            typed(_read),
            lambda _view, shelf: go("shelf", note="well", shelf=shelf),
            go("shelves"),
            tap=hears("sure", lambda _view, shelf: go("shelf", shelf=shelf)),
        ),
        **only_where(
            lambda view: view.state.shelf,
            {
                "shelf": RoomPlace(lambda view: view.state.shelf, back=go("shelves", shelf="")),
                "label": RoomPlace(
                    lambda _view: "label?",
                    FreeText(3),
                    lambda _view, label: look_over(EDIT) if label == "x" else keep("shelf"),
                    lambda _view: go("shelf"),
                    back_label="common.end",
                ),
            },
        ),
    },
    lambda _view, end: go("shelf" if end == "seen" else "shelves"),
)


def hear(said: Said | str, view: ShelfView | None = None, **state: str) -> Step[ShelfState, AdminFact]:
    """Say something to who stands at a place."""
    view = replace(view or ShelfView(ShelfState()), state=ShelfState(**state))  # type: ignore[arg-type]
    return ROOM.step(view, Text(said) if isinstance(said, str) else said, MONDAY)


def led_to(step: Step[ShelfState, AdminFact]) -> dict[str, str | int]:
    """Return what differs in the state that a step leads to from that of the beginning."""
    assert step.onward
    return {name: value for name, value in step.onward.values.items() if getattr(ShelfState(), name) != value}


def shown(step: Step[ShelfState, AdminFact]) -> tuple[str, list[str]]:
    """Return the text and the labels of the screen of a step."""
    (screen,) = step.screens
    return screen.text, [button.label for row in screen.rows for button in row]


def test_a_list_shows_a_page_of_its_rows_and_turns_it() -> None:
    assert shown(hear(Choice("enter"))) == ("shelf?", ["a", "b", "c", "d", t("common.after"), "guess", "بازگشت"])
    assert led_to(hear(Choice("page", ("1",)))) == {"page": 1}
    assert led_to(hear(Choice("open", ("e",)))) == {"at": "shelf", "shelf": "e"}
    assert led_to(hear(Choice("guess"))) == {"at": "guess"}


def test_a_step_back_from_the_first_place_leads_to_the_first_room() -> None:
    onward = hear(Choice("back")).onward
    assert onward is not None
    assert onward.flow == "admin"
    assert led_to(hear(Choice("back"), at="label", shelf="a")) == {"at": "shelf", "shelf": "a"}


def test_a_text_that_is_in_doubt_asks_which_was_meant() -> None:
    assert led_to(hear("d", at="guess")) == {"at": "shelf", "note": "well", "shelf": "d"}
    assert shown(hear("?", at="guess")) == (f"{quoted('?')}\na or b?", ["a", "بازگشت"])
    assert led_to(hear(Choice("sure", ("a",)), at="guess")) == {"at": "shelf", "shelf": "a"}


def test_what_a_button_says_may_be_typed() -> None:
    assert led_to(hear("بازگشت", at="guess")) == led_to(hear(Choice("back"), at="guess"))


@pytest.mark.parametrize("at", ["shelf", "label", "gone", "review"])
def test_a_place_whose_thing_is_gone_is_the_one_before_it(at: str) -> None:
    assert shown(hear(Choice("enter"), at=at))[0] == "shelf?"
    assert led_to(hear(Choice("open", ("a",)), at=at)) == {"at": "shelf", "shelf": "a"}


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (Text("z"), unread("z", t("common.use_buttons"))),
        (Text("/z"), unread("/z", t("common.use_buttons"))),
        (Unreadable(), t("common.use_buttons")),
        (Text("a", forwarded=True), unread("a", t("common.forwarded"))),
        (Edited(), t("common.edited")),
    ],
)
def test_what_is_no_answer_leaves_everything_as_it_was_with_a_word(said: Said, word: str) -> None:
    assert shown(hear(said))[0] == f"{word}\n\nshelf?"


def test_an_old_button_shows_where_things_stand_and_a_mistake_says_what_is_wrong() -> None:
    assert shown(hear(Stale())) == shown(hear(Choice("open", ("z",)))) == shown(hear(Choice("enter")))
    text, labels = shown(hear("long", at="label", shelf="a"))
    assert (text, labels) == (
        f"{quoted('long')}\n{t('report.too_long', limit=3, length=4)}\n\nlabel?",
        [t("common.end")],
    )


def test_a_note_is_said_once() -> None:
    step = hear(Choice("enter"), at="shelf", shelf="a", note="well")
    assert (shown(step)[0], step.state) == ("well\n\na", ShelfState("shelf", shelf="a"))


def test_edits_wait_and_are_looked_over() -> None:
    step = hear("x", at="label", shelf="a")
    assert (led_to(step), step.facts) == ({"at": "review", "shelf": "a"}, (KeepEdits("days", (EDIT,)),))
    assert hear("y", at="label", shelf="a").facts == (DropEdits("days"),)


def test_what_waits_is_made_dropped_or_left() -> None:
    view = ShelfView(ShelfState(), draft=(EDIT,))
    assert t("admin.button.waiting", count=1) in shown(hear(Stale(), view))[1]
    assert led_to(hear(Choice("review"), view)) == {"at": "review"}
    made, dropped = hear(Choice("confirm"), view, at="review"), hear(Choice("drop"), view, at="review")
    assert (made.facts, led_to(made)) == ((MakeChange("days", (EDIT,)),), {"note": t("admin.done", count=1)})
    assert (dropped.facts, led_to(dropped)) == ((DropEdits("days"),), {"note": t("admin.dropped")})
    assert led_to(hear(Choice("back"), view, at="review")) == {"at": "shelf"}
    assert led_to(hear(Choice("page", ("1",)), view, at="review")) == {"at": "review", "page": 1}


def test_what_something_stands_against_is_not_made() -> None:
    view = ShelfView(ShelfState(), draft=(EDIT,), problem="no")
    text, labels = shown(hear(Choice("confirm"), view, at="review"))
    assert text.endswith("no")
    assert labels == [t("admin.button.drop"), t("common.back")]


def test_a_screen_may_be_shown_once_at_a_place() -> None:
    once: Room[ShelfState, ShelfView, AdminFact] = replace(
        ROOM,
        places={"shelves": RoomPlace(lambda _view: "?", tap=leads(see=Go("shelf", screen=Screen("secret"))))},
    )
    step = once.step(ShelfView(ShelfState()), Choice("see"), MONDAY)
    assert (step.state, shown(step)) == (ShelfState("shelf"), ("secret", [t("common.back")]))

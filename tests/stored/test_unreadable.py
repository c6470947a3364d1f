"""What nobody can read is never a dead letter: the person reads where things stand now."""

import json
from itertools import product

import pytest

from bot.language.catalogue import t
from storage import announcements
from tests.stored.old import Owner, Trial, dialogues, open_stop, stops

NEWER = '{"v": 99}'
STATES = {
    "nothing": "",
    "half of it": '{"at": "li',
    "no table": "[]",
    "another field": '{"more": 1}',
    "a value of another kind": '{"at": 3, "note": 3, "page": "3"}',
    "a newer version": NEWER,
}
DRAFTS = (
    ("drafts", "body"),
    ("obstacle_drafts", "body"),
    ("announcement_drafts", "body"),
    ("admin_drafts", "edits"),
    ("admin_changes", "edits"),
    ("returned_workbooks", "cells"),
)
MENU = t("menu.ended")


def last(dialogue: str) -> str:
    return stops(dialogue)[-1]


@pytest.mark.parametrize("dialogue", ["report", "announce_commit", "admin_people", "consult", "delegation"])
async def test_a_state_that_cannot_be_read_ends_in_the_menu(dialogue: str) -> None:
    async with open_stop(last(dialogue)) as trial:
        for owner, state in product(await trial.conversations(), STATES.values()):
            spoilt = "UPDATE conversations SET state = :value", state
            for answer in (await trial.press(owner, 0, spoilt), await trial.say(owner, "/x", spoilt)):
                assert answer.state == "done", (owner, state)
                assert MENU in answer.shown, (owner, state)


@pytest.mark.parametrize("dialogue", ["report", "announce_commit"])
async def test_a_flow_that_is_gone_ends_in_the_menu(dialogue: str) -> None:
    async with open_stop(last(dialogue)) as trial:
        for owner in await trial.conversations():
            answer = await trial.say(owner, "/x", ("UPDATE conversations SET flow = :value", "gone"))
            assert (answer.state, answer.shown) == ("done", (MENU,))


async def test_a_free_message_is_read_although_the_conversation_is_lost() -> None:
    async with open_stop(last("report")) as trial:
        (owner, *_) = await trial.conversations()
        answer = await trial.say(owner, "پساب ۱۲", ("UPDATE conversations SET state = :value", NEWER))
        assert answer.state == "done"
        assert "پساب" in answer.shown[0]


@pytest.mark.parametrize("dialogue", dialogues())
async def test_a_draft_that_cannot_be_read_stops_no_conversation(dialogue: str) -> None:
    async with open_stop(last(dialogue)) as trial:
        for owner in await trial.conversations():
            for (table, column), value in product(DRAFTS, (NEWER, "[[", '{"at": 1}', "[[1]]")):
                spoilt = f"UPDATE {table} SET {column} = :value", value
                for answer in await press_all(trial, owner, spoilt):
                    assert answer == "done", (table, value, owner)


async def test_a_draft_that_cannot_be_read_keeps_no_file_and_stops_no_tidying() -> None:
    async with open_stop(last("more")) as trial:
        async with trial.service.database.transaction() as tx:
            await tx.run(
                "INSERT OR REPLACE INTO announcement_drafts SELECT id, '{', :now FROM people", now=trial.left.now
            )
        assert await trial.service.database.read(announcements.list_files)


async def press_all(trial: Trial, owner: Owner, spoilt: tuple[str, str]) -> list[str]:
    pressed = [(await trial.press(owner, index, spoilt)).state for index in range(len(owner.labels))]
    return [*pressed, (await trial.say(owner, "۱۲", spoilt)).state]


@pytest.mark.parametrize("buttons", ["[", '["report", 3]', '["report", [[["a", 3]]], 0]', json.dumps(["x", [], 99])])
async def test_buttons_that_cannot_be_read_are_old_ones(buttons: str) -> None:
    async with open_stop(last("report")) as trial:
        for owner in [*await trial.conversations(), *await trial.rows()]:
            answer = await trial.press(owner, 0, ("UPDATE outbox SET buttons = :value", buttons))
            assert answer.state == "done"
            assert answer.shown

"""The states of an obstacle: nothing is skipped, every open one can end, and each side does what is its own."""

from itertools import pairwise

import pytest

from bot.obstacles.rules import ENDED, FORWARD, LEVELS, STATES, moves

CHAIN = ["recorded", "referred", "on_agenda", "decided", "done"]
SIDES = ("province", "headquarters")


def test_no_move_skips_a_state() -> None:
    forward = {(state, to) for state, tos in FORWARD.items() for to in tos}
    assert forward == {*pairwise(CHAIN), ("decided", "needs_hq"), ("needs_hq", "referred")}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("state", STATES)
def test_every_move_is_forward_or_an_end_of_ones_own(state: str, level: str, side: str) -> None:
    found = moves(state, level, side)
    assert len(set(found)) == len(found)
    if state in ENDED:
        assert found == ()
        return
    end = {"province": "resolved", "headquarters": "refused"}[side]
    assert found[-1] == end
    assert set(found[:-1]) <= set(FORWARD[state])


@pytest.mark.parametrize("level", ["province", "taskforce"])
def test_a_province_moves_its_own_all_the_way(level: str) -> None:
    for state, following in pairwise(CHAIN):
        assert following in moves(state, level, "province")


def test_of_what_headquarters_is_asked_the_province_says_only_how_it_ended() -> None:
    assert [
        moves(state, "headquarters", "province") for state in ("recorded", "referred", "on_agenda", "needs_hq")
    ] == [("resolved",)] * 4
    assert moves("decided", "headquarters", "province") == ("done", "needs_hq", "resolved")


def test_headquarters_moves_everything_but_into_its_own_lap() -> None:
    for level in LEVELS:
        for state, forward in FORWARD.items():
            assert moves(state, level, "headquarters") == (*(to for to in forward if to != "needs_hq"), "refused")

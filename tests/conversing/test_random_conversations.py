"""Random people say random things in every room: nothing that is said is lost, and no button does something else.

A seed reproduces; CONVERSING_SEEDS chooses others («7,8,9»), CONVERSING_ACTS how much is done with each.
"""

import gc
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conversing.acting import live
from tests.conversing.folk import settle_in
from tests.conversing.living import Failing, Life
from tests.conversing.town import open_town
from tests.trail import look_through

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Monday of a plain week, half past nine in Tehran: the week has opened."""
SEEDS = os.environ.get("CONVERSING_SEEDS", "1405").split(",")
ACTS, TOWNS = int(os.environ.get("CONVERSING_ACTS", "20000")), 8
TOLD = 2
"""Talks that are told of each kind of what went wrong."""


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """Keep the garbage collector away from thousands of short turns, of which it would take a fifth of the time."""
    gc.disable()
    yield
    gc.enable()


async def lived(folder: Path, seed: str, acts: int) -> Life:
    """Return what became of a town in which so much was done."""
    settle_in(folder, NOW)
    async with open_town(folder, NOW) as town:
        life = Life(town, random.Random(seed))
        await live(life, acts)
    return life


def report(failings: list[Failing]) -> str:
    """Return what went wrong: how often in which room, and some talks of each kind."""
    rooms = Counter((each.kind, each.flow or "no room") for each in failings)
    lines = [f"{count:5} {kind} in {room}" for (kind, room), count in rooms.most_common()]
    told = Counter[tuple[str, str]]()
    for each in failings:
        told[each.kind, each.flow] += 1
        if told[each.kind, each.flow] <= TOLD:
            lines.append(f"{'-' * 60}\n{each}")
    return "\n".join(lines)


@pytest.mark.parametrize("town", range(TOWNS))
@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_that_is_said_is_lost_and_no_button_does_something_else(
    tmp_path: Path, seed: str, town: int
) -> None:
    life = await lived(tmp_path, f"{seed}/{town}", ACTS // TOWNS)
    assert not life.failings, f"seed {seed}, town {town}:\n{report(life.failings)}"
    assert (await look_through(tmp_path / "mehvar.db")).whole


async def test_a_seed_reproduces_a_life(tmp_path: Path) -> None:
    trails = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        trails.append([who.trail for who in (await lived(folder, "7", 200)).folk])
    assert trails[0] == trails[1]

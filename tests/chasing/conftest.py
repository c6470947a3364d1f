"""A world, and some of its people."""

from collections.abc import Iterator

import pytest

from tests.chasing.world import World, open_world


@pytest.fixture
def world() -> Iterator[World]:
    with open_world() as opened:
        yield opened

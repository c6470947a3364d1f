"""An office whose province has estates."""

from collections.abc import Iterator

import pytest

from tests.chasing.world import open_world
from tests.delegating.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    with open_world() as world:
        yield Office(world).open()

"""The town that the tests of reviewing act in."""

from collections.abc import Iterator

import pytest

from tests.reviewing.town import Town, open_town


@pytest.fixture
def town() -> Iterator[Town]:
    with open_town() as town:
        yield town

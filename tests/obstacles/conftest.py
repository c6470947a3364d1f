"""The database that the tests of obstacles act on."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.memory import Memory
from storage.transaction import Transaction
from tests.obstacles.organisation import open_organisation


@pytest.fixture
def tx() -> Iterator[Transaction]:
    with closing(open_organisation()) as connection:
        yield Transaction(connection, Memory(), b"s" * 32)

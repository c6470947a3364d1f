"""The office that the tests of consultations act in."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.memory import Memory
from storage.transaction import Transaction
from tests.announcing.organisation import Office, open_office


@pytest.fixture
def office() -> Iterator[Office]:
    with closing(open_office()) as connection:
        yield Office(Transaction(connection, Memory(), b"s" * 32))

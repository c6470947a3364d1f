"""What every test may use."""

import pytest
from hypothesis import settings

settings.register_profile("mehvar", deadline=None)  # how fast a machine is says nothing of what a reader reads
settings.load_profile("mehvar")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the dialogues as they are now spoken")

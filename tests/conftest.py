"""What every test may use."""

import gc
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("mehvar", deadline=None)  # tests assert no times: a machine may be busy
settings.load_profile("mehvar")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the dialogues as they are now spoken")
    parser.addoption(
        "--changed", action="store_true", help="speak only the dialogues that what is not committed concerns"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without the garbage collector, and keep what stays out of its sight for good."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()

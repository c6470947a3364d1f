"""Leaves out, with `--changed`, the dialogues that no change concerns."""

from pathlib import Path

import pytest

from tests.dialogues.changed import is_concerned, list_changed


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--changed"):
        return
    changed = list_changed()
    left = [item for item in items if not _is_spoken(item, changed)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _is_spoken(item: pytest.Item, changed: set[str]) -> bool:
    values = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    file, platform = values.get("file"), values.get("platform")
    if not isinstance(file, Path) or not isinstance(platform, str):
        return True
    return is_concerned(file.stem, platform, changed)

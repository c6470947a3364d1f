"""Long work says how far it has come, to a person who watches and to nobody else."""

import io

import pytest

from bot.commands import progress
from bot.language.catalogue import t


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_percents_are_told_on_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    tell = progress.telling(200)
    for _step in range(4):
        tell(50)
    tell(1_000)
    said = [t("commands.progress", percent=percent) for percent in (25, 50, 75, 99, 99)]
    assert screen.getvalue().splitlines() == said


def test_nothing_is_told_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr("sys.stderr", file)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    progress.telling(0)(50)
    assert file.getvalue() == ""

"""A CEO with the card of an axis open, on the real service."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.language.catalogue import t
from sandbox.phones import Phone
from tests.stage import Stage, open_stage

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
AXIS = "پساب"


@dataclass
class Scene:
    """A stage and the phone of somebody on it."""

    stage: Stage
    phone: Phone

    @property
    def folder(self) -> Path:
        """Return where the files of evidence lie."""
        return self.stage.folder / "evidence"

    @property
    def files(self) -> list[str]:
        """Return the names of the files that lie there."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []

    @property
    def screen(self) -> str:
        """Return the text of the newest message."""
        return self.phone.messages[-1].text

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask the database from outside."""
        with closing(sqlite3.connect(f"file:{self.stage.database}?mode=ro", uri=True)) as connection:
            return connection.execute(question).fetchall()

    def told(self, words: str) -> int:
        """Count the messages that say something."""
        return sum(words in shown.text for shown in self.phone.messages)

    async def tap(self, label: str) -> None:
        """Tap the newest button that begins so."""
        labels = [each for shown in reversed(self.phone.messages) for each in shown.labels]
        self.phone.tap(next(each for each in labels if each.startswith(label)))
        await self.stage.settle()

    async def open_evidence(self) -> None:
        """Open the list of evidence of the open axis."""
        await self.tap(t("report.button.details"))
        await self.tap("مستند")

    async def open_card(self, axis: str = AXIS) -> None:
        """Open the card of an axis."""
        self.phone.say("/report")
        await self.stage.settle()
        await self.tap(axis)

    async def move(self, minutes: float) -> None:
        """Let time pass, and what is due by then be done."""
        self.stage.clock.advance(minutes * 60)
        await self.stage.settle()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, MONDAY) as opened:
        yield opened


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await enter(stage, "مدیرعامل یزد", "telegram")


@pytest.fixture(params=["telegram", "bale"])
async def either(stage: Stage, request: pytest.FixtureRequest) -> Scene:
    """The same, on each messenger."""
    return await enter(stage, "مدیرعامل یزد", request.param)


async def enter(stage: Stage, name: str, platform: str) -> Scene:
    """Register somebody and open the card of the axis."""
    scene = Scene(stage, stage.phone(name, platform))
    scene.phone.start()
    await stage.settle()
    scene.phone.share_contact()
    await stage.settle()
    await scene.tap(scene.phone.messages[-1].labels[0])
    await scene.open_card()
    assert t("report.button.details") in scene.phone.messages[-1].labels
    return scene
